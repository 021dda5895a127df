#include "second_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/derivatives.hpp>
#include <gradwalk/gradient_check.hpp>
#include <gradwalk/labels.hpp>

#include "formula/slope.hpp"

namespace gradwalk::demos {

namespace {

/// A gradient as a node.
struct WrittenSlope {
  Value node;
  std::string name;     ///< ∂loss/∂w
  std::string formula;  ///< -x/y²
};

std::string text_of(Value node) {
  return Labels(topological_order(node))[node].text();
}

WrittenSlope slope_of(Graph& graph, Value root, Value by) {
  const Value node = slope(graph, root, by);
  const std::string of = root.name().empty() ? "f" : std::string(root.name());
  WrittenSlope slope{node, fmt::format("∂{}/∂{}", of, by.name()),
                     text_of(node)};
  // A name, or a number, stays what it is.
  if (!node.operation().is_leaf() && node.name().empty())
    slope.node = node.named(slope.name);
  return slope;
}

void walk(Story& story, const WrittenSlope& slope,
          const std::vector<Value>& names) {
  story.heading(fmt::format("{}, and its gradients", slope.name));
  if (slope.node.operation().is_leaf() || !slope.node.needs_gradient()) {
    story.say(fmt::format("{} = {}: there is nothing to walk.", slope.name,
                          slope.formula));
    return;
  }
  const Walk walk(slope.node);
  story.forward(walk);
  story.blank();
  story.backward(walk);
  std::vector<Value> under;
  for (const Value name : names)
    if (std::ranges::any_of(walk.graph().nodes(),
                            [&](Value node) { return same_node(node, name); }))
      under.push_back(name);
  story.blank();
  story.perturbations(check_gradients(walk.graph(), under));
}

void tabulate(Story& story, const std::vector<WrittenSlope>& slopes,
              const Matrix& numbers, const std::vector<Value>& names) {
  std::vector<std::string> columns{""};
  for (const Value name : names)
    columns.push_back(fmt::format("∂/∂{}", name.name()));
  std::vector<Line> rows{names_of_columns(columns)};
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    Line& row = rows.emplace_back(Line{{slopes[i].name}});
    for (const double number : numbers[i])
      row.push_back({story.number(number), Ink::backward});
  }
  story.table(rows);
}

}  // namespace

void tell_second_order(Story& story, Graph& graph, Value root,
                       const std::vector<Value>& names) {
  const Matrix numbers = hessian(root, names);
  std::vector<WrittenSlope> slopes;
  if (root.name().empty()) {
    story.blank();
    story.say("f is what the formula is equal to.");
  }
  for (const Value by : names) {
    slopes.push_back(slope_of(graph, root, by));
    walk(story, slopes.back(), names);
    story.pause();
  }
  story.heading("Second derivatives");
  story.say(
      "A row for each gradient, a column for the name that it is a gradient "
      "by. In which order makes no difference: the table is its own mirror.");
  story.blank();
  tabulate(story, slopes, numbers, names);
  Json second = Json::object();
  for (std::size_t i = 0; i < names.size(); ++i) {
    Json row = Json::object();
    for (std::size_t k = 0; k < names.size(); ++k)
      row.append(names[k].name(), numbers[i][k]);
    second.append(names[i].name(), row);
  }
  story.entry("second", second);
}

}  // namespace gradwalk::demos
