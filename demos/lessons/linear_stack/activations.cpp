#include "activations.hpp"

#include <fmt/format.h>

#include <gradwalk/functions.hpp>

#include "parts/trial.hpp"

namespace gradwalk::demos {

Json tell_activations(Story& story) {
  std::vector<ActivationFunction> all;
  for (const Activation activation : activations()) all.push_back(activation);
  all.push_back({"jump", [](Value z) { return where_less(0.0, z, 1.0, 0.0); }});
  story.heading("Which activation?");
  story.say(
      "Many functions that bend will do, even a sine. Here XOR's net, 2-3-1, "
      "is trained with each in its hidden layer. relu is z where z > 0, else "
      "0; leaky_relu has 0.01·z in place of that 0; softplus is a relu without "
      "its corner, "
      "log(1 + exp(z)); tanh is a sigmoid from -1 to 1; jump is 1 where z > 0, "
      "else 0:");
  story.blank();
  std::vector<Line> rows{names_of_columns(
      {"activation", "first gradient", "cost at the end", "XOR learned"})};
  Json document = Json::object();
  for (const ActivationFunction& activation : all) {
    TrainingPlan plan{.data = xor_data(), .hidden = {3}};
    plan.net.hidden = activation;
    const Trial trial(plan);
    rows.push_back({{activation.name()},
                    {story.number(trial.first_gradient), Ink::backward},
                    {story.number(trial.end().cost), Ink::forward},
                    {trial.has_learned() ? "yes" : "no"}});
    document.append(activation.name(),
                    {{"first_gradient", trial.first_gradient},
                     {"cost", trial.end().cost},
                     {"accuracy", 100.0 * trial.end().accuracy}});
  }
  story.table(rows);
  story.blank();
  story.say(
      "The first gradient is the largest of the hidden layer's before the "
      "training. Of the jump it is 0: it has a break at 0 and is flat "
      "everywhere else, so that nothing flows back through it and the hidden "
      "weights stay as they were drawn. So an activation should have no "
      "breaks, and a slope. Which of the others serves best depends on the "
      "net, its first weights and the rate (gradwalk xor --activation NAME); "
      "that one fails here does not mean that it fails elsewhere.");
  story.pause();
  return document;
}

}  // namespace gradwalk::demos
