#include "lanes.hpp"

#include <algorithm>
#include <new>

namespace gradwalk::detail {

namespace {

constexpr std::size_t up_to(std::size_t count, std::size_t multiple) {
  return (count + multiple - 1) / multiple * multiple;
}
constexpr std::size_t padded(std::size_t count) {
  return up_to(count, lane_step);
}

const double* weights_of(const LayerStep& step, const double* cells,
                         std::size_t j) {
  return cells + step.first_weight +
         static_cast<std::ptrdiff_t>(j) * step.stride;
}

/// The most cells that one step's rows are summed for.
std::size_t most_cells(const Plan& plan) {
  std::ptrdiff_t most = 0;
  for (const auto& step : plan.steps)
    if (const auto* node = std::get_if<NodeStep>(&step))
      most = std::max(
          most, std::ranges::count_if(node->targets, [](const auto& target) {
            return target && !target->varies;
          }));
  return static_cast<std::size_t>(most);
}

}  // namespace

AlignedDoubles::AlignedDoubles(std::size_t size) {
  constexpr std::size_t line = 64;
  const std::size_t bytes = (size * sizeof(double) / line + 1) * line;
  data_.reset(static_cast<double*>(std::aligned_alloc(line, bytes)));
  if (!data_) throw std::bad_alloc();
  std::fill_n(data_.get(), size, 0.0);
}

std::size_t Lanes::width_for(std::size_t examples, std::size_t threads) {
  // Few lanes keep rows close together; with more, weights and their gradients
  // are gone through less often.
  constexpr std::size_t few = 64, many = 128;
  return examples <= few * threads ? up_to(examples, few) : many * threads;
}

Lanes::Lanes(const Plan& plan, const Kernels& kernels, const double* cells,
             double* cell_gradients, std::size_t width, std::size_t threads)
    : plan_(plan),
      kernels_(kernels),
      cells_(cells),
      cell_gradients_(cell_gradients),
      width_(width),
      // An odd number of cache lines. An even one would put the same lanes of
      // many rows into a few of the cache's sets, which hold only some of them.
      pitch_(width_ + lane_step),
      values_(plan.rows * pitch_),
      gradients_(plan.rows * pitch_),
      to_cells_(most_cells(plan) * pitch_) {
  swept_rows_.push_back(plan.root_row);
  for (std::size_t s = 0; s < plan.steps.size(); ++s) {
    if (const auto* node = std::get_if<NodeStep>(&plan.steps[s])) {
      rows_.emplace_back(rows_of(*node));
      if (!std::get<NodeRows>(rows_[s]).to_cells.empty())
        shared_steps_.push_back(s);
      continue;
    }
    const auto& layer = std::get<LayerStep>(plan.steps[s]);
    rows_.emplace_back(rows_of(layer));
    if (layer.alone)
      divide(s, threads);
    else if (layer.passes && layer.learns)
      shared_steps_.push_back(s);
  }
  sums_.resize(sum_count_ * (width_ / group));
  std::sort(swept_rows_.begin(), swept_rows_.end());
  swept_rows_.erase(std::unique(swept_rows_.begin(), swept_rows_.end()),
                    swept_rows_.end());
}

Lanes::NodeRows Lanes::rows_of(const NodeStep& step) {
  NodeRows rows;
  rows.first_sum = sum_count_;
  for (std::size_t k = 0; k < step.operands.size(); ++k) {
    rows.operands.push_back(value_row(step.operands[k]));
    rows.targets.push_back(nullptr);
    const std::optional<Place>& target = step.targets[k];
    if (!step.passes || !target) continue;
    if (target->varies) {
      rows.targets[k] = gradient_row(target->at);
      swept_rows_.push_back(target->at);
    } else {
      rows.targets[k] = to_cells_.data() + rows.to_cells.size() * pitch_;
      rows.to_cells.push_back(k);
    }
  }
  swept_rows_.push_back(step.row);
  sum_count_ += rows.to_cells.size();
  return rows;
}

Lanes::LayerRows Lanes::rows_of(const LayerStep& step) {
  LayerRows rows;
  // -0.0 for `dot`: adding it changes nothing.
  rows.biases.assign(step.rows.size(), -0.0);
  for (std::size_t j = 0; j < step.rows.size(); ++j) {
    rows.weights.push_back(weights_of(step, cells_, j));
    rows.weight_gradients.push_back(cell_gradients_ +
                                    (rows.weights[j] - cells_));
    rows.values.push_back(value_row(step.rows[j]));
    rows.upstreams.push_back(gradient_row(step.rows[j]));
    swept_rows_.push_back(step.rows[j]);
  }
  for (const std::size_t bias : step.biases)
    rows.bias_gradients.push_back(cell_gradients_ + bias);
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

void Lanes::divide(std::size_t step, std::size_t threads) {
  // Whole registers of any level, and enough tasks to be shared evenly.
  constexpr std::size_t least = 96;
  const std::size_t columns = std::get<LayerRows>(rows_[step]).operands.size();
  const std::size_t size =
      threads == 1 ? columns
                   : std::max(least, columns / (2 * threads) / least * least);
  for (std::size_t first = 0; first < columns; first += size)
    tasks_.push_back({step, first, std::min(size, columns - first)});
}

void Lanes::read_cells() {
  for (const Plan::Repeated& repeated : plan_.repeated)
    std::fill_n(value_row(repeated.row), width_, cells_[repeated.cell]);
  for (std::size_t s = 0; s < rows_.size(); ++s)
    if (const auto* layer = std::get_if<LayerStep>(&plan_.steps[s]))
      for (std::size_t j = 0; j < layer->biases.size(); ++j)
        std::get<LayerRows>(rows_[s]).biases[j] = cells_[layer->biases[j]];
}

void Lanes::take(std::span<const Rows> lists, std::size_t first,
                 std::size_t count) {
  lists_ = lists;
  first_ = first;
  count_ = count;
}

void Lanes::forward(LaneRange lanes) {
  for (std::size_t i = 0; i < lists_.size(); ++i)
    if (const Plan::List& list = plan_.lists[i]; list.has_rows)
      kernels_.transpose(lists_[i].data() + first_ + lanes.first,
                         lanes.last - lanes.first, list.leaves,
                         value_row(list.first_row) + lanes.first, pitch_);
  for (std::size_t s = 0; s < rows_.size(); ++s)
    if (const auto* node = std::get_if<NodeStep>(&plan_.steps[s])) {
      const auto& operands = std::get<NodeRows>(rows_[s]).operands;
      kernels_.rules[node->operation].value(operands.data(), operands.size(),
                                            value_row(node->row), lanes);
    } else {
      compute(std::get<LayerStep>(plan_.steps[s]),
              std::get<LayerRows>(rows_[s]), lanes);
    }
}

void Lanes::compute(const LayerStep& step, const LayerRows& rows,
                    LaneRange lanes) {
  // Rows are there beyond the last lane, lists are not.
  const std::size_t last = step.list ? lanes.last : padded(lanes.last);
  kernels_.multiply({.rows = rows.values.size(),
                     .first_column = lanes.first,
                     .columns = last - lanes.first,
                     .depth = rows.operands.size(),
                     .p = rows.weights.data(),
                     .p_first = 0,
                     .p_step = 1,
                     .q = step.list ? examples(step) : rows.operands.data(),
                     .q_first = step.list ? step.first_leaf : 0,
                     .q_step = 1,
                     .turned = step.list.has_value(),
                     .c = rows.values.data(),
                     .more = rows.biases.data()});
}

void Lanes::backward(LaneRange lanes, double upstream, bool careful) {
  for (const std::size_t row : swept_rows_)
    std::fill(gradient_row(row) + lanes.first,
              gradient_row(row) + padded(lanes.last), 0.0);
  std::fill(gradient_row(plan_.root_row) + lanes.first,
            gradient_row(plan_.root_row) + lanes.last, upstream);
  for (std::size_t s = rows_.size(); s-- > 0;)
    if (const auto* node = std::get_if<NodeStep>(&plan_.steps[s])) {
      if (node->passes) sweep(*node, std::get<NodeRows>(rows_[s]), lanes);
    } else {
      const auto& layer = std::get<LayerStep>(plan_.steps[s]);
      const auto& rows = std::get<LayerRows>(rows_[s]);
      if (layer.passes && careful)
        sweep_carefully(layer, rows, lanes);
      else if (layer.passes)
        sweep(layer, rows, lanes);
    }
}

void Lanes::sweep(const NodeStep& step, const NodeRows& rows, LaneRange lanes) {
  for (const std::size_t k : rows.to_cells)
    std::fill(rows.targets[k] + lanes.first, rows.targets[k] + lanes.last, 0.0);
  kernels_.rules[step.operation].pass_on(
      rows.operands.data(), rows.operands.size(), value_row(step.row),
      gradient_row(step.row), rows.targets.data(), lanes);
  for (std::size_t i = 0; i < rows.to_cells.size(); ++i)
    for (std::size_t first = lanes.first; first < lanes.last; first += group)
      sum_of(rows.first_sum + i, first / group) =
          kernels_.sum(rows.targets[rows.to_cells[i]] + first,
                       std::min(group, lanes.last - first));
}

void Lanes::sweep(const LayerStep& step, const LayerRows& rows,
                  LaneRange lanes) {
  if (rows.targets.empty()) return;
  // From the last node to the first, as a sweep of the graph adds them.
  kernels_.multiply({.rows = rows.targets.size(),
                     .first_column = lanes.first,
                     .columns = padded(lanes.last) - lanes.first,
                     .depth = rows.upstreams.size(),
                     .p = rows.weights_of_targets.data(),
                     .p_first = 0,
                     .p_step = -step.stride,
                     .q = &rows.upstreams.back(),
                     .q_first = 0,
                     .q_step = -1,
                     .turned = false,
                     .c = rows.targets.data()});
}

void Lanes::sweep_carefully(const LayerStep& step, const LayerRows& rows,
                            LaneRange lanes) {
  for (std::size_t l = lanes.last; l-- > lanes.first;)
    for (std::size_t j = rows.values.size(); j-- > 0;) {
      const double upstream = rows.upstreams[j][l];
      if (upstream == 0.0) continue;
      for (std::size_t t = 0; t < step.targets.size(); ++t)
        rows.targets[t][l] += upstream * rows.weights[j][step.targets[t]];
    }
}

void Lanes::learn(std::size_t task, bool fresh) const {
  const auto& [s, first_column, columns] = tasks_[task];
  const auto& rows = std::get<LayerRows>(rows_[s]);
  const LaneRange all{0, count_};
  learn_weights(std::get<LayerStep>(plan_.steps[s]), rows, first_column,
                columns, all, fresh);
  if (first_column == 0)
    kernels_.add_rows(rows.upstreams.data(), rows.bias_gradients.size(), all,
                      rows.bias_gradients.data(), fresh);
}

void Lanes::learn_weights(const LayerStep& step, const LayerRows& rows,
                          std::size_t first_column, std::size_t columns,
                          LaneRange lanes, bool fresh) const {
  const std::size_t last = lanes.last - 1;
  kernels_.multiply(
      {.rows = rows.upstreams.size(),
       .first_column = first_column,
       .columns = columns,
       .depth = lanes.last - lanes.first,
       .p = rows.upstreams.data(),
       .p_first = last,
       .p_step = -1,
       .q = step.list ? examples(step) + last : rows.operands.data(),
       .q_first = step.list ? step.first_leaf : last,
       .q_step = -1,
       .turned = !step.list,
       .c = rows.weight_gradients.data(),
       .fresh = fresh});
}

void Lanes::add_shared(bool careful) {
  if (!careful && shared_steps_.empty()) return;
  const std::size_t steps = careful ? rows_.size() : shared_steps_.size();
  for (std::size_t g = (count_ + group - 1) / group; g-- > 0;)
    for (std::size_t i = steps; i-- > 0;)
      add(careful ? i : shared_steps_[i], g, careful);
}

void Lanes::add(std::size_t s, std::size_t g, bool careful) {
  if (const auto* node = std::get_if<NodeStep>(&plan_.steps[s])) {
    const auto& rows = std::get<NodeRows>(rows_[s]);
    for (std::size_t i = 0; i < rows.to_cells.size(); ++i)
      cell_gradients_[node->targets[rows.to_cells[i]]->at] +=
          sum_of(rows.first_sum + i, g);
    return;
  }
  const auto& layer = std::get<LayerStep>(plan_.steps[s]);
  const auto& rows = std::get<LayerRows>(rows_[s]);
  const LaneRange lanes{g * group, std::min(count_, (g + 1) * group)};
  if (careful && layer.passes && layer.learns)
    add_carefully(layer, rows, lanes);
  else if (!careful)
    add_layer(layer, rows, lanes);
}

void Lanes::add_layer(const LayerStep& step, const LayerRows& rows,
                      LaneRange lanes) {
  learn_weights(step, rows, 0, rows.operands.size(), lanes, false);
  // Neurons may share a bias.
  bias_sums_.resize(rows.bias_gradients.size());
  bias_rows_.clear();
  for (double& sum : bias_sums_) bias_rows_.push_back(&sum);
  kernels_.add_rows(rows.upstreams.data(), bias_rows_.size(), lanes,
                    bias_rows_.data(), true);
  for (std::size_t j = rows.bias_gradients.size(); j-- > 0;)
    *rows.bias_gradients[j] += bias_sums_[j];
}

void Lanes::add_carefully(const LayerStep& step, const LayerRows& rows,
                          LaneRange lanes) {
  for (std::size_t l = lanes.last; l-- > lanes.first;)
    for (std::size_t j = rows.values.size(); j-- > 0;) {
      const double upstream = rows.upstreams[j][l];
      if (upstream == 0.0) continue;
      const double* const example =
          step.list ? examples(step)[l] + step.first_leaf : nullptr;
      for (std::size_t i = 0; i < rows.operands.size(); ++i)
        rows.weight_gradients[j][i] +=
            upstream * (example ? example[i] : rows.operands[i][l]);
      if (!rows.bias_gradients.empty()) *rows.bias_gradients[j] += upstream;
    }
}

}  // namespace gradwalk::detail
