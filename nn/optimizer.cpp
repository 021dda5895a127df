#include <fmt/format.h>

#include <array>
#include <cmath>
#include <gradwalk/nn/optimizer.hpp>
#include <utility>

namespace gradwalk {

namespace {

/// What of a memory stays in a step. Errors: not in [0, 1).
double share(std::string_view name, double number) {
  if (!(0.0 <= number && number < 1.0))
    throw Error(name, "0 or more, and below 1", fmt::format("{}", number));
  return number;
}

double at_least_0(std::string_view name, double number) {
  if (!(number >= 0.0))
    throw Error(name, "0 or more", fmt::format("{}", number));
  return number;
}

}  // namespace

Optimizer::Optimizer(Kind kind, double rate)
    : kind_(std::move(kind)), state_{.rate = rate} {
  state_.memory.resize(kind_.lists);
  set_rate(rate);
}

void Optimizer::set_rate(double rate) {
  if (std::isnan(rate)) throw Error("rate", "a number", "nan");
  state_.rate = rate;
}

void Optimizer::set_weight_decay(double decay) {
  state_.weight_decay = at_least_0("weight_decay", decay);
}

void Optimizer::require_parameters(const ValuesView& parameters) {
  if (count_ != 0 && parameters.is_run() &&
      same_node(parameters.front(), first_) && parameters.size() == count_) {
    detail::live("step", first_);
    return;
  }
  detail::require_parameters("step", parameters);
  if (!parameters.is_run()) return;
  first_ = parameters.front();
  count_ = parameters.size();
}

void Optimizer::prepare_memory(std::size_t parameters) {
  for (std::vector<double>& list : state_.memory) {
    if (state_.steps == 0) list.assign(parameters, 0.0);
    if (list.size() != parameters)
      throw Error(
          kind_.text.substr(0, kind_.text.find(' ')),
          fmt::format("{} parameters as in the first step", list.size()),
          fmt::format("{}", parameters));
  }
}

void Optimizer::take(const ValuesView& parameters,
                     std::span<const double> gradients, double scale) {
  if (std::isnan(scale)) throw Error("step", "a number as scale", "nan");
  require_parameters(parameters);
  prepare_memory(parameters.size());
  move({.parameters = parameters,
        .gradients = gradients,
        .rate = state_.rate * scale,
        .weight_decay = state_.weight_decay,
        .decouples_decay = kind_.decouples_decay,
        .number = state_.steps + 1});
  ++state_.steps;
}

void Optimizer::step(const ValuesView& parameters, double scale) {
  take(parameters, {}, scale);
}

void Optimizer::step(const Gradients& gradients, double scale) {
  take(gradients.parameters(), gradients.numbers(), scale);
}

GradientDescent::GradientDescent(double rate)
    : Optimizer({"GradientDescent"}, rate) {}

void GradientDescent::move(const Move& step) {
  step.each([rate = step.rate](std::size_t, double w, double g) {
    return w - rate * g;
  });
}

Momentum::Momentum(double rate, double decay)
    : Optimizer({fmt::format("Momentum with decay {}", decay), 1}, rate),
      decay_(share("decay", decay)) {}

void Momentum::move(const Move& step) {
  step.each([rate = step.rate, decay = decay_, velocity = memory(0)](
                std::size_t i, double w, double g) {
    velocity[i] = decay * velocity[i] + g;
    return w - rate * velocity[i];
  });
}

Nesterov::Nesterov(double rate, double decay)
    : Optimizer({fmt::format("Nesterov with decay {}", decay), 1}, rate),
      decay_(share("decay", decay)) {}

void Nesterov::move(const Move& step) {
  step.each([rate = step.rate, decay = decay_, velocity = memory(0)](
                std::size_t i, double w, double g) {
    velocity[i] = decay * velocity[i] + g;
    return w - rate * (g + decay * velocity[i]);
  });
}

RMSprop::RMSprop(double rate, double decay, double epsilon)
    : Optimizer(
          {fmt::format("RMSprop with decay {}, epsilon {}", decay, epsilon), 1},
          rate),
      decay_(share("decay", decay)),
      epsilon_(at_least_0("epsilon", epsilon)) {}

void RMSprop::move(const Move& step) {
  step.each([rate = step.rate, decay = decay_, epsilon = epsilon_,
             squares = memory(0)](std::size_t i, double w, double g) {
    squares[i] = decay * squares[i] + (1.0 - decay) * g * g;
    return w - rate * g / (std::sqrt(squares[i]) + epsilon);
  });
}

Adam::Adam(double rate, double beta1, double beta2, double epsilon)
    : Adam("Adam", false, rate, beta1, beta2, epsilon) {}

Adam::Adam(std::string_view name, bool decouples_decay, double rate,
           double beta1, double beta2, double epsilon)
    : Optimizer({fmt::format("{} with beta1 {}, beta2 {}, epsilon {}", name,
                             beta1, beta2, epsilon),
                 2, decouples_decay},
                rate),
      beta1_(share("beta1", beta1)),
      beta2_(share("beta2", beta2)),
      epsilon_(at_least_0("epsilon", epsilon)) {}

void Adam::move(const Move& step) {
  const auto number = static_cast<double>(step.number);
  const double unbias1 = 1.0 - std::pow(beta1_, number);
  const double unbias2 = 1.0 - std::pow(beta2_, number);
  step.each([=, rate = step.rate, beta1 = beta1_, beta2 = beta2_,
             epsilon = epsilon_, first = memory(0),
             second = memory(1)](std::size_t i, double w, double g) {
    first[i] = beta1 * first[i] + (1.0 - beta1) * g;
    second[i] = beta2 * second[i] + (1.0 - beta2) * g * g;
    const double mean = first[i] / unbias1;
    const double spread = std::sqrt(second[i] / unbias2);
    return w - rate * mean / (spread + epsilon);
  });
}

AdamW::AdamW(double rate, double weight_decay, double beta1, double beta2,
             double epsilon)
    : Adam("AdamW", true, rate, beta1, beta2, epsilon) {
  set_weight_decay(weight_decay);
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
      NamedOptimizer{"nesterov", made<Nesterov>},
      NamedOptimizer{"rmsprop", made<RMSprop>},
      NamedOptimizer{"adam", made<Adam>},
      NamedOptimizer{"adamw", made<AdamW>},
  };
  return all;
}

}  // namespace gradwalk
