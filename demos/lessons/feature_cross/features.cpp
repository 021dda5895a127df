#include "features.hpp"

#include <fmt/format.h>

#include <cmath>
#include <gradwalk/error.hpp>
#include <gradwalk/labels.hpp>

#include "formula/record.hpp"

namespace gradwalk::demos {

namespace {

Value record(Graph& graph, const std::vector<Instruction>& formula, double x1,
             double x2) {
  return recorded_with(
      {{"x1", graph.input(x1, "x1")}, {"x2", graph.input(x2, "x2")}}, graph,
      formula);
}

/// A node as one formula of the leaves under it.
Formula written(Value node) {
  std::vector<Formula> operands;
  for (const Value parent : node.parents()) operands.push_back(written(parent));
  if (!operands.empty()) return short_formula_of(node.operation(), operands);
  return Formula(node.name().empty() ? number(node.value(), 6)
                                     : std::string(node.name()));
}

}  // namespace

void Features::add(const std::string& formula) {
  const std::vector<Instruction> parts = parsed(formula);
  for (const std::string& name : names_read(parts))
    if (name != "x1" && name != "x2")
      throw Error("--feature", "a formula in x1 and x2", name + " in it");
  std::string text;
  for (const std::vector<double>& x : xor_data().inputs) {
    Graph graph;
    const Value feature = record(graph, parts, x[0], x[1]);
    if (!std::isfinite(feature.value()))
      throw Error("--feature", "a finite number for each example",
                  fmt::format("{} for x1 = {}, x2 = {}",
                              number(feature.value(), 6), x[0], x[1]));
    text = written(feature).text();
  }
  formulas_.push_back(parts);
  texts_.push_back(text);
}

std::vector<double> Features::row(double x1, double x2) const {
  std::vector<double> row{x1, x2};
  Graph graph;
  for (const std::vector<Instruction>& formula : formulas_)
    row.push_back(record(graph, formula, x1, x2).value());
  return row;
}

Data Features::data() const {
  Data data = xor_data();
  for (std::vector<double>& inputs : data.inputs)
    inputs = row(inputs[0], inputs[1]);
  for (std::size_t k = 0; k < formulas_.size(); ++k)
    data.features.push_back(fmt::format("x{}", k + 3));
  return data;
}

std::vector<double> Features::weights() const {
  std::vector<double> weights{0.1, 0.6};
  weights.resize(2 + formulas_.size(), 0.2);
  weights.push_back(0.0);
  return weights;
}

}  // namespace gradwalk::demos
