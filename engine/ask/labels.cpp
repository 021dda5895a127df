#include <fmt/format.h>

#include <cmath>
#include <gradwalk/labels.hpp>
#include <limits>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace gradwalk {

namespace {
/// Without the sign of what is rounded to 0.
std::string with_decimals(double value, int decimals) {
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool is_zero = text.find_first_of("123456789") == std::string::npos;
  return is_zero && text.starts_with('-') ? text.substr(1) : text;
}
}  // namespace

std::string number(double value, Digits digits) {
  constexpr double most = 1e15;  // beyond it decimals show nothing
  constexpr int fewer = 6;
  if (std::isnan(value)) return "nan";
  const double shown = value == 0.0 ? 0.0 : value;
  if (digits.are_decimals)
    return std::abs(shown) < most ? with_decimals(shown, digits.count)
                                  : fmt::format("{:.{}g}", shown, fewer);
  return digits.count >= std::numeric_limits<double>::max_digits10
             ? fmt::format("{}", shown)
             : fmt::format("{:.{}g}", shown, digits.count);
}

namespace {
bool is_bare_number(Value node) {
  return node.operation().is_leaf() && !node.needs_gradient();
}
/// What is left of a node where its formula is too long: `sum12`, `exp12`.
std::string numbered(Value node) {
  static constexpr std::pair<std::string_view, std::string_view> results[]{
      {"add", "sum"},          {"subtract", "difference"},
      {"multiply", "product"}, {"divide", "quotient"},
      {"pow", "power"},        {"negate", "minus"}};
  std::string_view word = node.operation().name;
  if (node.operation().is_leaf()) word = "n";
  for (const auto& [operation, result] : results)
    if (word == operation) word = result;
  return fmt::format("{}{}", word, node.index());
}
/// A node's formula, if it is short and not yet taken.
std::optional<Formula> short_formula(Value node, const Labels& labels,
                                     std::unordered_set<std::string>& taken) {
  const std::vector<Value> parents = node.parents();
  if (parents.empty() || parents.size() > Labels::longest_formula / 2)
    return {};
  std::vector<Formula> operands;
  operands.reserve(parents.size());
  for (const Value parent : parents) operands.push_back(labels[parent]);
  const Formula formula = short_formula_of(node.operation(), operands);
  std::string text = formula.text();
  if (text.size() > Labels::longest_formula) return {};
  if (!taken.insert(std::move(text)).second) return {};
  return formula.as_label();
}

}  // namespace

Labels::Labels(std::span<const Value> nodes) : places_(nodes) {
  std::unordered_set<std::string> taken;
  labels_.reserve(nodes.size());
  for (const Value node : nodes) {
    if (!node.name().empty())
      labels_.emplace_back(node.name());
    else if (is_bare_number(node))
      labels_.emplace_back(node.value());
    else if (std::optional<Formula> formula = short_formula(node, *this, taken))
      labels_.push_back(std::move(*formula));
    else
      labels_.emplace_back(numbered(node));
  }
}

const Formula& Labels::operator[](Value node) const {
  return labels_[places_.at(node, "Labels", "labelled")];
}

}  // namespace gradwalk
