#include "record.hpp"

#include <fmt/format.h>

#include <gradwalk/error.hpp>
#include <set>

namespace gradwalk::demos {

namespace {

class Recorder {
 public:
  Recorder(Graph& graph, const std::map<std::string, Given>& given)
      : graph_(graph), given_(given) {}

  void follow(const Instruction& instruction) {
    ends_defined_ = instruction.kind == Instruction::Kind::define;
    switch (instruction.kind) {
      case Instruction::Kind::number:
        stack_.push_back(
            {graph_.input(instruction.number), instruction.column});
        return;
      case Instruction::Kind::name:
        stack_.push_back({named(instruction), instruction.column});
        return;
      case Instruction::Kind::call:
        call(instruction);
        return;
      case Instruction::Kind::define:
        define(instruction);
        return;
    }
  }

  [[nodiscard]] FormulaGraph take() {
    if (stack_.size() > (ends_defined_ ? 0 : 1))
      throw Error(place(stack_.front().column),
                  "a name for a formula that is not the last, such as t = …",
                  "none");
    recorded_.root = ends_defined_ ? last_defined_ : stack_.back().value;
    return std::move(recorded_);
  }

 private:
  struct Written {
    Value value;
    std::size_t column;
  };

  Value named(const Instruction& instruction) {
    const auto known = names_.find(instruction.name);
    if (known != names_.end()) return known->second;
    const auto given = given_.find(instruction.name);
    if (given == given_.end())
      throw Error(place(instruction.column),
                  fmt::format("a number for {0}, such as {0}=0.5 after the "
                              "formula",
                              instruction.name),
                  "none");
    const auto& [value, learned] = given->second;
    const Value leaf = learned ? graph_.parameter(value, instruction.name)
                               : graph_.input(value, instruction.name);
    recorded_.leaves.push_back(leaf);
    return names_[instruction.name] = leaf;
  }

  void call(const Instruction& instruction) {
    const std::size_t first = stack_.size() - instruction.operands;
    std::vector<Value> operands;
    for (std::size_t i = first; i < stack_.size(); ++i)
      operands.push_back(stack_[i].value);
    stack_.resize(first + 1);
    stack_[first].value = instruction.function->record(operands);
  }

  void define(const Instruction& instruction) {
    if (given_.contains(instruction.name))
      throw Error(place(instruction.column),
                  fmt::format("{} defined or given", instruction.name), "both");
    if (names_.contains(instruction.name))
      throw Error(place(instruction.column), "a new name",
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
  Value last_defined_;
  bool ends_defined_ = false;  ///< a definition at the end is the result
  FormulaGraph recorded_;
};

}  // namespace

std::vector<std::string> names_read(std::span<const Instruction> formula) {
  std::vector<std::string> names;
  std::set<std::string> known;
  for (const auto& [kind, column, number, name, function, operands] : formula)
    if (!name.empty() && known.insert(name).second &&
        kind == Instruction::Kind::name)
      names.push_back(name);
  return names;
}

FormulaGraph recorded(Graph& graph, std::span<const Instruction> formula,
                      const std::map<std::string, Given>& given) {
  Recorder recorder(graph, given);
  for (const Instruction& instruction : formula) recorder.follow(instruction);
  return recorder.take();
}

}  // namespace gradwalk::demos
