#include "iterations.hpp"

#include <utility>

namespace gradwalk::demos {

void IterationQuestions::begin(const Iteration& iteration, Digits digits) {
  cells_ = std::exchange(updates_, {});
  if (iteration.batch.passes.size() > most_examples) return;
  const auto passes = cell_questions(iteration, digits);
  cells_.insert(cells_.end(), passes.begin(), passes.end());
}

std::vector<CellQuestion> IterationQuestions::before(
    const std::string& matrix) const {
  std::vector<CellQuestion> found;
  for (const CellQuestion& cell : cells_)
    if (cell.matrix == matrix) found.push_back(cell);
  return found;
}

void IterationQuestions::end(const Iteration& iteration, Digits digits) {
  cells_.clear();
  const TrainingPlan& plan = iteration.plan;
  if (plan.is_plain_descent() && plan.schedule.name == schedules().front().name)
    updates_ = update_questions(iteration, digits);
}

}  // namespace gradwalk::demos
