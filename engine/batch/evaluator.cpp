#include "evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/graph/record.hpp>

namespace gradwalk {

using detail::Lanes;

Batch::Evaluator::Evaluator(Value root,
                            std::span<const std::vector<Value>> inputs,
                            const BatchOptions& options)
    : reduction_(options.reduction),
      plan_(detail::plan(root, inputs, options.kept)),
      leaves_(plan_, root),
      kernels_(detail::kernels_of(options.level)),
      threads_(options.threads),
      cells_(plan_.cells),
      cell_gradients_(plan_.cells),
      kept_(plan_.kept.size()) {
  for (std::size_t i = 0; i < plan_.leaves.size(); ++i)
    cells_[plan_.leaves[i].cell] = plan_.leaf_values[i];
}

void Batch::Evaluator::begin(std::string_view function,
                             std::span<const Rows> lists) {
  if (lists.size() != plan_.lists.size())
    throw Error(function, fmt::format("{} lists of inputs", plan_.lists.size()),
                fmt::format("{}", lists.size()));
  const std::size_t examples = lists.front().size();
  for (const Rows& list : lists)
    if (list.size() != examples)
      throw Error(function, fmt::format("{} examples in each list", examples),
                  fmt::format("{}", list.size()));
  if (examples == 0) throw Error(function, "one example or more", "none");
  leaves_.read(function, cells_.data(), threads_);
  compute_cells();
  const std::size_t width = Lanes::width_for(examples, threads_.size());
  if (!lanes_ || lanes_->width() != width)
    lanes_.emplace(plan_, kernels_, cells_.data(), cell_gradients_.data(),
                   width, threads_.size());
  lanes_->read_cells();
  losses_.resize(examples);
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const std::size_t numbers = plan_.kept[k].place.varies ? examples : 1;
    kept_[k].values.resize(numbers);
    kept_[k].gradients.resize(numbers);
    if (!plan_.kept[k].place.varies)
      kept_[k].values[0] = cells_[plan_.kept[k].place.at];
  }
  has_gradients_ = false;
}

void Batch::Evaluator::compute_cells() {
  std::vector<double> operands;
  for (const detail::CellStep& step : plan_.once) {
    operands.clear();
    for (const std::size_t cell : step.operands)
      operands.push_back(cells_[cell]);
    cells_[step.cell] = step.operation->value(operands);
  }
}

double Batch::Evaluator::cost() const {
  const double sum = rules::Sum::value(std::span<const double>(losses_));
  return reduction_ == Reduction::mean
             ? sum / static_cast<double>(losses_.size())
             : sum;
}

double Batch::Evaluator::forward(std::span<const Rows> lists) {
  begin("forward", lists);
  run(lists, Pass::forward);
  return cost();
}

double Batch::Evaluator::backward(std::span<const Rows> lists) {
  begin("backward", lists);
  run(lists, Pass::backward);
  const bool may_be_nan = leaves_.write_gradients(cell_gradients_.data());
  if (may_be_nan || keeps_nan()) {
    // 0·inf in a product of matrices, or a nan of the graph's own: to be told
    // apart the slow way.
    run(lists, Pass::careful);
    leaves_.write_gradients(cell_gradients_.data());
  }
  has_gradients_ = true;
  return cost();
}

void Batch::Evaluator::run(std::span<const Rows> lists, Pass pass) {
  if (pass == Pass::careful)
    std::fill_n(cell_gradients_.data(), plan_.cells, 0.0);
  else if (pass == Pass::backward)
    for (const auto& [first, count] : plan_.shared)
      std::fill_n(cell_gradients_.data() + first, count, 0.0);
  const std::size_t examples = losses_.size(), width = lanes_->width();
  for (std::size_t first = (examples - 1) / width * width;; first -= width) {
    const std::size_t count = std::min(width, examples - first);
    lanes_->take(lists, first, count);
    run_round(pass, first, count);
    if (first == 0) break;
  }
  if (pass != Pass::forward) sweep_cells();
}

void Batch::Evaluator::run_round(Pass pass, std::size_t first,
                                 std::size_t count) {
  const std::size_t group = Lanes::group;
  const std::size_t groups = (count + group - 1) / group;
  const std::size_t size =
      (groups + threads_.size() - 1) / threads_.size() * group;
  threads_.run((count + size - 1) / size, [&](std::size_t range) {
    run_lanes(pass, first, {range * size, std::min(count, (range + 1) * size)});
  });
  if (pass == Pass::forward) return;
  const bool begins = first + count == losses_.size();
  if (pass == Pass::backward)
    threads_.run(lanes_->tasks(),
                 [&](std::size_t task) { lanes_->learn(task, begins); });
  lanes_->add_shared(pass == Pass::careful);
}

void Batch::Evaluator::run_lanes(Pass pass, std::size_t first,
                                 detail::LaneRange lanes) {
  const double share = reduction_ == Reduction::mean
                           ? 1.0 / static_cast<double>(losses_.size())
                           : 1.0;
  lanes_->forward(lanes);
  std::ranges::copy(
      lanes_->values(plan_.root_row, lanes),
      losses_.begin() + static_cast<std::ptrdiff_t>(first + lanes.first));
  if (pass != Pass::forward)
    lanes_->backward(lanes, share, pass == Pass::careful);
  keep(first, lanes, pass != Pass::forward);
}

void Batch::Evaluator::sweep_cells() {
  std::vector<double> operands;
  for (auto step = plan_.once.rbegin(); step != plan_.once.rend(); ++step) {
    const double upstream = cell_gradients_[step->cell];
    if (!step->passes || upstream == 0.0) continue;
    operands.clear();
    for (const std::size_t cell : step->operands)
      operands.push_back(cells_[cell]);
    const std::vector<double> locals =
        step->operation->local_gradients(operands, cells_[step->cell]);
    for (std::size_t k = 0; k < locals.size(); ++k)
      cell_gradients_[step->operands[k]] += upstream * locals[k];
  }
  for (std::size_t k = 0; k < kept_.size(); ++k)
    if (const auto& [node, place, needed] = plan_.kept[k]; !place.varies)
      kept_[k].gradients[0] = needed ? cell_gradients_[place.at] : 0.0;
}

bool Batch::Evaluator::keeps_nan() const {
  return std::any_of(kept_.begin(), kept_.end(), [](const Kept& kept) {
    return std::any_of(kept.gradients.begin(), kept.gradients.end(),
                       [](double gradient) { return std::isnan(gradient); });
  });
}

void Batch::Evaluator::keep(std::size_t first, detail::LaneRange lanes,
                            bool gradients) {
  const auto at = static_cast<std::ptrdiff_t>(first + lanes.first);
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const auto& [node, place, needed] = plan_.kept[k];
    if (!place.varies) continue;
    std::ranges::copy(lanes_->values(place.at, lanes),
                      kept_[k].values.begin() + at);
    if (gradients)
      std::ranges::copy(lanes_->gradients(place.at, lanes),
                        kept_[k].gradients.begin() + at);
  }
}

std::vector<const double*> Batch::Evaluator::rows_of(
    std::string_view function, std::span<const double> examples) const {
  const std::size_t leaves = plan_.lists.front().leaves;
  if (plan_.lists.size() != 1 || examples.size() % leaves != 0)
    throw Error(function,
                fmt::format("rows of {} numbers, for one list", leaves),
                fmt::format("{} numbers for {} lists", examples.size(),
                            plan_.lists.size()));
  std::vector<const double*> rows;
  for (std::size_t i = 0; i < examples.size(); i += leaves)
    rows.push_back(examples.data() + i);
  return rows;
}

std::size_t Batch::Evaluator::kept_at(std::string_view function,
                                      Value node) const {
  for (std::size_t k = 0; k < kept_.size(); ++k)
    if (plan_.kept[k].node == node) return k;
  throw Error(function, "a node that is kept", detail::describe(node));
}

std::span<const double> Batch::Evaluator::values(Value node) const {
  const std::size_t k = kept_at("values", node);
  if (losses_.empty()) throw Error("values", "a run before", "none");
  return kept_[k].values;
}

std::span<const double> Batch::Evaluator::gradients(Value node) const {
  const std::size_t k = kept_at("gradients", node);
  if (!has_gradients_)
    throw Error("gradients", "a backward run before", "none");
  return kept_[k].gradients;
}

}  // namespace gradwalk
