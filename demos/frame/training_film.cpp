#include "training_film.hpp"

#include "names.hpp"

namespace gradwalk::demos {

bool TrainingFilm::is_full_batch() const {
  return plan_.batch == 0 || plan_.batch >= plan_.data.size();
}

void TrainingFilm::show_updates() {
  if (before_.empty()) return;
  film_->heading("Update");
  for (std::size_t i = 0; i < before_.size(); ++i)
    if (const Value parameter = net_.parameters()[i]; film_->draws(parameter))
      film_->update(parameter, before_[i].value, before_[i].gradient,
                    plan_.rate);
  if (!film_->draws(net_.parameters().front()))
    film_->say(fmt::format(
        "Every parameter takes a step: parameter - {} × its gradient.",
        plan_.rate));
}

void TrainingFilm::batch(int iteration, const RecordedBatch& batch) {
  if (film_ == nullptr) return;
  show_updates();
  name_batch(net_, plan_.data.features, batch);
  film_->heading(fmt::format("Iteration {}: forward", iteration));
  film_->forward(batch.cost, is_full_batch() ? iteration - 1 : -1);
  film_->heading(fmt::format("Iteration {}: backward", iteration));
  film_->backward(batch.cost);
  before_.clear();
  for (const Value parameter : net_.parameters())
    before_.push_back({parameter.value(), parameter.gradient()});
}

void TrainingFilm::finish(std::span<const Progress> reports) {
  if (film_ == nullptr) return;
  film_->costs(reports);
  const Graph::Scope scope{net_.graph()};
  const RecordedBatch batch = record_batch(
      net_, plan_.data.examples(), Loss::squared_error, plan_.reduction, 0,
      is_full_batch() ? plan_.data.size() : plan_.batch);
  name_batch(net_, plan_.data.features, batch);
  film_->heading("With the trained weights");
  film_->forward(batch.cost);
}

}  // namespace gradwalk::demos
