#include "training_lesson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <gradwalk/error.hpp>

#include "drawn_weights.hpp"
#include "hidden_lines.hpp"
#include "interrupt.hpp"
#include "iteration.hpp"
#include "moments.hpp"
#include "names.hpp"
#include "options.hpp"

namespace gradwalk::demos {

namespace {

constexpr int told_iterations = 2;
constexpr std::size_t most_drawn = 4;
constexpr std::size_t most_recorded = 256;  // examples of a step

void tell_weights(Story& story, const MLP& net) {
  for (const auto& [name, matrix] : weight_matrices(net))
    story.matrix(name, matrix, Ink::forward);
}

}  // namespace

std::span<const Loss> TrainingLesson::offered_losses() const {
  static constexpr std::array all{Loss::squared_error,
                                  Loss::binary_cross_entropy};
  return all;
}

void TrainingLesson::declare(Options& options) {
  options_ = &options;
  declare_own(options);
  add_training(options, plan_);
  add_loss(options, plan_, offered_losses());
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

/// Weights that are easy to reckon with, and no longer training than is told.
std::vector<std::string> TrainingLesson::varied(std::vector<std::string> texts,
                                                const Options& options,
                                                Draw& draw) {
  if (!options["--epochs"].is_given)
    texts.insert(texts.end(), {"--epochs", fmt::format("{}", told_iterations)});
  if (plan_.chosen || !draw.draws("weights")) return texts;
  TrainingPlan plan = plan_;
  Random random(plan.net.seed);
  prepare(plan, random);
  texts.insert(texts.end(), {"--weights", drawn_weights(plan, draw)});
  return texts;
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
  return follows_source() && !plan_.chosen && is_own_net() &&
         is_given() == has_given &&
         plan_.net.initializer == own_.net.initializer &&
         plan_.net.seed == own_.net.seed && plan_.rate == own_.rate &&
         plan_.epochs == own_.epochs && plan_.is_plain_descent() &&
         plan_.schedule.name == own_.schedule.name && plan_.loss == own_.loss &&
         plan_.batch == own_.batch && plan_.reduction == own_.reduction;
}

void TrainingLesson::tell_changes(Story& story) const {
  if (plan_.is_source || !follows_source()) return;
  story.blank();
  story.say(
      "(You have changed the lesson's settings. Its words were written for its "
      "own; where they do not fit, the numbers are right.)");
}

MLP TrainingLesson::make_net(Graph& graph, Random& random) const {
  MLP net(graph, plan_.sizes(), plan_.net, random);
  set_weights(net);
  if (plan_.chosen)
    plan_.set_chosen(net);
  else if (is_given())
    plan_.set_given(net);
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

History TrainingLesson::train_net(Story& story, const MLP& net,
                                  Moments& moments, Random& random) {
  const std::unique_ptr<Optimizer> optimizer = plan_.made_optimizer();
  const Interrupt interrupt;
  History history;
  int iteration = 0;
  TrainingOptions options = plan_.options();
  options.recorded = plan_.step_size() > most_recorded ? 0 : told_iterations;
  options.history = &history;
  if (plan_.held_out.size() > 0) options.held_out = &plan_.held_out;
  if (plan_.shuffles && !plan_.is_full_batch()) options.shuffle = &random;
  options.each_batch = [&](int, const RecordedBatch& batch) {
    name_batch(net, plan_.data.features, batch);
    story.iteration({++iteration, net, plan_, batch, numbers_of(net, batch)});
  };
  options.each_report = [&](const Progress& now) {
    story.progress(plan_, now);
    return true;
  };
  options.each_step = [&](const Step& step) {
    if (step.done == step.size) moments.reach(step.epoch + 1);
    return !interrupt.asked();
  };
  story.training(plan_);
  train(net, plan_.data.examples(), *optimizer, options);
  story.trained(
      {net, plan_, history.trained, history.held_out, interrupt.asked()});
  if (interrupt.asked()) story.interrupt();
  return history;
}

Results TrainingLesson::tell_results(
    Story& story, const MLP& net, const std::vector<Progress>& reports) const {
  Results results{
      outputs_of(net, plan_.data.examples(), plan_.loss), {}, reports};
  results.predictions = predictions_of(results.outputs);
  story.entries({{"final", weights_document(net)},
                 {"outputs", results.outputs},
                 {"predictions", results.predictions}});
  story.heading("What it has learned");
  tell_learned(story, net, results);
  tell_weights(story, net);
  return results;
}

void TrainingLesson::tell_learned(Story& story, const MLP&,
                                  const Results& results) const {
  const Examples examples = plan_.data.examples();
  const double percent = 100.0 * accuracy_of(results.predictions, examples);
  story.entry("accuracy", percent);
  if (examples.size() <= most_examples) {
    story.matrix("outputs", results.outputs, Ink::forward);
    story.line({{fmt::format("predictions = [{}], labels = [{}]",
                             joined(results.predictions, " "),
                             joined(plan_.data.labels, " "))}});
  }
  story.line({{fmt::format("accuracy = {:.1f}%", percent)}});
  story.blank();
}

void TrainingLesson::tell_meaning(Story& story, const Moments& moments,
                                  const Results& results) {
  const auto diverged =
      std::find_if(results.reports.begin(), results.reports.end(),
                   [](const Progress& at) { return !std::isfinite(at.cost); });
  const bool is_finite = diverged == results.reports.end();
  if (is_finite && has_hidden_lines(moments.net()) &&
      plan_.data.size() <= most_examples)
    tell_hidden_lines(story, moments, plan_.data, results.predictions);
  else
    story.blank();
  if (is_finite) return conclude(story, moments.net(), results);
  story.say(fmt::format(
      "By epoch {} the cost was no finite number any more: the steps were "
      "too large, and what followed means nothing. Try a smaller --rate.",
      diverged->epoch));
}

void TrainingLesson::tell(Story& story) {
  Random random(plan_.net.seed);
  prepare(plan_, random);
  settle();
  require_parameters(plan_.sizes(), story.style().most_parameters);
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
  const History history = train_net(story, net, moments, random);
  tell_meaning(story, moments, tell_results(story, net, history.trained));
  story.figure([&] {
    return training_figure(
        moments, plan_, history,
        [this](double x1, double x2) { return inputs_at(x1, x2); });
  });
  end(story, net);
}

}  // namespace gradwalk::demos
