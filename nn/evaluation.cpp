#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/nn/evaluation.hpp>
#include <numeric>

#include "fit.hpp"
#include "net_batch.hpp"

namespace gradwalk {

RecordedBatch record_batch(const MLP& net, const Examples& examples,
                           const LossFunction& loss, Reduction reduction,
                           std::size_t first, std::size_t count,
                           std::span<const std::size_t> order) {
  net.require_live();
  require_pairs(examples);
  require_scores(net, loss);
  const std::size_t all = order.empty() ? examples.size() : order.size();
  if (count == 0 || first > all || count > all - first)
    throw Error("record_batch", fmt::format("examples within {}", all),
                fmt::format("{} from {} on", count, first));
  RecordedBatch batch;
  batch.passes.reserve(count);
  batch.losses.reserve(count);
  for (std::size_t i = first; i < first + count; ++i) {
    const std::size_t example = order.empty() ? i : order[i];
    if (example >= examples.size())
      throw Error("record_batch",
                  fmt::format("an order of {} examples", examples.size()),
                  fmt::format("example {}", example));
    require_shape(net, examples, example);
    require_targets(loss, examples, example);
    const std::vector<Value> inputs =
        given(net.graph(), examples.inputs[example]);
    const std::vector<Value> targets =
        given(net.graph(), examples.targets[example]);
    batch.passes.push_back(net(inputs));
    batch.losses.push_back(loss(targets, batch.passes.back().back().a));
  }
  batch.cost =
      reduction == Reduction::mean ? mean(batch.losses) : sum(batch.losses);
  return batch;
}

namespace {

/// Every example, in its order.
std::vector<std::size_t> all_of(const Examples& examples) {
  std::vector<std::size_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

}  // namespace

double cost_of(const MLP& net, const Examples& examples,
               const LossFunction& loss, Reduction reduction) {
  require_fit(net, loss, examples);
  return NetBatch(net, loss, reduction).forward(examples, all_of(examples));
}

std::vector<std::vector<double>> outputs_of(const MLP& net,
                                            const Examples& examples,
                                            const LossFunction& loss) {
  net.require_live();
  require_pairs(examples);
  require_scores(net, loss);
  for (std::size_t i = 0; i < examples.size(); ++i)
    require_shape(net, examples, i);
  return answers(net, examples.inputs, loss);
}

std::vector<std::size_t> predictions_of(
    const std::vector<std::vector<double>>& outputs) {
  if (outputs.empty())
    throw Error("predictions_of", "one output or more", "none");
  std::vector<std::size_t> predictions;
  for (std::size_t i = 0; i < outputs.front().size(); ++i) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < outputs.size(); ++k)
      if (outputs[k][i] > outputs[best][i]) best = k;
    predictions.push_back(outputs.size() == 1 ? outputs[0][i] > 0.5 : best);
  }
  return predictions;
}

double accuracy_of(std::span<const std::size_t> predictions,
                   const Examples& examples) {
  if (predictions.size() != examples.targets.size() || predictions.empty())
    throw Error("accuracy_of",
                fmt::format("{} predictions", examples.targets.size()),
                fmt::format("{}", predictions.size()));
  std::size_t right = 0;
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    const std::vector<double>& target = examples.targets[i];
    const std::size_t label =
        target.size() == 1
            ? target[0] > 0.5
            : static_cast<std::size_t>(
                  std::max_element(target.begin(), target.end()) -
                  target.begin());
    right += predictions[i] == label;
  }
  return static_cast<double>(right) / static_cast<double>(predictions.size());
}

Progress evaluate(const MLP& net, const Examples& examples,
                  const LossFunction& loss, Reduction reduction, int epoch) {
  require_fit(net, loss, examples);
  NetBatch batch(net, loss, reduction, true);
  const double cost = batch.forward(examples, all_of(examples));
  return {epoch, cost, accuracy_of(predictions_of(batch.outputs()), examples)};
}

}  // namespace gradwalk
