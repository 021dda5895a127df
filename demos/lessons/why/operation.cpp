#include "operation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/error.hpp>
#include <gradwalk/labels.hpp>

#include "formula/functions.hpp"
#include "formula/nearest.hpp"
#include "formula/parse.hpp"

namespace gradwalk::demos {

namespace {

/// The one operation of a formula such as `a*b`, or null.
const Operation* only_operation(const std::string& formula) {
  try {
    const std::vector<Instruction> all = parsed(formula);
    const auto is_call = [](const Instruction& instruction) {
      return instruction.kind == Instruction::Kind::call;
    };
    return std::ranges::count_if(all, is_call) == 1 && is_call(all.back())
               ? all.back().function
               : nullptr;
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace

const Operation& operation_of(const std::string& text) {
  if (const Operation* named = function_named(text)) return *named;
  const auto drawn = std::ranges::find(functions(), text, &Operation::symbol);
  if (drawn != functions().end()) return *drawn;
  for (const char* formula : {"a{}b", "{}x", "{}"})
    if (const Operation* only =
            only_operation(fmt::format(fmt::runtime(formula), text)))
      return *only;
  const std::string meant(nearest(text, function_names()));
  throw Error("why",
              meant.empty() ? "an operation that gradwalk why lists" : meant,
              text);
}

std::vector<double> operand_numbers(const NamedNumbers& named) {
  std::vector<double> numbers;
  for (const auto& [name, number] : named) numbers.push_back(number);
  return numbers;
}

NamedNumbers operands_of(const Operation& operation) {
  if (const Derived* row = derived(operation.name)) return row->at;
  std::size_t count = 3;
  if (!operation.accepts(count))
    count = static_cast<std::size_t>(operation.least_operands);
  if (count == 1)
    // Where it has a value: acosh has none at 0.5, and atanh none at 2.
    return {{"x", std::isfinite(operation.value(std::vector{0.5})) ? 0.5 : 2}};
  if (count == 2) return {{"a", 2}, {"b", 3}};
  NamedNumbers operands;
  for (std::size_t k = 0; k < count; ++k)
    operands.emplace_back(fmt::format("x{}", k + 1),
                          0.5 + 0.5 * static_cast<double>(k));
  return operands;
}

std::vector<std::string> operand_names(const NamedNumbers& operands) {
  std::vector<std::string> names;
  for (const auto& [name, number] : operands) names.push_back(name);
  return names;
}

Value named_shortly(Value node) {
  const Formula label = Labels(topological_order(node))[node];
  const std::size_t operands = node.parents().size();
  const bool is_short =
      operands == 1 || (operands == 2 && label.kind() != Formula::Kind::call &&
                        label.kind() != Formula::Kind::atom);
  return is_short ? node : node.named("f");
}

}  // namespace gradwalk::demos
