#include <benchmark/benchmark.h>

#include <algorithm>
#include <gradwalk/graph.hpp>

#include "by_hand.hpp"

/// W1, W2 and W3 on the library as a user would write them, beside the loops
/// by hand. Each reports the fastest of its repetitions as `min`.
namespace {

using namespace gradwalk;
using bench::Digits;
using bench::Moons;

double fastest(const std::vector<double>& times) {
  return *std::min_element(times.begin(), times.end());
}

std::vector<Value> parameters(Graph& graph, const std::vector<double>& values) {
  std::vector<Value> nodes;
  for (const double value : values) nodes.push_back(graph.parameter(value));
  return nodes;
}

void descend(const std::vector<Value>& nodes, double rate) {
  for (const Value w : nodes) w.set(w.value() - rate * w.gradient());
}

/// A neuron, every product and sum a node. p: its weights, then its bias.
Value by_operations(const Value* p, std::span<const Value> x) {
  Value z = p[x.size()];
  for (std::size_t i = 0; i < x.size(); ++i) z = z + p[i] * x[i];
  return z;
}
/// The same as one node.
Value by_neuron(const Value* p, std::span<const Value> x) {
  return linear({p, x.size()}, x, p[x.size()]);
}

template <std::size_t outputs, class Neuron>
std::array<Value, outputs> layer(const Value*& p, std::span<const Value> x,
                                 Neuron neuron) {
  std::array<Value, outputs> z;
  for (Value& one : z) {
    one = neuron(p, x);
    p += x.size() + 1;
  }
  return z;
}

template <class Neuron> void w1(benchmark::State& state, Neuron neuron) {
  const Moons moons;
  Graph graph;
  const std::vector<Value> weights = parameters(graph, moons.parameters);
  std::vector<std::array<Value, 2>> inputs;
  for (const auto& [x, y] : moons.inputs)
    inputs.push_back({graph.input(x), graph.input(y)});
  for (auto _ : state) {
    {
      const Graph::Scope scope{graph};
      Value total = graph.input(0.0);
      for (std::size_t s = 0; s < Moons::examples; ++s) {
        const Value* p = weights.data();
        auto h1 = layer<Moons::hidden>(p, inputs[s], neuron);
        for (Value& h : h1) h = tanh(h);
        auto h2 = layer<Moons::hidden>(p, h1, neuron);
        for (Value& h : h2) h = tanh(h);
        total += square(neuron(p, h2) - moons.labels[s]);
      }
      const Value cost = total * (1.0 / (2 * Moons::examples));
      cost.backward();
      benchmark::DoNotOptimize(cost.value());
    }
    descend(weights, 0.05);
  }
}

template <class Neuron> void w2(benchmark::State& state, Neuron neuron) {
  const Digits digits;
  Graph graph;
  const std::vector<Value> weights = parameters(graph, digits.parameters);
  std::vector<Value> pixels;
  for (const double pixel : digits.inputs) pixels.push_back(graph.input(pixel));
  std::size_t example = 0;
  for (auto _ : state) {
    example = (example + 1) % Digits::examples;
    {
      const Graph::Scope scope{graph};
      const Value* p = weights.data();
      const std::span<const Value> x(&pixels[example * Digits::pixels],
                                     Digits::pixels);
      auto h1 = layer<Digits::hidden1>(p, x, neuron);
      for (Value& h : h1) h = relu(h);
      auto h2 = layer<Digits::hidden2>(p, h1, neuron);
      for (Value& h : h2) h = relu(h);
      const auto z = layer<Digits::classes>(p, h2, neuron);
      const Value loss = log_sum_exp(z) - z[digits.labels[example]];
      loss.backward();
      benchmark::DoNotOptimize(loss.value());
    }
    descend(weights, 0.01);
  }
}

void w3(benchmark::State& state) {
  Graph graph;
  const Value y0 = graph.parameter(bench::Chain::y);
  const Value a = graph.parameter(bench::Chain::a);
  const Value c = graph.parameter(bench::Chain::c);
  for (auto _ : state) {
    const Graph::Scope scope{graph};
    Value y = y0;
    for (std::int64_t k = 0; k < state.range(0); k += 2) y = y * a - c;
    y.backward();
    benchmark::DoNotOptimize(a.gradient());
  }
}

template <bool split> void w1_by_hand(benchmark::State& state) {
  const Moons moons;
  std::vector<double> p = moons.parameters, g(p.size());
  for (auto _ : state)
    benchmark::DoNotOptimize(bench::step_by_hand<split>(moons, p, g, 0.05));
}

template <bool split> void w2_by_hand(benchmark::State& state) {
  const Digits digits;
  std::vector<double> p = digits.parameters, g(p.size());
  std::size_t example = 0;
  for (auto _ : state) {
    example = (example + 1) % Digits::examples;
    benchmark::DoNotOptimize(
        bench::step_by_hand<split>(digits, example, p, g, 0.01));
  }
}

void w3_by_hand(benchmark::State& state) {
  std::vector<double> kept;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        bench::chain_by_hand(static_cast<std::size_t>(state.range(0)), kept));
}

template <class Function>
benchmark::internal::Benchmark* add(const char* name, Function function) {
  return benchmark::RegisterBenchmark(name, function)
      ->Unit(benchmark::kMicrosecond)
      ->ComputeStatistics("min", fastest);
}

}  // namespace

int main(int count, char** arguments) {
  add("W1/by_hand", w1_by_hand<false>);
  add("W1/operations", [](auto& state) { w1(state, by_operations); });
  add("W1/neurons", [](auto& state) { w1(state, by_neuron); });
  add("W2/by_hand", w2_by_hand<false>);
  add("W2/by_hand_split", w2_by_hand<true>);
  add("W2/operations", [](auto& state) { w2(state, by_operations); });
  add("W2/neurons", [](auto& state) { w2(state, by_neuron); });
  add("W3/by_hand", w3_by_hand)->Arg(1'000'000);
  add("W3/operations", w3)->Arg(1'000'000);
  benchmark::Initialize(&count, arguments);
  benchmark::RunSpecifiedBenchmarks();
}
