#include "words.hpp"

#include <fmt/format.h>

#include "training/data.hpp"

namespace gradwalk::demos {

std::string said_of_example(const OrNumbers& numbers, const Story& story) {
  const Data gate = or_data();
  std::string which;
  for (std::size_t i = 0; i < gate.size(); ++i)
    if (gate.inputs[i] == std::vector{numbers.x1, numbers.x2} &&
        gate.labels[i] == numbers.y)
      which = fmt::format("Its {} example",
                          std::vector{"first", "second", "third", "fourth"}[i]);
  const bool is_row = !which.empty();
  return fmt::format(
      "{} is x1\u00A0=\u00A0{}, x2\u00A0=\u00A0{}, and {} is "
      "y\u00A0=\u00A0{}.",
      is_row ? which : "Your example", story.number(numbers.x1),
      story.number(numbers.x2),
      is_row ? "the right answer, the label," : "its label",
      story.number(numbers.y));
}

std::string said_of_weights(const OrNeuron& neuron, const Story& story) {
  const double x1 = neuron.x1.value(), x2 = neuron.x2.value();
  const std::string gradients = fmt::format("∂loss/∂w1 = {} and ∂loss/∂w2 = {}",
                                            story.number(neuron.w1.gradient()),
                                            story.number(neuron.w2.gradient()));
  if (x1 == 0.0 && x2 == 0.0)
    return fmt::format(
        "{}: the weights learn nothing from this example. The local gradient "
        "on the way to each of them is its input, x1 or x2, and both are {}. "
        "Whatever comes from upstream is multiplied by that.",
        gradients, story.number(x1));
  const std::string silent =
      x1 != 0.0 && x2 != 0.0
          ? ""
          : fmt::format(
                " {} learns nothing from this example, for its input "
                "is 0.",
                x1 == 0.0 ? "w1" : "w2");
  return fmt::format(
      "{}. The local gradient on the way to each of them is its input, x1 = {} "
      "or x2 = {}; whatever comes from upstream is multiplied by that.{}",
      gradients, story.number(x1), story.number(x2), silent);
}

std::string said_of_bias(const OrNeuron& neuron, const Story& story) {
  const double gradient = neuron.b.gradient();
  const std::string is = "∂loss/∂b = " + story.number(gradient) + ".";
  if (gradient > 0.0)
    return is +
           " It is positive: a larger b means a larger loss, so b must go "
           "down.";
  if (gradient < 0.0)
    return is +
           " It is negative: a larger b means a smaller loss, so b must "
           "go up.";
  return is + " Here the loss is flat, and b stays where it is.";
}

}  // namespace gradwalk::demos
