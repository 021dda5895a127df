#include <cmath>
#include <gradwalk/nn/random.hpp>

namespace gradwalk {

Random::Random(std::uint32_t seed) {
  state_[0] = seed;
  for (std::uint32_t i = 1; i < state_.size(); ++i) {
    const std::uint32_t last = state_[i - 1];
    state_[i] = 1812433253u * (last ^ (last >> 30)) + i;
  }
}

void Random::twist() {
  constexpr std::size_t size = 624, apart = 397;
  const auto mix = [&](std::size_t i, std::size_t next, std::size_t other) {
    const std::uint32_t joined =
        (state_[i] & 0x80000000u) | (state_[next] & 0x7fffffffu);
    const std::uint32_t odd = (joined & 1u) * 0x9908b0dfu;
    state_[i] = state_[other] ^ (joined >> 1) ^ odd;
  };
  for (std::size_t i = 0; i < size - apart; ++i) mix(i, i + 1, i + apart);
  for (std::size_t i = size - apart; i < size - 1; ++i)
    mix(i, i + 1, i + apart - size);
  mix(size - 1, 0, apart - 1);
  used_ = 0;
}

std::uint32_t Random::word() {
  if (used_ == state_.size()) twist();
  std::uint32_t word = state_[used_++];
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680u;
  word ^= (word << 15) & 0xefc60000u;
  return word ^ (word >> 18);
}

double Random::uniform() {
  const std::uint32_t a = word() >> 5, b = word() >> 6;
  return (a * 67108864.0 + b) / 9007199254740992.0;
}

double Random::uniform(double low, double high) {
  return low + (high - low) * uniform();
}

double Random::normal() {
  if (has_kept_) {
    has_kept_ = false;
    return kept_;
  }
  double x1 = 0.0, x2 = 0.0, r2 = 0.0;
  do {
    x1 = 2.0 * uniform() - 1.0;
    x2 = 2.0 * uniform() - 1.0;
    r2 = x1 * x1 + x2 * x2;
  } while (r2 >= 1.0 || r2 == 0.0);
  const double f = std::sqrt(-2.0 * std::log(r2) / r2);
  kept_ = f * x1;
  has_kept_ = true;
  return f * x2;
}

double Random::normal(double mean, double deviation) {
  return mean + deviation * normal();
}

std::uint32_t Random::interval(std::uint32_t most) {
  std::uint32_t mask = most;
  for (const int shift : {1, 2, 4, 8, 16}) mask |= mask >> shift;
  std::uint32_t drawn = 0;
  do {
    drawn = word() & mask;
  } while (drawn > most);
  return drawn;
}

}  // namespace gradwalk
