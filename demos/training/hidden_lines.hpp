#pragma once

#include "plan.hpp"
#include "story/document.hpp"
#include "story/figure.hpp"
#include "story/story.hpp"

/// The neurons of a first hidden layer over the plane of two inputs.
namespace gradwalk::demos {

class Moments;

/// Whether a net has a few of them.
[[nodiscard]] bool has_hidden_lines(const MLP& net);

/// Before and after the training: the line where each one's z is 0, and what
/// each answers to the examples.
void tell_hidden_lines(Story& story, const Moments& moments, const Data& data,
                       const std::vector<std::size_t>& predictions);

/// These lines among the examples, before and after.
[[nodiscard]] Figure hidden_line_panels(const Moments& moments,
                                        const Data& data);

}  // namespace gradwalk::demos
