#include <fmt/format.h>

#include <array>
#include <gradwalk/nn/loss.hpp>
#include <gradwalk/operators.hpp>

namespace gradwalk {

namespace {

void require_equal(std::string_view function, const Values& targets,
                   const Values& outputs) {
  if (outputs.empty()) throw Error(function, "one or more outputs", "none");
  if (targets.size() != outputs.size())
    throw Error(
        function,
        fmt::format("one target for each of {} outputs", outputs.size()),
        fmt::format("{}", targets.size()));
}

/// of(target, output) for each pair, in one list.
std::vector<Value> each(const Values& targets, const Values& outputs, auto of) {
  std::vector<Value> found;
  found.reserve(outputs.size());
  for (std::size_t i = 0; i < outputs.size(); ++i)
    found.push_back(of(targets[i], outputs[i]));
  return found;
}

Value sum_of(const std::vector<Value>& terms) {
  return terms.size() == 1 ? terms.front() : sum(terms);
}

Value half_square(Value target, Value output) {
  return squared_error(target, output);
}

}  // namespace

Value squared_error(const Values& targets, const Values& outputs) {
  require_equal("squared_error", targets, outputs);
  return sum_of(each(targets, outputs, half_square));
}

Value mean_squared_error(const Values& targets, const Values& outputs) {
  require_equal("mean_squared_error", targets, outputs);
  return mean(each(targets, outputs, half_square));
}

Value binary_cross_entropy(Value target, Value score) {
  return softplus(score) - target * score;
}

Value softmax_cross_entropy(const Values& scores, std::size_t label) {
  if (label >= scores.size())
    throw Error("softmax_cross_entropy",
                fmt::format("a label below {}", scores.size()),
                fmt::format("{}", label));
  return log_sum_exp(scores) - scores[label];
}

Value softmax_cross_entropy(const Values& targets, const Values& scores) {
  require_equal("softmax_cross_entropy", targets, scores);
  const Value normalizer = log_sum_exp(scores);
  return sum_of(each(targets, scores, [&](Value target, Value score) {
    return target * (normalizer - score);
  }));
}

Value softmax_squared_error(const Values& targets, const Values& scores) {
  require_equal("softmax_squared_error", targets, scores);
  return sum_of(
      each(targets, softmax(scores), [](Value target, Value probability) {
        return square(probability - target);
      }));
}

Value loss_of(Loss loss, const Values& targets, const Values& outputs) {
  switch (loss) {
    case Loss::squared_error:
      return squared_error(targets, outputs);
    case Loss::binary_cross_entropy:
      require_equal("binary_cross_entropy", targets, outputs);
      return sum_of(each(targets, outputs, binary_cross_entropy));
    case Loss::softmax_cross_entropy:
      return softmax_cross_entropy(targets, outputs);
    case Loss::softmax_squared_error:
      return softmax_squared_error(targets, outputs);
  }
  return {};
}

std::string_view name_of(Loss loss) {
  static constexpr std::array<std::string_view, 4> names{
      "squared_error", "binary_cross_entropy", "softmax_cross_entropy",
      "softmax_squared_error"};
  return names[static_cast<std::size_t>(loss)];
}

std::span<const Loss> losses() {
  static constexpr std::array all{
      Loss::squared_error, Loss::binary_cross_entropy,
      Loss::softmax_cross_entropy, Loss::softmax_squared_error};
  return all;
}

}  // namespace gradwalk
