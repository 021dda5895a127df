#include <fmt/format.h>

#include <gradwalk/nn/prediction.hpp>

#include "fit.hpp"
#include "net_batch.hpp"

namespace gradwalk {

std::vector<double> predict(const MLP& net, std::span<const double> inputs,
                            const LossFunction& loss) {
  net.require_live();
  require_scores(net, loss);
  if (inputs.size() != net.sizes().front())
    throw Error("predict", fmt::format("{} inputs", net.sizes().front()),
                fmt::format("{}", inputs.size()));
  const Graph::Scope scope{net.graph()};
  std::vector<double> answers;
  for (const Value answer : answers_of(loss, net(inputs).back().a))
    answers.push_back(answer.value());
  return answers;
}

std::vector<std::vector<double>> predict(
    const MLP& net, const std::vector<std::vector<double>>& inputs,
    const LossFunction& loss) {
  net.require_live();
  require_scores(net, loss);
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (inputs[i].size() != net.sizes().front())
      throw Error("predict",
                  fmt::format("{} inputs an example", net.sizes().front()),
                  fmt::format("{} in example {}", inputs[i].size(), i + 1));
  if (inputs.empty()) return {};
  const std::vector<std::vector<double>> outputs = answers(net, inputs, loss);
  std::vector<std::vector<double>> rows(inputs.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (const std::vector<double>& output : outputs)
      rows[i].push_back(output[i]);
  return rows;
}

}  // namespace gradwalk
