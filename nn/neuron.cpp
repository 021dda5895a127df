#include <fmt/format.h>

#include <gradwalk/nn/neuron.hpp>

namespace gradwalk {

namespace {

Value by_operations(const ValuesView& weights, const ValuesView& inputs,
                    std::optional<Value> bias) {
  if (weights.size() != inputs.size() || weights.empty())
    throw Error(
        "Neuron",
        fmt::format("{} inputs for {} weights", weights.size(), weights.size()),
        fmt::format("{}", inputs.size()));
  Value total = weights[0] * inputs[0];
  for (std::size_t i = 1; i < weights.size(); ++i) {
    const Value product = weights[i] * inputs[i];
    total = total + product;
  }
  return bias ? total + *bias : total;
}

}  // namespace

Neuron::Neuron(Graph& graph, const std::string& name,
               std::span<const double> weights, bool has_bias,
               ActivationFunction activation, Nodes nodes)
    : name_(name),
      weights_(graph.parameters(weights, name + ".w")),
      activation_(std::move(activation)),
      nodes_(nodes) {
  if (has_bias) bias_ = graph.parameter(0.0, name + ".b");
}

Value Neuron::z(const ValuesView& inputs) const {
  if (nodes_ == Nodes::operations)
    return by_operations(weights_, inputs, bias_);
  return bias_ ? linear(weights_, inputs, *bias_) : dot(weights_, inputs);
}

Value Neuron::activated(Value z) const { return activation_(z); }

Neuron::Output Neuron::operator()(const ValuesView& inputs) const {
  const Value score = z(inputs);
  return {score, activated(score)};
}

}  // namespace gradwalk
