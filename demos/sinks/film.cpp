#include "film.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "figure_document.hpp"
#include "training/names.hpp"
#include "training/net_nodes.hpp"
#include "training/plan.hpp"

namespace gradwalk::demos {

namespace {

/// How far a step of the page goes, where the graph is a net.
std::string_view stride_of(Fold fold) {
  switch (fold) {
    case Fold::nothing:
      return "operation";
    case Fold::neurons:
      return "neuron";
    case Fold::layers:
    case Fold::automatic:
      break;
  }
  return "layer";
}

}  // namespace

void Film::add(Json step) {
  pause();
  if (!heading_.empty() || chapters_.empty())
    chapters_.push_back(heading_.empty() ? title_ : heading_);
  heading_.clear();
  step.append("chapter", chapters_.size() - 1);
  if (!passes_.empty()) step.append("pass", passes_.size() - 1);
  if (style().asks) questions_.note(step, steps_.size());
  steps_.push_back(std::move(step));
}

void Film::begin_pass(const Scene& scene, int epoch) {
  pause();
  const std::string drawing = scene.drawing();
  const auto known = std::find(drawings_.begin(), drawings_.end(), drawing);
  const auto graph = static_cast<std::size_t>(known - drawings_.begin());
  if (known == drawings_.end()) {
    drawings_.push_back(drawing);
    graphs_.push_back(scene.graph());
  }
  passes_.push_back({{"graph", graph}, {"values", scene.values()}});
  if (epoch != no_epoch) passes_.back()["epoch"] = epoch;
  root_ = scene.root();
  drawn_ = scene.drawn();
  swept_ = false;
  questions_.begin_pass();
}

void Film::net(const NetNodes& nodes) {
  std::size_t parameters = 0;
  for (const auto& layer : nodes.layers)
    for (const NetNodes::Neuron& neuron : layer)
      parameters += neuron.weights.size() + (neuron.bias ? 1 : 0);
  if (parameters <= NetScene::most_parameters) net_ = nodes;
}

Scene Film::scene_of(const Walk& walk) const {
  return Scene(walk, style().digits(),
               net_ && same_node(net_->root, walk.root()) ? &*net_ : nullptr);
}

void Film::begin_forward(const Walk& walk, int epoch) {
  const Scene scene = scene_of(walk);
  begin_pass(scene, epoch);
  for (Json& step : scene.forward()) add(std::move(step));
}

void Film::forward(const Walk& walk) {
  begin_forward(walk, no_epoch);
  if (!style().asks) return;
  questions_.all().add_forward(walk);
  questions_.place(steps_);
}
void Film::backward(const Walk& walk) {
  play_backward(walk);
  if (!style().asks) return;
  questions_.all().add_backward(walk);
  questions_.place(steps_);
}
void Film::updates(std::span<const Update> updates) {
  play_updates(updates);
  if (!style().asks) return;
  questions_.all().add_updates(updates);
  questions_.place(steps_);
}

void Film::play_backward(const Walk& walk) {
  const Scene scene = scene_of(walk);
  if (!same_node(walk.root(), root_) || swept_) begin_pass(scene, no_epoch);
  swept_ = true;
  passes_.back().update(scene.gradients());
  for (Json& step : scene.backward()) add(std::move(step));
}

bool Film::draws(Value node) const { return drawn_.contains(id_of(node)); }

void Film::play_updates(std::span<const Update> updates) {
  for (const Update& update : updates)
    add({{"kind", "update"},
         {"node", id_of(update.parameter)},
         {"label", update.label},
         {"before", exhibit(update.before, style().digits())},
         {"gradient", exhibit(update.gradient, style().digits())},
         {"rate", exhibit(update.rate, style().digits())},
         {"after", exhibit(update.after, style().digits())}});
}

void Film::update_from_last(const Iteration& iteration) {
  if (last_.empty()) return;
  heading("Update");
  const bool is_plain = iteration.plan.is_plain_descent();
  for (Update& update : last_) {
    update.after = update.parameter.value();
    if (is_plain && draws(update.parameter)) play_updates({&update, 1});
  }
  if (is_told_in_matrices(iteration) || !is_plain)
    update_in_matrices(iteration);
  else if (!draws(iteration.net.parameters().front()))
    say(fmt::format(
        "Every parameter takes a step: parameter - {} × its gradient.",
        number(iteration.plan.rate)));
}

void Film::iteration(const Iteration& iteration) {
  if (style().asks) iterations_.begin(iteration, style().digits());
  update_from_last(iteration);
  const Walk walk(iteration.batch.cost);
  net(nodes_of(iteration.net, iteration.plan.data.features, iteration.batch));
  heading(fmt::format("Iteration {}: forward", iteration.number));
  begin_forward(
      walk, iteration.plan.is_full_batch() ? iteration.number - 1 : no_epoch);
  if (is_told_in_matrices(iteration)) forward_in_matrices(iteration);
  heading(fmt::format("Iteration {}: backward", iteration.number));
  play_backward(walk);
  questions_.note_gradients(walk);
  if (is_told_in_matrices(iteration)) backward_in_matrices(iteration);
  last_.clear();
  for (const Value parameter : iteration.net.parameters())
    last_.push_back({parameter, parameter.name(), parameter.value(),
                     parameter.gradient(), iteration.plan.rate, 0.0});
  if (style().asks) iterations_.end(iteration, style().digits());
}

void Film::costs(std::span<const Progress> reports, bool has_classes) {
  const std::size_t most = 100, every = reports.size() / most + 1;
  for (std::size_t i = 0; i < reports.size(); ++i)
    if (i % every == 0 || i + 1 == reports.size()) {
      Json step{{"kind", "cost"},
                {"epoch", reports[i].epoch},
                {"cost", exhibit(reports[i].cost, style().digits())}};
      if (has_classes)
        step["accuracy"] =
            exhibit(100.0 * reports[i].accuracy, style().digits());
      add(std::move(step));
    }
}

void Film::trained(const Trained& trained) {
  constexpr std::size_t most_played = 256;
  const MLP& net = trained.net;
  const TrainingPlan& plan = trained.plan;
  Words::trained(trained);
  costs(trained.reports, plan.has_classes);
  const Graph::Scope scope{net.graph()};
  const RecordedBatch batch =
      record_batch(net, plan.data.examples(), plan.loss, plan.reduction, 0,
                   std::min(plan.step_size(), most_played));
  name_batch(net, plan.data.features, batch);
  heading("With the trained weights");
  Film::net(nodes_of(net, plan.data.features, batch));
  play_forward(Walk(batch.cost));
}

void Film::figure(const Figure& figure) {
  if (figure.empty()) return;
  figures_.push_back(document_of(drawable(figure, Place::page)));
  add({{"kind", "figure"}, {"figure", figures_.size() - 1}});
}

void Film::entry(std::string_view name, const Json& value) {
  if (name == "lesson" || name == "formula")
    source_.append(std::string(name), value);
  if (!name.empty()) return;
  for (const auto& [member, inner] :
       std::get<Json::Object>(value.tree()).members())
    entry(member, inner);
}

Json Film::document() const {
  Json given = Json::object();
  for (const auto& [name, text] : style().given) given.append(name, text);
  Json document{{"title", title_},
                {"precision", style().precision},
                {"stride", stride_of(style().fold)},
                {"given", given},
                {"chapters", chapters_},
                {"graphs", graphs_},
                {"passes", passes_},
                {"figures", figures_},
                {"steps", steps_},
                {"quiz", questions_.document(style().asks)}};
  document.update(source_);
  return document;
}

}  // namespace gradwalk::demos
