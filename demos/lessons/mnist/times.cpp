#include "times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <gradwalk/nn/evaluation.hpp>
#include <gradwalk/nn/gradients.hpp>
#include <gradwalk/nn/optimizer.hpp>
#include <gradwalk/nn/training.hpp>
#include <limits>

#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

/// The fastest of five tries.
double milliseconds(const std::function<void()>& work) {
  double fastest = std::numeric_limits<double>::infinity();
  for (int tries = 0; tries < 5; ++tries) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - begin;
    fastest = std::min(fastest, taken.count());
  }
  return fastest;
}

/// The mean's gradients: each digit's are added up.
gradwalk::Gradients in_a_loop(const MLP& net, Loss loss,
                              const Examples& examples) {
  gradwalk::Gradients sum(net.parameters());
  for (std::size_t e = 0; e < examples.size(); ++e) {
    const Graph::Scope scope(net.graph());
    record_batch(net, examples, loss, Reduction::mean, e, 1).cost.backward();
    sum.add(1.0 / static_cast<double>(examples.size()));
  }
  return sum;
}

/// The same by one step of descent at rate 1, which is taken back.
std::vector<double> in_a_batch(const MLP& net, Loss loss,
                               const Examples& examples) {
  const std::vector<double> before = values_of(net.parameters());
  GradientDescent descent(1.0);
  train(net, examples, descent, {.epochs = 1, .loss = loss});
  std::vector<double> gradients;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Value parameter = net.parameters()[i];
    gradients.push_back(before[i] - parameter.value());
    parameter.set(before[i]);
  }
  return gradients;
}

}  // namespace

Json show_times(Story& story, const MLP& net, Loss loss, const Digits& digits) {
  const Examples examples = digits.examples();
  std::vector<double> looped, batched;
  const double loop = milliseconds([&] {
    const gradwalk::Gradients sum = in_a_loop(net, loss, examples);
    looped.assign(sum.numbers().begin(), sum.numbers().end());
  });
  const double batch =
      milliseconds([&] { batched = in_a_batch(net, loss, examples); });
  double most = 0.0;
  for (std::size_t i = 0; i < looped.size(); ++i)
    most = std::max(most, std::abs(looped[i] - batched[i]));
  story.heading("A loop, or all at once: the times");
  const auto row = [&](const char* way, double time) {
    return Line{
        {way},
        {fmt::format("{:.1f}", time)},
        {fmt::format("{:.1f}",
                     1000.0 * time / static_cast<double>(digits.size()))}};
  };
  story.table({names_of_columns({"", "milliseconds", "microseconds a digit"}),
               row("digit by digit, in a loop", loop),
               row("all in one batch", batch)});
  story.blank();
  story.say(fmt::format(
      "The gradients of {} digits on this machine, the fastest of five tries: "
      "the loop takes {:.1f} times as long. The gradients are the same, but "
      "for {:.1g} at most, which is rounding. The loop records a graph for "
      "each digit; the batch does each operation to many numbers in a row, as "
      "NumPy does: it is vectorised.",
      digits.size(), loop / batch, most));
  story.pause();
  return {{"loop", loop}, {"batch", batch}, {"difference", most}};
}

}  // namespace gradwalk::demos
