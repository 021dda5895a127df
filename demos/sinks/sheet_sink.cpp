#include "sheet_sink.hpp"

#include <algorithm>

#include "training/iteration.hpp"

namespace gradwalk::demos {

namespace {

/// A column for each example.
Matrix columns_of(const std::vector<std::vector<double>>& rows) {
  Matrix matrix(rows.empty() ? 0 : rows.front().size());
  for (const std::vector<double>& row : rows)
    for (std::size_t k = 0; k < row.size(); ++k) matrix[k].push_back(row[k]);
  return matrix;
}

}  // namespace

void SheetSink::entry(std::string_view name, const Json& value) {
  const auto* members = std::get_if<Json::Object>(&value.tree());
  if (name == "formula") sheet_.title = text_of(value);
  if (!name.empty() || members == nullptr) return;
  for (const auto& [member, inside] : members->members())
    if (!member.empty()) entry(member, inside);
}

SheetPart& SheetSink::part() {
  if (sheet_.parts.empty() || sheet_.parts.back().heading != heading_)
    sheet_.parts.push_back({.heading = heading_, .leans_back = in_matrices_});
  return sheet_.parts.back();
}

void SheetSink::add_given(const std::string& name, double number) {
  auto& given = part().given;
  const std::pair one{name, number};
  if (!name.empty() && std::ranges::find(given, one) == given.end())
    given.push_back(one);
}

void SheetSink::add_new() {
  for (; added_ < questions_.all().size(); ++added_)
    part().items.emplace_back(added_);
}

void SheetSink::forward(const Walk& walk) {
  for (const Value node : walk.graph().nodes())
    if (node.operation().is_leaf() && !questions_.asked_value(node))
      add_given(node.name(), node.value());
  questions_.add_forward(walk);
  add_new();
}
void SheetSink::backward(const Walk& walk) {
  questions_.add_backward(walk);
  add_new();
}
void SheetSink::paths(const Paths& paths) {
  questions_.add_paths(paths);
  add_new();
}
void SheetSink::updates(std::span<const Update> updates) {
  if (!updates.empty()) add_given("rate", updates.front().rate);
  questions_.add_updates(updates);
  add_new();
}

/// What the first iteration begins with.
void SheetSink::add_data(const Iteration& iteration) {
  const Data& data = iteration.plan.data;
  heading_ = "The data, and the first weights";
  const auto add = [&](const std::string& name, Matrix numbers) {
    part().items.emplace_back(SheetMatrix{name, std::move(numbers)});
  };
  add("X", columns_of(data.inputs));
  add("Y", columns_of(data.examples().targets));
  for (const NamedMatrix& weights : weight_matrices(iteration.net))
    add(weights.name, weights.matrix);
  add_given("rate", iteration.plan.rate);
}

void SheetSink::iteration(const Iteration& iteration) {
  if (!is_told_in_matrices(iteration)) return;
  if (iteration.number == 1) add_data(iteration);
  in_matrices_ = true;
  iterations_.begin(iteration, style().digits());
  Words::iteration(iteration);
  iterations_.end(iteration, style().digits());
  in_matrices_ = false;
}

void SheetSink::equations(const std::vector<Equation>& equations) {
  if (!in_matrices_) return;
  for (const Equation& equation : equations)
    part().items.emplace_back(equation.text);
}

void SheetSink::matrix(const std::string& name, const Matrix& matrix, Ink) {
  if (!in_matrices_ || matrix.empty()) return;
  SheetMatrix told{name, matrix};
  for (const CellQuestion& asked : iterations_.before(name)) {
    const std::size_t question = questions_.add(asked.question);
    if (asked.cell)
      told.holes.push_back({*asked.cell, question});
    else
      told.shape = question;
  }
  part().items.emplace_back(std::move(told));
  add_new();
}

}  // namespace gradwalk::demos
