#include <fmt/format.h>

#include <array>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/record_lists.hpp>
#include <gradwalk/operation.hpp>

#include "graph/evaluate.hpp"

namespace gradwalk {

namespace {

void require_accepted(const Operation& operation, std::size_t operands) {
  if (!operation.accepts(operands))
    throw Error(operation.name, operation.accepted(),
                fmt::format("{}", operands));
}

template <class Rule> Value record(std::span<const Value> x) {
  require_accepted(operations()[rules::All::index_of<Rule>()], x.size());
  if constexpr (Rule::arity == 1) return detail::record<Rule>(x[0]);
  if constexpr (Rule::arity == 2) return detail::record<Rule>(x[0], x[1]);
  if constexpr (Rule::arity < 0)
    return detail::record_many<Rule>(ValuesView(x));
  throw Error(Rule::name, "an operation on nodes", "a leaf");
}

template <class Rule>
std::vector<bool> open(std::span<const double> x, double y) {
  std::vector<bool> found;
  for (const rules::Selected& local :
       rules::local_gradients_of<Rule, double, rules::Selected>(x, y))
    found.push_back(local.is_open);
  return found;
}

template <class Rule> constexpr Operation row() {
  return {Rule::name,
          Rule::symbol,
          Rule::arity < 0 ? Operation::any_number : Rule::arity,
          Rule::least,
          Rule::most < 0 ? Operation::any_number : Rule::most,
          Rule::in_pairs,
          rules::value_of<Rule, double>,
          [](std::span<const double> x, double y) {
            return rules::local_gradients_of<Rule, double>(x, y);
          },
          open<Rule>,
          record<Rule>};
}

template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{row<Rules>()...};
}

}  // namespace

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
