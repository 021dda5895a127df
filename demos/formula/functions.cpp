#include "functions.hpp"

#include <algorithm>
#include <gradwalk/formula.hpp>
#include <vector>

namespace gradwalk::demos {

std::span<const Operation> functions() {
  const std::span<const Operation> all = operations();
  const auto first = std::ranges::find_if_not(all, &Operation::is_leaf);
  return {first, all.end()};
}

const Operation& function_of(const Operation& named, std::size_t operands) {
  if (named.accepts(operands)) return named;
  const std::span<const Operation> all = functions();
  const auto found = std::ranges::find_if(all, [&](const Operation& other) {
    return other.symbol == named.name && other.accepts(operands);
  });
  return found == all.end() ? named : *found;
}

const Operation* function_named(std::string_view name) {
  const std::span<const Operation> all = functions();
  // to_ascii has the letters that stand for a name, such as σ.
  const auto found = std::ranges::find(all, to_ascii(name), &Operation::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace gradwalk::demos
