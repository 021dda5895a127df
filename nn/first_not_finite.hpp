#pragma once

#include <gradwalk/nn/evaluation.hpp>
#include <optional>
#include <string>

namespace gradwalk {

/// Where nan or inf begins when these examples go through the net, in words:
/// `in example 2: x1 = what it was given = nan`; nothing if each loss is
/// finite.
[[nodiscard]] std::optional<std::string> first_not_finite(
    const MLP& net, const Examples& examples, Loss loss,
    std::span<const std::size_t> order);

}  // namespace gradwalk
