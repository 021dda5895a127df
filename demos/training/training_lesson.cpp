#include "training_lesson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <gradwalk/error.hpp>

#include "iteration.hpp"
#include "moments.hpp"
#include "names.hpp"
#include "options.hpp"

namespace gradwalk::demos {

namespace {

constexpr int told_iterations = 2;
constexpr std::size_t most_drawn = 4;

void tell_weights(Story& story, const MLP& net) {
  for (const auto& [name, matrix] : weight_matrices(net))
    story.matrix(name, matrix, Ink::forward);
}

}  // namespace

void TrainingLesson::declare(Options& options) {
  static constexpr std::array offered{Loss::squared_error,
                                      Loss::binary_cross_entropy};
  options_ = &options;
  add_training(options, plan_);
  add_loss(options, plan_, offered);
}

/// What one option makes of others.
void TrainingLesson::settle() {
  plan_.is_source = is_source();
  if (meaning_of(plan_.loss) == OutputMeaning::value) return;
  plan_.net.output = Activation::identity;
  if (plan_.hidden.empty() && options_->is_given("--activation"))
    throw Error("--activation",
                fmt::format("hidden layers, which it is of with --loss {}",
                            name_of(plan_.loss)),
                "none");
}

bool TrainingLesson::is_own_net() const {
  return plan_.hidden == own_.hidden && plan_.net.hidden == own_.net.hidden &&
         plan_.net.output == own_.net.output;
}

bool TrainingLesson::is_given() const {
  return (plan_.equal || (plan_.given && plan_.hidden == own_.hidden)) &&
         !options_->is_given("--seed") && !options_->is_given("--initializer");
}

bool TrainingLesson::is_source() const {
  const bool has_given = plan_.given || plan_.equal;
  return is_own_net() && is_given() == has_given &&
         plan_.net.initializer == own_.net.initializer &&
         plan_.net.seed == own_.net.seed && plan_.rate == own_.rate &&
         plan_.epochs == own_.epochs && plan_.is_plain_descent() &&
         plan_.schedule.name == own_.schedule.name && plan_.loss == own_.loss &&
         plan_.batch == own_.batch && plan_.reduction == own_.reduction;
}

void TrainingLesson::tell_changes(Story& story) const {
  if (plan_.is_source) return;
  story.blank();
  story.say(
      "(You have changed the lesson's settings. Its words were written for its "
      "own; where they do not fit, the numbers are right.)");
}

MLP TrainingLesson::make_net(Graph& graph, Random& random) const {
  MLP net(graph, plan_.sizes(), plan_.net, random);
  if (!is_given()) return net;
  if (plan_.given) net.parameters().set(*plan_.given);
  if (plan_.equal)
    for (const Layer& layer : net.layers())
      for (const Neuron& neuron : layer.neurons()) {
        for (const Value weight : neuron.weights()) weight.set(*plan_.equal);
        if (neuron.bias()) neuron.bias()->set(0.0);
      }
  return net;
}

void TrainingLesson::tell_setting(Story& story, const MLP& net) const {
  story.heading("The data and the net");
  const Data& data = plan_.data;
  if (data.size() <= most_examples) {
    std::vector<std::string> columns{"example"};
    columns.insert(columns.end(), data.features.begin(), data.features.end());
    columns.push_back("y");
    std::vector<Line> rows{names_of_columns(columns)};
    for (std::size_t i = 0; i < data.size(); ++i) {
      Line row{{fmt::format("{}", i + 1)}};
      for (const double x : data.inputs[i]) row.push_back({story.number(x)});
      row.push_back({story.number(data.labels[i])});
      rows.push_back(row);
    }
    story.table(rows);
    story.blank();
    story.say(
        "X has a column for each example, Y its labels; W has a row for each "
        "neuron.");
  } else {
    story.say(fmt::format("{} examples of {} features; the first is {}.",
                          data.size(), data.features.size(),
                          story.row(data.inputs.front())));
  }
  story.blank();
  story.lines(net.summary());
  story.blank();
  tell_weights(story, net);
  story.pause();
}

/// The net before it is trained: one neuron with all examples, whose paths
/// meet in the weights; a larger net with one example, the second.
void TrainingLesson::draw(Story& story, const MLP& net) const {
  const Graph::Scope scope{net.graph()};
  const Data& data = plan_.data;
  const bool is_whole = net.layers().size() == 1 && data.size() <= most_drawn;
  const std::size_t first =
      is_whole ? 0 : std::min<std::size_t>(1, data.size() - 1);
  const RecordedBatch batch =
      record_batch(net, data.examples(), plan_.loss, plan_.reduction, first,
                   is_whole ? data.size() : 1);
  if (is_whole)
    name_batch(net, data.features, batch);
  else
    name_pass(net, data.features, batch.passes[0],
              batch.losses[0].named("loss"), "");
  const Value root = is_whole ? batch.cost : batch.losses[0];
  root.backward();
  story.drawing(1, root);
}

std::vector<Progress> TrainingLesson::train_net(Story& story, const MLP& net,
                                                Moments& moments) {
  const std::unique_ptr<Optimizer> optimizer = plan_.made_optimizer();
  std::vector<Progress> reports;
  int iteration = 0;
  TrainingOptions options = plan_.options();
  options.recorded = told_iterations;
  options.each_batch = [&](int, const RecordedBatch& batch) {
    name_batch(net, plan_.data.features, batch);
    const IterationNumbers numbers = numbers_of(net, batch);
    story.iteration({++iteration, net, plan_, batch, numbers});
  };
  options.each_report = [&](const Progress& now) {
    reports.push_back(now);
    story.progress(plan_, now);
    return true;
  };
  options.each_step = [&](const Step& step) {
    if (step.done == step.size) moments.reach(step.epoch + 1);
    return true;
  };
  story.training(plan_);
  train(net, plan_.data.examples(), *optimizer, options);
  story.trained({net, plan_, reports});
  return reports;
}

Results TrainingLesson::tell_results(
    Story& story, const MLP& net, const std::vector<Progress>& reports) const {
  const Examples examples = plan_.data.examples();
  Results results{outputs_of(net, examples, plan_.loss), {}, reports};
  results.predictions = predictions_of(results.outputs);
  const double percent = 100.0 * accuracy_of(results.predictions, examples);
  story.entries({{"final", weights_document(net)},
                 {"outputs", results.outputs},
                 {"predictions", results.predictions},
                 {"accuracy", percent}});

  story.heading("What it has learned");
  if (examples.size() <= most_examples) {
    story.matrix("outputs", results.outputs, Ink::forward);
    story.line({{fmt::format("predictions = [{}], labels = [{}]",
                             joined(results.predictions, " "),
                             joined(plan_.data.labels, " "))}});
  }
  story.line({{fmt::format("accuracy = {:.1f}%", percent)}});
  story.blank();
  tell_weights(story, net);
  story.blank();
  return results;
}

void TrainingLesson::tell_meaning(Story& story, const MLP& net,
                                  const Results& results) {
  const auto diverged =
      std::find_if(results.reports.begin(), results.reports.end(),
                   [](const Progress& at) { return !std::isfinite(at.cost); });
  if (diverged == results.reports.end()) {
    conclude(story, net, results);
    return;
  }
  story.say(fmt::format(
      "By epoch {} the cost was no finite number any more: the steps were "
      "too large, and what followed means nothing. Try a smaller --rate.",
      diverged->epoch));
}

void TrainingLesson::tell(Story& story) {
  settle();
  Random random(plan_.net.seed);
  prepare(plan_, random);
  require_parameters(plan_.sizes());
  Graph graph;
  const MLP net = make_net(graph, random);
  introduce(story);
  tell_changes(story);
  story.pause();
  tell_setting(story, net);
  story.entries({{"lesson", name()},
                 {"seed", plan_.net.seed},
                 {"sizes", plan_.sizes()},
                 {"initial", weights_document(net)}});
  draw(story, net);
  begin(story, net);
  Moments moments(net, plan_.loss, plan_.epochs);
  const std::vector<Progress> reports = train_net(story, net, moments);
  tell_meaning(story, net, tell_results(story, net, reports));
  story.figure([&] {
    return training_figure(
        moments, plan_.data, reports,
        [this](double x1, double x2) { return inputs_at(x1, x2); });
  });
}

}  // namespace gradwalk::demos
