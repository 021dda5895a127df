#pragma once

#include <fmt/core.h>

#include <gradwalk/formula.hpp>
#include <gradwalk/subgraph.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradwalk {

/// Where nan or inf began.
struct NonFinite {
  Value node;
  Formula label;
  bool in_gradient;  ///< false: its value; true: its gradient
  double number;
  std::string reason;  ///< `log(-1)`, or `0.5 × inf, passed by y`
};

/// The first node of a graph, on the way forward, whose value is nan or inf;
/// if there is none, the first on the way back that is passed such a gradient.
[[nodiscard]] std::optional<NonFinite> first_non_finite(const Subgraph& graph);

/// What is unwell in the gradients of a graph, each finding a sentence.
/// A sigmoid or tanh is saturated when it passes on less than a thousandth; a
/// relu is dead when it passes nothing; a layer's gradients vanish or explode
/// when their root mean square is a thousand times smaller or larger than
/// that of the last layer's. Layers are the first part of `Groups`.
/// Errors: a leaf of it was set and `Graph::forward` not called since.
[[nodiscard]] std::vector<std::string> gradient_health(const Subgraph& graph);

}  // namespace gradwalk

/// `z = log(-1) = nan`
template <>
struct fmt::formatter<gradwalk::NonFinite> : fmt::formatter<std::string> {
  auto format(const gradwalk::NonFinite& found,
              fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
