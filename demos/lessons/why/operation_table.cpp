#include "operation_table.hpp"

#include <cmath>
#include <gradwalk/gradient_check.hpp>
#include <gradwalk/graph.hpp>
#include <limits>
#include <set>

namespace gradwalk::demos {

namespace {

OperationRow row_at(const Operation& operation, std::vector<double> at) {
  Graph graph;
  std::vector<Value> operands;
  for (const double number : at) operands.push_back(graph.parameter(number));
  const Value root = operation.record(operands);
  const std::vector<double> locals = root.local_gradients();
  const std::vector<bool> open = operation.open(at, root.value());
  OperationRow row{std::move(at), root.value(), {}};
  for (const std::size_t k : std::set<std::size_t>{0, operands.size() - 1}) {
    const GradientCheck check = check_gradients(root, std::vector{operands[k]});
    const Perturbation& nudged = check.perturbations.front();
    row.by.push_back({k, locals[k],
                      nudged.is_settled()
                          ? nudged.difference
                          : std::numeric_limits<double>::quiet_NaN(),
                      open[k], check.verdict(nudged) == Verdict::kink});
  }
  return row;
}

std::vector<OperationRow> rows_at(const Operation& operation,
                                  const std::set<std::vector<double>>& points) {
  std::vector<OperationRow> rows;
  for (const std::vector<double>& point : points)
    rows.push_back(row_at(operation, point));
  return rows;
}

}  // namespace

std::vector<OperationRow> edge_rows(const Operation& operation,
                                    const std::vector<double>& at) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::set<std::vector<double>> points;
  for (const double edge : {-infinity, 0.0, infinity}) {
    if (edge < 0.0 && at.size() > 1) continue;
    points.emplace(at.size(), edge);
    for (const std::size_t k : {std::size_t{0}, at.size() - 1}) {
      std::vector<double> point = at;
      point[k] = edge;
      points.insert(std::move(point));
    }
  }
  return rows_at(operation, points);
}

std::vector<OperationRow> plain_rows(const Operation& operation,
                                     const std::vector<double>& at) {
  std::set<std::vector<double>> points;
  if (at.size() == 1)
    for (const double x : {-2.0, -1.0, -0.5, 0.5, 1.0, 2.0}) points.insert({x});
  for (const double scale : {-1.0, 0.5, 1.0, 2.0}) {
    if (at.size() == 1 && scale != 1.0) continue;
    std::vector<double> point;
    for (const double x : at) point.push_back(scale * x + 0.0);
    points.insert(std::move(point));
  }
  return rows_at(operation, points);
}

void tell(Story& story, const std::vector<OperationRow>& rows,
          const std::vector<std::string>& names) {
  std::vector<Line> table{names_of_columns(
      {joined(names, ", "), "value", "by", "local gradient", "nudged"})};
  const bool is_of_one = names.size() == 1;
  if (is_of_one) table[0].erase(table[0].begin() + 2);
  bool has_closed = false, has_kink = false;
  for (const OperationRow& row : rows) {
    std::vector<std::string> at;
    for (const double x : row.at) at.push_back(story.number(x));
    Line cells{{joined(at, ", ")}, {story.number(row.value), Ink::forward}};
    for (const auto& [k, local, difference, is_open, is_kink] : row.by) {
      if (k > 0) cells = {{""}, {""}};
      if (!is_of_one) cells.push_back({names[k]});
      cells.push_back(
          {is_open ? story.number(local) : "no path", Ink::backward});
      cells.push_back({std::isnan(difference) ? "–" : story.number(difference),
                       Ink::quiet});
      if (is_kink) cells.back().text += ", a kink";
      table.push_back(cells);
      has_closed = has_closed || !is_open;
      has_kink = has_kink || is_kink;
    }
  }
  story.table(table);
  if (has_closed || has_kink) story.blank();
  if (has_closed)
    story.say(
        "No path: the operation has not taken that operand there, so nothing "
        "flows to it: 0.");
  if (has_kink)
    story.say(
        "A kink: the slopes on its two sides differ, so no one number is "
        "right. The nudge, both ways, is their mean; the rule has chosen.");
}

Json document_of(const std::vector<OperationRow>& rows,
                 const std::vector<std::string>& names) {
  Json listed = Json::array();
  for (const OperationRow& row : rows) {
    Json by = Json::array();
    for (const auto& [k, local, difference, is_open, is_kink] : row.by)
      by.push_back({{"operand", names[k]},
                    {"local", local},
                    {"open", is_open},
                    {"difference", difference},
                    {"kink", is_kink}});
    listed.push_back({{"at", row.at}, {"value", row.value}, {"by", by}});
  }
  return listed;
}

}  // namespace gradwalk::demos
