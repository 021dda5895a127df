#include <fmt/format.h>
#include <fmt/ranges.h>

#include <gradwalk/batch.hpp>
#include <gradwalk/error.hpp>

#include "evaluator.hpp"

namespace gradwalk {

Batch::Batch(Value root, std::vector<std::vector<Value>> inputs,
             BatchOptions options)
    : evaluator_(std::make_unique<Evaluator>(root, inputs, options)) {}
Batch::Batch(Value root,
             std::initializer_list<std::initializer_list<Value>> inputs,
             BatchOptions options)
    : Batch(root, std::vector<std::vector<Value>>(inputs.begin(), inputs.end()),
            std::move(options)) {}
Batch::Batch(Value root, const ValuesView& inputs, BatchOptions options)
    : Batch(root,
            std::vector<std::vector<Value>>{{inputs.begin(), inputs.end()}},
            std::move(options)) {}
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;
Batch::~Batch() = default;

Batch::Evaluator& Batch::evaluator(std::string_view function) const {
  if (evaluator_ == nullptr)
    throw Error(function, "a batch", "one that was moved from");
  return *evaluator_;
}

double Batch::forward(std::span<const Rows> examples) {
  return evaluator("forward").forward(examples);
}

double Batch::forward(std::span<const double> examples) {
  const std::vector<const double*> rows =
      evaluator("forward").rows_of("forward", examples);
  const Rows list = rows;
  return forward({&list, 1});
}

double Batch::backward(std::span<const Rows> examples) {
  return evaluator("backward").backward(examples);
}

double Batch::backward(std::span<const double> examples) {
  const std::vector<const double*> rows =
      evaluator("backward").rows_of("backward", examples);
  const Rows list = rows;
  return backward({&list, 1});
}

std::span<const double> Batch::values(Value node) const {
  return evaluator("values").values(node);
}
std::span<const double> Batch::gradients(Value node) const {
  return evaluator("gradients").gradients(node);
}

std::vector<std::string_view> Batch::levels() {
  std::vector<std::string_view> names;
  for (const detail::Kernels* kernels : detail::available_kernels())
    names.emplace_back(kernels->level);
  return names;
}

}  // namespace gradwalk

namespace gradwalk::detail {

std::vector<const Kernels*> available_kernels() {
  std::vector<const Kernels*> found{&kernels_plain};
#ifdef GRADWALK_X86_64_LEVELS
  __builtin_cpu_init();
  const bool v3 =
      __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  const bool v4 =
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512cd") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (v3) found.push_back(&kernels_v3);
  if (v3 && v4) found.push_back(&kernels_v4);
#endif
  return found;
}

const Kernels& kernels_of(std::string_view level) {
  std::string names;
  for (const Kernels* kernels : available_kernels()) {
    if (kernels->level == level) return *kernels;
    names += (names.empty() ? "" : " or ") + std::string(kernels->level);
  }
  if (level.empty()) return *available_kernels().back();
  throw Error("Batch", "a level of this machine, " + names, level);
}

}  // namespace gradwalk::detail
