#include "matrix_words.hpp"

#include <fmt/format.h>

#include "training/iteration.hpp"

namespace gradwalk::demos {

std::string forward_words(const MLP& net, std::size_t layer) {
  const std::string z = numbered("Z", layer, net),
                    a = numbered("A", layer, net);
  if (layer == 0)
    return fmt::format(
        "{} has a row for each neuron and a column for each example: the "
        "inputs times the weights, added up{}. {} is what the neurons answer.",
        z, net.layers()[0].has_bias() ? ", and the bias" : "", a);
  return fmt::format(
      "Layer {} does the same with {} for its inputs{}.", layer + 1,
      numbered("A", layer - 1, net),
      layer + 1 == net.layers().size()
          ? fmt::format(". What it answers, {}, is the net's answer", a)
          : "");
}

std::string backward_words(const MLP& net, std::size_t layer) {
  const std::string a = numbered("A", layer, net);
  if (layer + 1 == net.layers().size())
    return fmt::format(
        "d{0} is short for ∂cost/∂{0}: again a row for each neuron and a "
        "column for each example. Times the slope of the activation it is "
        "d{1}. d{2} has the shape of {2}, and each of its numbers is a sum "
        "over "
        "the examples.",
        a, numbered("Z", layer, net), numbered("W", layer, net));
  return fmt::format(
      "{0} went into each neuron of layer {1}. So d{0} adds up what comes back "
      "from all of these, times the weights on the way.",
      a, layer + 2);
}

}  // namespace gradwalk::demos
