#pragma once

#include <gradwalk/paths.hpp>
#include <span>

#include "json.hpp"
#include "walk.hpp"

/// What a document says of a pass.
namespace gradwalk::demos {

/// `forward`, `backward`, and `gradients` by name, of every named node that
/// needs one.
[[nodiscard]] Json document_of(const Walk& walk);

/// How many paths (a text, `more than …`, where no 64 bits count them), those
/// that are listed, and their sum.
[[nodiscard]] Json document_of(const Paths& paths);

/// The values of nodes, by their names.
[[nodiscard]] Json values_by_name(std::span<const Value> nodes);

}  // namespace gradwalk::demos
