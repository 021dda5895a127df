#pragma once

#include <gradwalk/formula.hpp>
#include <gradwalk/rules.hpp>
#include <string>

namespace gradwalk {

/// An operation's text: what its rule writes, or `name(a, b)` where the value
/// is a function of doubles alone.
template <class Rule, class... Operands>
Formula used(Rule, const Formula& first, const Operands&... others) {
  if constexpr (requires { Rule::value(first, others...); }) {
    return Rule::value(first, others...);
  } else {
    std::string text = first.text();
    ((text += ", " + Formula(others).text()), ...);
    return Formula(std::string(Rule::name) + "(" + text + ")");
  }
}

}  // namespace gradwalk
