#include <array>
#include <gradwalk/error.hpp>
#include <gradwalk/formula.hpp>
#include <gradwalk/operation.hpp>

#include "graph/evaluate.hpp"

namespace gradwalk {

namespace {

struct Row {
  Formula (*value)(std::span<const Formula> operands);
  std::vector<Formula> (*local_gradients)(std::span<const Formula> operands,
                                          const Formula& node);
};

template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{Row{rules::value_of<Rules, Formula>,
                        rules::local_gradients_of<Rules, Formula>}...};
}

const Row& row_of(std::string_view function, const Operation& operation) {
  static constexpr auto rows = table(rules::All{});
  const std::span<const Operation> all = operations();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (&all[i] == &operation) return rows[i];
  throw Error(function, "one of operations()",
              "a copy of " + std::string(operation.name));
}

}  // namespace

Formula formula_of(const Operation& operation,
                   std::span<const Formula> operands) {
  return row_of("formula_of", operation).value(operands);
}

std::vector<Formula> local_formulas_of(const Operation& operation,
                                       std::span<const Formula> operands,
                                       const Formula& node) {
  return row_of("local_formulas_of", operation).local_gradients(operands, node);
}

}  // namespace gradwalk
