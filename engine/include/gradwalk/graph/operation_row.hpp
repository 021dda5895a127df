#pragma once

#include <gradwalk/error.hpp>
#include <gradwalk/graph/evaluate.hpp>
#include <gradwalk/graph/record_lists.hpp>
#include <gradwalk/operation.hpp>
#include <span>
#include <vector>

/// What is known of an operation, made from its rule.
namespace gradwalk::detail {

/// Errors: it does not take so many operands.
void require_accepted(const Operation& operation, std::size_t operands);

template <class Rule>
std::vector<bool> open_of(std::span<const double> x, double y) {
  std::vector<bool> found;
  for (const rules::Selected& local :
       rules::local_gradients_of<Rule, double, rules::Selected>(x, y))
    found.push_back(local.is_open);
  return found;
}

template <class Rule> Value record_operands(std::span<const Value> x);

template <class Rule> constexpr Operation operation_row() {
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
          open_of<Rule>,
          record_operands<Rule>};
}

template <class Rule> Value record_operands(std::span<const Value> x) {
  require_accepted(operation_row<Rule>(), x.size());
  if constexpr (Rule::arity == 1) return record<Rule>(x[0]);
  if constexpr (Rule::arity == 2) return record<Rule>(x[0], x[1]);
  if constexpr (Rule::arity < 0) return record_many<Rule>(ValuesView(x));
  throw Error(Rule::name, "an operation on nodes", "a leaf");
}

}  // namespace gradwalk::detail
