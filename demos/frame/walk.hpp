#pragma once

#include <gradwalk/paths.hpp>
#include <gradwalk/steps.hpp>
#include <vector>

#include "page.hpp"

/// The parts of a lesson's page that every lesson has in common.
namespace gradwalk::demos {

/// The named leaves under root: what is given, and what is learned.
void show_leaves(Page& page, Value root);

/// The formula of each node under root: `z = w1·x1 + w2·x2`.
void show_formulas(Page& page, Value root);

/// The forward pass: each node in symbols, in numbers, and its value.
void show_forward(Page& page, Value root);

/// The backward pass: at each node, each local gradient in symbols and in
/// numbers, upstream × local, and the parent that the product goes to; the
/// running sum where a parent receives several; which inputs receive nothing.
void show_backward(Page& page, Value root);

/// Each path that is listed, a line, and their sum.
void show_paths(Page& page, const Paths& paths);

/// Each parameter's gradient beside what nudging it does to the root.
void show_nudges(Page& page, Value root);

/// One step downhill on each parameter, in symbols and in numbers:
/// parameter - rate × gradient. Sets them.
void show_update(Page& page, const std::vector<Value>& parameters, double rate);

}  // namespace gradwalk::demos
