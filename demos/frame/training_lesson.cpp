#include "training_lesson.hpp"

#include <fmt/format.h>

#include <cmath>
#include <gradwalk/labels.hpp>

#include "costs.hpp"
#include "iteration.hpp"
#include "names.hpp"
#include "options.hpp"
#include "plots.hpp"
#include "training_film.hpp"

namespace gradwalk::demos {

namespace {

constexpr int shown_iterations = 2;
constexpr std::size_t most_examples = 8;  ///< shown in full
constexpr std::size_t most_drawn = 4;

/// The net before it is trained: one neuron with all examples, whose paths
/// meet in the weights; a larger net with one example, the second.
std::string drawing_of(const Page& page, const MLP& net, const Data& data) {
  const Graph::Scope scope{net.graph()};
  const bool is_whole = net.layers().size() == 1 && data.size() <= most_drawn;
  const std::size_t first =
      is_whole ? 0 : std::min<std::size_t>(1, data.size() - 1);
  const RecordedBatch batch =
      record_batch(net, data.examples(), Loss::squared_error, Reduction::mean,
                   first, is_whole ? data.size() : 1);
  if (is_whole)
    name_batch(net, data.features, batch);
  else
    name_pass(net, data.features, batch.passes[0],
              batch.losses[0].named("loss"), "");
  const Value root = is_whole ? batch.cost : batch.losses[0];
  root.backward();
  return drawing_of(page, root);
}

}  // namespace

std::vector<std::size_t> Plan::sizes() const {
  std::vector<std::size_t> sizes{data.features.size()};
  sizes.insert(sizes.end(), hidden.begin(), hidden.end());
  sizes.push_back(1);
  return sizes;
}

void TrainingLesson::declare(CLI::App& options) {
  add_training(options, plan_, given_applies_);
}

bool TrainingLesson::is_own_net() const {
  return plan_.hidden == own_.hidden && plan_.net.hidden == own_.net.hidden &&
         plan_.net.output == own_.net.output;
}

void TrainingLesson::show_changes(Page& page) const {
  const bool changed = !is_own_net() || plan_.given.has_value() != is_given() ||
                       plan_.net.initializer != own_.net.initializer ||
                       plan_.net.seed != own_.net.seed ||
                       plan_.rate != own_.rate || plan_.epochs != own_.epochs ||
                       plan_.batch != own_.batch ||
                       plan_.reduction != own_.reduction;
  if (!changed) return;
  page.blank();
  page.say(
      "(You have changed the lesson's settings. Its words were written for its "
      "own; where they do not fit, the numbers are right.)");
}

MLP TrainingLesson::make_net(Graph& graph, Random& random) const {
  MLP net(graph, plan_.sizes(), plan_.net, random);
  if (plan_.given && given_applies_)
    for (std::size_t i = 0; i < plan_.given->size(); ++i)
      net.parameters()[i].set((*plan_.given)[i]);
  return net;
}

void TrainingLesson::show_setting(Page& page, const MLP& net) const {
  page.heading("The data and the net");
  const Data& data = plan_.data;
  if (data.size() <= most_examples) {
    std::vector<Line> rows{{{"example"}}};
    for (const std::string& feature : data.features)
      rows[0].push_back({feature});
    rows[0].push_back({"y"});
    for (std::size_t i = 0; i < data.size(); ++i) {
      Line row{{fmt::format("{}", i + 1)}};
      for (const double x : data.inputs[i]) row.push_back({page.number(x)});
      row.push_back({page.number(data.labels[i])});
      rows.push_back(row);
    }
    page.table(rows);
    page.blank();
    page.say(
        "X has a column for each example, Y its labels; W has a row for each "
        "neuron.");
  } else {
    page.say(fmt::format("{} examples of {} features; the first is {}.",
                         data.size(), data.features.size(),
                         page.row(data.inputs.front())));
  }
  page.blank();
  page.lines(net.summary());
  page.blank();
  show_weights(page, net);
  page.pause();
}

std::vector<Progress> TrainingLesson::train_net(Page& page, const MLP& net,
                                                Json& document) {
  const Examples examples = plan_.data.examples();
  GradientDescent optimizer(plan_.rate);
  std::vector<Progress> reports;
  int iteration = 0;
  TrainingOptions options;
  options.epochs = plan_.epochs;
  options.batch = plan_.batch;
  options.reduction = plan_.reduction;
  options.every = plan_.every;
  options.recorded = shown_iterations;
  options.one_by_one = plan_.one_by_one;
  TrainingFilm film(page.film(), net, plan_);
  options.each_batch = [&](int, const RecordedBatch& batch) {
    ++iteration;
    film.batch(iteration, batch);
    const Page::OffFilm off_film(page);
    const IterationNumbers numbers = numbers_of(net, batch);
    document["iterations"].push_back(iteration_document(numbers));
    if (batch.passes.size() > most_examples) return;
    if (iteration > 1) {
      page.heading("Update");
      page.say(fmt::format(
          "Every parameter has taken a step: parameter - {} × its gradient.",
          page.number(plan_.rate)));
      page.blank();
      show_weights(page, net);
      page.pause();
    }
    page.heading(fmt::format("Iteration {}: forward", iteration));
    if (batch.passes.size() < examples.size()) {
      const std::size_t first = static_cast<std::size_t>(iteration - 1) *
                                plan_.batch % examples.size();
      page.say(fmt::format("A batch of m = {}, from example {} on.",
                           batch.passes.size(), first + 1));
      page.blank();
    }
    show_forward(page, net, plan_, numbers);
    page.heading(fmt::format("Iteration {}: backward", iteration));
    show_backward(page, net, plan_, numbers);
  };
  options.each_report = [&](const Progress& now) {
    reports.push_back(now);
    if (!std::isfinite(now.cost) && !document.contains("diverged_at"))
      document["diverged_at"] = now.epoch;
    document["costs"][fmt::format("{}", now.epoch)] = now.cost;
    page.progress(fmt::format("epoch {} of {}, cost {}, accuracy {:.1f}%",
                              now.epoch, plan_.epochs, page.number(now.cost),
                              100.0 * now.accuracy));
    return true;
  };
  document["iterations"] = Json::array();
  train(net, examples, optimizer, options);
  page.progress("");
  page.heading(fmt::format("Training: {}, learning rate {}",
                           counted_epochs(plan_.epochs),
                           page.number(plan_.rate)));
  film.finish(reports);
  const Page::OffFilm off_film(page);
  show_costs(page, reports,
             plan_.reduction == Reduction::sum ? examples.size() : 1);
  page.pause();
  return reports;
}

void TrainingLesson::show_results(Page& page, const MLP& net,
                                  Json& document) const {
  const Examples examples = plan_.data.examples();
  const Matrix outputs = outputs_of(net, examples, Loss::squared_error);
  const std::vector<std::size_t> predictions = predictions_of(outputs);
  const double percent = 100.0 * accuracy_of(predictions, examples);
  document["final"] = weights_document(net);
  document["outputs"] = outputs;
  document["predictions"] = predictions;
  document["accuracy"] = percent;

  page.heading("What it has learned");
  if (examples.size() <= most_examples) {
    show_matrix(page, "outputs", outputs, Ink::forward);
    page.line({{fmt::format("predictions = [{}], labels = [{}]",
                            fmt::join(predictions, " "),
                            fmt::join(plan_.data.labels, " "))}});
  }
  page.line({{fmt::format("accuracy = {:.1f}%", percent)}});
  page.blank();
  show_weights(page, net);
  page.blank();
}

Outcome TrainingLesson::run(Page& page) {
  Random random(plan_.net.seed);
  prepare(plan_, random);
  Graph graph;
  const MLP net = make_net(graph, random);
  introduce(page);
  show_changes(page);
  page.pause();
  show_setting(page, net);

  Json document{{"lesson", name()},
                {"seed", plan_.net.seed},
                {"sizes", plan_.sizes()},
                {"initial", weights_document(net)}};
  const std::string drawing = drawing_of(page, net, plan_.data);
  begin(page, net, document);
  const std::vector<Progress> reports = train_net(page, net, document);
  show_results(page, net, document);
  if (document.contains("diverged_at"))
    page.say(fmt::format(
        "By epoch {} the cost was no finite number any more: the steps were "
        "too large, and what followed means nothing. Try a smaller --rate.",
        document["diverged_at"].dump()));
  else
    conclude(page, net, document);
  return {document, drawing,
          page.style().figure ? training_figure(net, plan_.data, reports,
                                                [this](double x1, double x2) {
                                                  return inputs_at(x1, x2);
                                                })
                              : Figure{}};
}

}  // namespace gradwalk::demos
