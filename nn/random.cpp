#include <cmath>
#include <gradwalk/nn/random.hpp>

namespace gradwalk {

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
