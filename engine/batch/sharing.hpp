#pragma once

#include "plan.hpp"

/// What the steps of a plan share with each other.
namespace gradwalk::detail {

/// Marks the lists that are read otherwise than by layers as they lie.
void mark_lists_with_rows(Plan& plan);

/// Marks the layers that are alone, and lists the cells that are no such
/// layer's.
void mark_lone_layers(Plan& plan);

}  // namespace gradwalk::detail
