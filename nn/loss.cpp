#include <fmt/format.h>

#include <gradwalk/nn/loss.hpp>
#include <gradwalk/operators.hpp>

#include "rows.hpp"

namespace gradwalk {

namespace {

void require_equal(std::string_view function, const ValuesView& targets,
                   const ValuesView& outputs) {
  if (outputs.empty()) throw Error(function, "one or more outputs", "none");
  if (targets.size() != outputs.size())
    throw Error(
        function,
        fmt::format("one target for each of {} outputs", outputs.size()),
        fmt::format("{}", targets.size()));
}

/// of(target, output) for each pair, in one list.
std::vector<Value> each(const ValuesView& targets, const ValuesView& outputs,
                        auto of) {
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

Value squared_error(const ValuesView& targets, const ValuesView& outputs) {
  require_equal("squared_error", targets, outputs);
  return sum_of(each(targets, outputs, half_square));
}

Value mean_squared_error(const ValuesView& targets, const ValuesView& outputs) {
  require_equal("mean_squared_error", targets, outputs);
  return mean(each(targets, outputs, half_square));
}

namespace {

/// Each output a score of its own.
Value binary_cross_entropies(const ValuesView& targets,
                             const ValuesView& scores) {
  require_equal("binary_cross_entropy", targets, scores);
  return sum_of(each(targets, scores, [](Value target, Value score) {
    return binary_cross_entropy(target, score);
  }));
}

}  // namespace

Value softmax_cross_entropy(const ValuesView& scores, std::size_t label) {
  if (label >= scores.size())
    throw Error("softmax_cross_entropy",
                fmt::format("a label below {}", scores.size()),
                fmt::format("{}", label));
  return negative_log_softmax(scores, label);
}

Value softmax_squared_error(const ValuesView& targets,
                            const ValuesView& scores) {
  require_equal("softmax_squared_error", targets, scores);
  return sum_of(
      each(targets, softmax(scores), [](Value target, Value probability) {
        return square(probability - target);
      }));
}

namespace {

struct LossRow {
  Loss key;
  std::string_view name;
  Value (*record)(const ValuesView& targets, const ValuesView& outputs);
  OutputMeaning meaning;
};

constexpr std::array loss_rows{
    LossRow{Loss::squared_error, "squared_error", squared_error,
            OutputMeaning::value},
    LossRow{Loss::binary_cross_entropy, "binary_cross_entropy",
            binary_cross_entropies, OutputMeaning::sigmoid},
    LossRow{Loss::softmax_cross_entropy, "softmax_cross_entropy",
            softmax_cross_entropy, OutputMeaning::softmax},
    LossRow{Loss::softmax_squared_error, "softmax_squared_error",
            softmax_squared_error, OutputMeaning::softmax},
};

}  // namespace

Value loss_of(Loss loss, const ValuesView& targets, const ValuesView& outputs) {
  return row_of(loss_rows, loss).record(targets, outputs);
}

OutputMeaning meaning_of(Loss loss) { return row_of(loss_rows, loss).meaning; }

std::string_view name_of(Loss loss) { return row_of(loss_rows, loss).name; }

std::span<const Loss> losses() {
  static constexpr std::array all = keys_of<loss_rows>();
  return all;
}

LossFunction::LossFunction(Loss loss)
    : LossFunction(std::string(name_of(loss)), row_of(loss_rows, loss).record,
                   meaning_of(loss)) {}

LossFunction::LossFunction(std::string name, Record record,
                           OutputMeaning meaning)
    : name_(std::move(name)), record_(std::move(record)), meaning_(meaning) {
  if (!record_) throw Error("LossFunction", "a function", "none");
}

std::vector<Value> answers_of(const LossFunction& loss,
                              const ValuesView& outputs) {
  if (loss.meaning() == OutputMeaning::softmax) return softmax(outputs);
  std::vector<Value> answers(outputs.begin(), outputs.end());
  if (loss.meaning() == OutputMeaning::sigmoid)
    for (Value& answer : answers) answer = sigmoid(answer);
  return answers;
}

}  // namespace gradwalk
