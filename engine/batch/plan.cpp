#include "plan.hpp"

#include <algorithm>
#include <cstdlib>
#include <gradwalk/graph.hpp>
#include <map>
#include <unordered_map>

namespace gradwalk::detail {

namespace {

constexpr std::string_view function = "Batch";

/// The operands of a `linear` or `dot` node of which one half does not vary.
struct Neuron {
  std::vector<std::size_t> weights, operands;  ///< indices of nodes
  std::optional<std::size_t> bias;
};

class Planner {
 public:
  Planner(Value root, std::span<const std::vector<Value>> inputs,
          std::span<const Value> kept)
      : root_(root), kept_(kept) {
    add_inputs(inputs);
    find_nodes();
    for (const Value node : nodes_) find_layer(node);
    for (const Value node : nodes_) place(node);
    for (const Value node : nodes_) add_step(node);
    finish();
  }

  [[nodiscard]] Plan take() { return std::move(plan_); }

 private:
  struct Node {
    bool varies;
    bool under_root = false;
    std::optional<Place> place{};
    std::optional<std::size_t> layer{};  ///< of layers_
  };
  struct Layer {
    std::vector<Value> nodes;
    std::vector<Neuron> neurons;
    std::ptrdiff_t stride = 0;
  };

  [[nodiscard]] bool varies(Value v) const { return varies(v.index()); }
  [[nodiscard]] bool varies(std::size_t i) const { return found_.at(i).varies; }

  void add_inputs(std::span<const std::vector<Value>> inputs) {
    for (const std::vector<Value>& list : inputs) {
      plan_.lists.push_back({plan_.rows, list.size()});
      for (const Value leaf : list) {
        detail::live(function, root_, leaf);
        if (!leaf.operation().is_leaf())
          throw Error(function, "leaves as inputs", describe(leaf));
        const bool is_new =
            found_.insert({leaf.index(), {true, true, Place{true, plan_.rows}}})
                .second;
        if (!is_new)
          throw Error(function, "each input once", describe(leaf) + " twice");
        input_lists_[leaf.index()] = plan_.lists.size() - 1;
        ++plan_.rows;
      }
    }
  }

  /// Root, what is kept, and all that they depend on.
  void find_nodes() {
    std::map<std::size_t, Value> nodes;
    const auto add = [&](Value top, bool under_root) {
      for (const Value node : topological_order(top)) {
        nodes.emplace(node.index(), node);
        Node& found =
            found_.try_emplace(node.index(), Node{false}).first->second;
        found.under_root = found.under_root || under_root;
        for (const Value parent : node.parents())
          found.varies = found.varies || varies(parent);
      }
    };
    add(root_, true);
    for (const Value node : kept_) {
      detail::live(function, root_, node);
      if (!found_.contains(node.index())) add(node, false);
    }
    for (const auto& [index, node] : nodes) nodes_.push_back(node);
    if (!varies(root_))
      throw Error(function, "a root that depends on the inputs",
                  describe(root_));
  }

  [[nodiscard]] std::optional<Neuron> neuron_of(Value node) const {
    const bool is_linear = node.operation().name == rules::Linear::name;
    if (!is_linear && node.operation().name != rules::Dot::name) return {};
    std::vector<std::size_t> all;
    for (const Value parent : node.parents()) all.push_back(parent.index());
    const auto half = static_cast<std::ptrdiff_t>(all.size() / 2);
    Neuron neuron{{all.begin(), all.begin() + half},
                  {all.begin() + half, all.begin() + 2 * half},
                  {}};
    if (is_linear) neuron.bias = all.back();
    const auto vary = [&](std::size_t i) { return varies(i); };
    if (vary(neuron.weights.front())) neuron.weights.swap(neuron.operands);
    std::vector<std::size_t> sorted = neuron.operands;
    std::sort(sorted.begin(), sorted.end());
    // An operand that is there twice would be written twice at once.
    if (std::any_of(neuron.weights.begin(), neuron.weights.end(), vary) ||
        !std::all_of(sorted.begin(), sorted.end(), vary) ||
        (neuron.bias && vary(*neuron.bias)) ||
        std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
      return {};
    return neuron;
  }

  std::size_t cell_of(std::size_t index) {
    std::optional<Place>& place = found_.at(index).place;
    if (!place) place = Place{false, plan_.cells++};
    return place->at;
  }

  /// Gives the weights cells in a row; whether they have them.
  bool place_weights(const Neuron& neuron) {
    for (std::size_t i = 0; i < neuron.weights.size(); ++i)
      if (cell_of(neuron.weights[i]) != cell_of(neuron.weights[0]) + i)
        return false;
    if (neuron.bias) cell_of(*neuron.bias);
    return true;
  }

  /// Whether the neuron's weights follow the layer's at its stride.
  bool joins(Layer& layer, const Neuron& neuron) {
    const auto distance = [&](const Neuron& from, const Neuron& to) {
      return static_cast<std::ptrdiff_t>(cell_of(to.weights[0])) -
             static_cast<std::ptrdiff_t>(cell_of(from.weights[0]));
    };
    const std::ptrdiff_t step = distance(layer.neurons.back(), neuron);
    const auto width = static_cast<std::ptrdiff_t>(neuron.weights.size());
    if (layer.stride == 0 && std::abs(step) >= width) layer.stride = step;
    return step == layer.stride && step != 0;
  }

  void find_layer(Value node) {
    if (!varies(node)) return;
    const std::optional<Neuron> neuron = neuron_of(node);
    if (!neuron || !place_weights(*neuron)) return;
    const auto key = std::pair(neuron->bias.has_value(), neuron->operands);
    const auto last = last_layer_.find(key);
    if (last == last_layer_.end() || !joins(layers_[last->second], *neuron)) {
      last_layer_[key] = layers_.size();
      layers_.emplace_back();
    }
    const std::size_t layer = last_layer_[key];
    layers_[layer].nodes.push_back(node);
    layers_[layer].neurons.push_back(*neuron);
    found_.at(node.index()).layer = layer;
  }

  void place(Value node) {
    Node& found = found_.at(node.index());
    if (!found.varies) {
      const std::size_t cell = cell_of(node.index());
      if (node.operation().is_leaf()) {
        plan_.leaves.push_back({node, cell});
        plan_.leaf_values.push_back(node.value());
      }
    } else if (!found.place) {
      found.place = Place{true, plan_.rows++};
    }
  }

  [[nodiscard]] std::size_t at(std::size_t index) const {
    return found_.at(index).place->at;
  }

  void add_step(Value node) {
    const Node& found = found_.at(node.index());
    if (node.operation().is_leaf()) return;
    if (!found.varies)
      plan_.once.push_back(cell_step(node));
    else if (!found.layer)
      plan_.steps.emplace_back(node_step(node));
    else if (layers_[*found.layer].nodes.front() == node)
      plan_.steps.emplace_back(layer_step(layers_[*found.layer]));
  }

  [[nodiscard]] bool passes(Value node) const {
    return node.needs_gradient() && found_.at(node.index()).under_root;
  }

  [[nodiscard]] CellStep cell_step(Value node) const {
    CellStep step{&node.operation(), at(node.index()), {}, passes(node)};
    for (const Value parent : node.parents())
      step.operands.push_back(at(parent.index()));
    return step;
  }

  std::size_t row_of(Value operand) {
    if (varies(operand)) return at(operand.index());
    const auto [row, is_new] =
        repeated_.try_emplace(operand.index(), plan_.rows);
    if (is_new) {
      plan_.repeated.push_back({at(operand.index()), plan_.rows});
      ++plan_.rows;
    }
    return row->second;
  }

  NodeStep node_step(Value node) {
    NodeStep step{
        static_cast<std::size_t>(&node.operation() - operations().data()),
        at(node.index()),
        {},
        {},
        passes(node)};
    for (const Value parent : node.parents()) {
      step.operands.push_back(row_of(parent));
      step.targets.push_back(parent.needs_gradient()
                                 ? found_.at(parent.index()).place
                                 : std::nullopt);
    }
    return step;
  }

  [[nodiscard]] LayerStep layer_step(const Layer& layer) const {
    const Neuron& first = layer.neurons.front();
    LayerStep step{.rows = {},
                   .operands = {},
                   .first_weight = at(first.weights.front()),
                   .stride = layer.stride,
                   .biases = {},
                   .targets = {},
                   .learns = false,
                   .passes = false};
    for (std::size_t j = 0; j < layer.nodes.size(); ++j) {
      step.rows.push_back(at(layer.nodes[j].index()));
      step.passes = step.passes || passes(layer.nodes[j]);
      if (layer.neurons[j].bias)
        step.biases.push_back(at(*layer.neurons[j].bias));
    }
    const std::vector<Value> parents = layer.nodes.front().parents();
    std::unordered_map<std::size_t, bool> needs;
    for (const Value parent : parents)
      needs[parent.index()] = parent.needs_gradient();
    for (std::size_t i = 0; i < first.operands.size(); ++i) {
      step.operands.push_back(at(first.operands[i]));
      if (needs[first.operands[i]]) step.targets.push_back(i);
    }
    step.learns = learns(layer);
    find_list(step, first);
    return step;
  }

  [[nodiscard]] static bool learns(const Layer& layer) {
    for (const Value node : layer.nodes)
      for (const Value parent : node.parents())
        if (parent.needs_gradient()) return true;
    return false;
  }

  /// The list whose leaves, in their order, are the layer's operands.
  void find_list(LayerStep& step, const Neuron& neuron) const {
    const auto found = input_lists_.find(neuron.operands.front());
    if (found == input_lists_.end()) return;
    const Plan::List& list = plan_.lists[found->second];
    const std::size_t first = step.operands.front();
    for (std::size_t i = 0; i < step.operands.size(); ++i)
      if (step.operands[i] != first + i) return;
    if (step.operands.back() >= list.first_row + list.leaves) return;
    step.list = found->second;
    step.first_leaf = first - list.first_row;
  }

  void finish() {
    plan_.root_row = at(root_.index());
    for (const Value node : kept_)
      plan_.kept.push_back(
          {node, *found_.at(node.index()).place, passes(node)});
  }

  Plan plan_;
  Value root_;
  std::span<const Value> kept_;
  std::vector<Value> nodes_;
  std::unordered_map<std::size_t, Node> found_;
  std::unordered_map<std::size_t, std::size_t> input_lists_, repeated_;
  std::vector<Layer> layers_;
  std::map<std::pair<bool, std::vector<std::size_t>>, std::size_t> last_layer_;
};

}  // namespace

Plan plan(Value root, std::span<const std::vector<Value>> inputs,
          std::span<const Value> kept) {
  return Planner(root, inputs, kept).take();
}

}  // namespace gradwalk::detail
