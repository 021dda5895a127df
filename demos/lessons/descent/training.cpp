#include "training.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

/// Which of the runs in `run_all` are compared in words.
constexpr std::size_t stochastic = 2, annealed = 3;

/// 1, 2 or 5 with zeros behind it.
bool is_round(int epoch) {
  while (epoch >= 10 && epoch % 10 == 0) epoch /= 10;
  return epoch == 1 || epoch == 2 || epoch == 5;
}

/// Its lowest and its highest cost over the last epochs, as a text.
std::string last_costs(const Story& story, const Run& run, std::size_t count) {
  const auto [least, most] = std::minmax_element(
      run.costs.end() - static_cast<std::ptrdiff_t>(count), run.costs.end());
  return fmt::format("between {} and {}", story.number(*least),
                     story.number(*most));
}

const Run& best_of(const std::vector<Run>& runs) {
  return *std::min_element(runs.begin(), runs.end(),
                           [](const Run& a, const Run& b) {
                             return a.costs.back() < b.costs.back();
                           });
}

Json entry_of(const Run& run) {
  return {{"name", run.name},
          {"optimizer", run.optimizer},
          {"batch", run.batch},
          {"updates", run.updates},
          {"rate", run.rate},
          {"costs", run.costs},
          {"final", run.parameters.back()}};
}

std::vector<Line> cost_rows(const Story& story, const std::vector<Run>& runs) {
  std::vector<Line> rows{names_of_columns({"epochs"}), {{"steps"}}};
  for (const Run& run : runs) {
    rows[0].push_back({run.name, Ink::name});
    rows[1].push_back({fmt::format("{}", run.updates)});
  }
  const int last = static_cast<int>(runs[0].costs.size()) - 1;
  for (int epoch = 0; epoch <= last; ++epoch) {
    if (!is_listed(epoch, last)) continue;
    rows.push_back({{fmt::format("{}", epoch)}});
    for (const Run& run : runs)
      rows.back().push_back(
          {story.number(run.costs[static_cast<std::size_t>(epoch)]),
           Ink::forward});
  }
  return rows;
}

}  // namespace

MLP first_neuron(Graph& graph) {
  MLP net(graph, {2, 1});
  net.parameters().set(std::vector{0.1, 0.6, 0.0});
  for (const std::size_t k : {0u, 1u, 2u})
    net.parameters()[k].named(parameter_names[k]);
  return net;
}

Run run(Method method, const Setting& setting) {
  const Examples examples = setting.examples();
  const std::size_t batch = std::min(method.batch, examples.size());
  Run run{method.name,
          method.optimizer->kind(),
          batch,
          (examples.size() + batch - 1) / batch,
          method.optimizer->rate(),
          {},
          {}};
  Graph graph;
  const MLP net = first_neuron(graph);
  Random random = setting.random;
  TrainingOptions options{.epochs = setting.epochs,
                          .batch = batch,
                          .schedule = method.schedule,
                          .past_nan = true,
                          .every = 1};
  if (batch < examples.size()) options.shuffle = &random;
  options.each_report = [&](const Progress& now) {
    run.costs.push_back(now.cost);
    run.parameters.push_back(values_of(net.parameters()));
    return true;
  };
  train(net, examples, *method.optimizer, options);
  return run;
}

std::vector<Run> run_all(const Setting& setting) {
  const std::size_t all = setting.data.size();
  const double rate = setting.rate;
  const auto descent = [&] { return std::make_unique<GradientDescent>(rate); };
  std::vector<Run> runs;
  const auto add = [&](const char* name, std::size_t batch,
                       std::unique_ptr<Optimizer> optimizer,
                       const Schedule& schedule = constant_rate()) {
    runs.push_back(run({name, batch, std::move(optimizer), schedule}, setting));
  };
  add("full batch", all, descent());
  add("mini-batch", setting.batch, descent());
  add("stochastic", 1, descent());
  add("annealed", 1, descent(), linear_decay(setting.epochs));
  add("momentum", all, std::make_unique<Momentum>(rate));
  add("Adam", all, std::make_unique<Adam>(0.1 * rate));
  return runs;
}

Run run_long(const Setting& setting) {
  Setting longer = setting;
  longer.epochs = 2000;
  return run({"", setting.data.size(), std::make_unique<Momentum>(1.0)},
             longer);
}

bool is_listed(int epoch, int last) {
  return epoch == 0 || epoch == last || is_round(epoch);
}

Json show_runs(Story& story, const Setting& setting,
               const std::vector<Run>& runs, const Run& lowest) {
  story.heading("Six ways down");
  story.say(fmt::format(
      "A step can use all {} examples, the full batch, or {}, a mini-batch, or "
      "one, drawn at random: that is stochastic descent. The other three are "
      "told below. Here are the steps, or iterations, of each epoch, and the "
      "cost over all examples after so many epochs:",
      setting.data.size(), runs[1].batch));
  story.blank();
  story.wide_table(cost_rows(story, runs), 1);
  story.blank();
  const Run& best = best_of(runs);
  story.say(fmt::format(
      "Each column is a learning curve (--plot draws them). All ways took the "
      "gradients of as many examples. Of the six, {} came "
      "lowest: {}. The lowest cost that a long training finds is {}.",
      best.name, story.number(best.costs.back()),
      story.number(lowest.costs.back())));
  story.blank();
  story.say(fmt::format(
      "The hyper-parameters here, which no training learns: the rate {}, the "
      "mini-batch {}, {} epochs.",
      story.number(setting.rate), setting.batch, setting.epochs));
  story.pause();
  Json document = Json::array();
  for (const Run& run : runs) document.push_back(entry_of(run));
  return document;
}

void show_annealing(Story& story, const Setting& setting,
                    const std::vector<Run>& runs) {
  story.heading("Annealing: a rate that falls");
  story.say(
      "Steps by single examples never come to rest, for each example pulls its "
      "own way. Smaller steps would, but would be slow at the beginning. So "
      "the rate begins large and falls from epoch to epoch. This is annealing, "
      "named after metal that is cooled slowly. A schedule says how:");
  story.blank();
  const Schedule schedule = linear_decay(setting.epochs);
  std::vector<Line> rows{names_of_columns({"epochs", "rate"})};
  for (int epoch = 0; epoch < setting.epochs; ++epoch)
    if (is_listed(epoch, setting.epochs - 1))
      rows.push_back({{fmt::format("{}", epoch)},
                      {story.number(setting.rate * schedule(epoch))}});
  story.table(rows);
  story.blank();
  const std::size_t last =
      std::min<std::size_t>(10, runs[stochastic].costs.size());
  story.say(fmt::format(
      "The last {} costs of stochastic lie {}; those of annealed, by the same "
      "examples in the same order, {}.",
      in_words(last), last_costs(story, runs[stochastic], last),
      last_costs(story, runs[annealed], last)));
  story.pause();
}

}  // namespace gradwalk::demos
