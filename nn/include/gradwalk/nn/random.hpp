#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <utility>

namespace gradwalk {

/// NumPy's legacy random stream, `np.random.seed(seed)`, bit for bit.
/// Source: numpy/random/mtrand (legacy-distributions), MT19937.
class Random {
 public:
  explicit Random(std::uint32_t seed) : words_(seed) {}

  /// One 32-bit word of the Mersenne Twister.
  std::uint32_t word() { return static_cast<std::uint32_t>(words_()); }

  /// `rand()`: in [0, 1), of two words, 53 bits.
  double uniform();

  /// `uniform(low, high)`: in [low, high).
  double uniform(double low, double high);

  /// `randn()`: standard normal, by the polar method, which makes two at a
  /// time and keeps one for the next call.
  double normal();

  /// `normal(mean, deviation)`.
  double normal(double mean, double deviation);

  /// A whole number in [0, most], by rejection under a mask.
  std::uint32_t interval(std::uint32_t most);

  /// `shuffle(x)`: from the last element down, each swapped with one before.
  template <class T> void shuffle(std::span<T> x) {
    for (std::size_t i = x.size(); i-- > 1;)
      std::swap(x[i], x[interval(static_cast<std::uint32_t>(i))]);
  }

 private:
  std::mt19937 words_;
  double kept_ = 0.0;
  bool has_kept_ = false;
};

}  // namespace gradwalk
