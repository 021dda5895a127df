#pragma once

#include <array>
#include <gradwalk/engine.hpp>
#include <vector>

#include "workloads.hpp"

/// W1, W2 and W3 on the library, as a user would write them. `step` does one
/// epoch, one example, one chain: recorded anew, or, `Replayed`, recorded once.
namespace bench {

using namespace gradwalk;

/// A neuron, every product and every sum a node. p: its weights, then its bias.
struct ByOperations {
  using Nodes = std::span<const Value>;

  static Value z(Nodes p, Nodes x) {
    Value z = p[x.size()];
    for (std::size_t i = 0; i < x.size(); ++i) z = z + p[i] * x[i];
    return z;
  }
};
/// The same as one node.
struct ByNeurons {
  using Nodes = ValuesView;

  static Value z(const Nodes& p, const Nodes& x) {
    return linear(p.subspan(0, x.size()), x, p[x.size()]);
  }
};

/// The z of a layer, from parameters that begin at p[at] and are passed over.
template <class Neuron, std::size_t outputs>
std::array<Value, outputs> layer(const typename Neuron::Nodes& p,
                                 std::size_t& at,
                                 const typename Neuron::Nodes& x) {
  std::array<Value, outputs> z;
  for (Value& one : z) {
    one = Neuron::z(p.subspan(at, x.size() + 1), x);
    at += x.size() + 1;
  }
  return z;
}

template <class Neuron> class MoonsOnGraph {
 public:
  static constexpr double operations = Moons::operations;

  MoonsOnGraph() {
    for (const auto& [x, y] : moons_.inputs)
      inputs_.push_back({graph_.input(x), graph_.input(y)});
    labels_ = graph_.inputs(moons_.labels);
  }

  void step() {
    {
      const Graph::Scope scope{graph_};
      cost().backward();
    }
    weights_.update([](double w, double g) { return w - 0.05 * g; });
  }

 protected:
  Value cost() {
    Value total = graph_.input(0.0);
    for (std::size_t s = 0; s < Moons::examples; ++s) {
      std::size_t at = 0;
      auto h1 = layer<Neuron, Moons::hidden>(nodes_, at, inputs_[s]);
      for (Value& h : h1) h = tanh(h);
      auto h2 = layer<Neuron, Moons::hidden>(nodes_, at, h1);
      for (Value& h : h2) h = tanh(h);
      const Value output = layer<Neuron, 1>(nodes_, at, h2)[0];
      total += square(output - labels_[s]);
    }
    return total * (1.0 / (2 * Moons::examples));
  }

  Moons moons_;
  Graph graph_;
  Values weights_ = graph_.parameters(moons_.parameters);
  std::vector<Value> handles_{weights_.begin(), weights_.end()};
  typename Neuron::Nodes nodes_{handles_};
  std::vector<std::array<Value, 2>> inputs_;
  Values labels_;
};

template <class Neuron> class DigitsOnGraph {
 public:
  static constexpr double operations = Digits::operations;

  void step() {
    next();
    {
      const Graph::Scope scope{graph_};
      loss().backward();
    }
    descend();
  }

 protected:
  /// The next example's pixels and label become the graph's.
  void next() {
    example_ = (example_ + 1) % Digits::examples;
    pixels_.set(std::span(digits_.inputs)
                    .subspan(example_ * Digits::pixels, Digits::pixels));
    std::array<double, Digits::classes> target{};
    target[digits_.labels[example_]] = 1.0;
    target_.set(target);
  }

  Value loss() {
    std::size_t at = 0;
    auto h1 = layer<Neuron, Digits::hidden1>(nodes_, at, pixel_nodes_);
    for (Value& h : h1) h = relu(h);
    auto h2 = layer<Neuron, Digits::hidden2>(nodes_, at, h1);
    for (Value& h : h2) h = relu(h);
    const auto z = layer<Neuron, Digits::classes>(nodes_, at, h2);
    return log_sum_exp(z) - dot(target_, z);
  }

  void descend() {
    weights_.update([](double w, double g) { return w - 0.01 * g; });
  }

  Digits digits_;
  Graph graph_;
  Values weights_ = graph_.parameters(digits_.parameters);
  std::vector<Value> handles_{weights_.begin(), weights_.end()};
  typename Neuron::Nodes nodes_{handles_};
  Values pixels_ = graph_.inputs(std::vector<double>(Digits::pixels));
  std::vector<Value> pixel_handles_{pixels_.begin(), pixels_.end()};
  typename Neuron::Nodes pixel_nodes_{pixel_handles_};
  Values target_ = graph_.inputs(std::vector<double>(Digits::classes));
  std::size_t example_ = 0;
};

template <class Neuron> class MoonsReplayed : MoonsOnGraph<Neuron> {
 public:
  using MoonsOnGraph<Neuron>::operations;

  void step() {
    this->graph_.forward();
    cost_.backward();
    this->weights_.update([](double w, double g) { return w - 0.05 * g; });
  }

 private:
  Value cost_ = this->cost();
};

template <class Neuron> class DigitsReplayed : DigitsOnGraph<Neuron> {
 public:
  using DigitsOnGraph<Neuron>::operations;

  void step() {
    this->next();
    this->graph_.forward();
    loss_.backward();
    this->descend();
  }

 private:
  Value loss_ = this->loss();
};

template <std::size_t length> class ChainOnGraph {
 public:
  static constexpr double operations = length;

  void step() {
    const Graph::Scope scope{graph_};
    Value y = y_;
    for (std::size_t k = 0; k < length; k += 2) y = y * a_ - c_;
    y.backward();
  }

 private:
  Graph graph_;
  Value y_ = graph_.parameter(Chain::y);
  Value a_ = graph_.parameter(Chain::a), c_ = graph_.parameter(Chain::c);
};

/// What a graph may be wide in. Operations are edges, or scopes.
template <std::size_t width> class WideSum {
 public:
  static constexpr double operations = width;

  void step() {
    const Graph::Scope scope{graph_};
    sum(leaves_).backward();
  }

 private:
  Graph graph_;
  Values leaves_ = graph_.parameters(std::vector<double>(width, 0.5));
};

/// Each exponential is taken once, and added up for each probability: for each
/// score and probability a sum, not an exp.
template <std::size_t width> class WideSoftmax {
 public:
  static constexpr double operations = width * width;

  void step() {
    const Graph::Scope scope{graph_};
    static_cast<void>(softmax(scores_));
  }

 private:
  Graph graph_;
  Values scores_ = graph_.parameters(std::vector<double>(width, 0.5));
};

template <std::size_t count> class ManyScopes {
 public:
  static constexpr double operations = count;

  void step() {
    for (std::size_t k = 0; k < count; ++k) {
      const Graph::Scope scope{graph_};
      static_cast<void>(w_ * w_);
    }
  }

 private:
  Graph graph_;
  Value w_ = graph_.parameter(0.5);
};

/// A loop that forgets nothing: each backward pass is as long as its own block.
template <std::size_t blocks> class NoScope {
 public:
  static constexpr double operations = 64 * blocks;

  void step() {
    Graph graph;
    const Value w = graph.parameter(0.5), v = graph.parameter(0.25);
    for (std::size_t k = 0; k < blocks; ++k) {
      Value y = w;
      for (int i = 0; i < 32; ++i) y = y * w + v;
      y.backward();
      w.set(w.value() - 1e-6 * w.gradient());
    }
  }
};

template <std::size_t count> class ManyParameters {
 public:
  static constexpr double operations = count;

  void step() {
    {
      const Graph::Scope scope{graph_};
      dot(weights_, inputs_).backward();
    }
    weights_.update([](double w, double g) { return w - 0.05 * g; });
  }

 private:
  Graph graph_;
  Values weights_ = graph_.parameters(std::vector<double>(count, 0.5));
  Values inputs_ = graph_.inputs(std::vector<double>(count, 1.0));
};

/// Calls run(name, workload) for each, with a workload of its type to make.
template <class Run> void each_on_graph(Run run) {
  run("W1/operations", std::type_identity<MoonsOnGraph<ByOperations>>());
  run("W1/operations_replayed",
      std::type_identity<MoonsReplayed<ByOperations>>());
  run("W1/neurons", std::type_identity<MoonsOnGraph<ByNeurons>>());
  run("W1/neurons_replayed", std::type_identity<MoonsReplayed<ByNeurons>>());
  run("W2/operations", std::type_identity<DigitsOnGraph<ByOperations>>());
  run("W2/operations_replayed",
      std::type_identity<DigitsReplayed<ByOperations>>());
  run("W2/neurons", std::type_identity<DigitsOnGraph<ByNeurons>>());
  run("W2/neurons_replayed", std::type_identity<DigitsReplayed<ByNeurons>>());
  run("W3/operations", std::type_identity<ChainOnGraph<1'000'000>>());
  run("W3/operations_1e5", std::type_identity<ChainOnGraph<100'000>>());
  run("W3/operations_1e7", std::type_identity<ChainOnGraph<10'000'000>>());
  run("wide/sum_1e4", std::type_identity<WideSum<10'000>>());
  run("wide/sum_1e6", std::type_identity<WideSum<1'000'000>>());
  run("wide/softmax_1e3", std::type_identity<WideSoftmax<1'000>>());
  run("wide/parameters_1e4", std::type_identity<ManyParameters<10'000>>());
  run("wide/parameters_1e6", std::type_identity<ManyParameters<1'000'000>>());
  run("wide/scopes_1e3", std::type_identity<ManyScopes<1'000>>());
  run("wide/scopes_1e5", std::type_identity<ManyScopes<100'000>>());
  run("wide/no_scope_1e2", std::type_identity<NoScope<100>>());
  run("wide/no_scope_1e4", std::type_identity<NoScope<10'000>>());
}

}  // namespace bench
