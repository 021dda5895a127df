#include <fmt/format.h>

#include <array>
#include <gradwalk/operators.hpp>

#include "passes.hpp"

namespace gradwalk {

using detail::Access;
using detail::Index;
using detail::Tape;

const std::string& Value::name() const {
  const Tape& tape = detail::live("name", *this);
  return tape.name_of(detail::index_of(marked_), scope_);
}

Value Value::named(std::string name) const {
  Tape& tape = detail::live("named", *this);
  tape.name(detail::index_of(marked_), scope_, std::move(name));
  return *this;
}

const Operation& Value::operation() const {
  const Tape& tape = detail::live("operation", *this);
  const auto row = tape.operations[detail::index_of(marked_)];
  return operations()[static_cast<std::size_t>(row)];
}

std::vector<Value> Value::parents() const {
  Tape& tape = detail::live("parents", *this);
  std::vector<Value> parents;
  for (const Index parent : tape.parents_of(detail::index_of(marked_)))
    parents.push_back(Access::handle(tape, detail::index_of(parent)));
  return parents;
}

std::vector<double> Value::local_gradients() const {
  const Tape& tape = detail::live("local_gradients", *this);
  return tape.local_gradients_of(detail::index_of(marked_));
}

bool Value::needs_gradient() const {
  detail::live("needs_gradient", *this);
  return detail::needs_gradient(marked_);
}

void Value::backward() const {
  Tape& tape = detail::live("backward", *this);
  detail::require_up_to_date("backward", *this);
  detail::backward(tape, detail::index_of(marked_));
}

std::size_t Value::index() const {
  detail::live("index", *this);
  return detail::index_of(marked_);
}

Value choose(Value x, Value negative, Value zero, Value positive) {
  const std::array operands{x, negative, zero, positive};
  return detail::record_many<rules::Choose>(Values(operands));
}

Value dot(const Values& a, const Values& b) {
  if (a.size() != b.size())
    throw Error("dot", fmt::format("{} elements on both sides", a.size()),
                fmt::format("{}", b.size()));
  return detail::record_many<rules::Dot>(a, b);
}

Value linear(const Values& weights, const Values& inputs, Value bias) {
  if (weights.empty()) throw Error("linear", "at least one weight", "none");
  if (weights.size() != inputs.size())
    throw Error(
        "linear",
        fmt::format("{} inputs for {} weights", weights.size(), weights.size()),
        fmt::format("{}", inputs.size()));
  return detail::record_many<rules::Linear>(weights, inputs, Values(&bias, 1));
}

Value linear(const Values& weights, const Values& inputs, double bias) {
  if (weights.empty()) throw Error("linear", "at least one weight", "none");
  return linear(weights, inputs,
                detail::constant(weights.front(), bias, "linear"));
}

std::vector<Value> softmax(const Values& scores) {
  std::vector<Value> probabilities;
  for (const Value score : scores)
    probabilities.push_back(
        detail::record_many<rules::Softmax>(Values(&score, 1), scores));
  return probabilities;
}

void Values::require_leaves(std::string_view function) const {
  if (empty()) return;
  if (is_run()) detail::live(function, first_);
  if (leading_run() != nullptr) return;
  for (const Value leaf : *this)
    if (!detail::live(function, first_, leaf)
             .is_leaf(detail::index_of(Access::marked(leaf))))
      detail::refuse_set(function, leaf);
}

void Values::set(std::span<const double> values) const {
  if (values.size() != size())
    throw Error("set", fmt::format("{} numbers", size()),
                fmt::format("{}", values.size()));
  require_leaves("set");
  std::size_t i = 0;
  update([&](double, double) { return values[i++]; });
}

}  // namespace gradwalk
