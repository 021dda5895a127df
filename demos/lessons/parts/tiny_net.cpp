#include "tiny_net.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/gradient_check.hpp>

#include "source_weights.hpp"
#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

using Passes = std::vector<MLP::Pass>;

std::vector<Value> column(Graph& graph, const Matrix& matrix, std::size_t j) {
  std::vector<Value> nodes;
  for (const std::vector<double>& row : matrix)
    nodes.push_back(graph.input(row[j]));
  return nodes;
}

/// Every example's pass; the last layer's a are its probabilities.
Passes record(const TinyNet& tiny) {
  Passes passes;
  for (std::size_t j = 0; j < tiny.labels.size(); ++j) {
    passes.push_back(tiny.net(column(tiny.net.graph(), tiny.x, j)));
    passes.back().back().a = softmax(passes.back().back().z);
  }
  return passes;
}

Value cost_of(const TinyNet& tiny, const Passes& passes, TinyLoss kind) {
  std::vector<Value> losses;
  for (std::size_t j = 0; j < passes.size(); ++j) {
    const Layer::Output& last = passes[j].back();
    if (kind == TinyLoss::cross_entropy) {
      losses.push_back(softmax_cross_entropy(last.z, tiny.labels[j]));
      continue;
    }
    const auto targets = column(tiny.net.graph(), tiny.one_hot(), j);
    std::vector<Value> squares;
    for (std::size_t k = 0; k < targets.size(); ++k)
      squares.push_back(square(last.a[k] - targets[k]));
    losses.push_back(sum(squares));
  }
  return mean(losses);
}

double largest_difference(Value cost, const std::vector<Value>& nodes) {
  double largest = 0.0;
  for (const Perturbation& one : check_gradients(cost, nodes).perturbations)
    largest = std::max(largest, std::abs(one.gradient - one.difference));
  return largest;
}

std::vector<double> differences_of(const MLP& net, Value cost) {
  std::vector<double> weights, biases;
  for (const Layer& layer : net.layers()) {
    std::vector<Value> w, b;
    for (const Neuron& neuron : layer.neurons()) {
      w.insert(w.end(), neuron.weights().begin(), neuron.weights().end());
      b.push_back(neuron.bias().value());
    }
    weights.push_back(largest_difference(cost, w));
    biases.push_back(largest_difference(cost, b));
  }
  weights.insert(weights.end(), biases.begin(), biases.end());
  return weights;
}

}  // namespace

TinyNet::TinyNet()
    : net(graph, {4, 3, 3, 3},
          {.hidden = Activation::relu, .output = Activation::identity}),
      x(4, std::vector<double>(5)) {
  Random random(7);
  draw_source_weights(net, random);
  for (std::vector<double>& row : x)
    for (double& feature : row) feature = random.uniform();
}

Matrix TinyNet::one_hot() const {
  Matrix columns(net.sizes().back(), std::vector<double>(labels.size(), 0.0));
  for (std::size_t j = 0; j < labels.size(); ++j) columns[labels[j]][j] = 1.0;
  return columns;
}

Examples TinyNet::examples() const {
  return {transposed(x), transposed(one_hot())};
}

std::vector<NamedMatrix> TinyNet::matrices() const {
  std::vector<NamedMatrix> named;
  for (std::size_t l = 1; l <= 3; ++l)
    named.push_back({fmt::format("W{}", l),
                     weights_of(net.layers()[l - 1], &Value::value)});
  for (std::size_t l = 1; l <= 3; ++l)
    named.push_back(
        {fmt::format("b{}", l), biases_of(net.layers()[l - 1], &Value::value)});
  return named;
}

Json TinyNet::parameters() const {
  Json document = Json::object();
  for (const auto& [name, matrix] : matrices()) document.append(name, matrix);
  return document;
}

TinyIteration::TinyIteration(const TinyNet& tiny, TinyLoss kind) {
  const Graph::Scope scope{tiny.net.graph()};
  const Passes passes = record(tiny);
  const Value cost = cost_of(tiny, passes, kind);
  cost.backward();
  loss = cost.value();
  for (std::size_t l = 0; l < tiny.net.layers().size(); ++l) {
    const Layer& layer = tiny.net.layers()[l];
    z.push_back(over_examples(passes, l, &Layer::Output::z, &Value::value));
    a.push_back(over_examples(passes, l, &Layer::Output::a, &Value::value));
    dz.push_back(over_examples(passes, l, &Layer::Output::z, &Value::gradient));
    da.push_back(over_examples(passes, l, &Layer::Output::a, &Value::gradient));
    dw.push_back(weights_of(layer, &Value::gradient));
    db.push_back(biases_of(layer, &Value::gradient));
  }
  Passes skipped;
  for (const MLP::Pass& pass : passes)
    skipped.push_back({tiny.net.layers()[2](pass[1].z)});
  z3_from_z2 = over_examples(skipped, 0, &Layer::Output::z, &Value::value);
}

void TinyIteration::check(const TinyNet& tiny, TinyLoss kind) {
  const Graph::Scope scope{tiny.net.graph()};
  const Value cost = cost_of(tiny, record(tiny), kind);
  cost.backward();
  differences = differences_of(tiny.net, cost);
}

Json TinyIteration::document(TinyLoss kind) const {
  Json document{{"loss", loss}};
  const auto put = [&](const char* name, const std::vector<Matrix>& layers,
                       std::size_t l) {
    document[fmt::format("{}{}", name, l)] = layers[l - 1];
  };
  for (std::size_t l = 1; l <= 3; ++l) {
    put("Z", z, l);
    put("A", a, l);
  }
  for (std::size_t l = 3; l >= 1; --l) {
    // Cross-entropy goes from the scores, past the probabilities.
    if (l < 3 || kind == TinyLoss::squared_error) put("dA", da, l);
    put("dZ", dz, l);
  }
  for (std::size_t l = 1; l <= 3; ++l) put("dW", dw, l);
  for (std::size_t l = 1; l <= 3; ++l) put("db", db, l);
  document["max_abs_diff_to_central_difference"] = differences;
  return document;
}

double sum_of(const Matrix& matrix) {
  Graph graph;
  std::vector<Value> nodes;
  for (const std::vector<double>& row : matrix)
    for (const double number : row) nodes.push_back(graph.input(number));
  return sum(nodes).value();
}

}  // namespace gradwalk::demos
