#include "lanes.hpp"

#include <algorithm>

#include "own_lanes.hpp"

namespace gradwalk::detail {

std::size_t Lanes::width_for(std::size_t examples, std::size_t threads) {
  // Few lanes keep rows close together; with more, weights and their gradients
  // are gone through less often.
  constexpr std::size_t few = 64, many = 128;
  return examples <= few * threads ? (examples + few - 1) / few * few
                                   : many * threads;
}

namespace {
/// The most cells that one node's rows are summed for.
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

Lanes::Lanes(const Plan& plan, const Kernels& kernels, const double* cells,
             double* cell_gradients, std::size_t width, std::size_t threads)
    : plan_(plan),
      kernels_(kernels),
      width_(width),
      // An odd number of cache lines. An even one would put the same lanes of
      // many rows into a few of the cache's sets, which hold only some of them.
      pitch_(width_ + lane_step),
      values_(plan.rows * pitch_),
      gradients_(plan.rows * pitch_),
      to_cells_(most_cells(plan) * pitch_),
      numbers_{cells, cell_gradients, values_.data(), gradients_.data(),
               pitch_} {
  steps_.reserve(plan.steps.size());
  for (std::size_t s = 0; s < plan.steps.size(); ++s) {
    if (const auto* node = std::get_if<NodeStep>(&plan.steps[s])) {
      steps_.emplace_back(lanes_of(*node));
      if (!std::get<NodeLanes>(steps_[s]).to_cells.empty())
        shared_steps_.push_back(s);
      continue;
    }
    const auto& bundle = std::get<BundleStep>(plan.steps[s]);
    steps_.emplace_back(BundleLanes(bundle, kernels_, numbers_));
    if (bundle.alone)
      divide(std::get<BundleLanes>(steps_[s]), bundle.operands.size(), threads);
    else if (bundle.passes && bundle.learns)
      shared_steps_.push_back(s);
  }
  sums_.resize(sum_count_ * (width_ / group));
  find_swept_rows();
}

Lanes::NodeLanes Lanes::lanes_of(const NodeStep& step) {
  NodeLanes node{.step = &step,
                 .operands = {},
                 .targets = std::vector<double*>(step.operands.size()),
                 .to_cells = {},
                 .first_sum = sum_count_};
  for (std::size_t k = 0; k < step.operands.size(); ++k) {
    node.operands.push_back(numbers_.value_row(step.operands[k]));
    const std::optional<Place>& target = step.targets[k];
    if (!step.passes || !target) continue;
    if (target->varies) {
      node.targets[k] = numbers_.gradient_row(target->at);
    } else {
      node.targets[k] = to_cells_.data() + node.to_cells.size() * pitch_;
      node.to_cells.push_back(k);
    }
  }
  sum_count_ += node.to_cells.size();
  return node;
}

void Lanes::find_swept_rows() {
  swept_rows_.push_back(plan_.root_row);
  for (const auto& step : plan_.steps)
    if (const auto* node = std::get_if<NodeStep>(&step)) {
      swept_rows_.push_back(node->row);
      for (const std::optional<Place>& target : node->targets)
        if (target && target->varies) swept_rows_.push_back(target->at);
    } else {
      const auto& bundle = std::get<BundleStep>(step);
      for (const std::size_t row : bundle.rows) swept_rows_.push_back(row);
      for (const std::size_t i : bundle.targets)
        swept_rows_.push_back(bundle.operands[i]);
    }
  std::sort(swept_rows_.begin(), swept_rows_.end());
  swept_rows_.erase(std::unique(swept_rows_.begin(), swept_rows_.end()),
                    swept_rows_.end());
}

void Lanes::divide(const BundleLanes& bundle, std::size_t columns,
                   std::size_t threads) {
  // Whole registers of any level, and enough tasks to be shared evenly.
  constexpr std::size_t least = 96;
  const std::size_t size =
      threads == 1 ? columns
                   : std::max(least, columns / (2 * threads) / least * least);
  for (std::size_t first = 0; first < columns; first += size)
    tasks_.push_back({&bundle, first, std::min(size, columns - first)});
}

void Lanes::read_cells() {
  for (const Plan::Repeated& repeated : plan_.repeated)
    std::fill_n(numbers_.value_row(repeated.row), width_,
                numbers_.cells[repeated.cell]);
  for (auto& step : steps_)
    if (auto* bundle = std::get_if<BundleLanes>(&step)) bundle->read_biases();
}

void Lanes::take(std::span<const Rows> lists, std::size_t first,
                 std::size_t count) {
  lists_ = lists;
  first_ = first;
  count_ = count;
  for (std::size_t s = 0; s < steps_.size(); ++s)
    if (const auto* bundle = std::get_if<BundleStep>(&plan_.steps[s]))
      if (bundle->list)
        std::get<BundleLanes>(steps_[s]).take(lists[*bundle->list].data() +
                                              first);
}

void Lanes::forward(LaneRange lanes) {
  for (std::size_t i = 0; i < lists_.size(); ++i)
    if (const Plan::List& list = plan_.lists[i]; list.has_rows)
      kernels_.transpose(lists_[i].data() + first_ + lanes.first,
                         lanes.last - lanes.first, list.leaves,
                         numbers_.value_row(list.first_row) + lanes.first,
                         pitch_);
  for (const auto& step : steps_)
    if (const auto* node = std::get_if<NodeLanes>(&step))
      compute_lanes(kernels_, node->step->operation, node->operands,
                    numbers_.value_row(node->step->row), lanes);
    else
      std::get<BundleLanes>(step).forward(lanes);
}

void Lanes::backward(LaneRange lanes, double upstream) {
  for (const std::size_t row : swept_rows_)
    std::fill(numbers_.gradient_row(row) + lanes.first,
              numbers_.gradient_row(row) + padded(lanes.last), 0.0);
  std::fill(numbers_.gradient_row(plan_.root_row) + lanes.first,
            numbers_.gradient_row(plan_.root_row) + lanes.last, upstream);
  for (std::size_t s = steps_.size(); s-- > 0;)
    if (const auto* node = std::get_if<NodeLanes>(&steps_[s])) {
      if (node->step->passes) sweep(*node, lanes);
    } else if (std::get<BundleStep>(plan_.steps[s]).passes) {
      std::get<BundleLanes>(steps_[s]).backward(lanes);
    }
}

void Lanes::sweep(const NodeLanes& node, LaneRange lanes) {
  for (const std::size_t k : node.to_cells)
    std::fill(node.targets[k] + lanes.first, node.targets[k] + lanes.last, 0.0);
  pass_on_lanes(kernels_, node.step->operation, node.operands,
                numbers_.value_row(node.step->row),
                numbers_.gradient_row(node.step->row), node.targets, lanes);
  for (std::size_t i = 0; i < node.to_cells.size(); ++i)
    for (std::size_t first = lanes.first; first < lanes.last; first += group)
      sum_of(node.first_sum + i, first / group) =
          kernels_.sum(node.targets[node.to_cells[i]] + first,
                       std::min(group, lanes.last - first));
}

void Lanes::learn(std::size_t task, bool fresh) const {
  const auto& [bundle, first_column, columns] = tasks_[task];
  bundle->learn(first_column, columns, {0, count_}, fresh);
}

void Lanes::add_shared() {
  if (shared_steps_.empty()) return;
  for (std::size_t g = (count_ + group - 1) / group; g-- > 0;)
    for (std::size_t i = shared_steps_.size(); i-- > 0;)
      add(shared_steps_[i], g);
}

void Lanes::add(std::size_t s, std::size_t g) {
  if (const auto* node = std::get_if<NodeLanes>(&steps_[s])) {
    for (std::size_t i = 0; i < node->to_cells.size(); ++i)
      numbers_.cell_gradients[node->step->targets[node->to_cells[i]]->at] +=
          sum_of(node->first_sum + i, g);
    return;
  }
  std::get<BundleLanes>(steps_[s]).add(
      {g * group, std::min(count_, (g + 1) * group)});
}

void Lanes::sweep_carefully(CarefulSweep& careful, double upstream) const {
  std::vector<const double*> examples(lists_.size());
  for (std::size_t l = count_; l-- > 0;) {
    for (std::size_t i = 0; i < lists_.size(); ++i)
      examples[i] = lists_[i][first_ + l];
    careful.sweep(numbers_, l, upstream, examples);
  }
}

}  // namespace gradwalk::detail
