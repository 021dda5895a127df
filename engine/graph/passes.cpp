#include "passes.hpp"

#include <algorithm>
#include <array>
#include <gradwalk/graph/record.hpp>

namespace gradwalk::detail {

namespace {

template <class Rule> void recompute_many(Tape& tape, Index i) {
  const OperandEdges e = tape.operand_edges(i);
  double& y = tape.values[i];
  if constexpr (Rule::stored) {
    const auto x = tape.operand_values(e).subspan(0, e.count);
    y = Rule::value(x);
    Rule::local_gradients(x, y, [&](std::size_t k, double local) {
      tape.operand_gradients[e.first_gradient + k] = local;
    });
  } else {
    y = Rule::value(tape.operand_values(e));
  }
}

template <class Rule>
[[gnu::always_inline]] inline void recompute(Tape& tape, double* values,
                                             Edges* edges, std::size_t i) {
  if constexpr (Rule::arity == 1) {
    const double a = values[index_of(edges[i].parents[0])];
    const double y = Rule::value(a);
    values[i] = y;
    edges[i].local_gradients[0] = Rule::local_gradient(a, y);
  } else if constexpr (Rule::arity == 2) {
    const auto [first, second] = edges[i].parents;
    const double a = values[index_of(first)], b = values[index_of(second)];
    const double y = Rule::value(a, b);
    values[i] = y;
    edges[i].local_gradients = {Rule::by_first(a, b, y),
                                Rule::by_second(a, b, y)};
  } else if constexpr (Rule::arity < 0) {
    recompute_many<Rule>(tape, static_cast<Index>(i));
  }
}

/// Does for the rule that has this id what `act` does for a rule.
template <class... Rules>
[[gnu::always_inline]] inline void dispatch(OperationId id,
                                            rules::List<Rules...>, auto act) {
  static_cast<void>((
      (id == id_of<Rules> && (act.template operator()<Rules>(), true)) || ...));
}

/// Adds upstream × local gradient into the gradients of a node's operands,
/// which are taken in their order.
class PassOn {
 public:
  PassOn(const Run* runs, double upstream, double* gradients)
      : run_(runs), upstream_(upstream), gradients_(gradients) {}

  void operator()(std::size_t, std::span<const double> locals) {
    each_run(locals.size(),
             [&](double* to, std::size_t from, std::size_t count) {
               add(to, locals.data() + from, count);
             });
  }
  void operator()(std::size_t, std::size_t count, double local) {
    const double passed = upstream_ * local;
    each_run(count, [&](double* to, std::size_t, std::size_t n) {
      for (std::size_t k = 0; k < n; ++k) to[k] += passed;
    });
  }
  void operator()(std::size_t, double local) {
    if (needs_gradient(run_->first))
      gradients_[run_->first + used_] += upstream_ * local;
    take(1);
  }

 private:
  void add(double* __restrict to, const double* __restrict local,
           std::size_t count) const {
    const double upstream = upstream_;
    for (std::size_t k = 0; k < count; ++k) to[k] += upstream * local[k];
  }

  /// Calls add(gradients, from, count) for parts of the next operands that
  /// stand side by side and need a gradient.
  void each_run(std::size_t count, auto add) {
    for (std::size_t from = 0; from < count;) {
      const std::size_t here =
          std::min<std::size_t>(run_->count - used_, count - from);
      if (needs_gradient(run_->first))
        add(gradients_ + run_->first + used_, from, here);
      from += here;
      take(here);
    }
  }
  void take(std::size_t count) {
    used_ += count;
    if (used_ < run_->count) return;
    ++run_;
    used_ = 0;
  }

  const Run* run_;
  std::size_t used_ = 0;  ///< operands of that run that were taken
  double upstream_;
  double* gradients_;
};

template <class Rule>
void pass_on(Tape& tape, Index i, double upstream, double* gradients) {
  if constexpr (Rule::arity < 0) {
    const OperandEdges e = tape.operand_edges(i);
    PassOn pass(tape.runs.data() + e.first_run, upstream, gradients);
    if constexpr (Rule::stored)
      pass(0, std::span<const double>{
                  tape.operand_gradients.data() + e.first_gradient, e.count});
    else
      Rule::local_gradients(tape.operand_values(e), tape.values[i], pass);
  }
}

struct Row {
  void (*pass_on)(Tape&, Index, double upstream, double* gradients);
};

template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{Row{pass_on<Rules>}...};
}

constexpr auto rows = table(rules::All{});

const Row& row_of(const Tape& tape, std::size_t i) {
  return rows[static_cast<std::size_t>(tape.operations[i])];
}

}  // namespace

void forward(Tape& tape) {
  double* const values = tape.values.data();
  Edges* const edges = tape.edges.data();
  const OperationId* const operations = tape.operations.data();
  const std::size_t size = tape.size;
  for (std::size_t i = tape.leading_leaves; i < size; ++i)
    dispatch(operations[i], rules::All{},
             [&]<class Rule>() { recompute<Rule>(tape, values, edges, i); });
  tape.now_up_to_date();
}

void backward(Tape& tape, Index root) {
  double* const gradients = tape.room_for_gradients();
  std::fill_n(gradients, tape.size, 0.0);
  tape.swept = tape.size;
  sweep(tape, root, gradients);
}

void sweep(Tape& tape, Index root, double* gradients) {
  const Edges* const edges = tape.edges.data();
  gradients[root] = 1.0;
  // The gradients of the next two nodes stay at hand: it is they that are
  // mostly added to, and reading back what was just written takes its time.
  double upstream = 1.0;
  double next = root > 0 ? gradients[root - 1] : 0.0;
  for (std::size_t i = root; i >= tape.leading_leaves; --i) {
    double after_next = i > 1 ? gradients[i - 2] : 0.0;
    const auto add = [&](Index parent, double local) {
      if (!needs_gradient(parent)) return;
      if (parent == i - 1) {
        gradients[parent] = next += upstream * local;
        return;
      }
      const double sum = gradients[parent] + upstream * local;
      gradients[parent] = sum;
      if (parent == i - 2) after_next = sum;
    };
    if (upstream != 0.0) {
      const auto [first, second] = edges[i].parents;
      const auto [by_first, by_second] = edges[i].local_gradients;
      add(first, by_first);
      add(second, by_second);
      if (first == listed) {
        row_of(tape, i).pass_on(tape, static_cast<Index>(i), upstream,
                                gradients);
        next = gradients[i - 1];
        if (i > 1) after_next = gradients[i - 2];
      }
    }
    upstream = next;
    next = after_next;
  }
}

}  // namespace gradwalk::detail
