#include <fmt/format.h>
#include <fmt/ranges.h>

#include <gradwalk/error.hpp>

#include "kernels.hpp"

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
  std::vector<std::string_view> names;
  for (const Kernels* kernels : available_kernels()) {
    names.emplace_back(kernels->level);
    if (names.back() == level) return *kernels;
  }
  if (level.empty()) return *available_kernels().back();
  throw Error(
      "Batch",
      fmt::format("a level of this machine, {}", fmt::join(names, " or ")),
      level);
}

}  // namespace gradwalk::detail
