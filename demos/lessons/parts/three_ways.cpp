#include "three_ways.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <gradwalk/batch.hpp>
#include <limits>

namespace gradwalk::demos {

namespace {

Way measured(auto gradients) {
  constexpr int tries = 5;
  Way way{{}, std::numeric_limits<double>::infinity()};
  for (int i = 0; i < tries; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    way.gradients = gradients();
    const std::chrono::duration<double, std::micro> taken =
        std::chrono::steady_clock::now() - begin;
    way.microseconds = std::min(way.microseconds, taken.count());
  }
  return way;
}

/// Row by row: the inputs, then the label.
std::vector<double> numbers_of(const Data& data) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < data.size(); ++i) {
    numbers.insert(numbers.end(), data.inputs[i].begin(), data.inputs[i].end());
    numbers.push_back(data.labels[i]);
  }
  return numbers;
}

Way by_batch(const Data& data, Start start) {
  const SharedNeuron single = neuron_on(rows_of(data, 0, 1), start);
  std::vector<Value> inputs = single.inputs.front();
  inputs.push_back(single.labels.front());
  Batch batch(single.losses.front(), inputs);
  const std::vector<double> numbers = numbers_of(data);
  return measured([&] {
    batch.backward(numbers);
    return gradients_of(single);
  });
}

/// How long each way takes, for ever more examples.
Json show_times(Story& story, Start start) {
  Json document = Json::object();
  std::vector<Line> rows{
      names_of_columns({"m", "one by one", "one graph", "batch"})};
  for (const std::size_t m : {4ul, 40ul, 400ul, 4000ul}) {
    const ThreeWays ways(rows_of(or_data(), 0, m), start);
    const std::string examples = fmt::format("{}", m);
    rows.push_back({{examples}});
    for (const Way* way : {&ways.one_by_one, &ways.one_graph, &ways.batch})
      rows.back().push_back({fmt::format("{:.1f} µs", way->microseconds)});
    document[examples] = {{"one_by_one", ways.one_by_one.microseconds},
                          {"one_graph", ways.one_graph.microseconds},
                          {"batch", ways.batch.microseconds}};
  }
  story.blank();
  story.table(rows);
  story.blank();
  story.say(
      "These are microseconds on this machine, the fastest of five tries. A "
      "batch records nothing anew, and does the same operation to many numbers "
      "in a row, of which a processor takes several at once.");
  return document;
}

}  // namespace

ThreeWays::ThreeWays(const Data& data, Start start)
    : one_by_one(measured([&] { return OneByOne(data, start).average; })),
      one_graph(measured([&] { return gradients_of(neuron_on(data, start)); })),
      batch(by_batch(data, start)) {}

Json show_batch(Story& story, Start start, bool timed) {
  story.heading("A third way: one example's graph, run for all");
  story.say(
      "Or record one example's graph and run that for all of them at once, "
      "as a batch: each node that "
      "depends on the example holds m numbers, side by side; w1, w2 and b, "
      "which all examples share, add up what each of them passes on. "
      "Training does it this way (in the library: Batch).");
  story.blank();
  const ThreeWays four(or_data(), start);
  std::vector<Line> rows{
      names_of_columns({"", "batch", "one graph", "one by one"})};
  for (std::size_t k = 0; k < parameter_names.size(); ++k) {
    rows.push_back({{fmt::format("∂cost/∂{}", parameter_names[k])}});
    for (const Way* way : {&four.batch, &four.one_graph, &four.one_by_one})
      rows.back().push_back({story.number(way->gradients[k]), Ink::backward});
  }
  story.table(rows);
  story.blank();
  Json document = {{"gradients", by_name(four.batch.gradients)}};
  story.say(
      "The same gradients, and the work is O(m) again. But an example takes "
      "far less time.");
  if (timed)
    document["microseconds"] = show_times(story, start);
  else
    story.say("(How much less: gradwalk cost --times.)");
  story.pause();
  return document;
}

}  // namespace gradwalk::demos
