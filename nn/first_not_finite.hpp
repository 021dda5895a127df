#pragma once

#include <gradwalk/nn/evaluation.hpp>
#include <optional>
#include <string>

namespace gradwalk {

/// What of an example is nan or inf: its loss, or a parameter's gradient.
enum class NotFinite { loss, gradient };

/// Where nan or inf begins when these examples go through the net, in words:
/// `in example 2: x1 = what it was given = nan`; nothing if that of each is
/// finite. Leaves gradients of its own.
[[nodiscard]] std::optional<std::string> first_not_finite(
    const MLP& net, const Examples& examples, const LossFunction& loss,
    std::span<const std::size_t> order, NotFinite what);

}  // namespace gradwalk
