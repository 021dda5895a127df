#include "net_scene.hpp"

#include <fmt/format.h>

#include <gradwalk/graph.hpp>
#include <optional>

#include "scene.hpp"

namespace gradwalk::demos {

namespace {

Json ids_of(const std::vector<Value>& nodes) {
  Json ids = Json::array();
  for (const Value node : nodes) ids.push_back(id_of(node));
  return ids;
}

/// The parameters' names without what is before the last dot: weights, then
/// the bias.
std::vector<std::string> short_names(const NetNodes::Neuron& neuron) {
  std::vector<std::string> names;
  const auto add = [&](Value parameter) {
    const std::string& name = parameter.name();
    names.push_back(name.substr(name.rfind('.') + 1));
  };
  for (const Value weight : neuron.weights) add(weight);
  if (neuron.bias) add(*neuron.bias);
  return names;
}

/// z in symbols.
std::string weighted_sum(const std::vector<std::string>& parameters,
                         const std::vector<std::string>& inputs) {
  Graph graph;
  std::vector<Value> weights, values;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    weights.push_back(graph.parameter(1.0, parameters[k]));
    values.push_back(graph.input(1.0, inputs[k]));
  }
  const Value z =
      parameters.size() == inputs.size()
          ? dot(weights, values)
          : linear(weights, values, graph.parameter(1.0, parameters.back()));
  return forward_steps(z).front().symbols();
}

/// a and ∂a/∂z in symbols.
Json activation_of(Value a, Value z) {
  if (same_node(a, z)) return {"z", "1"};
  std::vector<Formula> operands;
  for (const Value parent : a.parents())
    operands.push_back(same_node(parent, z) ? Formula("z")
                                            : Formula(parent.value()));
  return {formula_of(a.operation(), operands).text(),
          local_formulas_of(a.operation(), operands, Formula("a"))[0].text()};
}

/// The loss and its local gradient by the answer in symbols; null unless it is
/// one operation on one answer and its target.
Json loss_of(const NetNodes& net) {
  const NetNodes::Example& example = net.examples.front();
  if (!example.loss || example.a.back().size() != 1) return nullptr;
  std::vector<Formula> operands;
  std::size_t answer = 0;
  for (const Value parent : example.loss->parents()) {
    if (same_node(parent, example.a.back()[0])) {
      answer = operands.size();
      operands.emplace_back(net.layers.back()[0].name);
    } else if (same_node(parent, example.targets[0])) {
      operands.emplace_back("y");
    } else {
      return nullptr;
    }
  }
  const Operation& operation = example.loss->operation();
  return {
      formula_of(operation, operands).text(),
      local_formulas_of(operation, operands, Formula("loss"))[answer].text()};
}

}  // namespace

NetScene::NetScene(const NetNodes& net, const Subgraph& graph,
                   std::size_t most_told)
    : net_(net), count_(std::min(net.examples.size(), most_told)) {
  place_leaves();
  place_examples();
  place_between(graph);
}

void NetScene::place_leaves() {
  for (std::size_t l = 0; l < net_.layers.size(); ++l)
    for (std::size_t n = 0; n < net_.layers[l].size(); ++n) {
      const NetNodes::Neuron& neuron = net_.layers[l][n];
      std::vector<Value> leaves = neuron.weights;
      if (neuron.bias) leaves.push_back(*neuron.bias);
      for (const Value leaf : leaves) {
        places_[leaf.index()] = {-1, static_cast<int>(l), static_cast<int>(n)};
        told_.insert(leaf.index());
      }
    }
}

void NetScene::place_examples() {
  for (std::size_t e = 0; e < net_.examples.size(); ++e) {
    const NetNodes::Example& example = net_.examples[e];
    const auto place = [&](Value node, std::size_t l, std::size_t n) {
      if (!node.operation().is_leaf())
        places_[node.index()] = {static_cast<int>(e), static_cast<int>(l),
                                 static_cast<int>(n)};
      if (e < count_) told_.insert(node.index());
    };
    for (const Value input : example.inputs) place(input, 0, 0);
    for (const Value target : example.targets) place(target, 0, 0);
    for (std::size_t l = 0; l < example.z.size(); ++l)
      for (std::size_t n = 0; n < example.z[l].size(); ++n) {
        place(example.z[l][n], l, n);
        place(example.a[l][n], l, n);
      }
    if (example.loss) place(*example.loss, example.z.size(), 0);
  }
}

void NetScene::place_between(const Subgraph& graph) {
  const std::span<const Value> nodes = graph.nodes();
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    const auto place = places_.find(node->index());
    if (place == places_.end()) continue;
    for (const Value parent : node->parents())
      if (!parent.operation().is_leaf())
        places_.try_emplace(parent.index(), place->second);
  }
}

NetPlace NetScene::at(Value node) const {
  const auto place = places_.find(node.index());
  return place == places_.end() ? NetPlace{} : place->second;
}

Json NetScene::place_of(std::span<const Value> nodes) const {
  std::optional<NetPlace> common;
  for (const Value node : nodes) {
    const NetPlace place = at(node);
    if (place == NetPlace{}) continue;
    if (!common) common = place;
    if (place.example != common->example) common->example = -1;
    if (place.neuron != common->neuron) common->neuron = -1;
  }
  if (!common) return nullptr;
  return {common->example, common->layer, common->neuron};
}

Json NetScene::structure() const {
  Json layers = Json::array(), examples = Json::array();
  std::vector<std::string> inputs = net_.features;
  const NetNodes::Example& first = net_.examples.front();
  for (std::size_t l = 0; l < net_.layers.size(); ++l) {
    Json neurons = Json::array();
    for (const NetNodes::Neuron& neuron : net_.layers[l])
      neurons.push_back(
          {{"name", neuron.name},
           {"w", ids_of(neuron.weights)},
           {"b", neuron.bias ? Json(id_of(*neuron.bias)) : Json(nullptr)}});
    const std::vector<std::string> names = short_names(net_.layers[l][0]);
    layers.push_back({{"names", names},
                      {"z", weighted_sum(names, inputs)},
                      {"a", activation_of(first.a[l][0], first.z[l][0])},
                      {"neurons", neurons}});
    inputs.clear();
    for (const NetNodes::Neuron& neuron : net_.layers[l])
      inputs.push_back(neuron.name);
  }
  for (std::size_t e = 0; e < count_; ++e) {
    const NetNodes::Example& example = net_.examples[e];
    examples.push_back(
        {{"x", ids_of(example.inputs)}, {"y", ids_of(example.targets)}});
    for (std::size_t l = 0; l < net_.layers.size(); ++l) {
      examples.back()["z"].push_back(ids_of(example.z[l]));
      examples.back()["a"].push_back(ids_of(example.a[l]));
    }
    if (example.loss) examples.back()["loss"] = id_of(*example.loss);
  }
  return {{"features", net_.features},
          {"layers", layers},
          {"examples", examples},
          {"count", net_.examples.size()},
          {"loss", loss_of(net_)}};
}

Json NetScene::shares(const Walk& walk, Digits digits) const {
  std::map<std::size_t, std::vector<double>> sums;
  for (const BackwardStep& step : walk.backward()) {
    const auto e = static_cast<std::size_t>(at(step.node).example);
    if (e >= count_) continue;
    for (const Passed& passed : step.to)
      if (at(passed.parent).layer >= 0 && passed.parent.operation().is_leaf())
        sums.try_emplace(passed.parent.index(), count_).first->second[e] +=
            passed.result;
  }
  Json shares = Json::object();
  for (const auto& [index, numbers] : sums) {
    Json& listed = shares[fmt::format("n{}", index)] = Json::array();
    for (const double number : numbers)
      listed.push_back(exhibit(number, digits));
  }
  return shares;
}

}  // namespace gradwalk::demos
