#include <array>
#include <gradwalk/operation.hpp>

#include "evaluate.hpp"

namespace gradwalk {

namespace {

template <class Rule> constexpr Operation row() {
  return {Rule::name,
          Rule::symbol,
          Rule::arity < 0 ? Operation::any_number : Rule::arity,
          Rule::least,
          rules::value_of<Rule, double>,
          [](std::span<const double> x, double y) {
            return rules::local_gradients_of<Rule, double>(x, y);
          }};
}

template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{row<Rules>()...};
}

}  // namespace

std::span<const Operation> operations() {
  static constexpr auto rows = table(rules::All{});
  return rows;
}

}  // namespace gradwalk
