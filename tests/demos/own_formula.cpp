#include "own_formula.hpp"

#include <algorithm>
#include <cmath>
#include <gradwalk/formula.hpp>
#include <gradwalk/graph.hpp>
#include <gradwalk/subgraph.hpp>
#include <limits>
#include <stdexcept>

#include "formula/record.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;

namespace {

using OwnNumbers = std::vector<double>;

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

const std::map<std::string, double (*)(double)> of_one{
    {"negate", [](double x) { return -x; }},
    {"square", [](double x) { return x * x; }},
    {"sqrt", std::sqrt},
    {"exp", std::exp},
    {"log", std::log},
    {"sin", std::sin},
    {"cos", std::cos},
    {"tanh", std::tanh},
    {"atan", std::atan},
    {"sigmoid", [](double x) { return 1.0 / (1.0 + std::exp(-x)); }},
    {"relu", [](double x) { return x > 0.0 ? x : 0.0; }},
    {"softplus", [](double x) { return std::log(1.0 + std::exp(x)); }},
    {"abs", [](double x) { return x < 0.0 ? -x : x; }}};

double computed(const std::string& name, const OwnNumbers& x) {
  if (x.size() == 1) return of_one.at(name)(x[0]);
  if (name == "add") return x[0] + x[1];
  if (name == "subtract") return x[0] - x[1];
  if (name == "multiply") return x[0] * x[1];
  if (name == "divide") return x[0] / x[1];
  if (name == "pow") return std::pow(x[0], x[1]);
  if (name == "max") return x[0] > x[1] ? x[0] : x[1];
  if (name == "min") return x[0] < x[1] ? x[0] : x[1];
  if (name == "where_less") return x[0] < x[1] ? x[2] : x[3];
  throw std::invalid_argument(name);
}

bool is_of(const std::string& asked, const std::string& label) {
  return asked == label || asked.starts_with(label + " = ");
}

/// `x` of `upstream × ∂z/∂x → x` and of `x has received …`.
std::string receiver(const Question& question) {
  const std::string arrow = " → ";
  return question.kind == QuestionKind::product
             ? question.asked.substr(question.asked.rfind(arrow) + arrow.size())
             : question.asked.substr(0, question.asked.find(" has received"));
}

}  // namespace

OwnFormula::OwnFormula(const std::vector<std::string>& texts) {
  std::map<std::string, Given> leaves;
  for (std::size_t i = 2; i < texts.size(); ++i) {
    const std::size_t equals = texts[i].find('=');
    const double number = std::stod(texts[i].substr(equals + 1));
    given_[texts[i].substr(0, equals)] = number;
    leaves[texts[i].substr(0, equals)] = {number, true};
  }
  Graph graph;
  const Value root = recorded(graph, parsed(texts[1]), leaves).root;
  const Subgraph walked(root);
  const auto& labels = walked.labels();
  std::map<std::size_t, std::size_t> places;
  for (const Value value : walked.nodes()) {
    Node node{
        labels[value].text(), std::string(value.operation().name), {}, 0.0};
    if (value.operation().is_leaf()) node.number = value.value();
    for (const Value parent : value.parents()) {
      edges_.emplace(Formula::derivative(labels[value], labels[parent]).text(),
                     Edge{nodes_.size(), node.parents.size()});
      node.parents.push_back(places.at(parent.index()));
    }
    places[value.index()] = nodes_.size();
    nodes_.push_back(std::move(node));
  }
}

std::size_t OwnFormula::node(const std::string& label) const {
  const auto found = std::ranges::find(nodes_, label, &Node::label);
  return static_cast<std::size_t>(found - nodes_.begin());
}

OwnNumbers OwnFormula::values(std::size_t replaced, double number) const {
  OwnNumbers values;
  for (const Node& node : nodes_) {
    OwnNumbers operands;
    for (const std::size_t parent : node.parents)
      operands.push_back(values[parent]);
    values.push_back(values.size() == replaced ? number
                     : operands.empty()        ? node.number
                                        : computed(node.operation, operands));
  }
  return values;
}

double OwnFormula::paths(std::size_t from, std::size_t to) const {
  if (from == to) return 1.0;
  const OwnNumbers now = values(none, 0.0);
  const Node& node = nodes_[to];
  const bool selects = node.operation == "max" || node.operation == "min" ||
                       node.operation == "relu" ||
                       node.operation == "where_less";
  double count = 0.0;
  for (std::size_t k = 0; k < node.parents.size(); ++k)
    if (!selects || std::abs(local({to, k}, now, 0.0)) > 0.5)
      count += paths(from, node.parents[k]);
  return count;
}

double OwnFormula::local(const Edge& edge, const OwnNumbers& values,
                         double step) const {
  const Node& node = nodes_[edge.node];
  OwnNumbers high;
  for (const std::size_t parent : node.parents) high.push_back(values[parent]);
  OwnNumbers low = high;
  high[edge.k] += std::max(step, 0.0);
  low[edge.k] -= std::max(-step, 0.0);
  if (step == 0.0) {
    constexpr double both = 1e-5;
    high[edge.k] += both;
    low[edge.k] -= both;
  }
  return (computed(node.operation, high) - computed(node.operation, low)) /
         (high[edge.k] - low[edge.k]);
}

bool OwnFormula::stands_at_a_kink(const std::string& wrong, double by) const {
  const OwnNumbers now = values(wrong.empty() ? none : node(wrong), by);
  return std::ranges::any_of(edges_, [&](const auto& row) {
    const double left = local(row.second, now, -1e-5),
                 right = local(row.second, now, 1e-5);
    return std::abs(left - right) > 1e-2 * (1.0 + std::abs(left + right));
  });
}

OwnNumbers OwnFormula::answers(const Sheet& sheet, const std::string& wrong,
                               double by) const {
  const std::size_t replaced = wrong.empty() ? none : node(wrong);
  const OwnNumbers now = values(replaced, by);
  std::map<std::string, std::size_t> used;  // of edges between the same two
  std::map<std::string, double> gradients{{nodes_.back().label, 1.0}};
  OwnNumbers answers;
  double product = 0.0, last_local = 0.0;
  for (const Question& question : sheet.questions) {
    double answer = std::nan("");
    const std::string& asked = question.asked;
    if (question.kind == QuestionKind::value) {
      const auto found = std::ranges::find_if(
          nodes_, [&](const Node& one) { return is_of(asked, one.label); });
      answer = now.at(static_cast<std::size_t>(found - nodes_.begin()));
    } else if (question.kind == QuestionKind::local) {
      const auto [first, last] = edges_.equal_range(asked);
      const auto many = std::distance(first, last);
      if (many == 0) throw std::invalid_argument(asked);
      answer = last_local = local(
          std::next(first, static_cast<long>(used[asked]++) % many)->second,
          now, 0.0);
    } else if (question.kind == QuestionKind::product) {
      product = answer = gradients.at(question.place.substr(3)) * last_local;
      gradients[receiver(question)] += product;
    } else if (question.kind == QuestionKind::sum) {
      answer = gradients.at(receiver(question));
    } else if (question.kind == QuestionKind::count_paths) {
      const std::size_t from = asked.find("from ") + 5, to = asked.find(" to ");
      answer = paths(node(asked.substr(from, to - from)), nodes_.size() - 1);
    }
    answers.push_back(answer);
  }
  return answers;
}
