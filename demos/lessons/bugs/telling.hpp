#pragma once

#include "story/story.hpp"
#include "zoo.hpp"

namespace gradwalk::demos {

/// What a training costs after 0, 1, … steps.
struct Trainings {
  ProblemNumbers by_gradwalk, by_engine;
};
[[nodiscard]] Trainings trainings_of(const BrokenEngine& engine);

/// The engine whole: symptom, smallest problem, first wrong number, source.
/// Records the problem in the graph, and draws it.
void tell(Story& story, Graph& graph, const BrokenEngine& engine,
          const Smallest& smallest);

/// What an engine finds, a row for each number; with gradwalk's beside it,
/// unless that is null.
void show_numbers(Story& story, const Problem& problem,
                  const ProblemNumbers* right, const ProblemNumbers& found);

[[nodiscard]] Figure figure_of(const BrokenEngine& engine);

/// Each number in the document: its name, gradwalk's and an engine's.
[[nodiscard]] Json document_of(const Problem& problem,
                               const ProblemNumbers& right,
                               const ProblemNumbers& found);

/// An engine's member of the document.
[[nodiscard]] Json document_of(const BrokenEngine& engine,
                               const Smallest& smallest);

}  // namespace gradwalk::demos
