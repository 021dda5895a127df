#include "film.hpp"

#include <algorithm>

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
      break;
  }
  return "";
}

Json runs_of(const Line& line) {
  Json runs = Json::array();
  for (const Run& run : line) runs.push_back({run.text, name_of(run.ink)});
  return runs;
}

}  // namespace

void Film::heading(std::string_view text) {
  pause();
  heading_ = text;
}

void Film::say(std::string_view text) { words_.push_back({{"say", text}}); }

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
  words.swap(words_);
  add({{"kind", "words"}, {"words", words}});
}

void Film::add(Json step) {
  pause();
  if (!heading_.empty() || chapters_.empty())
    chapters_.push_back(heading_.empty() ? title_ : heading_);
  heading_.clear();
  step["chapter"] = chapters_.size() - 1;
  if (!passes_.empty()) step["pass"] = passes_.size() - 1;
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
  if (epoch >= 0) passes_.back()["epoch"] = epoch;
  root_ = scene.root();
  swept_ = false;
}

void Film::forward(Value root, int epoch) {
  const Scene scene(root, precision_);
  begin_pass(scene, epoch);
  for (Json& step : scene.forward()) add(std::move(step));
}

void Film::backward(Value root) {
  root.backward();
  const Scene scene(root, precision_);
  if (!(root == root_) || swept_) begin_pass(scene, -1);
  swept_ = true;
  passes_.back().update(scene.gradients());
  for (Json& step : scene.backward()) add(std::move(step));
}

bool Film::draws(Value node) const {
  if (passes_.empty()) return false;
  const Json& graph = graphs_[passes_.back()["graph"].get<std::size_t>()];
  return graph["nodes"].contains(fmt::format("n{}", node.index()));
}

void Film::update(Value parameter, double before, double gradient,
                  double rate) {
  add({{"kind", "update"},
       {"node", fmt::format("n{}", parameter.index())},
       {"label", parameter.name()},
       {"before", exhibit(before, precision_)},
       {"gradient", exhibit(gradient, precision_)},
       {"rate", exhibit(rate, precision_)},
       {"after", exhibit(parameter.value(), precision_)}});
}

void Film::costs(std::span<const Progress> reports) {
  constexpr std::size_t most = 100;
  const std::size_t every = reports.size() / most + 1;
  for (std::size_t i = 0; i < reports.size(); ++i)
    if (i % every == 0 || i + 1 == reports.size())
      add({{"kind", "cost"},
           {"epoch", reports[i].epoch},
           {"cost", exhibit(reports[i].cost, precision_)},
           {"accuracy", exhibit(100.0 * reports[i].accuracy, precision_)}});
}

Json Film::document() const {
  return {{"title", title_},       {"precision", precision_},
          {"chapters", chapters_}, {"graphs", graphs_},
          {"passes", passes_},     {"steps", steps_}};
}

}  // namespace gradwalk::demos
