#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/error.hpp>
#include <gradwalk/nn/schedule.hpp>
#include <numbers>
#include <string_view>

namespace gradwalk {

namespace {

double progress(int epoch, int epochs) {
  return std::min(1.0, static_cast<double>(epoch) / epochs);
}

void require_epochs(std::string_view function, int epochs) {
  if (epochs < 1)
    throw Error(function, "1 epoch or more", fmt::format("{}", epochs));
}

}  // namespace

Schedule constant_rate() {
  return [](int) { return 1.0; };
}

Schedule step_decay(int epochs, double factor) {
  require_epochs("step_decay", epochs);
  return [=](int epoch) { return std::pow(factor, epoch / epochs); };
}

Schedule linear_decay(int epochs, double last) {
  require_epochs("linear_decay", epochs);
  return
      [=](int epoch) { return 1.0 + (last - 1.0) * progress(epoch, epochs); };
}

Schedule cosine_decay(int epochs, double last) {
  require_epochs("cosine_decay", epochs);
  return [=](int epoch) {
    const double turn = std::numbers::pi * progress(epoch, epochs);
    return last + (1.0 - last) * 0.5 * (1.0 + std::cos(turn));
  };
}

}  // namespace gradwalk
