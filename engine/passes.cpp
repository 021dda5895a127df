#include "passes.hpp"

#include <algorithm>
#include <array>
#include <gradwalk/rules.hpp>

namespace gradwalk::detail {

namespace {

template <class Rule> void recompute(Tape& tape, Index i) {
  double& y = tape.values[i];
  Edges& edges = tape.edges[i];
  const auto operand = [&](std::size_t k) {
    return tape.values[index_of(edges.parents[k])];
  };
  if constexpr (Rule::arity == 1) {
    const double a = operand(0);
    y = Rule::value(a);
    edges.local_gradients[0] = Rule::local_gradient(a, y);
  } else if constexpr (Rule::arity == 2) {
    const double a = operand(0), b = operand(1);
    y = Rule::value(a, b);
    edges.local_gradients = {Rule::by_first(a, b, y), Rule::by_second(a, b, y)};
  } else if constexpr (Rule::arity < 0) {
    const OperandEdges e = tape.operand_edges(i);
    const OperandValues x = tape.operand_values(e);
    y = Rule::value(x);
    if constexpr (Rule::recorded)
      Rule::local_gradients(x, y, [&](std::size_t k, double local) {
        tape.operand_gradients[e.first_gradient + k] = local;
      });
  }
}

/// Adds upstream × local gradient into each operand of a node of any arity.
template <class Rule>
void pass_on(const Tape& tape, Index i, double upstream, double* gradients) {
  if constexpr (Rule::arity < 0) {
    const OperandEdges e = tape.operand_edges(i);
    const auto pass = [&](std::size_t k, double local) {
      const Index operand = tape.operands[e.first + k];
      if (needs_gradient(operand)) gradients[operand] += upstream * local;
    };
    if constexpr (Rule::recorded) {
      for (std::size_t k = 0; k < e.count(); ++k)
        pass(k, tape.operand_gradients[e.first_gradient + k]);
    } else {
      Rule::local_gradients(tape.operand_values(e), tape.values[i], pass);
    }
  }
}

struct Row {
  void (*recompute)(Tape&, Index);
  void (*pass_on)(const Tape&, Index, double upstream, double* gradients);
};

template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{Row{recompute<Rules>, pass_on<Rules>}...};
}

constexpr auto rows = table(rules::All{});

const Row& row_of(const Tape& tape, Index i) {
  return rows[static_cast<std::size_t>(tape.operations[i])];
}

}  // namespace

void forward(Tape& tape) {
  for (Index i = tape.leading_leaves; i < tape.size; ++i)
    row_of(tape, i).recompute(tape, i);
  tape.now_up_to_date();
}

void backward(Tape& tape, Index root) {
  if (tape.gradient_capacity < tape.size) {
    tape.gradients.reserve(tape.capacity);
    tape.gradient_capacity = tape.capacity;
  }
  std::fill_n(tape.gradients.data(), tape.size, 0.0);
  tape.swept = tape.size;
  sweep(tape, root, tape.gradients.data());
}

void sweep(const Tape& tape, Index root, double* gradients) {
  const Edges* const edges = tape.edges.data();
  gradients[root] = 1.0;
  for (Index i = root + 1; i-- > tape.leading_leaves;) {
    const double upstream = gradients[i];
    if (upstream == 0.0) continue;
    const auto [first, second] = edges[i].parents;
    const auto [by_first, by_second] = edges[i].local_gradients;
    if (needs_gradient(first)) gradients[first] += upstream * by_first;
    if (needs_gradient(second)) gradients[second] += upstream * by_second;
    if (first == listed) row_of(tape, i).pass_on(tape, i, upstream, gradients);
  }
}

}  // namespace gradwalk::detail
