#include <fmt/format.h>

#include <array>
#include <cmath>
#include <gradwalk/nn/optimizer.hpp>

namespace gradwalk {

namespace {

/// Makes room in the first step, and wants as many parameters in the others.
void remember(std::string_view optimizer, std::vector<double>& memory,
              std::size_t parameters) {
  if (memory.empty()) memory.resize(parameters);
  if (memory.size() != parameters)
    throw Error(
        optimizer,
        fmt::format("{} parameters as in the first step", memory.size()),
        fmt::format("{}", parameters));
}

void require_each(const ValuesView& parameters) {
  for (const Value w : parameters) {
    const detail::Tape& tape = detail::live("step", parameters.front(), w);
    if (tape.operations[detail::Access::index(w)] != detail::parameter)
      throw Error("step", "a parameter", detail::describe(w));
  }
  detail::require_once("step", parameters);
}

}  // namespace

void Optimizer::require_parameters(const ValuesView& parameters) {
  if (parameters.empty()) throw Error("step", "one parameter or more", "none");
  detail::live("step", parameters.front());
  if (parameters.is_run() && same_node(parameters.front(), first_) &&
      parameters.size() == count_)
    return;
  require_each(parameters);
  if (!parameters.is_run()) return;
  first_ = parameters.front();
  count_ = parameters.size();
}

void Optimizer::step(const ValuesView& parameters, double scale) {
  require_parameters(parameters);
  move(parameters, scale);
}

void GradientDescent::move(const ValuesView& parameters, double scale) {
  const double rate = rate_ * scale;
  parameters.update(
      [=](double w, double gradient) { return w - rate * gradient; });
}

void Momentum::move(const ValuesView& parameters, double scale) {
  remember("Momentum", velocity_, parameters.size());
  const double rate = rate_ * scale;
  parameters.update([&, i = std::size_t{0}](double w, double gradient) mutable {
    double& velocity = velocity_[i++];
    velocity = decay_ * velocity + gradient;
    return w - rate * velocity;
  });
}

void Adam::move(const ValuesView& parameters, double scale) {
  remember("Adam", first_, parameters.size());
  remember("Adam", second_, parameters.size());
  ++steps_;
  const double rate = rate_ * scale;
  const double unbias1 = 1.0 - std::pow(beta1_, steps_);
  const double unbias2 = 1.0 - std::pow(beta2_, steps_);
  parameters.update([&, i = std::size_t{0}](double w, double g) mutable {
    double& first = first_[i];
    double& second = second_[i++];
    first = beta1_ * first + (1.0 - beta1_) * g;
    second = beta2_ * second + (1.0 - beta2_) * g * g;
    const double mean = first / unbias1;
    const double spread = std::sqrt(second / unbias2);
    return w - rate * mean / (spread + epsilon_);
  });
}

namespace {

template <class Kind> std::unique_ptr<Optimizer> made(double rate) {
  return std::make_unique<Kind>(rate);
}

}  // namespace

std::span<const NamedOptimizer> optimizers() {
  static constexpr std::array all{
      NamedOptimizer{"descent", made<GradientDescent>},
      NamedOptimizer{"momentum", made<Momentum>},
      NamedOptimizer{"adam", made<Adam>},
  };
  return all;
}

}  // namespace gradwalk
