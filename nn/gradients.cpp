#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/graph/record_lists.hpp>
#include <gradwalk/nn/gradients.hpp>
#include <numeric>

namespace gradwalk {

void detail::require_parameters(std::string_view function,
                                const ValuesView& parameters) {
  if (parameters.empty())
    throw Error(function, "one parameter or more", "none");
  for (const Value w : parameters) {
    const Tape& tape = live(function, parameters.front(), w);
    if (tape.operations[Access::index(w)] != parameter)
      throw Error(function, "a parameter", describe(w));
  }
  require_once(function, parameters);
}

Gradients::Gradients(const ValuesView& parameters)
    : parameters_(parameters), numbers_(parameters.size()) {
  detail::require_parameters("Gradients", parameters);
}

void Gradients::add(double scale) {
  for (const Value w : parameters_) detail::live("add", w);
  for (std::size_t i = 0; i < numbers_.size(); ++i)
    numbers_[i] += scale * parameters_[i].gradient();
}

void Gradients::clear() { std::fill(numbers_.begin(), numbers_.end(), 0.0); }

double Gradients::norm() const {
  return std::accumulate(numbers_.begin(), numbers_.end(), 0.0,
                         [](double a, double b) { return std::hypot(a, b); });
}

double Gradients::clip(double most) {
  if (!(most >= 0.0))
    throw Error("clip", "a norm of 0 or more", fmt::format("{}", most));
  const double before = norm();
  const auto wrong =
      std::find_if_not(numbers_.begin(), numbers_.end(),
                       [](double g) { return std::isfinite(g); });
  if (wrong != numbers_.end())
    throw Error(
        "clip", "finite gradients",
        fmt::format("{} at {}", *wrong,
                    detail::describe(parameters_[static_cast<std::size_t>(
                        wrong - numbers_.begin())])));
  if (std::isinf(before)) throw Error("clip", "a finite norm", "inf");
  if (before > most)
    for (double& g : numbers_) g = g / before * most;
  return before;
}

}  // namespace gradwalk
