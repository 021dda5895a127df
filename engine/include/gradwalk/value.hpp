#pragma once

#include <fmt/core.h>

#include <gradwalk/error.hpp>
#include <gradwalk/graph/tape.hpp>
#include <gradwalk/operation.hpp>
#include <span>
#include <string>
#include <vector>

namespace gradwalk {

class Value;
class ValuesView;

namespace detail {
struct Access;

/// The slow part of the check on one or two handles: throws if a node's scope
/// has ended, or the graphs differ. Plain numbers, for a check that passes must
/// not pay for putting Values together.
void require_live(std::string_view function, Tape& tape, Index index,
                  ScopeNumber scope);
void require_live(std::string_view function, Tape& tape, Index index,
                  ScopeNumber scope, Tape& other, Index other_index,
                  ScopeNumber other_scope);
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

  /// Whether both are the same node.
  friend bool operator==(const Value&, const Value&) = default;

 private:
  friend struct detail::Access;

  [[nodiscard]] detail::Tape& live(std::string_view function) const;

  Value(detail::Tape* tape, detail::Index index, detail::ScopeNumber scope)
      : tape_(tape), index_(index), scope_(scope) {}

  detail::Tape* tape_ = &detail::no_tape;
  detail::Index index_ = detail::nobody;
  detail::ScopeNumber scope_{0xffff'ffff};
};

inline detail::Tape& Value::live(std::string_view function) const {
  if (!tape_->is_innermost_or_base(scope_)) [[unlikely]]
    detail::require_live(function, *tape_, index_, scope_);
  return *tape_;
}

inline double Value::value() const { return live("value").values[index_]; }

inline double Value::gradient() const {
  return live("gradient").gradient_of(index_);
}

inline bool Value::has_gradient() const {
  return live("has_gradient").has_gradient(index_);
}

inline void Value::set(double value) const {
  detail::Tape& tape = live("set");
  if (!tape.is_leaf(index_)) [[unlikely]]
    detail::refuse_set("set", *this);
  tape.set_leaf(index_, value);
}

}  // namespace gradwalk

/// `z = 0.5`, or `0.5` for a node without a name. The format is the number's:
/// `{:.3f}`.
template <> struct fmt::formatter<gradwalk::Value> : fmt::formatter<double> {
  auto format(const gradwalk::Value& value, fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
