#include "ask/nudges.hpp"

#include <algorithm>
#include <cmath>
#include <gradwalk/graph/own_operations.hpp>
#include <gradwalk/graph/rows.hpp>
#include <gradwalk/rules/all.hpp>
#include <limits>
#include <set>
#include <vector>

#include "ask/rounding.hpp"

namespace gradwalk::detail {

namespace {

// What underflows is off by this at most.
constexpr double smallest = std::numeric_limits<double>::denorm_min();

/// What one step tells, both ways.
struct Nudge {
  double step, above, below;  ///< the step that a sum with x can hold
  double slope;               ///< between the two sides
  double left, right;         ///< on each side
  double gap;                 ///< the right one less the left one
  double largest;             ///< of the values on both sides
  double noise;               ///< how far rounding may move a slope
};

Nudge nudge(Held& held, double x, double y, double step, double rounding) {
  Nudge n{step, x + step, x - step, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
  const double high = held.at(n.above), low = held.at(n.below);
  n.slope = (high - low) / (n.above - n.below);
  n.right = (high - y) / (n.above - x);
  n.left = (y - low) / (x - n.below);
  n.gap = n.right - n.left;
  n.largest = std::max(std::abs(high), std::abs(low));
  n.noise = std::max({rounding, epsilon * n.largest, smallest}) / step;
  return n;
}

/// Whether the slopes on both sides differ, and go on to differ as the step
/// shrinks, down to where rounding hides it: on a curve the gap would shrink
/// with the step, and beside a kink it ends where the step no longer reaches.
class KinkTest {
 public:
  void look_at(const Nudge& n) {
    const double gap = std::abs(n.gap);
    if (n.noise > 0.1 * last_gap_ && gap < 10.0 * n.noise) is_hidden_ = true;
    if (is_hidden_) return;
    const double slope = std::max(std::abs(n.right), std::abs(n.left));
    const bool stays = gap > 10.0 * n.noise && gap > 0.5 * last_gap_ &&
                       gap < 2.0 * last_gap_ && gap > 1e-3 * slope;
    in_a_row_ = stays ? in_a_row_ + 1 : 0;
    last_gap_ = gap;
  }
  [[nodiscard]] bool found() const { return in_a_row_ >= 2; }

 private:
  int in_a_row_ = 0;
  double last_gap_ = 0.0;
  bool is_hidden_ = false;
};

/// The slope that two steps extrapolate to (Richardson), and its step.
struct Extrapolated {
  double slope = std::nan(""), step = 0.0;
  double largest = 0.0;      ///< of the values that it is from
  double change = infinity;  ///< what the steps before did not foretell
  double uncertainty = infinity;
};

/// Extrapolates as steps shrink, and keeps the slope that its neighbour
/// confirms best. A pair may agree and be wrong: on both sides of a pole, or of
/// a peak far narrower than the step. But then the middle is not where the
/// sides say. What settles a slope is that it changes less and less, and a gap
/// that shrinks with the step, as a curve's does, and goes on to; an infinite
/// one, as where the root is infinite at the node itself, does not shrink.
class Extrapolation {
 public:
  static constexpr double shrink = 4.0, square = shrink * shrink;
  // The noise of two slopes, weighted by 16/15 and 1/15.
  static constexpr double noise_share = 1.1;

  void add(const Nudge& n) {
    const double slope = n.slope + (n.slope - coarse_) / (square - 1.0);
    const double change = std::abs(slope - last_);
    // A curve's gap goes with the step and its cube. What goes with neither may
    // be a kink's that noise hides: half of it is missing in the slope.
    const double bent = n.gap - last_gap_ / shrink;
    const double kink = 0.5 * std::abs(bent - last_bent_ / (square * shrink));
    const bool shrinks =
        std::isfinite(n.gap) &&
        std::abs(n.gap) <= 0.5 * std::abs(last_gap_) + 4.0 * n.noise &&
        change <= 0.5 * last_change_ + 4.0 * n.noise;
    in_a_row_ = shrinks ? in_a_row_ + 1 : 0;
    if (!shrinks) settled_ = {};
    keep(any_, n, slope, change);
    if (in_a_row_ >= 2) keep(settled_, n, slope, std::max(change, kink));
    coarse_ = n.slope;
    last_ = slope;
    last_change_ = std::isnan(change) ? infinity : change;
    last_gap_ = n.gap;
    last_bent_ = bent;
  }
  [[nodiscard]] const Extrapolated& any() const { return any_; }
  [[nodiscard]] const Extrapolated& settled() const { return settled_; }

 private:
  static void keep(Extrapolated& best, const Nudge& n, double slope,
                   double change) {
    const double uncertainty = change + noise_share * n.noise;
    if (uncertainty < best.uncertainty)
      best = {slope, n.step, n.largest, change, uncertainty};
  }

  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double coarse_ = none, last_ = none, last_change_ = infinity;
  double last_gap_ = none, last_bent_ = none;
  int in_a_row_ = 0;
  Extrapolated any_, settled_;
};

/// What the steps tell when rounding is looked at where the best one went.
Slope told(Held& held, double x, const Extrapolation& found, bool is_kink) {
  const bool is_settled = found.settled().uncertainty < infinity;
  const Extrapolated& best =
      is_settled && !is_kink ? found.settled() : found.any();
  const double largest = std::max(best.largest, smallest / epsilon);
  Slope slope{best.slope, best.uncertainty, largest / best.step, is_kink};
  if (is_kink) return slope;
  const double beside = std::max({held.rounding_at(x + best.step),
                                  held.rounding_at(x - best.step), smallest});
  slope.uncertainty =
      is_settled ? best.change + Extrapolation::noise_share * beside / best.step
                 : infinity;
  return slope;
}

}  // namespace

Held::Held(const Tape& tape, Index root)
    : tape_(tape),
      root_(root),
      node_(root),
      users_(root + 1ul),
      values_(tape.values.data(), tape.values.data() + root + 1),
      off_(root + 1ul),
      moves_(root + 1ul) {
  const std::vector<bool> under_root = tape.ancestors(root);
  for (Index i = 0; i <= root; ++i) {
    if (!under_root[i] || tape.row_of(i) == row_of<rules::Detach>) continue;
    under_root_.push_back(
        {i, &operation_at(tape.row_of(i)), tape.parents_of(i)});
    for (const Index parent : under_root_.back().parents)
      users_[parent].push_back(under_root_.size() - 1);
  }
}

void Held::hold(Index node) {
  restore(node_);
  for (const Above& above : above_) restore(above.computed->node);
  above_.clear();
  node_ = node;
  moves_[node] = true;
  std::set<std::size_t> next(users_[node].begin(), users_[node].end());
  while (!next.empty()) {
    const Computed& user = under_root_[*next.begin()];
    next.erase(next.begin());
    above_.push_back(above(user));
    next.insert(users_[user.node].begin(), users_[user.node].end());
  }
}

void Held::restore(Index node) {
  moves_[node] = false;
  values_[node] = tape_.values[node];
  off_[node] = 0.0;
}

Held::Above Held::above(const Computed& computed) {
  const std::size_t count = computed.parents.size();
  Above above{&computed, {}, std::vector<double>(count), {}};
  above.operands.reserve(count);
  for (std::size_t k = 0; k < count; ++k) {
    above.operands.push_back(values_[computed.parents[k]]);
    if (moves_[computed.parents[k]]) above.moving.push_back(k);
  }
  moves_[computed.node] = true;
  return above;
}

double Held::at(double value) {
  values_[node_] = value;
  for (auto& [computed, operands, off, moving] : above_) {
    for (const std::size_t k : moving)
      operands[k] = values_[computed->parents[k]];
    values_[computed->node] = computed->operation->value(operands);
  }
  return values_[root_];
}

double Held::rounding_at(double value) {
  at(value);
  for (auto& [computed, operands, off, moving] : above_) {
    for (const std::size_t k : moving) off[k] = off_[computed->parents[k]];
    off_[computed->node] = rounding_of(*computed->operation, operands, off);
  }
  return off_[root_];
}

Slope slope_at(Held& held, Index node) {
  held.hold(node);
  const double x = held.value(), y = held.at(x);
  const double rounding = held.rounding_at(x);
  const double first = 0.2 * std::max(1.0, std::abs(x));
  const double last = 1e-13 * (x == 0.0 ? 1.0 : std::abs(x));
  KinkTest kink;
  Extrapolation found;
  for (double step = first; step > last; step /= Extrapolation::shrink) {
    const Nudge n = nudge(held, x, y, step, rounding);
    if (n.above == x || n.below == x) break;
    kink.look_at(n);
    found.add(n);
    // Smaller steps would only be noisier.
    if (n.noise > 100.0 * found.settled().uncertainty) break;
  }
  return told(held, x, found, kink.found());
}

}  // namespace gradwalk::detail
