#include "own_passes.hpp"

#include <array>
#include <gradwalk/graph/own_operations.hpp>

namespace gradwalk::detail {

namespace {

/// Calls use(operands) with the values of node i's operands side by side.
template <class Use>
auto with_operands(const Nodes& nodes, std::size_t i, int arity, Use use) {
  const Parents parents = nodes.parents[i];
  if (arity < 0) {
    const OperandValues x = nodes.operand_values(parents);
    return use(x.subspan(0, x.size()));
  }
  const std::array few{nodes.values[parents.first],
                       arity == 2 ? nodes.values[parents.second] : 0.0};
  return use(std::span(few).first(static_cast<std::size_t>(arity)));
}

/// Where the local gradients of a node of one or two operands go.
struct ToParents {
  const Nodes& nodes;
  Parents parents;
  double upstream;
  double* gradients;
  Doubt& doubt;

  void operator()(std::size_t operand, double local) const {
    const Index parent = operand == 0 ? parents.first : parents.second;
    const double passed = upstream * local;
    gradients[parent] += passed;
    if (nodes.needs_gradient(parent)) doubt.look_at(passed);
  }
};

template <class PassOn> LocalGradientSink sink_of(PassOn& pass_on) {
  return {&pass_on, [](void* to, std::size_t operand, double local) {
            (*static_cast<PassOn*>(to))(operand, local);
          }};
}

}  // namespace

void compute_own(Nodes& nodes, std::size_t i) {
  const Operation& operation = own_operation(nodes.row_of(i)).operation;
  nodes.values[i] = with_operands(nodes, i, operation.arity, operation.value);
}

void pass_on_own(const Nodes& nodes, double* gradients, std::size_t i,
                 Doubt& doubt) {
  const OwnOperation& own = own_operation(nodes.row_of(i));
  const int arity = own.operation.arity;
  const Parents parents = nodes.parents[i];
  const double upstream = gradients[i], y = nodes.values[i];
  with_operands(nodes, i, arity, [&](std::span<const double> x) {
    for (const double operand : x) doubt.look_at(operand);
    if (arity < 0) {
      PassOn<false> pass_on(nodes.lists, parents, upstream, gradients, doubt);
      own.each_local(x, y, sink_of(pass_on));
    } else {
      ToParents pass_on{nodes, parents, upstream, gradients, doubt};
      own.each_local(x, y, sink_of(pass_on));
    }
  });
}

}  // namespace gradwalk::detail
