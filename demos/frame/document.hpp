#pragma once

#include <gradwalk/paths.hpp>
#include <gradwalk/steps.hpp>
#include <nlohmann/json.hpp>
#include <vector>

/// The documents that --json prints.
namespace gradwalk::demos {

/// Keeps its members in the order in which they are written.
using Json = nlohmann::ordered_json;

/// A pass under `root`, from its steps: `forward`, `backward`, and
/// `gradients` by name, of every named node that needs one.
[[nodiscard]] Json pass(Value root);

/// How many paths, those that are listed, and their sum.
[[nodiscard]] Json paths_document(const Paths& paths);

/// The values of nodes, by their names.
[[nodiscard]] Json values(const std::vector<Value>& nodes);

}  // namespace gradwalk::demos
