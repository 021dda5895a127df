#pragma once

#include <gradwalk/graph.hpp>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "parse.hpp"

namespace gradwalk::demos {

/// What a name stands for that the formula does not define.
struct Given {
  double value;
  bool learned;  ///< a parameter, else an input
};

/// A formula as a graph.
struct FormulaGraph {
  Value root;
  std::vector<Value> leaves{};  ///< those with a name, in order of their use
};

/// Records a formula, in the order in which it is written. A comparison is 1 or
/// 0; π, pi and e are constants where they are neither given nor defined.
/// Errors: a name without a number; one that is defined and given, twice, or
/// after its use; a formula that is not the last and has no name; what an
/// operation refuses.
[[nodiscard]] FormulaGraph recorded(Graph& graph,
                                    std::span<const Instruction> formula,
                                    const std::map<std::string, Given>& given);

/// The same with names that are nodes of the graph already.
[[nodiscard]] Value recorded_with(std::map<std::string, Value> names,
                                  Graph& graph,
                                  std::span<const Instruction> formula);

/// The names that a formula reads and does not define before, which `recorded`
/// wants a number for: in order of their use. π, pi, e and functions have no
/// number but one that is given.
[[nodiscard]] std::vector<std::string> names_read(
    std::span<const Instruction> formula,
    std::span<const std::string> given = {});

}  // namespace gradwalk::demos
