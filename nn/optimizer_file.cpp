#include <fmt/format.h>

#include <array>
#include <gradwalk/nn/optimizer.hpp>
#include <utility>

#include "finite.hpp"
#include "json_file.hpp"

namespace gradwalk {

namespace {

using Json = JsonFile::Json;

void require_finite(const OptimizerState& state) {
  const std::array numbers{state.rate, state.weight_decay};
  bool are_finite = all_finite(numbers);
  for (const std::vector<double>& list : state.memory)
    are_finite = are_finite && all_finite(list);
  if (!are_finite)
    throw Error("save", "finite numbers in the optimiser", "nan or inf");
}

std::size_t read_steps(const JsonFile& file) {
  const Json& steps = file.member(file.top(), "steps");
  if (!steps.is_number_unsigned())
    file.refuse("steps", "a whole number of 0 or more", steps.dump());
  return steps;
}

/// So many lists, all as long as the first.
std::vector<std::vector<double>> read_memory(const JsonFile& file,
                                             std::size_t lists) {
  const Json& stored = file.member(file.top(), "memory");
  file.require_size(stored, lists, "memory");
  std::vector<std::vector<double>> memory;
  for (std::size_t k = 0; k < lists; ++k)
    memory.push_back(file.numbers(stored[k], stored[0].size(),
                                  fmt::format("memory[{}]", k)));
  return memory;
}

}  // namespace

void save(const Optimizer& optimizer, const std::string& path) {
  const OptimizerState& state = optimizer.state();
  require_finite(state);
  write({{"gradwalk", "optimizer"},
         {"kind", optimizer.kind()},
         {"rate", state.rate},
         {"weight_decay", state.weight_decay},
         {"steps", state.steps},
         {"memory", state.memory}},
        path);
}

void load(Optimizer& optimizer, const std::string& path) {
  const JsonFile file(path);
  file.require_text(file.member(file.top(), "kind"), optimizer.kind(),
                    "optimiser", "kind");
  OptimizerState state{
      .rate = file.number(file.member(file.top(), "rate"), "rate"),
      .weight_decay =
          file.number(file.member(file.top(), "weight_decay"), "weight_decay"),
      .steps = read_steps(file)};
  if (state.weight_decay < 0.0)
    file.refuse("weight_decay", "0 or more",
                fmt::format("{}", state.weight_decay));
  state.memory = read_memory(file, optimizer.state().memory.size());
  optimizer.state_ = std::move(state);
}

}  // namespace gradwalk
