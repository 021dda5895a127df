#include "plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradwalk/error.hpp>

#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

Schedule constant_over(int) { return constant_rate(); }
/// Half of the rate after each fifth.
Schedule step_over(int epochs) {
  return step_decay(std::max(epochs / 5, 1), 0.5);
}
Schedule linear_over(int epochs) { return linear_decay(epochs); }
Schedule cosine_over(int epochs) { return cosine_decay(epochs); }

}  // namespace

std::span<const NamedSchedule> schedules() {
  static constexpr std::array all{
      NamedSchedule{"constant", constant_over},
      NamedSchedule{"step", step_over},
      NamedSchedule{"linear", linear_over},
      NamedSchedule{"cosine", cosine_over},
  };
  return all;
}

std::unique_ptr<Optimizer> TrainingPlan::made_optimizer() const {
  std::unique_ptr<Optimizer> made = optimizer.make(rate);
  if (decay) made->set_weight_decay(*decay);
  return made;
}

void TrainingPlan::set_given(const MLP& into) const {
  if (given) into.parameters().set(*given);
  if (!equal) return;
  for (const Layer& layer : into.layers())
    for (const Neuron& neuron : layer.neurons()) {
      for (const Value weight : neuron.weights()) weight.set(*equal);
      if (neuron.bias()) neuron.bias()->set(0.0);
    }
}

void TrainingPlan::set_chosen(const MLP& into) const {
  const std::size_t count = into.parameters().size();
  if (chosen->size() != count)
    throw Error("--weights",
                fmt::format("{} numbers, as the net has parameters", count),
                fmt::format("{}", chosen->size()));
  into.parameters().set(*chosen);
}

TrainingOptions TrainingPlan::options() const {
  return {.epochs = epochs,
          .batch = batch,
          .loss = loss,
          .reduction = reduction,
          .schedule = schedule.over(std::max(epochs, 1)),
          .one_by_one = one_by_one,
          .past_nan = true,  // the lesson says itself what became of it
          .every = every};
}

std::string TrainingPlan::rate_text(const std::string& shown) const {
  std::string text = "learning rate " + shown;
  if (schedule.name != schedules().front().name)
    text += fmt::format(", {} schedule", schedule.name);
  if (optimizer.name != optimizers().front().name)
    text += fmt::format(", {}", made_optimizer()->kind());
  if (decay) text += fmt::format(", weight decay {}", *decay);
  return text;
}

std::vector<std::size_t> TrainingPlan::sizes() const {
  std::vector<std::size_t> sizes{data.features.size()};
  sizes.insert(sizes.end(), hidden.begin(), hidden.end());
  sizes.push_back(data.outputs());
  return sizes;
}

void require_parameters(const std::vector<std::size_t>& sizes,
                        std::size_t most) {
  std::size_t parameters = 0;
  for (std::size_t l = 1; l < sizes.size(); ++l)
    parameters += (sizes[l - 1] + 1) * sizes[l];
  if (parameters > most)
    throw Error("--hidden", fmt::format("a net of {} parameters at most", most),
                fmt::format("{} of {}", parameters, joined(sizes, "-")));
}

std::string counted_epochs(int epochs) {
  return fmt::format("{} epoch{}", epochs, epochs == 1 ? "" : "s");
}

}  // namespace gradwalk::demos
