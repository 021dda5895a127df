#pragma once

#include <functional>

namespace gradwalk {

/// The learning rate as a multiple of the optimiser's, by epoch from 0.
/// Errors: a decay over fewer epochs than 1.
using Schedule = std::function<double(int epoch)>;

[[nodiscard]] Schedule constant_rate();
/// Multiplied by `factor` after every `epochs`.
[[nodiscard]] Schedule step_decay(int epochs, double factor);
/// From 1 down to `last` over so many epochs, and `last` from then on.
[[nodiscard]] Schedule linear_decay(int epochs, double last = 0.0);
[[nodiscard]] Schedule cosine_decay(int epochs, double last = 0.0);

}  // namespace gradwalk
