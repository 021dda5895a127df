#include "tried.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "features.hpp"
#include "parts/trial.hpp"

namespace gradwalk::demos {

namespace {

/// XOR's net with these features.
TrainingPlan plan_of(const Features& features,
                     std::vector<std::size_t> hidden) {
  TrainingPlan plan{.data = features.data(), .hidden = std::move(hidden)};
  if (plan.hidden.empty()) plan.given = features.weights();
  return plan;
}

struct Tried {
  Features features;
  std::size_t hidden;
  Trial trial;

  explicit Tried(const std::vector<std::string>& formulas,
                 const std::vector<std::size_t>& layers = {})
      : features(formulas),
        hidden(layers.empty() ? 0 : layers[0]),
        trial(plan_of(features, layers)) {}
};

std::vector<Tried> all_tried(const std::vector<std::string>& own) {
  std::vector<Tried> all;
  for (const std::vector<std::string>& formulas :
       std::vector<std::vector<std::string>>{{},
                                             {"x1^2"},
                                             {"x1^3"},
                                             {"x1^2", "x2^2"},
                                             {"x1*x2"},
                                             {"x1*x2^2"},
                                             {"(x1 - x2)^2"}})
    all.emplace_back(formulas);
  const auto is_there = [&](const Tried& one) {
    return one.features.texts() == Features(own).texts();
  };
  if (!std::ranges::any_of(all, is_there)) all.emplace_back(own);
  all.emplace_back(std::vector<std::string>{}, std::vector<std::size_t>{3});
  return all;
}

std::string name_of(const Tried& one) {
  if (one.hidden > 0)
    return fmt::format("none, {} neurons", in_words(one.hidden));
  const std::vector<std::string>& texts = one.features.texts();
  return texts.empty() ? "none" : joined(texts, ", ");
}

void tell_table(Story& story, const std::vector<Tried>& all) {
  std::vector<Line> rows{
      names_of_columns({"features", "parameters", "cost", "XOR"})};
  for (const Tried& one : all)
    rows.push_back({{name_of(one)},
                    {fmt::format("{}", one.trial.parameters)},
                    {story.number(one.trial.end().cost), Ink::forward},
                    {one.trial.has_learned() ? "learned" : "no"}});
  story.table(rows);
  story.blank();
}

}  // namespace

Json tell_tried(Story& story, const std::vector<std::string>& own) {
  const std::vector<Tried> all = all_tried(own);
  Json document = Json::array();
  for (const Tried& one : all)
    document.push_back({{"features", one.features.texts()},
                        {"hidden", one.hidden},
                        {"parameters", one.trial.parameters},
                        {"cost", one.trial.end().cost},
                        {"accuracy", 100.0 * one.trial.end().accuracy}});
  story.heading("Which feature? Or more neurons?");
  story.say(fmt::format(
      "Powers of an input, x1² or x1³, and products of them, x1·x2², are "
      "feature crosses, too. Here one neuron is trained with each in turn, {} "
      "epochs at rate 1. The last row has three more neurons, between the "
      "inputs and the one that answers, in place of features:",
      all.front().trial.end().epoch));
  story.blank();
  tell_table(story, all);
  story.say(
      "x1² and x1³ are x1 itself where x1 is 0 or 1: they tell the neuron "
      "nothing new. x1·x2² is x1·x2 at all four examples, so that its training "
      "is the same number for number; only between the examples is its "
      "boundary another.");
  story.blank();
  story.say(fmt::format(
      "So a feature is cheap, {} parameters where the three neurons take {}, "
      "but somebody has to know the data well enough to think of the right "
      "one. Neurons find their features by themselves, from examples, and "
      "want more of them. The usual advice: many examples, a deeper "
      "net; few, features made by hand; or both.",
      all[4].trial.parameters, all.back().trial.parameters));
  return document;
}

}  // namespace gradwalk::demos
