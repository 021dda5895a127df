#include "film.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "figure_document.hpp"
#include "story/mentions.hpp"
#include "training/names.hpp"
#include "training/net_nodes.hpp"
#include "training/plan.hpp"

namespace gradwalk::demos {

namespace {

std::string_view name_of(Ink ink) {
  switch (ink) {
    case Ink::heading:
      return "heading";
    case Ink::forward:
      return "value";
    case Ink::backward:
      return "gradient";
    case Ink::quiet:
      return "quiet";
    case Ink::plain:
    case Ink::name:
      break;
  }
  return "";
}

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

Json runs_of(const Line& line) {
  Json runs = Json::array();
  for (const Piece& piece : line)
    runs.push_back({piece.text, name_of(piece.ink)});
  return runs;
}

}  // namespace

void Film::heading(std::string_view text) {
  pause();
  heading_ = text;
}

void Film::say(std::string_view text) {
  Json terms = Json::array();
  for (const auto& [term, at, length] : mentions_in(text))
    if (met_.insert(term->word).second)
      terms.push_back({{"at", width(text.substr(0, at))},
                       {"length", length},
                       {"meaning", term->meaning},
                       {"lesson", term->lesson}});
  words_.push_back({{"say", text}, {"terms", terms}});
}

void Film::line(const Line& line) {
  if (!line.empty()) words_.push_back({{"line", runs_of(line)}});
}

void Film::table(const std::vector<Line>& rows) {
  Json cells = Json::array();
  for (const Line& row : rows) cells.push_back(runs_of(row));
  words_.push_back({{"table", cells}});
}

void Film::pause() {
  if (words_.empty()) return;
  Json words = Json::array();
  std::swap(words, words_);
  add({{"kind", "words"}, {"words", words}});
}

void Film::add(Json step) {
  pause();
  if (!heading_.empty() || chapters_.empty())
    chapters_.push_back(heading_.empty() ? title_ : heading_);
  heading_.clear();
  step.append("chapter", chapters_.size() - 1);
  if (!passes_.empty()) step.append("pass", passes_.size() - 1);
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

void Film::backward(const Walk& walk) {
  const Scene scene = scene_of(walk);
  if (!same_node(walk.root(), root_) || swept_) begin_pass(scene, no_epoch);
  swept_ = true;
  passes_.back().update(scene.gradients());
  for (Json& step : scene.backward()) add(std::move(step));
}

bool Film::draws(Value node) const { return drawn_.contains(id_of(node)); }

void Film::updates(std::span<const Update> updates) {
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
    if (is_plain && draws(update.parameter)) updates({&update, 1});
  }
  if (is_told_in_matrices(iteration) || !is_plain)
    update_in_matrices(iteration);
  else if (!draws(iteration.net.parameters().front()))
    say(fmt::format(
        "Every parameter takes a step: parameter - {} × its gradient.",
        number(iteration.plan.rate)));
}

void Film::iteration(const Iteration& iteration) {
  update_from_last(iteration);
  const Walk walk(iteration.batch.cost);
  net(nodes_of(iteration.net, iteration.plan.data.features, iteration.batch));
  heading(fmt::format("Iteration {}: forward", iteration.number));
  begin_forward(
      walk, iteration.plan.is_full_batch() ? iteration.number - 1 : no_epoch);
  if (is_told_in_matrices(iteration)) forward_in_matrices(iteration);
  heading(fmt::format("Iteration {}: backward", iteration.number));
  backward(walk);
  if (is_told_in_matrices(iteration)) backward_in_matrices(iteration);
  last_.clear();
  for (const Value parameter : iteration.net.parameters())
    last_.push_back({parameter, parameter.name(), parameter.value(),
                     parameter.gradient(), iteration.plan.rate, 0.0});
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
  forward(Walk(batch.cost));
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
                {"steps", steps_}};
  document.update(source_);
  return document;
}

}  // namespace gradwalk::demos
