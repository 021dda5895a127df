#pragma once

#include <concepts>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/handle.hpp>
#include <gradwalk/graph/tape.hpp>
#include <gradwalk/operation.hpp>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace gradwalk {

class Value;
class ValuesView;

namespace detail {
struct Access;

[[noreturn]] void refuse_set(std::string_view function, Value v);
}  // namespace detail

/// A handle to one node of a Graph: 16 bytes, copied freely, owning nothing.
///
/// A default-constructed Value is empty. An empty handle, one whose node was
/// forgotten with its scope or graph, and one from another graph are refused
/// wherever they are used. Errors: Error, which names the node.
class Value {
 public:
  Value() = default;

  /// A plain number, of no graph: so that code written for double runs on
  /// Value. Two of them make another; beside a node it is recorded as an input.
  template <class Number>
  requires std::is_arithmetic_v<Number> Value(Number number)
      : Value(detail::PlainNumber(static_cast<double>(number))) {}
  [[nodiscard]] bool is_plain_number() const {
    return tape_ == &detail::plain_numbers;
  }
  [[nodiscard]] bool is_empty() const { return tape_ == &detail::no_tape; }

  template <std::same_as<bool> Bool> explicit operator Bool() const {
    static_assert(!std::same_as<Bool, bool>,
                  "gradwalk: write v != 0, or where(v != 0, a, b)");
  }

  /// As it was set, or last computed: also if a leaf was set since.
  [[nodiscard]] double value() const;

  /// ∂root/∂this of the graph's last backward pass; 0 for a node that the pass
  /// did not reach, or that was recorded after it.
  /// Errors: it needs no gradient, and is not the root.
  [[nodiscard]] double gradient() const;

  /// Whether it existed at that pass, and needs a gradient or is the root.
  [[nodiscard]] bool has_gradient() const;

  /// The name it was given, or "".
  [[nodiscard]] const std::string& name() const;

  /// Names the node and returns the same handle.
  Value named(std::string name) const;

  [[nodiscard]] const Operation& operation() const;

  /// The operands in the order they were written; x * x lists x twice.
  [[nodiscard]] std::vector<Value> parents() const;

  /// ∂this/∂parent for each of `parents()`, in the same order.
  /// Errors: a parent was set, and `Graph::forward` not called since.
  [[nodiscard]] std::vector<double> local_gradients() const;

  /// Whether it is a parameter, or depends on one.
  [[nodiscard]] bool needs_gradient() const;

  /// Gives a leaf a new value. `Graph::forward` brings what depends on it up
  /// to date; until then a backward pass through that is refused.
  /// Errors: an operation's node cannot be set.
  void set(double value) const;

  /// `Graph::backward` from this node.
  void backward() const;

  /// The position in the order of recording, from 0.
  [[nodiscard]] std::size_t index() const;

  /// Whether both are the same node, or the same plain number.
  friend bool same_node(Value a, Value b) {
    return a.tape_ == b.tape_ && a.index_ == b.index_ && a.scope_ == b.scope_;
  }

 private:
  friend struct detail::Access;

  [[nodiscard]] detail::Tape& live(std::string_view function) const;
  [[nodiscard]] double value_elsewhere() const;

  explicit Value(detail::PlainNumber number)
      : tape_(&detail::plain_numbers),
        index_(number.index()),
        scope_(number.scope()) {}
  Value(detail::Tape* tape, detail::Index index, detail::ScopeNumber scope)
      : tape_(tape), index_(index), scope_(scope) {}

  detail::Tape* tape_ = &detail::no_tape;
  detail::Index index_ = detail::nobody;
  detail::ScopeNumber scope_{0xffff'ffff};
};

bool same_node(Value a, Value b);

inline detail::Tape& Value::live(std::string_view function) const {
  if (!tape_->is_innermost_or_base(scope_)) [[unlikely]]
    detail::require_live(function, *tape_, index_, scope_);
  return *tape_;
}

inline double Value::value() const {
  if (!tape_->is_innermost_or_base(scope_)) [[unlikely]]
    return value_elsewhere();
  return tape_->values[index_];
}

inline double Value::gradient() const {
  return live("gradient").gradient_of(index_);
}

inline bool Value::has_gradient() const {
  return !is_plain_number() && live("has_gradient").has_gradient(index_);
}

inline void Value::set(double value) const {
  detail::Tape& tape = live("set");
  if (!tape.is_leaf(index_)) [[unlikely]]
    detail::refuse_set("set", *this);
  tape.set_leaf(index_, value);
}

}  // namespace gradwalk
