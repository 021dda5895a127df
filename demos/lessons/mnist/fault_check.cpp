#include "fault_check.hpp"

#include <fmt/format.h>

#include "lessons/parts/source_weights.hpp"

namespace gradwalk::demos {

namespace {

Matrix matrix_of(const std::vector<std::vector<Value>>& nodes) {
  Matrix values;
  for (const std::vector<Value>& row : nodes) {
    values.emplace_back();
    for (const Value node : row) values.back().push_back(node.value());
  }
  return values;
}

/// Which entries of a matrix are nudged: all, or some from every part of it.
std::vector<std::size_t> looked_at(std::size_t size) {
  constexpr std::size_t most = 100, some = 40;
  // Odd, so that it meets the columns in turn.
  const std::size_t stride = size <= most ? 1 : size / some | 1u;
  std::vector<std::size_t> entries;
  for (std::size_t i = 0; i < size; i += stride) entries.push_back(i);
  return entries;
}

void append_looked_at(std::vector<Value>& all,
                      const std::vector<std::vector<Value>>& nodes) {
  const std::size_t columns = nodes.front().size();
  for (const std::size_t i : looked_at(nodes.size() * columns))
    all.push_back(nodes[i / columns][i % columns]);
}

MLP net_of(Graph& graph, const FaultSetting& setting) {
  std::vector<std::size_t> sizes{Digits::area};
  sizes.insert(sizes.end(), setting.hidden.begin(), setting.hidden.end());
  sizes.push_back(Digits::kinds);
  Random random(setting.seed);
  MLP net(graph, sizes,
          {.hidden = Activation::relu,
           .output = Activation::identity,
           .initializer = Initializer::he,
           .seed = setting.seed});
  if (setting.source_weights) draw_source_weights(net, random);
  return net;
}

/// A 1 at the label.
std::vector<Value> targets(Graph& graph, std::size_t label) {
  std::vector<Value> nodes;
  for (std::size_t k = 0; k < Digits::kinds; ++k)
    nodes.push_back(graph.input(k == label ? 1.0 : 0.0));
  return nodes;
}

}  // namespace

FaultCheck::FaultCheck(const FaultSetting& setting, Fault fault,
                       const FaultCheck* same)
    : setting_(setting) {
  record(fault);
  const HandGradients by_hand =
      gradients_by_hand(pass_, setting.loss, fault, setting.digits_in_all);
  if (same == nullptr)
    nudge();
  else
    checks_ = same->checks_;
  Nudges of_total{checks_.total}, of_cost{checks_.cost};
  for (std::size_t l = pass_.z.size(); l > 0; --l) {
    const auto named = [&](const char* letter) {
      return fmt::format("{}{}", letter, l);
    };
    compare(named("Z"), z_[l - 1], by_hand.dz[l - 1], of_total);
    compare(named("W"), w_[l - 1], by_hand.dw[l - 1], of_cost);
    compare(named("b"), b_[l - 1], by_hand.db[l - 1], of_cost);
  }
}

void FaultCheck::nudge() {
  std::vector<Value> of_total, of_cost;
  for (std::size_t l = pass_.z.size(); l > 0; --l) {
    append_looked_at(of_total, z_[l - 1]);
    append_looked_at(of_cost, w_[l - 1]);
    append_looked_at(of_cost, b_[l - 1]);
  }
  checks_ = {check_gradients(total_, of_total),
             check_gradients(cost_, of_cost)};
}

void FaultCheck::record(Fault fault) {
  const MLP net = net_of(graph_, setting_);
  std::vector<MLP::Pass> passes;
  pass_.x.resize(Digits::area);
  for (std::size_t e = 0; e < setting_.digits.size(); ++e) {
    std::vector<Value> inputs;
    for (const std::uint8_t pixel : setting_.digits.picture(e)) {
      pass_.x[inputs.size()].push_back(pixel / setting_.ink);
      inputs.push_back(graph_.input(pixel / setting_.ink));
    }
    MLP::Pass& pass = passes.emplace_back(net(inputs));
    if (fault == Fault::wiring)
      pass.back() = net.layers().back()(pass[pass.size() - 2].z);
    pass_.labels.push_back(setting_.digits.labels[e]);
    losses_.push_back(loss_of(
        setting_.loss, targets(graph_, pass_.labels.back()), pass.back().z));
  }
  cost_ = mean(losses_).named("cost");
  total_ = sum(losses_).named("total");
  keep_pass(net, passes);
}

void FaultCheck::keep_pass(const MLP& net,
                           const std::vector<MLP::Pass>& passes) {
  for (std::size_t l = 0; l < net.layers().size(); ++l) {
    const Layer& layer = net.layers()[l];
    Nodes z(layer.neurons().size()), w, b;
    for (const MLP::Pass& pass : passes)
      for (std::size_t n = 0; n < z.size(); ++n) z[n].push_back(pass[l].z[n]);
    for (const Neuron& neuron : layer.neurons()) {
      w.emplace_back(neuron.weights().begin(), neuron.weights().end());
      b.push_back({neuron.bias().value()});
    }
    pass_.z.push_back(matrix_of(z));
    pass_.a.push_back(
        over_examples(passes, l, &Layer::Output::a, &Value::value));
    pass_.weights.push_back(matrix_of(w));
    z_.push_back(std::move(z));
    w_.push_back(std::move(w));
    b_.push_back(std::move(b));
  }
}

void FaultCheck::compare(const std::string& name, const Nodes& nodes,
                         const Matrix& formula, Nudges& nudges) {
  const std::size_t columns = nodes.front().size();
  const std::vector<std::size_t> entries = looked_at(nodes.size() * columns);
  const GradientCheck& check = nudges.check;
  Group group{name, entries.size(), 0, 0};
  for (const std::size_t i : entries) {
    const std::size_t r = i / columns, c = i % columns;
    const Perturbation& nudge = check.perturbations[nudges.compared++];
    group.engine_wrong += check.verdict(nudge) == Verdict::different;
    std::optional<double> found;
    if (r < formula.size()) found = formula[r][c];
    Perturbation of_formula = nudge;
    of_formula.gradient = found.value_or(0.0);
    if (check.verdict(of_formula) != Verdict::different) continue;
    ++group.formula_wrong;
    if (!first_wrong_)
      first_wrong_ = {name,
                      columns == 1 ? fmt::format("{}[{}]", name, r)
                                   : fmt::format("{}[{}, {}]", name, r, c),
                      found, nudge.gradient, nudge.difference};
  }
  groups_.push_back(group);
}

}  // namespace gradwalk::demos
