#include "bundle_lanes.hpp"

namespace gradwalk::detail {

BundleLanes::BundleLanes(const BundleStep& step, const Kernels& kernels,
                         const Numbers& numbers)
    : step_(step),
      kernels_(kernels),
      cells_(numbers.cells),
      // -0.0 for `dot`: adding it changes nothing.
      biases_(step.rows.size(), -0.0) {
  std::ptrdiff_t weight = static_cast<std::ptrdiff_t>(step.first_weight);
  for (const std::size_t row : step.rows) {
    weights_.push_back(cells_ + weight);
    weight_gradients_.push_back(numbers.cell_gradients + weight);
    values_.push_back(numbers.value_row(row));
    upstreams_.push_back(numbers.gradient_row(row));
    weight += step.stride;
  }
  if (step.learns_biases)
    for (const std::size_t bias : step.biases)
      bias_gradients_.push_back(numbers.cell_gradients + bias);
  bias_sums_.resize(bias_gradients_.size());
  for (double& sum : bias_sums_) bias_rows_.push_back(&sum);
  for (const std::size_t operand : step.operands)
    operands_.push_back(numbers.value_row(operand));
  for (const std::size_t i : step.targets) {
    targets_.push_back(numbers.gradient_row(step.operands[i]));
    weights_of_targets_.push_back(weights_.back() + i);
  }
}

void BundleLanes::read_biases() {
  for (std::size_t j = 0; j < step_.biases.size(); ++j)
    biases_[j] = cells_[step_.biases[j]];
}

void BundleLanes::forward(LaneRange lanes) const {
  // Rows are there beyond the last lane, lists are not.
  const std::size_t last = step_.list ? lanes.last : padded(lanes.last);
  kernels_.multiply({.rows = values_.size(),
                     .first_column = lanes.first,
                     .columns = last - lanes.first,
                     .depth = operands_.size(),
                     .p = weights_.data(),
                     .p_first = 0,
                     .p_step = 1,
                     .q = step_.list ? examples_ : operands_.data(),
                     .q_first = step_.list ? step_.first_leaf : 0,
                     .q_step = 1,
                     .turned = step_.list.has_value(),
                     .c = values_.data(),
                     .more = biases_.data()});
}

void BundleLanes::backward(LaneRange lanes) const {
  if (targets_.empty()) return;
  // From the last node to the first, as a sweep of the graph adds them.
  kernels_.multiply({.rows = targets_.size(),
                     .first_column = lanes.first,
                     .columns = padded(lanes.last) - lanes.first,
                     .depth = upstreams_.size(),
                     .p = weights_of_targets_.data(),
                     .p_first = 0,
                     .p_step = -step_.stride,
                     .q = &upstreams_.back(),
                     .q_first = 0,
                     .q_step = -1,
                     .turned = false,
                     .c = targets_.data()});
}

void BundleLanes::learn_weights(std::size_t first_column, std::size_t columns,
                                LaneRange lanes, bool fresh) const {
  const std::size_t last = lanes.last - 1;
  kernels_.multiply({.rows = upstreams_.size(),
                     .first_column = first_column,
                     .columns = columns,
                     .depth = lanes.last - lanes.first,
                     .p = upstreams_.data(),
                     .p_first = last,
                     .p_step = -1,
                     .q = step_.list ? examples_ + last : operands_.data(),
                     .q_first = step_.list ? step_.first_leaf : last,
                     .q_step = -1,
                     .turned = !step_.list,
                     .c = weight_gradients_.data(),
                     .fresh = fresh});
}

void BundleLanes::learn(std::size_t first_column, std::size_t columns,
                        LaneRange lanes, bool fresh) const {
  learn_weights(first_column, columns, lanes, fresh);
  if (first_column == 0)
    kernels_.add_rows(upstreams_.data(), bias_gradients_.size(), lanes,
                      bias_gradients_.data(), fresh);
}

void BundleLanes::add(LaneRange lanes) {
  learn_weights(0, operands_.size(), lanes, false);
  // Neurons may share a bias.
  kernels_.add_rows(upstreams_.data(), bias_rows_.size(), lanes,
                    bias_rows_.data(), true);
  for (std::size_t j = bias_sums_.size(); j-- > 0;)
    *bias_gradients_[j] += bias_sums_[j];
}

}  // namespace gradwalk::detail
