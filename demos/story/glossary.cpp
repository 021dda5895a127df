#include "glossary.hpp"

#include <fmt/format.h>

#include "text.hpp"

namespace gradwalk::demos {

namespace {

constexpr Term all_terms[]{
    {"activation",
     "The function that bends a neuron's sum z before it is handed on, such as "
     "the sigmoid or relu; and the number that comes out of it.",
     "or-gate"},
    {"annealing",
     "To lower the learning rate during a training: long steps at first, short "
     "ones at the end.",
     "descent"},
    {"backpropagation",
     "How gradients are found: from the loss back to each parameter, node by "
     "node, upstream gradient times local gradient.",
     "or-gate"},
    {"batch",
     "The examples that are computed together before one step is taken. A full "
     "one has all of them.",
     "cost"},
    {"bias",
     "A number that a neuron learns and adds to its weighted inputs. It counts "
     "even where all inputs are 0.",
     "or-gate"},
    {"chain rule",
     "The derivative of a function of a function is the product of the two "
     "derivatives. Along a path through a graph: multiply the local gradients.",
     "or-gate"},
    {"cost",
     "The mean of the losses of all examples (or their sum): one number that "
     "says how wrong all the answers are.",
     "learning-rate"},
    {"cross-entropy",
     "A loss for classes: -log of the probability that the net gives to the "
     "right class.",
     "overflow"},
    {"dead relu",
     "A neuron whose relu answers 0 to every example. No gradient flows back "
     "through it, so it does not learn.",
     "chain"},
    {"decision boundary",
     "Where an answer changes from one class to the other. For one neuron with "
     "two inputs it is a straight line.",
     "or"},
    {"dot product",
     "Of two rows of numbers: multiply them pair by pair, and add up.",
     "dot-product"},
    {"epoch", "In a training: once through all the examples.", "or"},
    {"example", "Some inputs, with the right answer to them: the label.",
     "or-gate"},
    {"feature",
     "An input: something that is known of each example, such as a length, or "
     "the shade of a pixel.",
     "feature-cross"},
    {"feature cross", "A product of features that is one more feature.",
     "feature-cross"},
    {"feature engineering",
     "Making new features by hand out of those that there are, so that less is "
     "left to learn.",
     "feature-cross"},
    {"feedforward network",
     "A net in which numbers go from layer to layer and never back to an "
     "earlier one.",
     "xor"},
    {"forward propagation",
     "Computing the values of a graph from the inputs to the loss, each node "
     "from those before it.",
     "or-gate"},
    {"fully connected",
     "Of a layer: each of its neurons has a weight for every output of the "
     "layer before.",
     "xor"},
    {"gradient",
     "How fast a result, such as the loss, changes when one number grows a "
     "little. If it is positive, both grow together.",
     "or-gate"},
    {"gradient check",
     "A test of gradients: change each number a little, and see how fast the "
     "result changes.",
     "or-gate"},
    {"gradient descent",
     "Learning step by step: each parameter moves against its gradient, so "
     "that the loss gets smaller.",
     "or-gate"},
    {"Hessian",
     "The table of second derivatives: how fast each gradient changes with "
     "each parameter.",
     "learning-rate"},
    {"hidden layer",
     "A layer that stands before the output layer. Nobody says what its "
     "neurons should answer: they find it by learning.",
     "xor"},
    {"hyper-parameter",
     "A number that people choose and training does not change, such as the "
     "learning rate.",
     "learning-rate"},
    {"hypothesis",
     "The formula by which a neuron or a net makes its answer of the inputs. "
     "Learning changes the parameters in it.",
     "or-gate"},
    {"initialiser", "A rule by which the first weights are drawn at random.",
     "symmetry"},
    {"input layer",
     "The inputs of a net, where they are drawn as a layer. They have no "
     "weights, so they are not counted as one.",
     "xor"},
    {"iteration", "One step of a training: forward, backward, update.", "or"},
    {"label", "The right answer to an example.", "or-gate"},
    {"layer",
     "Neurons that all have the same inputs. Their answers are the inputs of "
     "the neurons behind them.",
     "or"},
    {"learning curve", "The costs of a training, drawn over its epochs.", "or"},
    {"learning rate",
     "How far a step goes: the number that multiplies the gradient before it "
     "is subtracted.",
     "or-gate"},
    {"linearly separable",
     "Of two classes: a straight line can have one of them on each side (or a "
     "plane, where there are more than two inputs).",
     "or"},
    {"local gradient",
     "How fast one node changes with one of the nodes that it is computed "
     "from.",
     "or-gate"},
    {"loss function",
     "What says how wrong one answer is: 0 for a perfect one, more for a worse "
     "one.",
     "or-gate"},
    {"mini-batch", "Some of the examples, after which a step is taken.",
     "descent"},
    {"momentum",
     "A step by the last gradients added up, older ones counting less: what "
     "they agree on grows, what they do not agree on cancels out.",
     "descent"},
    {"net", "Layers of neurons, one behind the other: a neural network.", "or"},
    {"neuron",
     "It multiplies each input by a weight, adds up, and bends the sum by an "
     "activation. The name is from the nerve cell.",
     "or-gate"},
    {"one-hot",
     "A label as a list of numbers, one for each class: 1 for the right class, "
     "0 for the others.",
     "overflow"},
    {"output layer", "The last layer of a net, which gives its answer.", "xor"},
    {"overflow",
     "A result is too large for the computer's numbers, and becomes inf.",
     "overflow"},
    {"parameter", "A number that is learned: a weight or a bias.", "or-gate"},
    {"relu", "An activation: z where z is positive, else 0.", "linear-stack"},
    {"saturation",
     "An activation is so flat where z is that it hardly changes with z; so "
     "there is hardly any gradient.",
     "learning-rate"},
    {"sigmoid",
     "An activation: 1/(1 + exp(-z)), which bends any number into one between "
     "0 and 1.",
     "or-gate"},
    {"softmax",
     "Makes probabilities of scores: exp of each score, divided by the sum of "
     "all these.",
     "overflow"},
    {"stochastic",
     "Of gradient descent: with a step after each single example, or a few, "
     "often in random order. Each step then follows a rough guess of the "
     "cost's gradient.",
     "descent"},
    {"topological order",
     "An order of a graph's nodes in which each stands behind those that it is "
     "computed from.",
     "tiny"},
    {"upstream gradient",
     "What a node receives on the way back: how fast the loss changes with the "
     "node.",
     "or-gate"},
    {"vanishing gradient",
     "On the way back a gradient gets smaller from layer to layer, until the "
     "first layers hardly learn.",
     "chain"},
    {"vectorised",
     "Of a program: it works on whole lists of numbers at once, and not on one "
     "number after another.",
     "cost"},
    {"weight", "A number that a neuron learns, and multiplies an input by.",
     "or-gate"},
};

}  // namespace

std::span<const Term> glossary() { return all_terms; }

std::string list_of_words() {
  constexpr std::size_t columns = 80;
  constexpr std::string_view indent = "   ";
  std::string text =
      "Words of the field, and the lesson that introduces each:\n";
  for (const auto& [word, meaning, lesson] : all_terms) {
    text += fmt::format("\n{} ({})\n", word, lesson);
    for (const std::string& line :
         lines_of(std::string(meaning), columns - indent.size()))
      text += fmt::format("{}{}\n", indent, line);
  }
  return text;
}

}  // namespace gradwalk::demos
