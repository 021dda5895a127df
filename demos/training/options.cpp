#include "options.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <sstream>

#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

/// One of the enumerators, by its name.
template <class Enumerator>
void add_choice(Options& options, const std::string& name,
                std::span<const Enumerator> all, std::string_view shown,
                const std::string& help,
                std::function<void(Enumerator)> chosen) {
  std::vector<std::string> words;
  for (const Enumerator one : all) words.emplace_back(name_of(one));
  options.choice({Option::Kind::value, name, "NAME", help, std::string(shown),
                  "one of " + names_of(all)},
                 words,
                 [all, chosen](std::size_t place) { chosen(all[place]); });
}

constexpr std::size_t most_neurons = 10'000;  // of a layer

/// `5,3`: sizes of layers; `none` for no layer. Nothing if it is neither.
std::optional<std::vector<std::size_t>> parsed_sizes(const std::string& text) {
  if (text == "none") return std::vector<std::size_t>();
  std::vector<std::size_t> sizes;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::optional<std::size_t> size = parsed_count(part);
    if (!size || *size == 0 || *size > most_neurons) return std::nullopt;
    sizes.push_back(*size);
  }
  if (sizes.empty() || text.back() == ',') return std::nullopt;
  return sizes;
}

void add_hidden(Options& options, TrainingPlan& plan) {
  options.add({Option::Kind::value, "--hidden", "N,N,...",
               "neurons of each hidden layer",
               plan.hidden.empty() ? "none" : joined(plan.hidden, ","),
               fmt::format("1 to {} neurons of each hidden layer, such as 5,3, "
                           "or none",
                           most_neurons),
               [&](const std::string& text) {
                 const auto sizes = parsed_sizes(text);
                 if (!sizes) return false;
                 plan.hidden = *sizes;
                 return true;
               }});
}

/// Of the hidden layers; of a net without any, the neuron's.
void add_activation(Options& options, TrainingPlan& plan) {
  const ActivationFunction& own =
      plan.hidden.empty() ? plan.net.output : plan.net.hidden;
  add_choice<Activation>(
      options, "--activation", activations(), own.name(),
      "of the hidden layers", [&plan](Activation chosen) {
        (plan.hidden.empty() ? plan.net.output : plan.net.hidden) = chosen;
      });
}

void add_decay(Options& options, TrainingPlan& plan) {
  options.add({Option::Kind::value, "--decay", "A",
               "L2: A × weight is added to each gradient", "0",
               "a finite number, 0 or more", [&](const std::string& text) {
                 plan.decay = parsed_number(text);
                 return plan.decay && std::isfinite(*plan.decay) &&
                        *plan.decay >= 0.0;
               }});
}

void add_optimizer(Options& options, TrainingPlan& plan) {
  add_choice<NamedOptimizer>(
      options, "--optimizer", optimizers(), plan.optimizer.name,
      "what makes a step of the gradients",
      [&](const NamedOptimizer& chosen) { plan.optimizer = chosen; });
  add_choice<NamedSchedule>(
      options, "--schedule", schedules(), plan.schedule.name,
      "how the rate falls: halved 4 times, or to 0",
      [&](const NamedSchedule& chosen) { plan.schedule = chosen; });
  add_decay(options, plan);
}

void add_weights(Options& options, TrainingPlan& plan) {
  options.add({Option::Kind::list, "--weights", "A,...",
               "the first weights, and a bias after a neuron's", "",
               "a finite number", [&plan](const std::string& text) {
                 const std::optional<double> number = parsed_number(text);
                 if (!number || !std::isfinite(*number)) return false;
                 if (!plan.chosen) plan.chosen.emplace();
                 plan.chosen->push_back(*number);
                 return true;
               }});
}

void add_batch(Options& options, TrainingPlan& plan) {
  options.add({Option::Kind::value, "--batch", "N", "examples before each step",
               "all", "a whole number from 1, or all",
               [&](const std::string& text) {
                 const auto number = parsed_count(text);
                 if (text != "all" && (!number || *number == 0)) return false;
                 plan.batch = text == "all" ? 0 : *number;
                 return true;
               }});
}

void add_reduction(Options& options, TrainingPlan& plan) {
  options.choice(
      {Option::Kind::value, "--reduction", "mean|sum",
       "of the losses to the cost",
       plan.reduction == Reduction::mean ? "mean" : "sum", "mean or sum"},
      {"mean", "sum"}, [&](std::size_t place) {
        plan.reduction = place == 0 ? Reduction::mean : Reduction::sum;
      });
}

void add_nodes(Options& options, TrainingPlan& plan) {
  options.choice({Option::Kind::value, "--nodes", "KIND",
                  "what is a node: operations or whole neurons", "neurons",
                  "operations or neurons"},
                 {"operations", "neurons"}, [&](std::size_t place) {
                   plan.net.nodes =
                       place == 0 ? Nodes::operations : Nodes::neurons;
                 });
}

}  // namespace

void add_training(Options& options, TrainingPlan& plan) {
  options.seed(plan.net.seed, "of NumPy's random stream");
  options.whole("--epochs", plan.epochs, 0, 100'000'000, "how long to train");
  options.number("--rate", plan.rate, "the learning rate");
  add_optimizer(options, plan);
  options.whole("--every", plan.every, 1, 100'000'000,
                "epochs from one cost to the next");
  add_hidden(options, plan);
  add_activation(options, plan);
  const bool is_given = plan.given || plan.equal;
  add_choice<Initializer>(
      options, "--initializer", initializers(),
      is_given ? "" : name_of(plan.net.initializer),
      is_given ? "of the weights; else the lesson's own" : "of the weights",
      [&](Initializer chosen) { plan.net.initializer = chosen; });
  add_weights(options, plan);
  add_batch(options, plan);
  add_reduction(options, plan);
  add_nodes(options, plan);
  options.flag("--one-by-one", plan.one_by_one,
               "record each example in each step");
}

void add_loss(Options& options, TrainingPlan& plan,
              std::span<const Loss> offered) {
  add_choice<Loss>(options, "--loss", offered, name_of(plan.loss),
                   "what is made small",
                   [&](Loss chosen) { plan.loss = chosen; });
}

}  // namespace gradwalk::demos
