#include "net_batch.hpp"

#include <algorithm>

namespace gradwalk {

std::vector<Value> given(Graph& graph, std::span<const double> values) {
  std::vector<Value> nodes;
  nodes.reserve(values.size());
  for (const double value : values) nodes.push_back(graph.input(value));
  return nodes;
}

namespace {

std::vector<std::vector<double>> values_of(const Batch& batch,
                                           const std::vector<Value>& kept) {
  std::vector<std::vector<double>> all;
  for (const Value node : kept) {
    const std::span<const double> values = batch.values(node);
    all.emplace_back(values.begin(), values.end());
  }
  return all;
}

}  // namespace

std::vector<std::vector<double>> answers(
    const MLP& net, const std::vector<std::vector<double>>& inputs,
    const LossFunction& loss) {
  const Graph::Scope scope{net.graph()};
  const std::vector<Value> x =
      given(net.graph(), std::vector<double>(net.sizes().front()));
  const std::vector<Value> told = answers_of(loss, net(x).back().a);
  Batch batch(sum(told), x, {.kept = told});
  std::vector<const double*> rows;
  for (const std::vector<double>& row : inputs) rows.push_back(row.data());
  const std::array<Batch::Rows, 1> lists{rows};
  batch.forward(lists);
  return values_of(batch, told);
}

NetBatch::NetBatch(const MLP& net, const LossFunction& loss,
                   Reduction reduction, bool tells_outputs, int threads)
    : batch_(planned(net, loss, reduction, tells_outputs, threads)) {}

Batch NetBatch::planned(const MLP& net, const LossFunction& loss,
                        Reduction reduction, bool tells_outputs, int threads) {
  const Graph::Scope scope{net.graph()};
  const std::vector<double> zeros(
      std::max(net.sizes().front(), net.sizes().back()));
  const auto numbers = std::span(zeros);
  std::vector<std::vector<Value>> lists{
      given(net.graph(), numbers.first(net.sizes().front())),
      given(net.graph(), numbers.first(net.sizes().back()))};
  const MLP::Pass pass = net(lists[0]);
  if (tells_outputs) outputs_ = answers_of(loss, pass.back().a);
  const Value root = loss(lists[1], pass.back().a);
  return {root,
          std::move(lists),
          {.reduction = reduction, .threads = threads, .kept = outputs_}};
}

std::array<Batch::Rows, 2> NetBatch::rows(const Examples& examples,
                                          std::span<const std::size_t> order) {
  inputs_.clear();
  targets_.clear();
  for (const std::size_t example : order) {
    inputs_.push_back(examples.inputs[example].data());
    targets_.push_back(examples.targets[example].data());
  }
  return {inputs_, targets_};
}

double NetBatch::forward(const Examples& examples,
                         std::span<const std::size_t> order) {
  return batch_.forward(rows(examples, order));
}

double NetBatch::backward(const Examples& examples,
                          std::span<const std::size_t> order) {
  return batch_.backward(rows(examples, order));
}

std::vector<std::vector<double>> NetBatch::outputs() const {
  return values_of(batch_, outputs_);
}

}  // namespace gradwalk
