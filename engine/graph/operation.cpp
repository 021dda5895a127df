#include <fmt/format.h>

#include <array>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/operation_row.hpp>
#include <gradwalk/rules/all.hpp>

namespace gradwalk {

namespace {

template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{detail::operation_row<Rules>()...};
}

}  // namespace

void detail::require_accepted(const Operation& operation,
                              std::size_t operands) {
  if (!operation.accepts(operands))
    throw Error(operation.name, operation.accepted(),
                fmt::format("{}", operands));
}

bool Operation::accepts(std::size_t operands) const {
  const auto least = static_cast<std::size_t>(least_operands);
  const bool few_enough = most_operands == any_number ||
                          operands <= static_cast<std::size_t>(most_operands);
  return operands >= least && few_enough &&
         (!in_pairs || (operands - least) % 2 == 0);
}

std::string Operation::accepted() const {
  if (in_pairs)
    return fmt::format("an {} number of operands, {} or more",
                       least_operands % 2 == 0 ? "even" : "odd",
                       least_operands);
  return fmt::format("{} operand{}{}", least_operands,
                     least_operands == 1 ? "" : "s",
                     most_operands == any_number ? " or more" : "");
}

std::span<const Operation> operations() {
  static constexpr auto rows = table(rules::All{});
  return rows;
}

}  // namespace gradwalk
