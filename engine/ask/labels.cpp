#include <cmath>
#include <gradwalk/labels.hpp>
#include <limits>
#include <unordered_set>

namespace gradwalk {

std::string number(double value, int precision) {
  if (std::isnan(value)) return "nan";
  const double shown = value == 0.0 ? 0.0 : value;
  return precision >= std::numeric_limits<double>::max_digits10
             ? fmt::format("{}", shown)
             : fmt::format("{:.{}g}", shown, precision);
}

namespace {
bool is_bare_number(Value node) {
  return node.operation().is_leaf() && !node.needs_gradient();
}
}  // namespace

Labels::Labels(std::span<const Value> nodes) : places_(nodes) {
  std::unordered_set<std::string> taken;
  labels_.reserve(nodes.size());
  for (const Value& node : nodes) {
    Formula label(fmt::format("n{}", node.index()));
    if (!node.name().empty()) {
      label = Formula(node.name());
    } else if (is_bare_number(node)) {
      label = Formula(node.value());
    } else if (const std::vector<Value> parents = node.parents();
               !parents.empty() && parents.size() <= longest_formula / 2) {
      std::vector<Formula> operands;
      for (const Value parent : parents) operands.push_back((*this)[parent]);
      const Formula formula = formula_of(node.operation(), operands);
      const bool is_new = taken.insert(formula.text()).second;
      if (formula.text().size() <= longest_formula && is_new)
        label = Formula(formula.text(), formula.binding());
    }
    labels_.push_back(std::move(label));
  }
}

const Formula& Labels::operator[](Value node) const {
  return labels_[places_.at(node, "Labels", "labelled")];
}

}  // namespace gradwalk
