#include "zoo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>

#include "recording.hpp"
// Behind what its tables name.
#include "broken_engines.hpp"

namespace gradwalk::demos {

namespace {

/// An engine for graphs, with its source.
BrokenEngine made_from_tiny(BrokenEngine words) {
  for (const BrokenSource& source : broken_sources)
    if (source.name == words.name) {
      words.wrong = source.wrong;
      words.right = source.right;
      words.numbers = source.numbers;
      words.costs = source.costs;
    }
  return words;
}

std::vector<BrokenEngine> made() {
  std::vector<BrokenEngine> all{
      {"overwrites", "= in place of +=",
       "It learns from one example only, and the cost of all rises.",
       "A gradient is a sum over paths. With = each path that arrives wipes "
       "out what came before, and the last one alone is left."},
      {"unordered", "no topological order",
       "Some gradients are too small: it learns more slowly.",
       "A node that is used twice has its turn when only one of its users has "
       "had one. It passes on what it has by then; what arrives later stays "
       "where it is."},
      {"unzeroed", "gradients do not begin at 0",
       "The cost falls, then swings: the steps grow.",
       "The second pass adds to what the first left. Each step is made by the "
       "sum of all gradients since the beginning."},
      {"set", "parents are a set", "It learns at half its speed.",
       "x·x has x as a parent twice, and a path goes through each. A set keeps "
       "x once, and one of the two paths is lost."},
      {"sign", "the sign of a - b", "The cost rises from the first step.",
       "In a - b, b's local gradient is -1: if b grows, a - b falls. With 1 in "
       "its place the gradient points the other way."},
      {"relu", "relu's slope below 0", "The cost falls, then rises again.",
       "Below 0 relu is flat: its local gradient is 0, and the path is closed. "
       "With 1 the gradient goes through as if it were open."},
      {"point", "the slope at the wrong point",
       "It soon stops learning, at a high cost.",
       "The sigmoid's slope is y·(1 - y), where y is its value. Here its "
       "operand is put into that formula."},
      {"softmax", "softmax without its shift",
       "All is well while scores are small; then all is nan.",
       "exp of a score above 709 is infinite, and infinity / infinity is nan. "
       "With the largest score subtracted first, no exp is above 1, and the "
       "probabilities are the same.",
       "P = exp(Z) / sum(exp(Z))", "P = exp(Z - max(Z)) / sum(exp(Z - max(Z)))",
       nullptr, nullptr, Fault::softmax, 1.0, 2000.0},
      {"bias", "the bias summed over everything",
       "The cost stops falling too soon: some biases never move.",
       "A bias has a gradient of its own: the sum over the examples. Summed "
       "over the neurons too, all of them get the same number; behind softmax "
       "it is 0.",
       "db = sum(dZ) / m", "db = sum(dZ, axis=1) / m", nullptr, nullptr,
       Fault::bias},
      {"before-relu", "Z in place of A",
       "It learns more slowly where neurons are off.",
       "The weights of a layer were multiplied by A, what the layer before "
       "answered after its relu: A is their local gradient. Z is another "
       "number where it is negative.",
       "dW2 = dZ2·Z1ᵀ / m", "dW2 = dZ2·A1ᵀ / m", nullptr, nullptr,
       Fault::wiring},
      {"other-layer", "a step by another layer's gradient",
       "It learns more slowly, and nothing complains.",
       "b1 takes the step that b2 should take. Where their shapes fit, nothing "
       "complains.",
       "b1 = b1 - rate·db2", "b1 = b1 - rate·db1", nullptr, nullptr,
       Fault::returned},
      {"uphill", "a step uphill", "The cost rises from the first step.",
       "The gradient points to where the cost rises. A step downhill takes it "
       "away; this one adds it. All gradients are right.",
       "W = W + rate·dW", "W = W - rate·dW", nullptr, nullptr, Fault::none,
       -1.0}};
  std::ranges::transform(all, all.begin(), made_from_tiny);
  return all;
}

}  // namespace

std::span<const BrokenEngine> zoo() {
  static const std::vector<BrokenEngine> all = made();
  return all;
}

const BrokenEngine& engine_named(std::string_view name) {
  const auto found = std::ranges::find(zoo(), name, &BrokenEngine::name);
  assert(found != zoo().end());
  return *found;
}

bool differ(double a, double b) {
  constexpr double share = 1e-6;
  if (a == b || (std::isnan(a) && std::isnan(b))) return false;
  return !(std::abs(a - b) <=
           share * std::max({1.0, std::abs(a), std::abs(b)}));
}

std::optional<std::size_t> first_difference(const ProblemNumbers& a,
                                            const ProblemNumbers& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (differ(a[i], b[i])) return i;
  return std::nullopt;
}

Smallest smallest_for(const BrokenEngine& engine) {
  Smallest found;
  for (const Size& size : engine.is_for_nets() ? net_sizes() : graph_sizes()) {
    found.before = 0;
    size.each([&](const Problem& problem) {
      if (first_difference(problem.right(), problem.found_by(engine)))
        found.problem = problem.copy();
      else
        ++found.before;
      return found.problem != nullptr;
    });
    found.size = size.text;
    if (found.problem != nullptr) return found;
    found.tried.push_back({size.text, found.before});
  }
  return found;
}

}  // namespace gradwalk::demos
