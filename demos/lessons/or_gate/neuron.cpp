#include "neuron.hpp"

#include <algorithm>
#include <iterator>

#include "story/options.hpp"

namespace gradwalk::demos {

bool is_source(const OrNumbers& numbers) {
  const OrNumbers own;
  return numbers.x1 == own.x1 && numbers.x2 == own.x2 && numbers.y == own.y &&
         numbers.w1 == own.w1 && numbers.w2 == own.w2 && numbers.b == own.b;
}

OrNeuron::OrNeuron(const OrNumbers& from, bool with_bias,
                   bool one_node_an_operation) {
  x1 = graph.input(from.x1, "x1");
  x2 = graph.input(from.x2, "x2");
  y = graph.input(from.y, "y");
  w1 = graph.parameter(from.w1, "w1");
  w2 = graph.parameter(from.w2, "w2");
  if (with_bias) b = graph.parameter(from.b, "b");
  z = (one_node_an_operation ? by_operations(with_bias) : by_neuron(with_bias))
          .named("z");
  y_hat = sigmoid(z).named("y_hat");
  loss = squared_error(y, y_hat).named("loss");
  loss.backward();
}

bool OrNeuron::has_own_weights() const {
  const OrNumbers own;
  return w1.value() == own.w1 && w2.value() == own.w2;
}

OrNumbers OrNeuron::numbers() const {
  return {x1.value(), x2.value(), y.value(),
          w1.value(), w2.value(), b.is_empty() ? 0.0 : b.value()};
}

Value OrNeuron::by_operations(bool with_bias) const {
  const Value first = w1 * x1;
  const Value second = w2 * x2;
  const Value both = first + second;
  return with_bias ? both + b : both;
}

Value OrNeuron::by_neuron(bool with_bias) const {
  const std::vector weights{w1, w2}, examples{x1, x2};
  return with_bias ? linear(weights, examples, b) : dot(weights, examples);
}

void add_or_label(std::vector<std::string>& texts, const OrNumbers& own) {
  const auto number = [&](const std::string& option, double otherwise) {
    const auto last = std::find(texts.rbegin(), texts.rend(), option);
    return last == texts.rend() ? otherwise
                                : parsed_number(*std::prev(last)).value();
  };
  const bool is_on =
      number("--x1", own.x1) != 0.0 || number("--x2", own.x2) != 0.0;
  texts.insert(texts.end(), {"--y", is_on ? "1" : "0"});
}

}  // namespace gradwalk::demos
