#include "story.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <gradwalk/labels.hpp>
#include <sstream>

namespace gradwalk::demos {

Story::Story(const Style& style, Sinks sinks)
    : style_(style), sinks_(std::move(sinks)) {}

std::string Story::number(double value) const {
  return gradwalk::number(value, style_.digits());
}

std::string Story::row(const std::vector<double>& values) const {
  std::string text;
  for (const double value : values)
    text += (text.empty() ? "[" : "  ") + number(value);
  return text + "]";
}

void Story::title(std::string_view text) {
  for (const auto& sink : sinks_) sink->title(text);
}

void Story::heading(std::string_view text) {
  for (const auto& sink : sinks_) sink->heading(text);
}

void Story::say(std::string_view text) {
  for (const auto& sink : sinks_) sink->say(text);
}

bool Story::of_sources(std::string_view text) {
  if (style_.sources) {
    blank();
    say(fmt::format("({})", text));
  }
  return style_.sources;
}

void Story::line(const Line& line) {
  for (const auto& sink : sinks_) sink->line(line);
}

void Story::lines(std::string_view text) {
  std::istringstream rows{std::string(text)};
  for (std::string row; std::getline(rows, row);) line({{row}});
}

void Story::blank() {
  for (const auto& sink : sinks_) sink->blank();
}

void Story::table(const std::vector<Line>& rows) {
  for (const auto& sink : sinks_) sink->table(rows);
}

void Story::wide_table(const std::vector<Line>& rows, std::size_t first) {
  for (const auto& sink : sinks_) sink->wide_table(rows, first);
}

void Story::matrix(const std::string& name, const Matrix& matrix, Ink ink) {
  for (const auto& sink : sinks_) sink->matrix(name, matrix, ink);
}

void Story::pause() {
  for (const auto& sink : sinks_) sink->pause();
}

void Story::question(const Question& question) {
  for (const auto& sink : sinks_) sink->question(question);
}

void Story::leaves(const Walk& walk) {
  for (const auto& sink : sinks_) sink->leaves(walk);
}

void Story::formulas(const Walk& walk) {
  for (const auto& sink : sinks_) sink->formulas(walk);
}

void Story::net(const NetNodes& nodes) {
  for (const auto& sink : sinks_) sink->net(nodes);
}

void Story::forward(const Walk& walk) {
  for (const auto& sink : sinks_) sink->forward(walk);
}

void Story::backward(const Walk& walk) {
  for (const auto& sink : sinks_) sink->backward(walk);
}

void Story::paths(const Paths& paths) {
  for (const auto& sink : sinks_) sink->paths(paths);
}

void Story::perturbations(const GradientCheck& check) {
  for (const auto& sink : sinks_) sink->perturbations(check);
}

void Story::update(std::span<const Value> parameters, double rate) {
  std::vector<Update> updates;
  for (const Value parameter : parameters) {
    const double before = parameter.value(), gradient = parameter.gradient();
    parameter.set(before - rate * gradient);
    updates.push_back({parameter, parameter.name(), before, gradient, rate,
                       parameter.value()});
  }
  for (const auto& sink : sinks_) sink->updates(updates);
}

void Story::play_forward(const Walk& walk) {
  for (const auto& sink : sinks_) sink->play_forward(walk);
}

void Story::play_backward(const Walk& walk) {
  for (const auto& sink : sinks_) sink->play_backward(walk);
}

void Story::training(const TrainingPlan& plan) {
  for (const auto& sink : sinks_) sink->training(plan);
}

void Story::iteration(const Iteration& iteration) {
  for (const auto& sink : sinks_) sink->iteration(iteration);
}

void Story::progress(const TrainingPlan& plan, const Progress& progress) {
  for (const auto& sink : sinks_) sink->progress(plan, progress);
}

void Story::trained(const Trained& trained) {
  for (const auto& sink : sinks_) sink->trained(trained);
}

void Story::drawing(int number, Value root) {
  drawing(number, root, {.fold = style_.fold});
}

void Story::drawing(int number, Value root, DotOptions options) {
  for (const auto& sink : sinks_) sink->drawing({number, root, options});
}

void Story::figure(const std::function<Figure()>& figure) {
  std::optional<Figure> found;
  for (const auto& sink : sinks_) {
    if (!sink->wants_figure()) continue;
    if (!found) found = figure();
    sink->figure(*found);
  }
}

void Story::entry(std::string_view name, const Json& value) {
  for (const auto& sink : sinks_) sink->entry(name, value);
}

void Story::entries(const Json& members) { entry("", members); }

void Story::finish() {
  // A file that cannot be written leaves the others whole.
  std::exception_ptr first;
  for (const auto& sink : sinks_) try {
      sink->finish();
      std::fflush(stdout);
    } catch (...) {
      if (!first) first = std::current_exception();
    }
  if (first) std::rethrow_exception(first);
}

}  // namespace gradwalk::demos
