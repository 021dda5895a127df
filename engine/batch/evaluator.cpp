#include "evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/rules.hpp>

namespace gradwalk {

using detail::Lanes;

Batch::Evaluator::Evaluator(Value root,
                            std::span<const std::vector<Value>> inputs,
                            const BatchOptions& options)
    : reduction_(options.reduction),
      plan_(detail::plan(root, inputs, options.kept)),
      cells_(plan_, root),
      kernels_(detail::kernels_of(options.level)),
      threads_(options.threads),
      kept_(plan_.kept.size()) {}

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
  cells_.read(function, threads_);
  const std::size_t width = Lanes::width_for(examples, threads_.size());
  if (!lanes_ || lanes_->width() != width)
    lanes_.emplace(plan_, kernels_, cells_.values(), cells_.gradients(), width,
                   threads_.size());
  lanes_->read_cells();
  losses_.resize(examples);
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const std::size_t numbers = plan_.kept[k].place.varies ? examples : 1;
    kept_[k].values.resize(numbers);
    kept_[k].gradients.resize(numbers);
    if (!plan_.kept[k].place.varies)
      kept_[k].values[0] = cells_.values()[plan_.kept[k].place.at];
  }
  has_gradients_ = false;
}

double Batch::Evaluator::cost() const {
  const double sum = rules::Sum::value(std::span<const double>(losses_));
  return reduction_ == Reduction::mean
             ? sum / static_cast<double>(losses_.size())
             : sum;
}

double Batch::Evaluator::forward(std::span<const Rows> lists) {
  begin("forward", lists);
  evaluate(lists, Sweep::none);
  return cost();
}

double Batch::Evaluator::backward(std::span<const Rows> lists) {
  begin("backward", lists);
  evaluate(lists, Sweep::fast);
  const bool may_be_nan = cells_.write_gradients();
  if (may_be_nan || keeps_nan()) {
    // 0 × inf beyond a branch not taken, or a nan of the graph's own: to be
    // told apart the slow way.
    evaluate(lists, Sweep::careful);
    static_cast<void>(cells_.write_gradients());
  }
  has_gradients_ = true;
  return cost();
}

void Batch::Evaluator::evaluate(std::span<const Rows> lists, Sweep sweep) {
  careful_.reset();
  if (sweep == Sweep::careful) {
    careful_.emplace(plan_);
    cells_.clear_gradients();
  }
  if (sweep == Sweep::fast) cells_.clear_shared_gradients();
  const std::size_t examples = losses_.size(), width = lanes_->width();
  for (std::size_t first = (examples - 1) / width * width;; first -= width) {
    const std::size_t count = std::min(width, examples - first);
    lanes_->take(lists, first, count);
    take_round(sweep, first, count);
    if (first == 0) break;
  }
  if (sweep == Sweep::fast) cells_.sweep();
  if (sweep == Sweep::careful)
    cells_.sweep_carefully(careful_->reached_cells());
  if (sweep != Sweep::none) finish_cells();
}

double Batch::Evaluator::share() const {
  return reduction_ == Reduction::mean
             ? 1.0 / static_cast<double>(losses_.size())
             : 1.0;
}

void Batch::Evaluator::take_round(Sweep sweep, std::size_t first,
                                  std::size_t count) {
  const std::size_t group = Lanes::group;
  const std::size_t groups = (count + group - 1) / group;
  const std::size_t size =
      (groups + threads_.size() - 1) / threads_.size() * group;
  threads_.each((count + size - 1) / size, [&](std::size_t range) {
    take_lanes(sweep, first,
               {range * size, std::min(count, (range + 1) * size)});
  });
  if (sweep == Sweep::careful) {
    lanes_->sweep_carefully(*careful_, share());
    keep(&Kept::gradients, &Lanes::gradients, first, {0, count});
  }
  if (sweep != Sweep::fast) return;
  const bool begins = first + count == losses_.size();
  threads_.each(lanes_->tasks(),
                [&](std::size_t task) { lanes_->learn(task, begins); });
  lanes_->add_shared();
}

void Batch::Evaluator::take_lanes(Sweep sweep, std::size_t first,
                                  detail::LaneRange lanes) {
  lanes_->forward(lanes);
  std::ranges::copy(
      lanes_->values(plan_.root_row, lanes),
      losses_.begin() + static_cast<std::ptrdiff_t>(first + lanes.first));
  keep(&Kept::values, &Lanes::values, first, lanes);
  if (sweep != Sweep::fast) return;
  lanes_->backward(lanes, share());
  keep(&Kept::gradients, &Lanes::gradients, first, lanes);
}

void Batch::Evaluator::finish_cells() {
  for (std::size_t k = 0; k < kept_.size(); ++k)
    if (const auto& [node, place, needed] = plan_.kept[k]; !place.varies)
      kept_[k].gradients[0] = needed ? cells_.gradients()[place.at] : 0.0;
}

bool Batch::Evaluator::keeps_nan() const {
  return std::any_of(kept_.begin(), kept_.end(), [](const Kept& kept) {
    return std::any_of(kept.gradients.begin(), kept.gradients.end(),
                       [](double gradient) { return std::isnan(gradient); });
  });
}

void Batch::Evaluator::keep(std::vector<double> Kept::*numbers, Found found,
                            std::size_t first, detail::LaneRange lanes) {
  const auto at = static_cast<std::ptrdiff_t>(first + lanes.first);
  for (std::size_t k = 0; k < kept_.size(); ++k)
    if (const detail::Place& place = plan_.kept[k].place; place.varies)
      std::ranges::copy(((*lanes_).*found)(place.at, lanes),
                        (kept_[k].*numbers).begin() + at);
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
    if (same_node(plan_.kept[k].node, node)) return k;
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
  if (plan_.kept[k].needs_gradient) return kept_[k].gradients;
  // The graph may have forgotten the node, and its name.
  if (!detail::Access::is_live(node))
    throw Error("gradients", "a node that depends on a parameter",
                "one that is given");
  detail::Access::tape(node).refuse_given("gradients",
                                          detail::Access::index(node));
}

}  // namespace gradwalk
