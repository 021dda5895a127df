#include "plan.hpp"

#include <gradwalk/graph.hpp>
#include <map>
#include <unordered_map>

#include "bundle.hpp"

namespace gradwalk::detail {

namespace {

constexpr std::string_view batch = "Batch";

class Planner {
 public:
  Planner(Value root, std::span<const std::vector<Value>> inputs,
          std::span<const Value> kept)
      : root_(root), kept_(kept) {
    add_inputs(inputs);
    find_nodes();
    for (const Value node : nodes_) find_bundle(node);
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
    std::optional<std::size_t> bundle{};  ///< of bundles_
  };

  [[nodiscard]] bool varies(Value v) const {
    return found_.at(v.index()).varies;
  }

  void add_inputs(std::span<const std::vector<Value>> inputs) {
    for (const std::vector<Value>& list : inputs) {
      plan_.lists.push_back({plan_.rows, list.size()});
      for (const Value leaf : list) {
        detail::live(batch, root_, leaf);
        if (!leaf.operation().is_leaf())
          throw Error(batch, "leaves as inputs", describe(leaf));
        const bool is_new =
            found_.insert({leaf.index(), {true, true, Place{true, plan_.rows}}})
                .second;
        if (!is_new)
          throw Error(batch, "each input once", describe(leaf) + " twice");
        input_lists_[leaf.index()] = plan_.lists.size() - 1;
        ++plan_.rows;
      }
    }
  }

  /// Root, what is kept, and all that they depend on, in their order.
  void find_nodes() {
    std::map<std::size_t, Value> nodes;
    for (const Value node : topological_order(root_)) {
      nodes.emplace(node.index(), node);
      found_.try_emplace(node.index(), Node{false}).first->second.under_root =
          true;
    }
    std::vector<Value> more(kept_.begin(), kept_.end());
    while (!more.empty()) {
      const Value node = more.back();
      more.pop_back();
      detail::live(batch, root_, node);
      found_.try_emplace(node.index(), Node{false});
      if (!nodes.emplace(node.index(), node).second) continue;
      for (const Value parent : node.parents()) more.push_back(parent);
    }
    for (const auto& [index, node] : nodes) {
      nodes_.push_back(node);
      for (const Value parent : node.parents())
        if (varies(parent)) found_.at(index).varies = true;
    }
    if (!varies(root_))
      throw Error(batch, "a root that depends on the inputs", describe(root_));
  }

  std::size_t cell_of(Value node) {
    std::optional<Place>& place = found_.at(node.index()).place;
    if (!place) place = Place{false, plan_.cells++};
    return place->at;
  }

  /// Gives the weights cells in a row; whether they have them.
  bool place_weights(const WeightedSum& sum) {
    for (std::size_t i = 0; i < sum.weights.size(); ++i)
      if (cell_of(sum.weights[i]) != cell_of(sum.weights[0]) + i) return false;
    if (sum.bias) cell_of(*sum.bias);
    return true;
  }

  void find_bundle(Value node) {
    if (!varies(node)) return;
    const std::optional<WeightedSum> sum =
        weighted_sum_of(node, [&](Value operand) { return varies(operand); });
    if (!sum || !place_weights(*sum)) return;
    const std::size_t first_cell = cell_of(sum->weights.front());
    const auto key = sum->key();
    const auto last = last_bundle_.find(key);
    if (last == last_bundle_.end() ||
        !bundles_[last->second].join(*sum, first_cell)) {
      last_bundle_[key] = bundles_.size();
      bundles_.push_back({{*sum}, first_cell, 0});
    }
    found_.at(node.index()).bundle = last_bundle_[key];
  }

  void place(Value node) {
    Node& found = found_.at(node.index());
    if (!found.varies) {
      const std::size_t cell = cell_of(node);
      if (node.operation().is_leaf()) {
        plan_.leaves.push_back({node, cell, node.needs_gradient()});
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
    else if (!found.bundle)
      plan_.steps.emplace_back(node_step(node));
    else if (same_node(bundles_[*found.bundle].sums.front().node, node))
      plan_.steps.emplace_back(bundle_step(bundles_[*found.bundle]));
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
    NodeStep step{Access::tape(node).row_of(Access::index(node)),
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

  [[nodiscard]] BundleStep bundle_step(const Bundle& bundle) const {
    const WeightedSum& first = bundle.sums.front();
    BundleStep step{.rows = {},
                    .operands = {},
                    .first_weight = bundle.first_cell,
                    .stride = bundle.stride,
                    .biases = {},
                    .targets = {},
                    .learns = false,
                    .passes = false};
    for (const WeightedSum& sum : bundle.sums) {
      step.rows.push_back(at(sum.node.index()));
      step.passes = step.passes || passes(sum.node);
      step.learns = step.learns || sum.learns;
      if (!sum.bias) continue;
      step.biases.push_back(at(sum.bias->index()));
      step.learns_biases = step.learns_biases || sum.bias->needs_gradient();
    }
    for (std::size_t i = 0; i < first.operands.size(); ++i) {
      step.operands.push_back(at(first.operands[i].index()));
      if (first.operands[i].needs_gradient()) step.targets.push_back(i);
    }
    find_list(step, first);
    return step;
  }

  /// The list whose leaves, in their order, are the bundle's operands.
  void find_list(BundleStep& step, const WeightedSum& sum) const {
    const auto found = input_lists_.find(sum.operands.front().index());
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
          {node, *found_.at(node.index()).place, node.needs_gradient()});
    mark_lists_with_rows(plan_);
    mark_lone_bundles(plan_);
  }

  Plan plan_;
  Value root_;
  std::span<const Value> kept_;
  std::vector<Value> nodes_;
  std::unordered_map<std::size_t, Node> found_;
  std::unordered_map<std::size_t, std::size_t> input_lists_, repeated_;
  std::vector<Bundle> bundles_;
  std::map<std::vector<std::size_t>, std::size_t> last_bundle_;
};

}  // namespace

Plan plan(Value root, std::span<const std::vector<Value>> inputs,
          std::span<const Value> kept) {
  return Planner(root, inputs, kept).take();
}

}  // namespace gradwalk::detail
