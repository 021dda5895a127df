#include "record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>
#include <gradwalk/functions.hpp>
#include <gradwalk/gradient_node.hpp>
#include <numbers>
#include <optional>
#include <set>
#include <utility>

#include "comparison.hpp"
#include "nearest.hpp"

namespace gradwalk::demos {

using Kind = Instruction::Kind;

namespace {

/// What a name is that has no number, and is not defined.
std::optional<double> constant_named(std::string_view name) {
  if (name == "pi" || name == "π") return std::numbers::pi;
  if (name == "e") return std::numbers::e;
  return std::nullopt;
}

class Recorder {
 public:
  Recorder(Graph& graph, const std::map<std::string, Given>& given,
           std::map<std::string, Value> names)
      : graph_(graph), given_(given), names_(std::move(names)) {}

  FormulaGraph all(std::span<const Instruction> formula) {
    for (const Instruction& instruction : formula) follow(instruction);
    return take();
  }

 private:
  void follow(const Instruction& instruction) {
    ends_defined_ = instruction.kind == Kind::define;
    switch (instruction.kind) {
      case Kind::number:
        return push(graph_.input(instruction.number), instruction);
      case Kind::name:
        return push(named(instruction), instruction);
      case Kind::call:
        return call(instruction);
      case Kind::compare:
        return compare(instruction);
      case Kind::choose:
        return choose(1, 0);
      case Kind::pick:
        return choose(0, 1);
      case Kind::derivative:
        return derive(instruction);
      case Kind::define:
        return define(instruction);
    }
  }

  [[nodiscard]] FormulaGraph take() {
    if (stack_.size() > (ends_defined_ ? 0 : 1))
      throw Error(described(stack_.front().spot),
                  "a name for a formula that is not the last, such as t = …",
                  "none");
    recorded_.root = ends_defined_ ? last_defined_ : stack_.back().value;
    return std::move(recorded_);
  }

  struct Written {
    Value value;
    Spot spot;
    std::optional<Compared> compared{};  ///< what a comparison is of
  };

  void push(Value value, const Instruction& instruction) {
    stack_.push_back({value, instruction.spot});
  }
  Written pop() {
    const Written last = stack_.back();
    stack_.pop_back();
    return last;
  }

  Value named(const Instruction& instruction) {
    const auto known = names_.find(instruction.name);
    if (known != names_.end()) return known->second;
    const auto given = given_.find(instruction.name);
    if (given == given_.end()) {
      const Value constant = constant_of(instruction);
      if (instruction.name == "e") e_ = constant;
      return names_[instruction.name] = constant;
    }
    const auto& [value, learned] = given->second;
    const Value leaf = learned ? graph_.parameter(value, instruction.name)
                               : graph_.input(value, instruction.name);
    recorded_.leaves.push_back(leaf);
    return names_[instruction.name] = leaf;
  }

  Value constant_of(const Instruction& instruction) {
    const std::string& name = instruction.name;
    if (const std::optional<double> number = constant_named(name))
      return graph_.input(*number, name);
    if (function_named(name) != nullptr)
      throw Error(described(instruction.spot), name + "(…)", name);
    const std::string meant = meant_by(name);
    throw Error(
        described(instruction.spot),
        fmt::format("{}a number for {}, such as {}=0.5 after the formula",
                    meant.empty() ? "" : meant + ", or ", name, name),
        meant.empty() ? "none" : name);
  }

  /// `x·y` for xy, else the nearest name, or "".
  [[nodiscard]] std::string meant_by(const std::string& unknown) const {
    std::vector<std::string> known;
    for (const auto& [name, value] : given_) known.push_back(name);
    for (const auto& [name, value] : names_) known.push_back(name);
    for (const std::string& name : known)
      if (unknown.starts_with(name) &&
          std::ranges::count(known, unknown.substr(name.size())) > 0)
        return fmt::format("{}·{}", name, unknown.substr(name.size()));
    for (const std::string& name : function_names()) known.push_back(name);
    return std::string(nearest(unknown, known));
  }

  void call(const Instruction& instruction) {
    const std::size_t first = stack_.size() - instruction.operands;
    std::vector<Value> operands;
    for (std::size_t i = first; i < stack_.size(); ++i)
      operands.push_back(stack_[i].value);
    const Spot spot = stack_[first].spot;
    stack_.resize(first);
    const bool is_exp = instruction.function->name == "pow" && !e_.is_empty() &&
                        same_node(operands[0], e_);
    stack_.push_back(
        {is_exp ? exp(operands[1]) : instruction.function->record(operands),
         spot});
  }

  void compare(const Instruction& instruction) {
    const Value right = pop().value;
    const auto [left, spot, compared] = pop();
    const Compared both{relation_named(instruction.name), left, right};
    stack_.push_back(
        {both.where(graph_.input(1.0), graph_.input(0.0)), spot, both});
  }

  /// Of the last three, which are a condition, at its spot, and the values.
  void choose(std::size_t condition, std::size_t yes) {
    const std::size_t first = stack_.size() - 3;
    const Written& so = stack_[first + condition];
    const Compared is_zero{relation_named("!="), so.value, graph_.input(0.0)};
    const Value chosen = so.compared.value_or(is_zero).where(
        stack_[first + yes].value, stack_[first + 2].value);
    const Spot spot = stack_[first].spot;
    stack_.resize(first);
    stack_.push_back({chosen, spot});
  }

  void derive(const Instruction& instruction) {
    const Value by = pop().value, of = pop().value;
    if (!by.needs_gradient())
      throw Error(described(instruction.spot), "∂ by what is learned",
                  by.name().empty() ? "what is given" : std::string(by.name()));
    push(gradient_node(of, by), instruction);
  }

  void define(const Instruction& instruction) {
    if (given_.contains(instruction.name))
      throw Error(described(instruction.spot),
                  fmt::format("{} defined or given", instruction.name), "both");
    if (names_.contains(instruction.name))
      throw Error(described(instruction.spot), "a new name",
                  instruction.name + " again");
    Value value = stack_.back().value;
    stack_.pop_back();
    if (value.name().empty()) value = value.named(instruction.name);
    names_[instruction.name] = last_defined_ = value;
  }

  Graph& graph_;
  const std::map<std::string, Given>& given_;
  std::vector<Written> stack_;
  std::map<std::string, Value> names_;
  Value e_;  ///< once it is read
  Value last_defined_;
  bool ends_defined_ = false;  ///< a definition at the end is the result
  FormulaGraph recorded_;
};

}  // namespace

std::vector<std::string> names_read(std::span<const Instruction> formula,
                                    std::span<const std::string> given) {
  std::vector<std::string> names;
  std::set<std::string> known;
  for (const Instruction& instruction : formula) {
    const auto& [kind, name] = std::pair(instruction.kind, instruction.name);
    if (kind != Kind::name && kind != Kind::define) continue;
    if (!known.insert(name).second || kind == Kind::define) continue;
    const bool is_known = constant_named(name) || function_named(name);
    if (!is_known || std::ranges::find(given, name) != given.end())
      names.push_back(name);
  }
  return names;
}

FormulaGraph recorded(Graph& graph, std::span<const Instruction> formula,
                      const std::map<std::string, Given>& given) {
  return Recorder(graph, given, {}).all(formula);
}

Value recorded_with(std::map<std::string, Value> names, Graph& graph,
                    std::span<const Instruction> formula) {
  return Recorder(graph, {}, std::move(names)).all(formula).root;
}

}  // namespace gradwalk::demos
