#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <gradwalk/nn.hpp>
#include <limits>

#include "by_hand.hpp"

/// W1 as a batch of its 100 examples, W2 in batches (W2B), and the training of
/// W2's net on 60,000 examples. Prints a line for each: workload, who, and the
/// microseconds of its fastest run, for W2B and the training an example.
namespace {

using namespace gradwalk;
using bench::Digits;
using bench::Moons;

/// The fastest of the runs that fit in some time, three at least.
double fastest(auto run) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds budget{300};
  double best = std::numeric_limits<double>::infinity();
  const auto start = Clock::now();
  for (int i = 0; i < 3 || Clock::now() - start < budget; ++i) {
    const auto begin = Clock::now();
    run();
    const std::chrono::duration<double, std::micro> taken =
        Clock::now() - begin;
    best = std::min(best, taken.count());
  }
  return best;
}

void tell(std::string_view workload, std::string_view who, double time) {
  fmt::print("{} {} {:.4f}\n", workload, who, time);
}

void w1() {
  const Moons moons;
  std::vector<double> p = moons.parameters, g(p.size());
  tell("W1", "by_hand",
       fastest([&] { bench::by_hand::step<false>(moons, p, g, 0.05); }));

  Graph graph;
  const MLP net(graph, {2, Moons::hidden, Moons::hidden, 1},
                {.hidden = Activation::tanh, .output = Activation::identity});
  for (std::size_t i = 0; i < moons.parameters.size(); ++i)
    net.parameters()[i].set(moons.parameters[i]);
  std::vector<double> rows;
  for (std::size_t s = 0; s < Moons::examples; ++s)
    rows.insert(rows.end(),
                {moons.inputs[s][0], moons.inputs[s][1], moons.labels[s]});
  const Graph::Scope scope{graph};
  const std::vector<Value> inputs{graph.input(0.0), graph.input(0.0),
                                  graph.input(0.0)};
  const Value out = net(std::span(inputs).first(2)).back().a[0];
  Batch batch(squared_error(inputs[2], out), inputs);
  GradientDescent descent(0.05);
  tell("W1", "batch", fastest([&] {
         batch.backward(rows);
         descent.step(net.parameters());
       }));
}

/// W2's net, and its 64 examples over and over.
struct DigitsNet {
  Graph graph;
  MLP net{graph,
          {Digits::pixels, Digits::hidden1, Digits::hidden2, Digits::classes},
          {.hidden = Activation::relu, .output = Activation::identity}};
  Examples examples;

  explicit DigitsNet(std::size_t count) {
    const Digits digits;
    for (std::size_t i = 0; i < digits.parameters.size(); ++i)
      net.parameters()[i].set(digits.parameters[i]);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t example = i % Digits::examples;
      const auto pixels = digits.inputs.begin() +
                          static_cast<std::ptrdiff_t>(example * Digits::pixels);
      examples.inputs.emplace_back(pixels, pixels + Digits::pixels);
      examples.targets.emplace_back(Digits::classes);
      examples.targets.back()[digits.labels[example]] = 1.0;
    }
  }

  /// Microseconds an example of an epoch in batches of `batch`.
  double epoch(std::size_t batch, int threads) {
    GradientDescent descent(0.01);
    TrainingOptions options{.epochs = std::numeric_limits<int>::max(),
                            .batch = batch,
                            .loss = Loss::softmax_cross_entropy,
                            .threads = threads};
    double best = std::numeric_limits<double>::infinity();
    int epochs = 0;
    auto begin = std::chrono::steady_clock::now();
    const auto start = begin;
    options.each_step = [&](const Step& step) {
      if (step.done < step.size) return true;
      const auto now = std::chrono::steady_clock::now();
      const std::chrono::duration<double, std::micro> taken = now - begin;
      best = std::min(best, taken.count());
      begin = now;
      return ++epochs < 3 || now - start < std::chrono::milliseconds(300);
    };
    train(net, examples, descent, options);
    return best / static_cast<double>(examples.size());
  }
};

void w2b() {
  for (const std::size_t size : {64u, 4096u})
    for (const int threads : {1, 2})
      tell(fmt::format("W2B/{}", size),
           threads == 1 ? "batch" : "batch,2_threads",
           DigitsNet(size).epoch(size, threads));
}

void mnist() {
  DigitsNet digits(60'000);
  tell("epoch/32", "batch", digits.epoch(32, 1));
  tell("epoch/60000", "batch", digits.epoch(0, 1));
}

}  // namespace

int main() {
  w1();
  w2b();
  mnist();
}
