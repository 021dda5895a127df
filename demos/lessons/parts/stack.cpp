#include "stack.hpp"

#include <fmt/format.h>

namespace gradwalk::demos {

Stack::Stack(Random random)
    : x{graph.parameter(0.0, "x1"), graph.parameter(0.0, "x2")} {
  draw(random);
  record_stack();
  record_single();
  record_bent();
}

void Stack::see(const std::vector<double>& example) {
  for (std::size_t k = 0; k < inputs; ++k) x[k].set(example[k]);
  graph.forward();
}

NetNodes Stack::net() const {
  NetNodes nodes{{"x1", "x2"}, {{}, {}}, {{x, {}, {}, {}, {}}}, out};
  for (std::size_t j = 0; j < neurons; ++j)
    nodes.layers[0].push_back(
        {hidden[j].name(), hidden_weights[j], hidden_biases[j]});
  nodes.layers[1].push_back({out.name(), output_weights, output_bias});
  nodes.examples[0].z = nodes.examples[0].a = {hidden, {out}};
  return nodes;
}

// W1, b1, W2, b2: each a `randn` of its shape.
void Stack::draw(Random random) {
  const auto drawn = [&](const std::string& name) {
    return graph.parameter(random.normal(), name);
  };
  for (std::size_t j = 1; j <= neurons; ++j) {
    std::vector<Value>& row = hidden_weights.emplace_back();
    for (std::size_t k = 1; k <= inputs; ++k)
      row.push_back(drawn(fmt::format("h{}.w{}", j, k)));
  }
  for (std::size_t j = 1; j <= neurons; ++j)
    hidden_biases.push_back(drawn(fmt::format("h{}.b", j)));
  for (std::size_t j = 1; j <= neurons; ++j)
    output_weights.push_back(drawn(fmt::format("out.w{}", j)));
  output_bias = drawn("out.b");
}

void Stack::record_stack() {
  for (std::size_t j = 0; j < neurons; ++j)
    hidden.push_back(linear(hidden_weights[j], x, hidden_biases[j])
                         .named(fmt::format("h{}", j + 1)));
  out = linear(output_weights, hidden, output_bias).named("out");
}

// W = W2·W1 and b = W2·b1 + b2, entry by entry.
void Stack::record_single() {
  for (std::size_t k = 0; k < inputs; ++k) {
    std::vector<Value> column;
    for (const std::vector<Value>& row : hidden_weights)
      column.push_back(row[k]);
    single_weights.push_back(
        dot(output_weights, column).named(fmt::format("single.w{}", k + 1)));
  }
  single_bias =
      linear(output_weights, hidden_biases, output_bias).named("single.b");
  single = linear(single_weights, x, single_bias).named("single");
}

void Stack::record_bent() {
  std::vector<Value> activated;
  for (const Value z : hidden) activated.push_back(sigmoid(z));
  bent = linear(output_weights, activated, output_bias).named("bent");
}

}  // namespace gradwalk::demos
