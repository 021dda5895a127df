#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <gradwalk/nn/mlp.hpp>
#include <memory>

namespace gradwalk {

namespace {

/// W, (outputs × inputs), drawn in the given order.
std::vector<std::vector<double>> initial_weights(const MLPOptions& options,
                                                 Random& random,
                                                 std::size_t inputs,
                                                 std::size_t outputs) {
  std::vector<std::vector<double>> w(outputs, std::vector<double>(inputs));
  const bool by_neuron = options.order == DrawOrder::by_neuron;
  for (std::size_t row = 0; row < (by_neuron ? outputs : inputs); ++row)
    for (std::size_t column = 0; column < (by_neuron ? inputs : outputs);
         ++column)
      (by_neuron ? w[row][column] : w[column][row]) =
          initial_weight(options.initializer, random, inputs);
  return w;
}

const ActivationFunction& activation_of(const MLPOptions& options,
                                        std::size_t layer, bool is_last) {
  if (!options.activations.empty()) return options.activations[layer - 1];
  return is_last ? options.output : options.hidden;
}

/// Errors: what the shape of an MLP cannot be.
void require_sizes(const std::vector<std::size_t>& sizes,
                   const MLPOptions& options) {
  if (sizes.size() < 2 || std::count(sizes.begin(), sizes.end(), 0) > 0)
    throw Error(
        "MLP", "two or more sizes, none of them 0",
        sizes.empty() ? "none" : fmt::format("{}", fmt::join(sizes, ",")));
  if (!options.activations.empty() &&
      options.activations.size() + 1 != sizes.size())
    throw Error(
        "MLP",
        fmt::format("{} activations, one for each layer", sizes.size() - 1),
        fmt::format("{}", options.activations.size()));
}

}  // namespace

Layer::Layer(std::string name, std::vector<Neuron> neurons)
    : name_(std::move(name)), neurons_(std::move(neurons)) {
  if (neurons_.empty()) throw Error("Layer", "one neuron or more", "none");
  std::vector<Value> parameters;
  for (const Neuron& neuron : neurons_) {
    parameters.insert(parameters.end(), neuron.weights().begin(),
                      neuron.weights().end());
    if (neuron.bias()) parameters.push_back(*neuron.bias());
  }
  // As a rule a run, which needs the array no more.
  parameters_ = parameters;
}

Layer::Output Layer::operator()(const ValuesView& inputs) const {
  Output output;
  output.z.reserve(neurons_.size());
  output.a.reserve(neurons_.size());
  for (const Neuron& neuron : neurons_) output.z.push_back(neuron.z(inputs));
  for (std::size_t i = 0; i < neurons_.size(); ++i)
    output.a.push_back(neurons_[i].activated(output.z[i]));
  return output;
}

MLP::MLP(Graph& graph, std::vector<std::size_t> sizes,
         const MLPOptions& options)
    : MLP(graph, std::move(sizes), options,
          *std::make_unique<Random>(options.seed)) {}

MLP::MLP(Graph& graph, std::vector<std::size_t> sizes,
         const MLPOptions& options, Random& random)
    : sizes_(std::move(sizes)) {
  require_sizes(sizes_, options);
  for (std::size_t l = 1; l < sizes_.size(); ++l) {
    const std::string name = fmt::format("{}{}layer{}", options.prefix,
                                         options.prefix.empty() ? "" : ".", l);
    const ActivationFunction& activation =
        activation_of(options, l, l + 1 == sizes_.size());
    std::vector<Neuron> neurons;
    for (const std::vector<double>& weights :
         initial_weights(options, random, sizes_[l - 1], sizes_[l]))
      neurons.emplace_back(graph,
                           fmt::format("{}.neuron{}", name, neurons.size() + 1),
                           weights, options.bias, activation, options.nodes);
    layers_.emplace_back(name, std::move(neurons));
  }
  std::vector<Value> parameters;
  for (const Layer& layer : layers_)
    parameters.insert(parameters.end(), layer.parameters().begin(),
                      layer.parameters().end());
  // A run: they were recorded in this order.
  parameters_ = trainable_ = parameters;
  frozen_.resize(parameters.size());
  assert(parameters_.is_run());
}

void MLP::require_live() const {
  if (layers_.empty()) throw Error("MLP", "a net", "one that was moved from");
  if (detail::Access::is_live(parameters_.front())) return;
  throw Error("MLP", "a net whose graph and scope still exist",
              fmt::format("one of {} whose parameters are gone",
                          fmt::join(sizes_, "-")));
}

Graph& MLP::graph() const {
  require_live();
  return graph_of(parameters_.front());
}

Value MLP::parameter(std::string_view name) const {
  require_live();
  for (const Value w : parameters_)
    if (w.name() == name) return w;
  throw Error("parameter",
              fmt::format("a name as from {} to {}", parameters_.front().name(),
                          parameters_.back().name()),
              name);
}

void MLP::set_frozen(std::string_view function, const ValuesView& parameters,
                     bool frozen) {
  require_live();
  std::vector<bool> all = frozen_;
  for (const Value w : parameters) {
    detail::live(function, parameters_.front(), w);
    const std::size_t place = w.index() - parameters_.front().index();
    if (place >= all.size())
      throw Error(function, "parameters of this net", detail::describe(w));
    all[place] = frozen;
  }
  std::vector<Value> rest;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!all[i]) rest.push_back(parameters_[i]);
  trainable_ = rest;
  frozen_ = std::move(all);
}

void MLP::require_inputs(std::size_t count) const {
  require_live();
  if (count != sizes_.front())
    throw Error("MLP", fmt::format("{} inputs", sizes_.front()),
                fmt::format("{}", count));
}

MLP::Pass MLP::operator()(std::span<const double> inputs) const {
  require_inputs(inputs.size());
  return (*this)(graph().inputs(inputs));
}

MLP::Pass MLP::operator()(const ValuesView& inputs) const {
  require_inputs(inputs.size());
  Pass pass;
  pass.reserve(layers_.size());
  for (const Layer& layer : layers_)
    pass.push_back(layer(pass.empty() ? inputs : ValuesView(pass.back().a)));
  return pass;
}

std::string MLP::summary() const {
  require_live();
  std::size_t name = 8, activation = 10;
  for (const Layer& layer : layers_) {
    name = std::max(name, layer.name().size());
    activation = std::max(activation, layer.activation().name().size());
  }
  const auto row = [&](const auto&... cells) {
    return fmt::format("{:<{}} {:>7}  {:>6}  {:<{}}  {:>10}\n", cells...);
  };
  std::string text = row("layer", name, "neurons", "inputs", "activation",
                         activation, "parameters");
  for (const Layer& layer : layers_)
    text += row(layer.name(), name, layer.neurons().size(), layer.inputs(),
                layer.activation().name(), activation,
                layer.neurons().size() * (layer.inputs() + layer.has_bias()));
  const std::size_t width = name + activation + 30;
  text += fmt::format("{:>{}}\n", parameters_.size(), width);
  const std::size_t frozen = parameters_.size() - trainable_.size();
  if (frozen > 0)
    text += fmt::format("{:>{}}\n", fmt::format("{} frozen", frozen), width);
  return text;
}

}  // namespace gradwalk
