#pragma once

#include "one_by_one.hpp"
#include "story/lesson.hpp"

namespace gradwalk::demos {

/// One way to the gradients of the cost over a table's examples.
struct Way {
  Gradients gradients;
  double microseconds;  ///< the fastest of a few tries
};

/// A graph for each example; one graph of all; one example's graph that is
/// recorded and planned before, run for all of them.
struct ThreeWays {
  Way one_by_one, one_graph, batch;

  ThreeWays(const Data& data, Start start);
};

/// A section of a lesson: the third way beside the others, and, as no two runs
/// agree on them, their times only if asked.
[[nodiscard]] Json show_batch(Story& story, Start start, bool timed);

}  // namespace gradwalk::demos
