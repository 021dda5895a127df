#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/graph/own_operations.hpp>
#include <gradwalk/operators.hpp>
#include <gradwalk/rules/all.hpp>

#include "passes.hpp"

namespace gradwalk {

using detail::Access;
using detail::Index;
using detail::Tape;

const std::string& Value::name() const {
  const Tape& tape = detail::live("name", *this);
  return tape.name_of(index_, scope_);
}

Value Value::named(std::string name) const {
  Tape& tape = detail::live("named", *this);
  tape.name(index_, scope_, std::move(name));
  return *this;
}

const Operation& Value::operation() const {
  const Tape& tape = detail::live("operation", *this);
  return detail::operation_at(tape.row_of(index_));
}

std::vector<Value> Value::parents() const {
  Tape& tape = detail::live("parents", *this);
  std::vector<Value> parents;
  for (const Index parent : tape.parents_of(index_))
    parents.push_back(Access::handle(tape, parent));
  return parents;
}

std::vector<double> Value::local_gradients() const {
  Tape& tape = detail::live("local_gradients", *this);
  if (const Index leaf = tape.set_after(index_); leaf != detail::nobody)
    detail::refuse_stale("local_gradients", *this, Access::handle(tape, leaf));
  return tape.local_gradients_of(index_);
}

double Value::value_elsewhere() const {
  if (is_plain_number()) return Access::number(*this);
  return live("value").values[index_];
}

bool Value::needs_gradient() const {
  return !is_plain_number() &&
         detail::live("needs_gradient", *this).needs_gradient(index_);
}

void Value::backward() const {
  Tape& tape = detail::live("backward", *this);
  tape.require_not_frozen();
  detail::require_up_to_date("backward", *this);
  detail::backward(tape, index_);
}

std::size_t Value::index() const {
  detail::live("index", *this);
  return index_;
}

Value dot(const ValuesView& a, const ValuesView& b) {
  if (a.size() != b.size())
    throw Error("dot", fmt::format("{} elements on both sides", a.size()),
                fmt::format("{}", b.size()));
  return detail::record_many<rules::Dot>(a, b);
}

namespace {
void require_weights(const ValuesView& weights, const ValuesView& inputs) {
  if (weights.empty()) throw Error("linear", "at least one weight", "none");
  if (weights.size() != inputs.size())
    throw Error(
        "linear",
        fmt::format("{} inputs for {} weights", weights.size(), weights.size()),
        fmt::format("{}", inputs.size()));
}
}  // namespace

Value linear(const ValuesView& weights, const ValuesView& inputs, Value bias) {
  require_weights(weights, inputs);
  return detail::record_many<rules::Linear>(weights, inputs,
                                            ValuesView(&bias, 1));
}

void ValuesView::require_leaves(std::string_view function) const {
  if (empty()) return;
  const Tape& tape = detail::live(function, first_);
  if (is_run() && Access::index(first_) + count_ <= tape.leading_leaves) return;
  for (const Value leaf : *this)
    if (!detail::live(function, first_, leaf).is_leaf(Access::index(leaf)))
      detail::refuse_set(function, leaf);
}

void detail::require_once(std::string_view function,
                          const ValuesView& parameters) {
  if (parameters.is_run()) return;
  // Most lists are in the order of recording.
  const auto falls = [](Value a, Value b) {
    return Access::index(a) >= Access::index(b);
  };
  if (std::adjacent_find(parameters.begin(), parameters.end(), falls) ==
      parameters.end())
    return;
  std::vector<Value> sorted(parameters.begin(), parameters.end());
  std::sort(sorted.begin(), sorted.end(), [](Value a, Value b) {
    return Access::index(a) < Access::index(b);
  });
  const auto twice =
      std::adjacent_find(sorted.begin(), sorted.end(), same_node);
  if (twice != sorted.end())
    throw Error(function, "each parameter once", describe(*twice) + " twice");
}

void ValuesView::require_parameters(std::string_view function) const {
  for (const Value node : *this) {
    Tape& tape = detail::live(function, first_, node);
    const Index i = Access::index(node);
    if (!tape.is_leaf(i)) detail::refuse_set(function, node);
    if (!tape.needs_gradient(i)) tape.refuse_given(function, i);
  }
  detail::require_once(function, *this);
}

void ValuesView::set(std::span<const double> values) const {
  if (values.size() != size())
    throw Error("set", fmt::format("{} numbers", size()),
                fmt::format("{}", values.size()));
  require_leaves("set");
  if (is_run() && !empty()) {
    Tape& tape = Access::tape(first_);
    const Index first = Access::index(first_);
    std::copy(values.begin(), values.end(), tape.values.data() + first);
    tape.now_set(first, count_);
  } else {
    for (std::size_t i = 0; i < count_; ++i) (*this)[i].set(values[i]);
  }
}

/// Whether they are a run of leading leaves whose gradients stand as they are.
bool detail::Access::are_swept_parameters(const ValuesView& nodes) {
  if (nodes.empty() || !nodes.is_run()) return false;
  const Tape& tape = *nodes.first_.tape_;
  const std::size_t first = nodes.first_.index_, end = first + nodes.count_;
  if (end > tape.leading_leaves || end > tape.covered) return false;
  // Of an input, or another operation, a bit would be left.
  OperationId kinds = parameter;
  for (std::size_t i = first; i < end; ++i) kinds = kinds | tape.operations[i];
  return kinds == parameter;
}

}  // namespace gradwalk
