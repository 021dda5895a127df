#include "own_lanes.hpp"

#include <gradwalk/graph/own_operations.hpp>
#include <gradwalk/rules.hpp>
#include <vector>

namespace gradwalk::detail {

namespace {

/// Calls use(operands, lane) for each lane.
void each_lane(std::span<const double* const> x, LaneRange lanes, auto use) {
  std::vector<double> operands(x.size());
  for (std::size_t l = lanes.first; l < lanes.last; ++l) {
    for (std::size_t k = 0; k < x.size(); ++k) operands[k] = x[k][l];
    use(std::span<const double>(operands), l);
  }
}

/// Where the local gradients of one lane go.
struct ToLane {
  double upstream;
  std::span<double* const> out;
  std::size_t lane;
};

void take(void* to, std::size_t operand, double local) {
  const auto& [upstream, out, lane] = *static_cast<ToLane*>(to);
  if (out[operand] != nullptr) out[operand][lane] += upstream * local;
}

const LaneRule& rule_of(const Kernels& kernels, std::size_t row) {
  const LaneRule& rule = kernels.rules[row];
  return rule.value != nullptr ? rule : kernels_plain.rules[row];
}

}  // namespace

void compute_lanes(const Kernels& kernels, std::size_t row,
                   std::span<const double* const> x, double* y,
                   LaneRange lanes) {
  if (row < rules::All::size)
    return rule_of(kernels, row).value(x.data(), x.size(), y, lanes);
  const Operation& operation = operation_at(row);
  each_lane(x, lanes, [&](std::span<const double> operands, std::size_t l) {
    y[l] = operation.value(operands);
  });
}

void pass_on_lanes(const Kernels& kernels, std::size_t row,
                   std::span<const double* const> x, const double* y,
                   const double* upstream, std::span<double* const> out,
                   LaneRange lanes) {
  if (row < rules::All::size)
    return rule_of(kernels, row)
        .pass_on(x.data(), x.size(), y, upstream, out.data(), lanes);
  const OwnOperation& own = own_operation(row);
  each_lane(x, lanes, [&](std::span<const double> operands, std::size_t l) {
    ToLane lane{upstream[l], out, l};
    own.each_local(operands, y[l], {&lane, take});
  });
}

}  // namespace gradwalk::detail
