#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/nn/training.hpp>
#include <numeric>
#include <optional>

namespace gradwalk {

namespace {

void require_fit(const MLP& net, const Examples& examples) {
  if (examples.size() == 0 || examples.targets.size() != examples.size())
    throw Error("training", "as many targets as inputs, and one or more",
                fmt::format("{} targets for {} inputs", examples.targets.size(),
                            examples.size()));
  for (std::size_t i = 0; i < examples.size(); ++i)
    if (examples.inputs[i].size() != net.sizes().front() ||
        examples.targets[i].size() != net.sizes().back())
      throw Error(
          "training",
          fmt::format("{} inputs and {} targets an example",
                      net.sizes().front(), net.sizes().back()),
          fmt::format("{} and {} in example {}", examples.inputs[i].size(),
                      examples.targets[i].size(), i + 1));
}

void require_counts(const TrainingOptions& options) {
  if (options.epochs < 0)
    throw Error("train", "0 epochs or more", fmt::format("{}", options.epochs));
  if (options.every < 1)
    throw Error("train", "a cost every 1 epoch or more",
                fmt::format("{}", options.every));
}

std::vector<Value> given(Graph& graph, const std::vector<double>& values) {
  std::vector<Value> nodes;
  nodes.reserve(values.size());
  for (const double value : values) nodes.push_back(graph.input(value));
  return nodes;
}

/// Output probabilities from one example's last layer.
std::vector<double> outputs_of(const MLP::Pass& pass, Loss loss) {
  std::vector<Value> outputs = pass.back().a;
  if (loss == Loss::softmax_cross_entropy) outputs = softmax(outputs);
  if (loss == Loss::binary_cross_entropy)
    for (Value& output : outputs) output = sigmoid(output);
  std::vector<double> values;
  for (const Value output : outputs) values.push_back(output.value());
  return values;
}

}  // namespace

Batch record_batch(const MLP& net, const Examples& examples, Loss loss,
                   Reduction reduction, std::size_t first, std::size_t count,
                   std::span<const std::size_t> order) {
  require_fit(net, examples);
  const std::size_t all = order.empty() ? examples.size() : order.size();
  if (count == 0 || first > all || count > all - first)
    throw Error("record_batch", fmt::format("examples within {}", all),
                fmt::format("{} from {} on", count, first));
  Batch batch;
  batch.passes.reserve(count);
  batch.losses.reserve(count);
  for (std::size_t i = first; i < first + count; ++i) {
    const std::size_t example = order.empty() ? i : order[i];
    if (example >= examples.size())
      throw Error("record_batch",
                  fmt::format("an order of {} examples", examples.size()),
                  fmt::format("example {}", example));
    const std::vector<Value> inputs =
        given(net.graph(), examples.inputs[example]);
    const std::vector<Value> targets =
        given(net.graph(), examples.targets[example]);
    batch.passes.push_back(net(inputs));
    batch.losses.push_back(
        loss_of(loss, targets, batch.passes.back().back().a));
  }
  batch.cost =
      reduction == Reduction::mean ? mean(batch.losses) : sum(batch.losses);
  return batch;
}

double cost_of(const MLP& net, const Examples& examples, Loss loss,
               Reduction reduction) {
  const Graph::Scope scope{net.graph()};
  return record_batch(net, examples, loss, reduction, 0, examples.size())
      .cost.value();
}

std::vector<std::vector<double>> outputs_of(const MLP& net,
                                            const Examples& examples,
                                            Loss loss) {
  std::vector<std::vector<double>> outputs(net.sizes().back());
  for (const std::vector<double>& inputs : examples.inputs) {
    const Graph::Scope scope{net.graph()};
    const std::vector<double> values =
        outputs_of(net(given(net.graph(), inputs)), loss);
    for (std::size_t k = 0; k < values.size(); ++k)
      outputs[k].push_back(values[k]);
  }
  return outputs;
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

Progress evaluate(const MLP& net, const Examples& examples, Loss loss,
                  Reduction reduction, int epoch) {
  const Graph::Scope scope{net.graph()};
  const Batch batch =
      record_batch(net, examples, loss, reduction, 0, examples.size());
  std::vector<std::vector<double>> outputs(net.sizes().back());
  for (const MLP::Pass& pass : batch.passes) {
    const std::vector<double> values = outputs_of(pass, loss);
    for (std::size_t k = 0; k < values.size(); ++k)
      outputs[k].push_back(values[k]);
  }
  return {epoch, batch.cost.value(),
          accuracy_of(predictions_of(outputs), examples)};
}

namespace {

/// One epoch: a step after each batch. If it was stopped, the number of
/// epochs that were run to their end.
std::optional<int> run_epoch(const MLP& net, const Examples& examples,
                             Optimizer& optimizer,
                             const TrainingOptions& options, int epoch,
                             std::span<const std::size_t> order) {
  const std::size_t size = examples.size();
  const std::size_t most =
      options.batch == 0 ? size : std::min(options.batch, size);
  for (std::size_t first = 0; first < size; first += most) {
    const std::size_t count = std::min(most, size - first);
    Step step{epoch, first + count, size, 0.0};
    {
      const Graph::Scope scope{net.graph()};
      const Batch batch = record_batch(net, examples, options.loss,
                                       options.reduction, first, count, order);
      batch.cost.backward();
      if (options.each_batch) options.each_batch(epoch, batch);
      step.cost = batch.cost.value();
    }
    optimizer.step(net.parameters(),
                   options.schedule ? options.schedule(epoch) : 1.0);
    if (options.each_step && !options.each_step(step))
      return epoch + (step.done == size);
  }
  return std::nullopt;
}

}  // namespace

int train(const MLP& net, const Examples& examples, Optimizer& optimizer,
          const TrainingOptions& options) {
  require_counts(options);
  require_fit(net, examples);
  std::vector<std::size_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0u);
  for (int epoch = 0;; ++epoch) {
    const bool last = epoch == options.epochs;
    const bool due = epoch % options.every == 0 || last;
    if (due && options.each_report &&
        !options.each_report(
            evaluate(net, examples, options.loss, options.reduction, epoch)))
      return epoch;
    if (last) return epoch;
    if (options.shuffle != nullptr) options.shuffle->shuffle(std::span(order));
    if (const std::optional<int> whole =
            run_epoch(net, examples, optimizer, options, epoch, order))
      return *whole;
  }
}

}  // namespace gradwalk
