#include "mistakes.hpp"

#include <array>
#include <utility>

namespace gradwalk::demos {

namespace {

using Numbers = std::span<const double>;

LikelyMistake turned(Work work) {
  return {"sign", "Look at the sign.",
          [work = std::move(work)](Numbers x) { return -work(x); }};
}

}  // namespace

std::vector<LikelyMistake> value_mistakes(const Operation& operation) {
  std::vector<LikelyMistake> found;
  const std::string_view name = operation.name;
  const auto add = [&](std::string_view mistake, std::string advice,
                       Work work) {
    found.push_back({mistake, std::move(advice), std::move(work)});
  };
  if (name == "add" || name == "sum")
    add("product for sum", "Here numbers are added, not multiplied.",
        [](Numbers x) {
          double product = 1.0;
          for (const double factor : x) product *= factor;
          return product;
        });
  if (name == "multiply")
    add("sum for product", "Here numbers are multiplied, not added.",
        [](Numbers x) { return x[0] + x[1]; });
  if (name == "square")
    add("doubled", "A square is the number times itself, not twice it.",
        [](Numbers x) { return 2.0 * x[0]; });
  if (name == "pow")
    add("product for power",
        "A power is the number times itself, not times its exponent.",
        [](Numbers x) { return x[0] * x[1]; });
  if (name == "divide" || name == "subtract")
    add("turned round", "The two numbers stand the other way round.",
        [value = operation.value](Numbers x) {
          const std::array swapped{x[1], x[0]};
          return value(swapped);
        });
  if (name == "add")
    add("sign lost", "Here the second number is added, not taken away.",
        [](Numbers x) { return x[0] - x[1]; });
  if (name == "squared_error") {
    add("half forgotten", "Half of the square: the ½ is missing.",
        [value = operation.value](Numbers x) { return 2.0 * value(x); });
    add("not squared", "The difference is squared, and halved.",
        [](Numbers x) { return x[0] - x[1]; });
  }
  if (name == "linear" || name == "mean")
    add(name == "mean" ? "mean forgotten" : "bias forgotten",
        name == "mean" ? "Divide the sum by how many there are."
                       : "The bias is added, too.",
        [value = operation.value, is_mean = name == "mean"](Numbers x) {
          const auto count = static_cast<double>(x.size());
          return is_mean ? count * value(x) : value(x) - x.back();
        });
  if (operation.arity == 1 && name != "negate")
    add("operation forgotten",
        "That is the number that goes in: the operation on it is missing.",
        [](Numbers x) { return x[0]; });
  found.push_back(turned(operation.value));
  return found;
}

std::vector<LikelyMistake> local_mistakes(const Operation& operation,
                                          std::size_t k) {
  const auto local = [locals = operation.local_gradients, k](
                         Numbers x, double y) { return locals(x, y)[k]; };
  std::vector<LikelyMistake> found{turned(local_gradient_of(operation, k))};
  if (operation.arity == 1) {
    found.push_back({"at the wrong number",
                     "The slope is taken where the operation's own operand "
                     "stands, not at its result.",
                     [local, value = operation.value](Numbers x) {
                       const std::array at{x.back()};
                       return local(at, value(at));
                     }});
    found.push_back({"operand for result",
                     "The formula has the operation's result in it, not its "
                     "operand.",
                     [local](Numbers x) { return local(x.first(1), x[0]); }});
  }
  const std::string_view name = operation.name;
  if (name == "square" || (name == "pow" && k == 0))
    found.push_back({"exponent forgotten",
                     "The exponent stands in front: the slope of a² is 2·a.",
                     [local, is_square = name == "square"](Numbers x) {
                       return local(x.first(x.size() - 1), x.back()) /
                              (is_square ? 2.0 : x[1]);
                     }});
  if (name == "squared_error")
    found.push_back(
        {"half forgotten", "The ½ and the 2 of the square cancel each other.",
         [local](Numbers x) { return 2.0 * local(x.first(2), x.back()); }});
  if (name == "sigmoid")
    found.push_back({"result forgotten",
                     "The slope is y·(1 - y): multiply by y, too.",
                     [](Numbers x) { return 1.0 - x.back(); }});
  if (operation.arity == 2)
    found.push_back({"the other parent's",
                     "That is the local gradient for the other parent.",
                     [locals = operation.local_gradients, k](Numbers x) {
                       return locals(x.first(2), x[2])[1 - k];
                     }});
  found.push_back({"value for gradient",
                   "That is the node's value; asked is how fast it changes.",
                   [](Numbers x) { return x.back(); }});
  return found;
}

namespace {
/// What is said of a mistake in the local gradient of a product.
std::string in_product(const LikelyMistake& mistake) {
  if (mistake.name == "the other parent's")
    return "That is what the other parent receives.";
  if (mistake.name == "value for gradient")
    return "Multiply by the local gradient, not by the node's value.";
  if (mistake.name == "sign") return mistake.advice;
  return "The local gradient in it is not right: take it at the node's own "
         "operand.";
}
}  // namespace

std::vector<LikelyMistake> product_mistakes() {
  return {{"upstream forgotten",
           "That is the local gradient alone: multiply it by the upstream.",
           [](Numbers x) { return x[1]; }},
          {"local gradient forgotten",
           "That is the upstream alone: multiply it by the local gradient.",
           [](Numbers x) { return x[0]; }},
          {"sum for product", "Along a path numbers are multiplied, not added.",
           [](Numbers x) { return x[0] + x[1]; }}};
}

std::vector<LikelyMistake> product_mistakes(const Operation& operation,
                                            std::size_t k) {
  std::vector<LikelyMistake> found = product_mistakes();
  for (LikelyMistake& mistake : local_mistakes(operation, k)) {
    mistake.advice = in_product(mistake);
    mistake.work = [local = std::move(mistake.work)](Numbers x) {
      return x[0] * local(x.subspan(2));
    };
    found.push_back(std::move(mistake));
  }
  return found;
}

std::vector<LikelyMistake> sum_mistakes() {
  return {{"overwritten",
           "The last one alone: what came before it must not be lost.",
           [](Numbers x) { return x[1]; }},
          {"path forgotten", "What comes now is not in it yet.",
           [](Numbers x) { return x[0]; }},
          {"product for sum",
           "Over paths numbers are added; along one they are multiplied.",
           [](Numbers x) { return x[0] * x[1]; }},
          {"backward twice",
           "Twice what it should be: gradients begin at 0 for each pass.",
           [](Numbers x) { return 2.0 * (x[0] + x[1]); }},
          turned([](Numbers x) { return x[0] + x[1]; })};
}

std::vector<LikelyMistake> update_mistakes() {
  return {{"uphill", "A step downhill takes the gradient away.",
           [](Numbers x) { return x[0] + x[1] * x[2]; }},
          {"rate forgotten", "The gradient is multiplied by the learning rate.",
           [](Numbers x) { return x[0] - x[2]; }},
          {"step for result", "That is the step: take it from the parameter.",
           [](Numbers x) { return x[1] * x[2]; }},
          {"gradient for result", "That is the gradient: take a step by it.",
           [](Numbers x) { return x[2]; }}};
}

LikelyMistake old_numbers(const Work& work, std::vector<double> old) {
  return {"old weights", "The weights have changed since: take the new ones.",
          [work, old = std::move(old)](Numbers) { return work(old); }};
}

}  // namespace gradwalk::demos
