#include "lanes.hpp"

#include <algorithm>
#include <new>

namespace gradwalk::detail {

namespace {

constexpr std::size_t padded(std::size_t count) {
  return (count + lane_step - 1) / lane_step * lane_step;
}

/// An odd number of cache lines: see Lanes::pitch.
constexpr std::size_t pitch_of(std::size_t count) {
  return (padded(count) / lane_step | 1) * lane_step;
}

const double* weights_of(const LayerStep& step, const double* cells,
                         std::size_t j) {
  return cells + step.first_weight +
         static_cast<std::ptrdiff_t>(j) * step.stride;
}

/// Room for the operands of any layer that are not in the examples' rows.
std::size_t turned_size(const Plan& plan) {
  std::size_t size = 0;
  for (const auto& step : plan.steps)
    if (const auto* layer = std::get_if<LayerStep>(&step))
      if (!layer->list)
        size = std::max(size, pitch_of(layer->operands.size()) * Lanes::most);
  return size;
}

}  // namespace

AlignedDoubles::AlignedDoubles(std::size_t size) {
  constexpr std::size_t line = 64;
  const std::size_t bytes = (size * sizeof(double) / line + 1) * line;
  data_.reset(static_cast<double*>(std::aligned_alloc(line, bytes)));
  if (!data_) throw std::bad_alloc();
  std::fill_n(data_.get(), size, 0.0);
}

Lanes::Lanes(const Plan& plan, const Kernels& kernels, const double* cells)
    : plan_(plan),
      kernels_(kernels),
      cells_(cells),
      values_(plan.rows * pitch),
      gradients_(plan.rows * pitch),
      turned_(turned_size(plan)) {
  swept_rows_.push_back(plan.root_row);
  for (const auto& step : plan.steps)
    rows_.push_back(std::visit(
        [this](const auto& one) -> std::variant<NodeRows, LayerRows> {
          return rows_of(one);
        },
        step));
  std::sort(swept_rows_.begin(), swept_rows_.end());
  swept_rows_.erase(std::unique(swept_rows_.begin(), swept_rows_.end()),
                    swept_rows_.end());
}

Lanes::NodeRows Lanes::rows_of(const NodeStep& step) {
  NodeRows rows;
  std::size_t cells = 0;
  for (const std::optional<Place>& target : step.targets)
    cells += target && !target->varies;
  scratch_.resize(std::max(scratch_.size(), cells * most));
  for (std::size_t k = 0; k < step.operands.size(); ++k) {
    const std::optional<Place>& target = step.targets[k];
    const bool to_row = target && target->varies;
    rows.operands.push_back(value_row(step.operands[k]));
    rows.targets.push_back(to_row ? gradient_row(target->at) : nullptr);
    if (to_row) swept_rows_.push_back(target->at);
  }
  swept_rows_.push_back(step.row);
  rows.reaches_cells = cells > 0;
  return rows;
}

Lanes::LayerRows Lanes::rows_of(const LayerStep& step) {
  LayerRows rows;
  // -0.0 for `dot`: adding it changes nothing.
  rows.biases.assign(step.rows.size(), -0.0);
  for (std::size_t j = 0; j < step.rows.size(); ++j) {
    rows.weights.push_back(weights_of(step, cells_, j));
    rows.values.push_back(value_row(step.rows[j]));
    rows.upstreams.push_back(gradient_row(step.rows[j]));
    swept_rows_.push_back(step.rows[j]);
  }
  for (const std::size_t operand : step.operands)
    rows.operands.push_back(value_row(operand));
  for (const std::size_t i : step.targets) {
    rows.targets.push_back(gradient_row(step.operands[i]));
    swept_rows_.push_back(step.operands[i]);
    rows.weights_of_targets.push_back(
        weights_of(step, cells_, step.rows.size() - 1) + i);
  }
  return rows;
}

void Lanes::repeat_cells() {
  for (const Plan::Repeated& repeated : plan_.repeated)
    std::fill_n(value_row(repeated.row), most, cells_[repeated.cell]);
}

void Lanes::load(std::span<const Rows> lists, std::size_t first) {
  lists_ = lists;
  first_ = first;
  for (std::size_t i = 0; i < lists.size(); ++i)
    kernels_.transpose(lists[i].data() + first, count_, plan_.lists[i].leaves,
                       value_row(plan_.lists[i].first_row), pitch);
}

void Lanes::forward(std::span<const Rows> lists, std::size_t first,
                    std::size_t count) {
  count_ = count;
  padded_ = padded(count);
  load(lists, first);
  for (std::size_t s = 0; s < rows_.size(); ++s)
    if (const auto* node = std::get_if<NodeStep>(&plan_.steps[s]))
      compute(*node, std::get<NodeRows>(rows_[s]));
    else
      compute(std::get<LayerStep>(plan_.steps[s]),
              std::get<LayerRows>(rows_[s]));
}

void Lanes::compute(const NodeStep& step, const NodeRows& rows) {
  kernels_.rules[step.operation].value(
      rows.operands.data(), rows.operands.size(), value_row(step.row), count_);
}

void Lanes::compute(const LayerStep& step, LayerRows& rows) {
  for (std::size_t j = 0; j < step.biases.size(); ++j)
    rows.biases[j] = cells_[step.biases[j]];
  kernels_.multiply({rows.values.size(), padded_, rows.operands.size(),
                     rows.weights.data(), 1, rows.operands.data(), 1,
                     rows.values.data(), rows.biases.data()});
}

void Lanes::backward(double upstream, double* cell_gradients, bool careful) {
  for (const std::size_t row : swept_rows_)
    std::fill_n(gradient_row(row), padded_, 0.0);
  std::fill_n(gradient_row(plan_.root_row), count_, upstream);
  for (std::size_t s = rows_.size(); s-- > 0;)
    if (const auto* node = std::get_if<NodeStep>(&plan_.steps[s])) {
      if (node->passes)
        sweep(*node, std::get<NodeRows>(rows_[s]), cell_gradients);
    } else {
      const auto& layer = std::get<LayerStep>(plan_.steps[s]);
      auto& rows = std::get<LayerRows>(rows_[s]);
      if (layer.passes && careful)
        sweep_carefully(layer, rows, cell_gradients);
      else if (layer.passes)
        sweep(layer, rows, cell_gradients);
    }
}

void Lanes::sweep(const NodeStep& step, NodeRows& rows,
                  double* cell_gradients) {
  double* to_cell = scratch_.data();
  if (rows.reaches_cells)
    for (std::size_t k = 0; k < step.targets.size(); ++k)
      if (step.targets[k] && !step.targets[k]->varies) {
        std::fill_n(to_cell, count_, 0.0);
        rows.targets[k] = to_cell;
        to_cell += most;
      }
  kernels_.rules[step.operation].pass_on(
      rows.operands.data(), rows.operands.size(), value_row(step.row),
      gradient_row(step.row), rows.targets.data(), count_);
  if (rows.reaches_cells)
    for (std::size_t k = 0; k < step.targets.size(); ++k)
      if (step.targets[k] && !step.targets[k]->varies)
        cell_gradients[step.targets[k]->at] +=
            kernels_.sum(rows.targets[k], count_);
}

void Lanes::sweep(const LayerStep& step, LayerRows& rows,
                  double* cell_gradients) {
  const std::size_t nodes = rows.values.size();
  // From the last node to the first, as a sweep of the graph adds them.
  if (!rows.targets.empty())
    kernels_.multiply({rows.targets.size(), padded_, nodes,
                       rows.weights_of_targets.data(), -step.stride,
                       &rows.upstreams.back(), -1, rows.targets.data()});
  if (step.learns) learn(step, rows, cell_gradients);
}

void Lanes::find_examples(const LayerStep& step, const LayerRows& rows) {
  examples_.resize(count_);
  if (step.list) {
    for (std::size_t l = 0; l < count_; ++l)
      examples_[l] = lists_[*step.list][first_ + l] + step.first_leaf;
    return;
  }
  const std::size_t stride = pitch_of(step.operands.size());
  kernels_.transpose(rows.operands.data(), rows.operands.size(), count_,
                     turned_.data(), stride);
  for (std::size_t l = 0; l < count_; ++l)
    examples_[l] = turned_.data() + l * stride;
}

void Lanes::learn(const LayerStep& step, const LayerRows& rows,
                  double* cell_gradients) {
  const std::size_t nodes = rows.values.size();
  find_examples(step, rows);
  last_upstreams_.clear();
  weight_rows_.clear();
  for (std::size_t j = 0; j < nodes; ++j) {
    last_upstreams_.push_back(rows.upstreams[j] + count_ - 1);
    weight_rows_.push_back(cell_gradients + (rows.weights[j] - cells_));
  }
  // From the last example to the first, as a sweep over the graphs of all.
  kernels_.multiply({nodes, rows.operands.size(), count_,
                     last_upstreams_.data(), -1, &examples_.back(), -1,
                     weight_rows_.data()});
  if (step.biases.empty()) return;
  static constexpr double one = 1.0;
  const double* const ones = &one;
  bias_sums_.assign(nodes, 0.0);
  bias_rows_.clear();
  for (double& sum : bias_sums_) bias_rows_.push_back(&sum);
  kernels_.multiply({nodes, 1, count_, last_upstreams_.data(), -1, &ones, 0,
                     bias_rows_.data()});
  for (std::size_t j = nodes; j-- > 0;)
    cell_gradients[step.biases[j]] += bias_sums_[j];
}

void Lanes::sweep_carefully(const LayerStep& step, const LayerRows& rows,
                            double* cell_gradients) {
  for (std::size_t l = count_; l-- > 0;)
    for (std::size_t j = rows.values.size(); j-- > 0;) {
      const double upstream = rows.upstreams[j][l];
      if (upstream == 0.0) continue;
      for (std::size_t t = 0; t < step.targets.size(); ++t)
        rows.targets[t][l] += upstream * rows.weights[j][step.targets[t]];
      double* const weights = cell_gradients + (rows.weights[j] - cells_);
      for (std::size_t i = 0; i < rows.operands.size(); ++i)
        weights[i] += upstream * rows.operands[i][l];
      if (!step.biases.empty()) cell_gradients[step.biases[j]] += upstream;
    }
}

}  // namespace gradwalk::detail
