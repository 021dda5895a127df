#include "faults.hpp"

#include <fmt/format.h>

#include <gradwalk/dot.hpp>
#include <gradwalk/error.hpp>
#include <memory>

#include "fault_check.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::size_t batch_size = 8;

struct Words {
  std::string title, code, says, means;
};

Words words_of(Fault fault) {
  switch (fault) {
    case Fault::layers:
      return {"Gradients for two of three layers", "dZ2 = A2 - Y",
              "Its code has three layers of weights, unpacks 4 of their 6 "
              "parameters, passes 5 of 7 arguments, and goes back as if the "
              "second layer were the last.",
              "The last layer has no gradient and never moves; what the others "
              "get is the gradient of something else."};
    case Fault::wiring:
      return {"The last layer reads what comes before the relu",
              "A2 = W2·A1 + b2   Z2 = relu(A2)   Z3 = W3·A2 + b3",
              "Two names are swapped, and the last layer is given the numbers "
              "that relu has not seen.",
              "Layers 2 and 3 are one linear map, and going back through a "
              "relu that was not there stops gradients that should flow: "
              "layer 3 is still right, layer 2 is not."};
    case Fault::bias:
      return {"One sum for all biases of the last layer",
              "db3 = 1/m · Σ dZ3, over neurons and examples",
              "The sum has no axis, so it is one number for ten biases.",
              "The probabilities add up to 1, and so do the labels: that sum "
              "is 0 but for rounding, and the last layer's biases never move. "
              "All other gradients are right."};
    case Fault::loss:
      return {"Another loss than the one that is named",
              "loss = Σ(p - y)², and dZ3 = P - Y",
              "The text says mean squared error; P - Y is the gradient of "
              "cross-entropy.",
              "It is wrong at the first step back, and so is all behind it. It "
              "learns nevertheless, since it is the gradient of a loss: only "
              "not of this one."};
    case Fault::softmax:
      return {"Softmax without subtracting the largest score",
              "P = exp(Z3) / Σ exp(Z3)",
              "Here the pixels go from 0 to 255, as they are in the files, "
              "and the weights are the source's: the scores are in the "
              "thousands, and exp(710) is infinite already.",
              "inf/inf is nan, and every gradient behind it too. With the "
              "largest score subtracted first no exp is above 1."};
    case Fault::one_hot:
      return {
          "Labels as wide as the largest at hand",
          "one_hot = zeros((m, Y.max() + 1))",
          "A batch without a 9 has labels of fewer rows than its "
          "probabilities. NumPy refuses that; where rows are cut to fit, "
          "it runs.",
          "The neurons of the rows that are missing get no gradient, though "
          "their probabilities should go down, and the layers before miss "
          "their part."};
    case Fault::mean:
      return {"A mean over other digits than those at hand",
              "dW3 = 1/m · dZ3·A2ᵀ, with m from the whole file",
              "m is counted before digits are put aside, or a batch taken.",
              "Every gradient is too small by the same factor, as if the "
              "learning rate were: in batches, next to nothing is learned."};
    case Fault::returned:
      return {"The wrong biases come back from the training",
              "return W1, b2, W2, b2, W3, b3",
              "The last line returns b2 in place of b1. After one step from "
              "biases of 0 what is called b1 has moved as b2.",
              "All that b1 has learned is lost when the training ends, and "
              "the second layer's biases stand in its place, fewer than the "
              "first layer has neurons."};
    case Fault::undefined:
      return {"Two functions that are called and stand nowhere",
              "the label of the largest output; the share that is right",
              "What predicts and what counts is never defined. Python says so "
              "only when it comes to the first report.",
              "No gradient check can find what is not a gradient: all are "
              "right. Running the code once does."};
    case Fault::none:
      break;
  }
  return {"", "", "", ""};
}

/// The first digits of the set; of those without a 9 for `one_hot`.
Digits batch_for(Fault fault, const Digits& digits) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < digits.size() && chosen.size() < batch_size; ++i)
    if (fault != Fault::one_hot || digits.labels[i] + 1u < Digits::kinds)
      chosen.push_back(i);
  if (chosen.size() < batch_size)
    throw Error("--fault", fmt::format("{} digits", batch_size),
                fmt::format("{}", chosen.size()));
  return digits.taken(chosen, 0, batch_size);
}

FaultSetting setting_for(Fault fault, const std::vector<std::size_t>& hidden,
                         std::uint32_t seed, const Digits& digits) {
  FaultSetting setting{.hidden = hidden,
                       .seed = seed,
                       .digits = batch_for(fault, digits),
                       .digits_in_all = digits.size()};
  if (fault == Fault::loss) setting.loss = Loss::softmax_squared_error;
  if (fault == Fault::softmax) {
    setting.ink = 1.0;
    setting.source_weights = true;
  }
  return setting;
}

/// What the fault's own first line does to these shapes, if it cannot run; the
/// last hidden layer then becomes one for which it can.
std::string refusal(Fault fault, FaultSetting& setting) {
  if (fault != Fault::layers) return {};
  try {
    const FaultCheck check(setting, fault);
    return {};
  } catch (const Error& error) {
    setting.hidden.back() = Digits::kinds;
    return error.what();
  }
}

std::string wrong_of(std::size_t wrong) { return fmt::format("{}", wrong); }

void show_table(Story& story, const FaultCheck& right,
                const FaultCheck& faulty) {
  story.say("How many gradients were checked, and how many of them are wrong:");
  story.blank();
  std::vector<Line> rows{
      names_of_columns({"gradients of", "checked", "engine wrong",
                        "put right wrong", "fault wrong"})};
  for (std::size_t g = 0; g < faulty.groups().size(); ++g) {
    const FaultCheck::Group& group = faulty.groups()[g];
    rows.push_back({{group.name},
                    {fmt::format("{}", group.checked)},
                    {wrong_of(group.engine_wrong)},
                    {wrong_of(right.groups()[g].formula_wrong)},
                    {wrong_of(group.formula_wrong),
                     group.formula_wrong == 0 ? Ink::plain : Ink::backward}});
  }
  story.table(rows);
}

Json document_of_checks(const FaultCheck& right, const FaultCheck& faulty) {
  Json document;
  for (std::size_t g = 0; g < faulty.groups().size(); ++g) {
    const FaultCheck::Group& group = faulty.groups()[g];
    document["checks"].push_back(
        {{"matrix", group.name},
         {"nudged", group.checked},
         {"engine_wrong", group.engine_wrong},
         {"right_wrong", right.groups()[g].formula_wrong},
         {"fault_wrong", group.formula_wrong}});
  }
  document["first_wrong"] = nullptr;
  if (const auto& wrong = faulty.first_wrong())
    document["first_wrong"] = {
        {"matrix", wrong->group},
        {"entry", wrong->entry},
        {"fault", wrong->formula ? Json(*wrong->formula) : Json()},
        {"engine", wrong->engine},
        {"nudged", wrong->nudged}};
  return document;
}

/// Where the check fails first, as a sentence.
std::string first_of(const Story& story, const FaultCheck& faulty) {
  const auto& wrong = faulty.first_wrong();
  if (!wrong) return "The check finds nothing. ";
  return fmt::format(
      "The check fails first at {}: the fault has {}, the engine {}, and "
      "nudging it {}. ",
      wrong->entry, wrong->formula ? story.number(*wrong->formula) : "nothing",
      story.number(wrong->engine), story.number(wrong->nudged));
}

/// Most faults are looked at with the same setting: `right` is kept.
Json show_fault(Story& story, Fault fault, FaultSetting setting,
                std::unique_ptr<const FaultCheck>& right) {
  const Words words = words_of(fault);
  story.heading(fmt::format("{}: --fault {}", words.title, name_of(fault)));
  story.line({{words.code}});
  story.blank();
  const std::string refused = refusal(fault, setting);
  story.say(words.says +
            (refused.empty()
                 ? ""
                 : fmt::format(" In this net it cannot run ({}). With {} "
                               "neurons before the last layer the shapes fit, "
                               "and it does.",
                               refused, Digits::kinds)));
  story.blank();
  if (!right || right->setting() != setting)
    right = std::make_unique<const FaultCheck>(setting, Fault::none);
  // Of the faults only this one is in the graph.
  const bool other_graph = fault == Fault::wiring;
  const FaultCheck faulty(setting, fault, other_graph ? nullptr : right.get());
  show_table(story, *right, faulty);
  story.blank();
  story.say(first_of(story, faulty) + words.means);
  story.pause();
  faulty.first_loss().backward();
  story.drawing(1, faulty.first_loss(), {.fold = Fold::layers});
  Json document = document_of_checks(*right, faulty);
  if (!refused.empty()) document["refused"] = refused;
  return document;
}

}  // namespace

Json show_faults(Story& story, std::span<const Fault> faults,
                 const std::vector<std::size_t>& hidden, std::uint32_t seed,
                 const Digits& digits) {
  if (hidden.empty())
    throw Error("--fault", "a net with a hidden layer", "none");
  story.title("mnist: the faults of the source's code");
  story.blank();
  story.say(fmt::format(
      "Backward propagation once more, in matrices as the source writes it, "
      "for the first {} digits: put right, and with a fault. Each number is "
      "held against what nudging it does to the loss (Z, to its digit's loss; "
      "W and b, to the mean), as the engine's own gradient is. Of large "
      "matrices some entries are nudged.",
      batch_size));
  Json all;
  std::unique_ptr<const FaultCheck> right;
  for (const Fault fault : faults)
    all[name_of(fault)] = show_fault(
        story, fault, setting_for(fault, hidden, seed, digits), right);
  return all;
}

}  // namespace gradwalk::demos
