#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/nn/evaluation.hpp>

#include "digits/picture.hpp"
#include "digits/sketch.hpp"
#include "story/spelling.hpp"
#include "training/plan.hpp"

namespace gradwalk::demos {

namespace {

/// The pixels in which any digit has ink.
std::vector<bool> seen_in(const Digits& digits) {
  std::vector<bool> seen(Digits::area, false);
  for (std::size_t i = 0; i < digits.pixels.size(); ++i)
    if (digits.pixels[i] != 0) seen[i % Digits::area] = true;
  return seen;
}

void show_sketch(Story& story, std::span<const std::uint8_t> picture) {
  for (const std::string& row : trimmed_sketch(picture, story.style().ascii))
    story.line({{row}});
}

/// How many there are of each digit.
Line counts(const std::string& title, const Digits& digits) {
  Line row{{title}};
  for (std::size_t k = 0; k < Digits::kinds; ++k)
    row.push_back({fmt::format(
        "{:>4}", std::count(digits.labels.begin(), digits.labels.end(), k))});
  return row;
}

std::string said_of_weights(const DigitRun& run) {
  if (run.load)
    return fmt::format("The weights are those of {}.", on_one_line(*run.load));
  if (!run.source_weights)
    return fmt::format("The weights are drawn by {}, the biases are 0.",
                       name_of(run.plan.net.initializer));
  return "The weights are drawn one after the other: W1, W2, W3 by "
         "randn·0.5, then b1, b2, b3 by rand·0.5. With 784 inputs that is too "
         "large, and learning is slow; --initializer he is better.";
}

void tell_loss(Story& story, Loss loss) {
  const bool is_own = loss == Loss::softmax_cross_entropy;
  story.say(is_own ? "The loss is cross-entropy, -log of the label's "
                     "probability, whose gradient at the scores is p - y."
                   : "The loss is Σ(p - y)² over the ten probabilities, with "
                     "the gradient that belongs to it, which is not p - y.");
  story.of_sources(
      is_own ? "The source says mean squared error and uses p - y; see --loss "
               "squared_error, and --fault all for what else is wrong with its "
               "code."
             : "The source says this loss and uses p - y.");
}

}  // namespace

void show_digits(Story& story, const DigitSets& sets) {
  story.heading("The digits");
  story.say(fmt::format(
      "{} digits to learn from, {} for the tests, each of 28 × 28 pixels from "
      "0 to 255, divided by 255. {} Of each digit there are:",
      sets.train.size(), sets.test.size(), sets.said));
  story.blank();
  Line kinds{{"", Ink::name}};
  for (std::size_t k = 0; k < Digits::kinds; ++k)
    kinds.push_back({fmt::format("{:>4}", k), Ink::name});
  story.table(
      {kinds, counts("to learn", sets.train), counts("for tests", sets.test)});
  story.blank();
  story.say(
      fmt::format("The first to learn from is a {}:", sets.train.labels[0]));
  story.blank();
  show_sketch(story, sets.train.picture(0));
  story.pause();
}

void show_net(Story& story, const DigitRun& run, const MLP& net) {
  story.heading("The net");
  story.lines(net.summary());
  story.blank();
  story.say(
      "Behind the last layer a softmax makes ten probabilities of its ten "
      "scores, and the largest wins. The label is a column of ten numbers "
      "with a 1 in its row, whatever labels a batch holds.");
  story.blank();
  story.say(said_of_weights(run));
  story.blank();
  tell_loss(story, run.loss);
  story.pause();
}

double show_cost(Story& story, const DigitRun& run, const MLP& net) {
  constexpr std::size_t most = 1000;
  Digits first = run.sets.train;
  first.keep(most);
  const Matrix outputs = outputs_of(net, first.examples(), run.loss);
  double sum = 0.0;
  for (std::size_t e = 0; e < first.size(); ++e)
    for (std::size_t k = 0; k < Digits::kinds; ++k)
      sum += std::pow(outputs[k][e] - (k == first.labels[e] ? 1.0 : 0.0), 2.0);
  const double mean = sum / static_cast<double>(Digits::kinds * first.size());
  story.heading("The cost: one number, of all weights");
  story.say(fmt::format(
      "How wrong is the net? One measure is the mean of (ŷ - y)² over "
      "the {} outputs of all examples. Of the first {} digits it is now {} / "
      "({}·{}) = {}; it would be 0 if all were right and certain, and {} if "
      "each output said {}. The digits do not change, so it is a function of "
      "the {} weights and biases: for each set of them one number, as a height "
      "for each place. Its gradient has as many numbers, one for each of them, "
      "and learning is a walk downhill among them.",
      Digits::kinds, first.size(), story.number(sum), first.size(),
      Digits::kinds, story.number(mean),
      story.number((Digits::kinds - 1.0) / (Digits::kinds * Digits::kinds)),
      story.number(1.0 / Digits::kinds), net.parameters().size()));
  story.pause();
  return mean;
}

void show_training(Story& story, const TrainingPlan& plan,
                   const DigitTraining& training) {
  story.heading(fmt::format("Training: {}, {}, {}", counted_epochs(plan.epochs),
                            plan.batch == 0
                                ? "all digits at once"
                                : fmt::format("batches of {}", plan.batch),
                            plan.rate_text(story.number(plan.rate))));
  std::vector<Line> rows{
      names_of_columns({"epoch", "cost", "right, learned", "right, tests"})};
  for (const Report& report : training.reports)
    rows.push_back({{fmt::format("{:>5}", report.epoch)},
                    {story.number(report.cost), Ink::forward},
                    {fmt::format("{:.2f}%", report.train_accuracy)},
                    {fmt::format("{:.2f}%", report.test_accuracy)}});
  story.table(rows);
  if (training.stopped) {
    story.blank();
    story.say(
        fmt::format("Stopped by Ctrl-C in epoch {}, after {} of its {} digits.",
                    training.stopped->epoch + 1, training.stopped->done,
                    training.stopped->size));
  }
  story.pause();
}

void show_results(Story& story, const Digits& tests, const Matrix& outputs,
                  std::span<const Mistake> mistakes) {
  story.heading("What it has learned");
  const std::size_t right = tests.size() - mistakes.size();
  story.line({{fmt::format(
      "accuracy = {:.2f}%: {} of {} digits of the tests",
      100.0 * static_cast<double>(right) / static_cast<double>(tests.size()),
      right, tests.size())}});
  story.blank();
  story.say(
      "What it takes for what: a row for each label, a column for each "
      "answer.");
  story.blank();
  show_confusion(story, confusion_of(outputs, tests));
  story.pause();
  if (mistakes.empty()) return;
  story.heading("Its worst mistakes");
  story.say(
      "Those that leave the label the least probability. Above each stand its "
      "place in the tests, from 0, for --explain, and the two probabilities.");
  story.blank();
  show_mistakes(story, mistakes.first(std::min(most_mistakes, mistakes.size())),
                tests);
  story.pause();
}

void show_explanation(Story& story, const DigitRun& run,
                      const Explanation& explanation) {
  const std::size_t label = run.explained_label();
  story.heading(fmt::format("Digit {} explained: a {}, answered {}",
                            run.explained, label, explanation.answer()));
  show_sketch(story, run.explained_picture());
  story.blank();
  explanation.show(story);
  story.pause();
  story.heading("Which pixels speak for it");
  story.say(fmt::format(
      "Recorded with pixels that are parameters, the net has a gradient for "
      "each of them. + is where more ink would make the loss smaller and "
      "speaks for a {}, - where it would make it larger; double, where the "
      "gradient is above six tenths of the largest. Dots are ink that matters "
      "little. Left out is what has no ink in any digit learned from: no "
      "gradient ever reached those weights.",
      label));
  story.blank();
  show_pixel_map(story, explanation.pixel_gradients(), run.explained_picture(),
                 seen_in(run.sets.train));
  story.pause();
}

std::string picture_of(const DigitRun& run, std::span<const Mistake> mistakes,
                       const Explanation& explanation) {
  std::vector<Tile> tiles;
  for (const Mistake& mistake :
       mistakes.first(std::min(most_mistakes, mistakes.size())))
    tiles.push_back(ink_tile(title_of(mistake), odds_of(mistake),
                             run.sets.test.picture(mistake.digit)));
  const std::size_t label = run.explained_label();
  tiles.push_back(ink_tile(fmt::format("{}: a {}", run.explained, label),
                           fmt::format("answered {}", explanation.answer()),
                           run.explained_picture()));
  tiles.push_back(
      signed_tile(fmt::format("ink for and against a {}", label),
                  "blue for, orange against", explanation.pixel_gradients(),
                  run.explained_picture(), seen_in(run.sets.train)));
  return svg_of(tiles);
}

}  // namespace gradwalk::demos
