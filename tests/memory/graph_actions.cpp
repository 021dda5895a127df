#include <algorithm>
#include <utility>

#include "world.hpp"

namespace gradwalk::fuzz {

namespace {

void make_graph(World& of) {
  if (of.one_in(5)) of.graphs[of.below(3)].emplace();
}
void end_graph(World& of) {
  if (of.one_in(5)) of.graphs[of.below(3)].reset();
}
void move_graph(World& of) {
  auto& from = of.graphs[of.below(3)];
  auto& to = of.graphs[of.below(3)];
  if (!from || (to && !of.one_in(5))) return;
  Graph moved = std::move(*from);
  from.reset();
  to = std::move(moved);
  static_cast<void>(moved.size());  // NOLINT: is refused
}

void open_scope(World& of) {
  of.scopes.push_back(std::make_unique<Graph::Scope>(of.graph()));
}
void close_scope(World& of) {
  if (of.scopes.size() < 3 && of.one_in(2)) return;
  if (of.scopes.empty()) return;
  const std::size_t one =
      of.one_in(4) ? of.below(of.scopes.size()) : of.scopes.size() - 1;
  of.scopes.erase(of.scopes.begin() + static_cast<std::ptrdiff_t>(one));
}

void make_leaf(World& of) {
  Graph& graph = of.graph();
  const double value = of.number();
  of.add(of.one_in(3) ? graph.input(value, of.name())
                      : graph.parameter(value, of.name()));
}
void make_leaves(World& of) {
  Graph& graph = of.graph();
  std::vector<double> values(of.below(9));
  for (double& value : values) value = of.number();
  of.lists.push_back(of.one_in(3) ? graph.inputs(values, of.name())
                                  : graph.parameters(values, of.name()));
  of.add(of.lists.back());
}

void record_any(World& of) {
  const Operation& operation = of.any(operations());
  std::vector<Value> operands = of.few();
  if (!of.one_in(10))
    while (!operation.accepts(operands.size()) && operands.size() < 12)
      operands.push_back(of.node());
  if (operation.most_operands > 0 && !of.one_in(10))
    operands.resize(static_cast<std::size_t>(operation.most_operands));
  of.add(operation.record(operands));
}
void record_elementary(World& of) {
  Value a = of.node(), b = of.node();
  const double c = of.number();
  switch (of.below(10)) {
    case 0:
      return of.add(a + b);
    case 1:
      return of.add(c - a);
    case 2:
      return of.add(a * c);
    case 3:
      return of.add(pow(a, c));
    case 4:
      return of.add(leaky_relu(a));
    case 5:
      return of.add(squared_error(a, c));
    case 6:
      return of.add(max(a, b) / (c + min(a, c)));
    case 7:
      return of.add(softplus(tanh(a)) - sigmoid(b));
    case 8:
      return of.add(choose(a, b, a, of.node()));
    default:
      a *= b;
      return of.add(a += 2);
  }
}
void record_list(World& of) {
  // The handles of a list are those of a vector that is gone by then.
  of.lists.emplace_back(of.few());
  const Values& kept = of.lists.back();
  const std::vector<Value> few = of.few();
  switch (of.below(8)) {
    case 0:
      return of.add(sum(kept));
    case 1:
      return of.add(mean(few));
    case 2:
      return of.add(log_sum_exp({of.node(), of.node()}));
    case 3:
      return of.add(dot(kept, kept));
    case 4:
      return of.add(linear(kept, kept, of.number()));
    case 5:
      return of.add(linear(few, few, of.node()));
    case 6:
      return of.add(softmax(kept));
    default:
      return of.add(dot(kept, few));
  }
}

void set(World& of) { of.node().set(of.number()); }
void set_many(World& of) {
  const Values list = of.few();
  std::vector<double> values(of.one_in(8) ? 1 : list.size());
  for (double& value : values) value = of.number();
  list.set(values);
}

/// What the function of an update must not do, or must wait for.
void disturb(World& of) {
  switch (of.below(8)) {
    case 0:
      return of.add(of.node() * of.node());
    case 1:
      return of.graph().forward();
    case 2:
      return of.node().backward();
    case 3:
      return end_graph(of);
    case 4:
      return close_scope(of);
    case 5:
      return open_scope(of);
    case 6:
      return of.lists.clear();
    default:
      throw Error("disturb", "an update that goes on", "one that ends");
  }
}
void update(World& of) {
  if (of.lists.empty()) return;
  const Values& list = of.any(std::span(of.lists));
  const auto disturbed = of.below(2 * list.size() + 1);
  std::size_t calls = 0;
  list.update([&](double x, double gradient) {
    if (++calls == disturbed && of.one_in(2)) disturb(of);
    return x - 0.1 * gradient;
  });
}

void forward(World& of) { of.graph().forward(); }
void backward(World& of) { of.node().backward(); }
void backward_in_graph(World& of) { of.graph().backward(of.node()); }
void name(World& of) { of.node().named(of.name()); }

void read(World& of) {
  const Value node = of.node();
  static_cast<void>(fmt::format("{} {:.3f}", node, node));
  static_cast<void>(node.name());
  static_cast<void>(node.operation().accepted());
  static_cast<void>(node.needs_gradient() && node.has_gradient());
  static_cast<void>(node.index());
  static_cast<void>(node.gradient());
  of.add(node.parents());
  static_cast<void>(node.local_gradients());
}
void keep_lists(World& of) {
  if (of.lists.empty()) return;
  Values& one = of.any(std::span(of.lists));
  Values& other = of.any(std::span(of.lists));
  if (of.one_in(3))
    one = std::move(other);
  else if (of.one_in(2))
    one = other;
  else
    one = other.subspan(of.below(3), of.below(4));
  std::reverse(of.lists.begin(), of.lists.end());
  static_cast<void>(one.back());
}

}  // namespace

std::span<const Action> graph_actions() {
  static constexpr std::array all{
      Action{"make a graph", make_graph},
      Action{"end a graph", end_graph},
      Action{"move a graph", move_graph},
      Action{"open a scope", open_scope},
      Action{"close a scope", close_scope},
      Action{"make a leaf", make_leaf},
      Action{"make leaves", make_leaves},
      Action{"make leaves again", make_leaves},
      Action{"record any operation", record_any},
      Action{"record any operation again", record_any},
      Action{"record any operation once more", record_any},
      Action{"record an elementary operation", record_elementary},
      Action{"record an elementary operation again", record_elementary},
      Action{"record over a list", record_list},
      Action{"set a leaf", set},
      Action{"set leaves", set_many},
      Action{"update leaves", update},
      Action{"forward", forward},
      Action{"forward again", forward},
      Action{"backward", backward},
      Action{"backward in a graph", backward_in_graph},
      Action{"name a node", name},
      Action{"read a node", read},
      Action{"keep lists", keep_lists},
  };
  return all;
}

}  // namespace gradwalk::fuzz
