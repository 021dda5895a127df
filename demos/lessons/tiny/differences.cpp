#include "differences.hpp"

#include <gradwalk/graph/nodes.hpp>
#include <gradwalk/steps.hpp>
#include <stdexcept>
#include <tuple>

namespace gradwalk::demos {

namespace {

template <class Number> Number added(Number y, Number one, int times) {
  for (int i = 0; i < times; ++i) y = y + one;
  return y;
}

template <class Number> struct ThreePaths {
  Number a, tenth, fifth, third;
  Number p2 = fifth * a;
  Number p1 = tenth * a;
  Number p3 = third * a;
  Number both = p1 + p2;
  Number sum = both + p3;
};

/// How often the arrays of nodes grow while so many are recorded.
int growths_of(int nodes) {
  detail::Nodes arrays;
  int growths = 0;
  for (int i = 0; i < nodes; ++i) {
    const std::size_t before = arrays.capacity;
    arrays.put_leaf(detail::parameter, 1.0);
    growths += arrays.capacity != before;
  }
  return growths;
}

template <class Use> std::string text_of_refusal(Use use) {
  try {
    use();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was refused";
}

}  // namespace

NodeCosts node_costs(const Twins& twins, int nodes) {
  const tiny::Node& node = *twins.theirs.p1;
  const detail::Nodes arrays;
  return {
      .tiny_node = sizeof(node),
      .tiny_parents = node.parents.capacity() * sizeof(tiny::Number),
      .tiny_rule = sizeof(node.rule),
      .tiny_blocks = 1u + (node.parents.capacity() > 0),
      .gradwalk_node = sizeof(arrays.values[0]) + sizeof(arrays.gradients[0]) +
                       sizeof(arrays.parents[0]) + sizeof(arrays.operations[0]),
      .gradwalk_rule = sizeof(arrays.operations[0]),
      .growths = growths_of(nodes),
      .nodes = nodes};
}

ChainRun run_tiny_chain(int additions) {
  const tiny::Number x = tiny::node(0.0), one = tiny::node(1.0);
  const tiny::Number y = added(x, one, additions);
  try {
    tiny::backward(y);
  } catch (const std::length_error& error) {
    return {additions, y->value, 0.0, 0.0, error.what()};
  }
  return {additions, y->value, x->gradient, one->gradient, ""};
}

ChainRun run_gradwalk_chain(int additions) {
  Graph graph;
  const Value x = graph.parameter(0.0), one = graph.parameter(1.0);
  const Value y = added(x, one, additions);
  y.backward();
  return {additions, y.value(), x.gradient(), one.gradient(), ""};
}

SumOrders sums_in_both_orders() {
  SumOrders sums;
  const tiny::Number theirs = tiny::node(1.0);
  const ThreePaths<tiny::Number> nodes{theirs, tiny::node(0.1), tiny::node(0.2),
                                       tiny::node(0.3)};
  const tiny::Nodes order = tiny::backward(nodes.sum);
  for (auto node = order.rbegin(); node != order.rend(); ++node)
    for (const tiny::Number& product : {nodes.p1, nodes.p2, nodes.p3})
      if (*node == product.get())
        sums.tiny.terms.push_back(product->parents[0]->value);
  sums.tiny.gradient = theirs->gradient;

  Graph graph;
  const Value ours = graph.parameter(1.0), tenth = graph.input(0.1),
              fifth = graph.input(0.2), third = graph.input(0.3);
  const ThreePaths<Value> values{ours, tenth, fifth, third};
  values.sum.backward();
  for (const BackwardStep& step : backward_steps(values.sum))
    for (const Passed& passed : step.to)
      if (same_node(passed.parent, ours))
        sums.gradwalk.terms.push_back(passed.result);
  sums.gradwalk.gradient = ours.gradient();
  return sums;
}

StaleGradient stale_gradient(const OrExample& example) {
  const Twins twins(example);
  const NeuronOf<tiny::Number>& old = twins.theirs;
  StaleGradient found{old.x1->gradient, 0.0, 0.0};
  old.w1->value = 0.2;
  tiny::backward(old.loss);
  found.stale = old.x1->gradient;
  const NeuronOf<tiny::Number> anew{old.x1, old.x2, old.y, old.w1,
                                    old.w2, old.b,  old.c};
  tiny::backward(anew.loss);
  found.anew = anew.x1->gradient;
  return found;
}

std::vector<Refusal> refusals(const OrExample& example) {
  Twins twins(example);
  const NeuronOf<Value>& neuron = twins.ours;
  std::vector<Refusal> all;
  Value forgotten;
  {
    const Graph::Scope scope(twins.graph);
    forgotten = (neuron.w1 * neuron.w2).named("product");
  }
  all.push_back({"A node is read after its scope has ended:",
                 text_of_refusal([&] { std::ignore = forgotten.value(); })});
  Graph other;
  const Value alien = other.parameter(1.0, "v");
  all.push_back({"Nodes of two graphs are added:",
                 text_of_refusal([&] { std::ignore = neuron.w1 + alien; })});
  neuron.w1.set(0.2);
  all.push_back({"w1 is set, and the pass is asked for before forward():",
                 text_of_refusal([&] { neuron.loss.backward(); })});
  return all;
}

}  // namespace gradwalk::demos
