#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/operators.hpp>
#include <gradwalk/rules/all.hpp>

#include "attempt.hpp"

namespace gradwalk {

using detail::Access;

Value choose(Value x, Value negative, Value zero, Value positive) {
  return detail::record_many<rules::Choose>({x, negative, zero, positive});
}

Value binary_cross_entropy(Value target, Value score) {
  return detail::record<rules::BinaryCrossEntropy>(target, score);
}

Value log_sum_exp(const ValuesView& a) {
  return detail::record_many<rules::LogSumExp>(a);
}

Value softmax_cross_entropy(const ValuesView& targets,
                            const ValuesView& scores) {
  if (scores.empty())
    throw Error("softmax_cross_entropy", "one or more outputs", "none");
  if (targets.size() != scores.size())
    throw Error("softmax_cross_entropy",
                fmt::format("one target for each of {} outputs", scores.size()),
                fmt::format("{}", targets.size()));
  return detail::record_many<rules::SoftmaxCrossEntropy>(targets, scores);
}

namespace {
/// Records a rule whose operands are scores, that of `right` first.
template <class Rule>
Value record_right_first(const ValuesView& scores, std::size_t right,
                         auto value_of) {
  const Value score = scores[right];
  const ValuesView first(&score, 1),
      before = scores.subspan(0, right),
      after = scores.subspan(right + 1, scores.size() - right - 1);
  if (before.empty() && after.empty())
    return detail::record_with<Rule>(value_of, first);
  if (before.empty()) return detail::record_with<Rule>(value_of, first, after);
  if (after.empty()) return detail::record_with<Rule>(value_of, first, before);
  return detail::record_with<Rule>(value_of, first, before, after);
}
template <class Rule>
Value record_right_first(const ValuesView& scores, std::size_t right) {
  return record_right_first<Rule>(
      scores, right,
      [](const detail::OperandValues& x) { return Rule::value(x); });
}
}  // namespace

Value negative_log_softmax(const ValuesView& scores, std::size_t right) {
  if (scores.size() < 2)
    detail::refuse_few("negative_log_softmax", 2, scores.size());
  if (right >= scores.size())
    throw Error("negative_log_softmax",
                fmt::format("a score below {}", scores.size()),
                fmt::format("{}", right));
  return record_right_first<rules::NegativeLogSoftmax>(scores, right);
}

namespace {
/// Softmax of scores of which some are plain numbers.
std::vector<Value> softmax_of_numbers(const ValuesView& scores) {
  const auto node = std::ranges::find_if_not(scores, &Value::is_plain_number);
  if (node != scores.end()) {
    detail::Attempt attempt(Access::tape(*node));
    return attempt.kept(softmax(detail::with_inputs("softmax", scores, *node)));
  }
  std::vector<Value> probabilities;
  for (std::size_t right = 0; right < scores.size(); ++right)
    probabilities.push_back(record_right_first<rules::Softmax>(scores, right));
  return probabilities;
}
}  // namespace

std::vector<Value> softmax(const ValuesView& scores) {
  if (scores.empty()) return {};
  if (!detail::are_live("softmax", {&scores}))
    return softmax_of_numbers(scores);
  detail::Attempt attempt(Access::tape(scores.front()));
  // Each exponential once: the rule, for each score, would take all anew.
  std::vector<double> x;
  for (const Value score : scores) x.push_back(score.value());
  const double shift = rules::highest(x);
  std::vector<double> terms;
  for (const double score : x) terms.push_back(rules::exp(score - shift));
  std::vector<Value> probabilities;
  for (std::size_t right = 0; right < x.size(); ++right) {
    const auto place = [right](std::size_t i) {
      return i == 0 ? right : i <= right ? i - 1 : i;
    };
    probabilities.push_back(record_right_first<rules::Softmax>(
        scores, right, [&](const detail::OperandValues& operands) {
          const auto right_first = rules::all_of(operands);
          return rules::ExponentialSum(
                     right_first, shift,
                     [&](std::size_t i) { return terms[place(i)]; })
              .part(0);
        }));
  }
  return attempt.kept(std::move(probabilities));
}

}  // namespace gradwalk
