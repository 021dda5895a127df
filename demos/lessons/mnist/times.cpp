#include "times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <gradwalk/nn/optimizer.hpp>
#include <gradwalk/nn/training.hpp>
#include <limits>

#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

struct TimedStep {
  std::vector<double> gradients;
  double milliseconds = std::numeric_limits<double>::infinity();
};

/// A step of descent at rate 1 tells the gradients, and is taken back; steps at
/// rate 0 are timed, of which the fastest counts.
TimedStep timed_step(const MLP& net, Loss loss, const Examples& examples,
                     bool in_loop) {
  const std::vector<double> before = values_of(net.parameters());
  TrainingOptions options{.epochs = 1, .loss = loss, .one_by_one = in_loop};
  GradientDescent descent(1.0), still(0.0);
  train(net, examples, descent, options);
  TimedStep way;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Value parameter = net.parameters()[i];
    way.gradients.push_back(before[i] - parameter.value());
    parameter.set(before[i]);
  }
  auto begin = std::chrono::steady_clock::now();
  options.epochs = 6;
  options.each_step = [&](const Step&) {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double, std::milli> taken = now - begin;
    way.milliseconds = std::min(way.milliseconds, taken.count());
    begin = now;
    return true;
  };
  train(net, examples, still, options);
  return way;
}

}  // namespace

Json show_times(Story& story, const MLP& net, Loss loss, const Digits& digits) {
  const Examples examples = digits.examples();
  const TimedStep loop = timed_step(net, loss, examples, true),
                  batch = timed_step(net, loss, examples, false);
  double most = 0.0;
  for (std::size_t i = 0; i < loop.gradients.size(); ++i)
    most = std::max(most, std::abs(loop.gradients[i] - batch.gradients[i]));
  story.heading("A loop, or all at once: the times");
  const auto row = [&](const char* way, double time) {
    return Line{
        {way},
        {fmt::format("{:.1f}", time)},
        {fmt::format("{:.1f}",
                     1000.0 * time / static_cast<double>(digits.size()))}};
  };
  story.table({names_of_columns({"", "milliseconds", "microseconds a digit"}),
               row("digit by digit, in a loop", loop.milliseconds),
               row("all in one batch", batch.milliseconds)});
  story.blank();
  story.say(fmt::format(
      "A step by {} digits on this machine, the fastest of six: "
      "the loop takes {:.1f} times as long. The gradients are the same, but "
      "for {:.1g} at most, which is rounding. The loop records a graph for "
      "each digit; the batch does each operation to many numbers in a row, as "
      "NumPy does: it is vectorised.",
      digits.size(), loop.milliseconds / batch.milliseconds, most));
  story.pause();
  return {{"loop", loop.milliseconds},
          {"batch", batch.milliseconds},
          {"difference", most}};
}

}  // namespace gradwalk::demos
