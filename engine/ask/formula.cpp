#include <fmt/format.h>

#include <gradwalk/formula.hpp>
#include <utility>

#include "formula_node.hpp"
#include "latex.hpp"

#pragma GCC visibility push(default)  // for friends: exported.hpp

namespace gradwalk {

using Kind = Formula::Kind;
using Binding = Formula::Binding;

namespace {

Binding binding_of(Kind kind) {
  switch (kind) {
    case Kind::sum:
    case Kind::difference:
      return Binding::sum;
    case Kind::negative:
      return Binding::negative;
    case Kind::product:
    case Kind::quotient:
    case Kind::derivative:
      return Binding::product;
    case Kind::power:
      return Binding::power;
    case Kind::comparison:
    case Kind::choice:
      return Binding::condition;
    case Kind::atom:
    case Kind::call:
      break;
  }
  return Binding::atom;
}

/// LaTeX brackets the parts of a fraction by itself, but what is raised to a
/// power must be seen to end.
Binding latex_binding_of(Kind kind, std::string_view name) {
  if (kind == Kind::quotient || kind == Kind::derivative) return Binding::power;
  if (kind != Kind::call) return binding_of(kind);
  const LatexBrackets* const brackets = latex_brackets_of(name);
  return brackets != nullptr && brackets->is_closed ? Binding::atom
                                                    : Binding::power;
}

/// Whether a node begins with what its first operand begins with.
bool begins_with_operand(Kind kind) {
  return kind == Kind::sum || kind == Kind::difference ||
         kind == Kind::product || kind == Kind::quotient;
}

}  // namespace

Formula::Node::Node(Kind node_kind, std::string node_name,
                    std::vector<Formula> of)
    : kind(node_kind),
      goes_on(node_kind == Kind::choice),
      text{binding_of(kind), kind == Kind::negative},
      latex{latex_binding_of(kind, node_name), kind == Kind::negative},
      name(std::move(node_name)),
      operands(std::move(of)) {
  if (kind == Kind::atom) {
    text.has_minus = latex.has_minus = name.starts_with('-');
    if (text.has_minus)
      text.binding = latex.binding = Binding::negative;
    else if (name.starts_with("∂"))
      text.binding = latex.binding = Binding::product;
    else if (is_scientific(name))
      latex.binding = Binding::power;
  } else if (begins_with_operand(kind)) {
    const Binding least = kind == Kind::product || kind == Kind::quotient
                              ? Binding::negative
                              : Binding::sum;
    const auto minus = [&](const Outside& first) {
      return first.has_minus && first.binding >= least;
    };
    text.has_minus = minus(operands[0].node_->text);
    latex.has_minus = kind != Kind::quotient && minus(operands[0].node_->latex);
  }
}

Formula::Node::~Node() {
  std::shared_ptr<Node> ending;  // and those after it: a list of its own nodes
  const auto end_operands_of = [&](Node& node) {
    for (Formula& operand : node.operands) {
      if (operand.node_.use_count() != 1 || operand.operands().empty())
        continue;
      operand.node_->ends_next = std::move(ending);
      ending = std::move(operand.node_);
    }
  };
  end_operands_of(*this);
  while (ending != nullptr) {
    const std::shared_ptr<Node> node = std::move(ending);
    ending = std::move(node->ends_next);
    end_operands_of(*node);
  }
}

Formula::Formula(std::shared_ptr<Node> node) : node_(std::move(node)) {}
Formula::Formula(double number) : Formula(fmt::format("{}", number)) {}
Formula::Formula(const rules::Closed&) : Formula(0.0) {}
Formula::Formula(std::string text)
    : node_(std::make_shared<Node>(Kind::atom, std::move(text),
                                   std::vector<Formula>())) {}

Formula Formula::made_of(Kind kind, std::string_view name,
                         std::vector<Formula> operands) {
  return Formula(
      std::make_shared<Node>(kind, std::string(name), std::move(operands)));
}

Formula Formula::call(std::string_view name,
                      std::span<const Formula> operands) {
  return made_of(Kind::call, name, {operands.begin(), operands.end()});
}
Formula Formula::derivative(const Formula& of, const Formula& by) {
  return made_of(Kind::derivative, "", {of, by});
}

bool Formula::is_unwritten() const {
  return kind() == Kind::atom && name().empty();
}
Kind Formula::kind() const { return node_->kind; }
const std::string& Formula::name() const { return node_->name; }
std::span<const Formula> Formula::operands() const { return node_->operands; }
Binding Formula::binding() const { return node_->text.binding; }

Formula Formula::as_label() const {
  if (!node_->goes_on) return *this;
  const auto label = std::make_shared<Node>(*node_);
  label->goes_on = false;
  return Formula(label);
}

Formula operator+(const Formula& a, const Formula& b) {
  if (a.is_unwritten()) return b;
  return Formula::made_of(Kind::sum, "", {a, b});
}
Formula operator-(const Formula& a, const Formula& b) {
  if (b.is_unwritten()) return a;
  return Formula::made_of(Kind::difference, "", {a, b});
}
Formula operator*(const Formula& a, const Formula& b) {
  return Formula::made_of(Kind::product, "", {a, b});
}
Formula operator/(const Formula& a, const Formula& b) {
  return Formula::made_of(Kind::quotient, "", {a, b});
}
Formula operator-(const Formula& a) {
  return Formula::made_of(Kind::negative, "", {a});
}

Formula operator<(const Formula& a, const Formula& b) {
  return Formula::made_of(Kind::comparison, "<", {a, b});
}
Formula operator<=(const Formula& a, const Formula& b) {
  return Formula::made_of(Kind::comparison, "≤", {a, b});
}
Formula operator>(const Formula& a, const Formula& b) {
  return Formula::made_of(Kind::comparison, ">", {a, b});
}
Formula operator==(const Formula& a, const Formula& b) {
  return Formula::made_of(Kind::comparison, "=", {a, b});
}

}  // namespace gradwalk

#pragma GCC visibility pop
