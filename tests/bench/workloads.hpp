#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

/// The data of the benchmarks, from a SplitMix64 stream, so that any engine in
/// any language can be given the same.
namespace bench {

class Stream {
 public:
  explicit Stream(std::uint64_t seed) : state_(seed) {}
  std::uint64_t word() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// In [0, 1).
  double uniform() { return static_cast<double>(word() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

/// Appends a layer's parameters: for each neuron its weights, then its bias.
inline void add_layer(Stream& stream, std::vector<double>& parameters,
                      std::size_t inputs, std::size_t outputs) {
  const double range = std::sqrt(3.0 / static_cast<double>(inputs));
  for (std::size_t j = 0; j < outputs; ++j) {
    for (std::size_t i = 0; i < inputs; ++i)
      parameters.push_back(range * (2 * stream.uniform() - 1));
    parameters.push_back(0.1 * (2 * stream.uniform() - 1));
  }
}

/// W1: two moons, a net 2-16-16-1 with tanh, cost 1/(2m)Σ(output - label)².
/// One epoch is 64,301 elementary operations.
struct Moons {
  static constexpr std::size_t examples = 100, hidden = 16;
  static constexpr double operations = 64'301;
  std::array<std::array<double, 2>, examples> inputs{};
  std::array<double, examples> labels{};
  std::vector<double> parameters;

  Moons() {
    Stream stream(1);
    for (std::size_t s = 0; s < examples; ++s) {
      const double turn = 3.14159265358979323846 * stream.uniform();
      const double x = 0.1 * (stream.uniform() - 0.5);
      const double y = 0.1 * (stream.uniform() - 0.5);
      const bool lower = s % 2 == 1;
      inputs[s] =
          lower ? std::array{1 - std::cos(turn) + x, 0.5 - std::sin(turn) + y}
                : std::array{std::cos(turn) + x, std::sin(turn) + y};
      labels[s] = lower ? -1.0 : 1.0;
    }
    add_layer(stream, parameters, 2, hidden);
    add_layer(stream, parameters, hidden, hidden);
    add_layer(stream, parameters, hidden, 1);
  }
};

/// W2: a net 784-32-16-10 with relu and softmax cross-entropy, one example a
/// step. One step is 51,599 elementary operations.
struct Digits {
  static constexpr std::size_t examples = 64, pixels = 784, hidden1 = 32,
                               hidden2 = 16, classes = 10;
  static constexpr double operations = 51'599;
  std::vector<double> inputs;
  std::array<std::size_t, examples> labels{};
  std::vector<double> parameters;

  Digits() : inputs(examples * pixels) {
    Stream stream(2);
    for (double& pixel : inputs) pixel = stream.uniform();
    for (std::size_t& label : labels)
      label = static_cast<std::size_t>(stream.word() % classes);
    add_layer(stream, parameters, pixels, hidden1);
    add_layer(stream, parameters, hidden1, hidden2);
    add_layer(stream, parameters, hidden2, classes);
  }
};

/// W3: a chain of dependent binary operations, y·a and y - c in turn.
struct Chain {
  static constexpr double y = 0.25, a = 1.0 + 1e-7, c = 0.5 * (a - 1.0);
};

}  // namespace bench
