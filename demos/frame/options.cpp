#include "options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <span>
#include <sstream>

#include "training_lesson.hpp"

namespace gradwalk::demos {

namespace {

/// The whole text as a number, or nothing.
template <class Number> std::optional<Number> parsed(const std::string& text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

/// Has CLI11 refuse what `accepts` does not, in one line.
template <class Accepts>
void add(CLI::App& app, const std::string& name, const std::string& type,
         std::string expected, const std::string& help, std::string shown,
         Accepts accepts) {
  app.add_option_function<std::string>(
         name,
         [=](const std::string& text) {
           if (!accepts(text))
             throw CLI::ValidationError(
                 name, fmt::format("expected {}, got {}", expected,
                                   text.empty() ? "nothing" : text));
         },
         help)
      ->type_name(type)
      ->take_last()
      ->default_str(shown);
}

}  // namespace

void add_number(CLI::App& app, const std::string& name, double& into,
                const std::string& help) {
  add(app, name, "A", "a finite number", help, fmt::format("{}", into),
      [&into](const std::string& text) {
        const std::optional<double> number = parsed<double>(text);
        if (!number || !std::isfinite(*number)) return false;
        into = *number;
        return true;
      });
}

void add_whole(CLI::App& app, const std::string& name, int& into, int least,
               int most, const std::string& help) {
  add(app, name, "N", fmt::format("a whole number from {} to {}", least, most),
      help, fmt::format("{}", into),
      [&into, least, most](const std::string& text) {
        const std::optional<int> number = parsed<int>(text);
        if (!number || *number < least || *number > most) return false;
        into = *number;
        return true;
      });
}

void add_word(CLI::App& app, const std::string& name, std::string& into,
              std::span<const std::string_view> words,
              const std::string& help) {
  add(app, name, "NAME", fmt::format("one of {}", fmt::join(words, ", ")), help,
      into, [&into, words](const std::string& text) {
        into = text;
        return std::find(words.begin(), words.end(), text) != words.end();
      });
}

void add_path(CLI::App& app, const std::string& name,
              std::optional<std::string>& into, const std::string& help) {
  app.add_option(name, into, help)->type_name("PATH")->take_last();
}

void add_nodes(CLI::App& app, bool& by_operations) {
  add(app, "--nodes", "KIND", "operations or neurons",
      "what is a node: operations or whole neurons",
      by_operations ? "operations" : "neurons",
      [&by_operations](const std::string& text) {
        by_operations = text == "operations";
        return by_operations || text == "neurons";
      });
}

namespace {

/// One of the enumerators, by its name.
template <class Enumerator>
void add_choice(CLI::App& app, const std::string& name, const std::string& type,
                std::span<const Enumerator> all, Enumerator shown,
                const std::string& help,
                std::function<void(Enumerator)> chosen) {
  std::string names;
  for (const Enumerator one : all)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name_of(one));
  add(app, name, type, "one of " + names, help, std::string(name_of(shown)),
      [all, chosen](const std::string& text) {
        for (const Enumerator one : all)
          if (name_of(one) == text) {
            chosen(one);
            return true;
          }
        return false;
      });
}

/// `5,3`: sizes of layers; "" or `none` for no layer.
void add_hidden(CLI::App& app, Plan& plan, bool& given_applies) {
  add(app, "--hidden", "N,N,...",
      "neurons of each hidden layer, such as 5,3, or none",
      "neurons of each hidden layer",
      plan.hidden.empty() ? "none"
                          : fmt::format("{}", fmt::join(plan.hidden, ",")),
      [&](const std::string& text) {
        std::vector<std::size_t> sizes;
        std::istringstream parts(text == "none" ? "" : text);
        for (std::string part; std::getline(parts, part, ',');) {
          const std::optional<std::size_t> size = parsed<std::size_t>(part);
          if (!size || *size == 0 || *size > 10'000) return false;
          sizes.push_back(*size);
        }
        if (text != "none" && (sizes.empty() || text.back() == ','))
          return false;
        plan.hidden = sizes;
        given_applies = false;
        return true;
      });
}

/// The activation of the hidden layers; of a net without any, the neuron's.
void add_activation(CLI::App& app, Plan& plan) {
  const Activation shown =
      plan.hidden.empty() ? plan.net.output : plan.net.hidden;
  add_choice<Activation>(
      app, "--activation", "NAME", activations(), shown, "of the hidden layers",
      [&plan](Activation chosen) {
        (plan.hidden.empty() ? plan.net.output : plan.net.hidden) = chosen;
      });
}

}  // namespace

void add_fold(CLI::App& app, Fold& fold) {
  static constexpr std::array<std::pair<const char*, Fold>, 4> folds{
      {{"automatic", Fold::automatic},
       {"nothing", Fold::nothing},
       {"neurons", Fold::neurons},
       {"layers", Fold::layers}}};
  add(app, "--fold", "KIND", "automatic, nothing, neurons or layers",
      "what --svg and --dot show as one box", "automatic",
      [&fold](const std::string& text) {
        for (const auto& [name, kind] : folds)
          if (text == name) {
            fold = kind;
            return true;
          }
        return false;
      });
}

void add_training(CLI::App& app, Plan& plan, bool& given_applies) {
  add(app, "--seed", "N", "a whole number from 0 to 4294967295",
      "of NumPy's random stream", fmt::format("{}", plan.net.seed),
      [&](const std::string& text) {
        const auto number = parsed<std::uint32_t>(text);
        if (!number) return false;
        plan.net.seed = *number;
        given_applies = false;
        return true;
      });
  add_whole(app, "--epochs", plan.epochs, 0, 100'000'000, "how long to train");
  add_number(app, "--rate", plan.rate, "the learning rate");
  add_whole(app, "--every", plan.every, 1, 100'000'000,
            "epochs from one cost to the next");
  add_hidden(app, plan, given_applies);
  add_activation(app, plan);
  add_choice<Initializer>(app, "--initializer", "NAME", initializers(),
                          plan.net.initializer, "of the weights",
                          [&](Initializer chosen) {
                            plan.net.initializer = chosen;
                            given_applies = false;
                          });
  add(app, "--batch", "N", "a whole number from 1, or all",
      "examples before each step", "all", [&](const std::string& text) {
        const auto number = parsed<std::size_t>(text);
        if (text != "all" && (!number || *number == 0)) return false;
        plan.batch = text == "all" ? 0 : *number;
        return true;
      });
  add(app, "--reduction", "mean|sum", "mean or sum",
      "of the losses to the cost",
      plan.reduction == Reduction::mean ? "mean" : "sum",
      [&](const std::string& text) {
        plan.reduction = text == "sum" ? Reduction::sum : Reduction::mean;
        return text == "sum" || text == "mean";
      });
  add(app, "--nodes", "KIND", "operations or neurons",
      "what is a node: operations or whole neurons", "neurons",
      [&](const std::string& text) {
        plan.net.nodes =
            text == "operations" ? Nodes::operations : Nodes::neurons;
        return text == "operations" || text == "neurons";
      });
  app.add_flag("--one-by-one", plan.one_by_one,
               "record each example in each step");
}

}  // namespace gradwalk::demos
