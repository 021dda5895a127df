#include <array>
#include <functional>
#include <gradwalk/ask/rule_formulas.hpp>
#include <gradwalk/error.hpp>
#include <gradwalk/formula.hpp>
#include <gradwalk/graph/own_operations.hpp>
#include <gradwalk/operation.hpp>
#include <gradwalk/rules/all.hpp>

namespace gradwalk {

namespace {

struct Row {
  Formula (*value)(std::span<const Formula> operands);
  std::vector<Formula> (*local_gradients)(std::span<const Formula> operands,
                                          const Formula& node);
};

template <class... Rules> constexpr auto formula_rows(rules::List<Rules...>) {
  return std::array{
      Row{value_formula<Rules>, local_gradient_formulas<Rules>}...};
}

const Row& row_of(std::string_view function, const Operation& operation) {
  static constexpr auto rows = formula_rows(rules::All{});
  const std::span<const Operation> all = operations();
  const std::less<> before;
  if (!before(&operation, all.data()) &&
      before(&operation, all.data() + all.size()))
    return rows[static_cast<std::size_t>(&operation - all.data())];
  throw Error(function, "one of operations()",
              "a copy of " + std::string(operation.name));
}

}  // namespace

Formula formula_of(const Operation& operation,
                   std::span<const Formula> operands) {
  if (const detail::OwnOperation* own = detail::own_operation(operation))
    return own->formula(operands);
  return row_of("formula_of", operation).value(operands);
}

Formula short_formula_of(const Operation& operation,
                         std::span<const Formula> operands) {
  const bool has_letter = to_ascii(operation.symbol) == operation.name;
  const Formula value = formula_of(operation, operands),
                call = Formula::call(
                    has_letter ? operation.symbol : operation.name, operands);
  return call.text().size() <= value.text().size() ? call : value;
}

std::vector<Formula> local_formulas_of(const Operation& operation,
                                       std::span<const Formula> operands,
                                       const Formula& node) {
  if (const detail::OwnOperation* own = detail::own_operation(operation))
    return own->local_formulas(operands, node);
  return row_of("local_formulas_of", operation).local_gradients(operands, node);
}

}  // namespace gradwalk
