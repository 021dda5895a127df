#include <fmt/format.h>

#include <gradwalk/derivatives.hpp>
#include <gradwalk/gradient_node.hpp>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/operators.hpp>

#include "graph/attempt.hpp"
#include "graph/careful_sweep.hpp"

namespace gradwalk {

namespace {

using detail::Access;
using detail::Index;
using detail::Tape;

/// Errors: `root` cannot be differentiated with respect to one of the nodes.
void require_derivable(std::string_view function, Value root,
                       const ValuesView& nodes) {
  detail::require_up_to_date(function, root);
  for (const Value node : nodes) {
    Tape& tape = detail::live(function, root, node);
    if (!node.needs_gradient())
      tape.refuse_given(function, Access::index(node));
  }
}

/// ∂output/∂node for each node.
std::vector<double> row_of(Value output, const ValuesView& nodes) {
  const Index top = Access::index(output);
  std::vector<double> gradients(top + 1ul), row;
  detail::sweep_carefully(Access::tape(output), 0, top, gradients.data());
  for (const Value node : nodes) {
    const Index i = Access::index(node);
    row.push_back(i <= top ? gradients[i] : 0.0);
  }
  return row;
}

std::vector<std::vector<double>> rows_of(const ValuesView& outputs,
                                         const ValuesView& nodes) {
  std::vector<std::vector<double>> rows;
  for (const Value output : outputs) rows.push_back(row_of(output, nodes));
  return rows;
}

}  // namespace

std::vector<std::vector<double>> jacobian(const ValuesView& outputs,
                                          const ValuesView& nodes) {
  for (const Value output : outputs)
    require_derivable("jacobian", output, nodes);
  return rows_of(outputs, nodes);
}

std::vector<std::vector<double>> hessian(Value root, const ValuesView& nodes) {
  require_derivable("hessian", root, nodes);
  const detail::Attempt forgotten(Access::tape(root));
  return rows_of(gradient_nodes(root, nodes), nodes);
}

std::vector<double> hvp(Value root, const ValuesView& nodes,
                        std::span<const double> vector) {
  require_derivable("hvp", root, nodes);
  if (vector.size() != nodes.size())
    throw Error("hvp", fmt::format("{} numbers", nodes.size()),
                fmt::format("{}", vector.size()));
  if (nodes.empty()) return {};
  Tape& tape = Access::tape(root);
  const detail::Attempt forgotten(tape);
  const std::vector<Value> gradients = gradient_nodes(root, nodes);
  std::vector<Value> numbers;
  for (const double number : vector)
    numbers.push_back(
        Access::handle(tape, tape.put_leaf(detail::input, number)));
  return row_of(dot(gradients, numbers), nodes);
}

}  // namespace gradwalk
