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
class Values;

namespace detail {
struct Access;

/// What an error calls a node: `z`, or `node 7 (multiply)`.
std::string describe(Value v);

/// The rest of the checks on one or two handles: their nodes are of no scope
/// that is open, or of different graphs. What the handles hold is handed over
/// one by one: a check that passes must not pay for putting Values together.
void require_open(std::string_view function, Tape& tape, Index marked,
                  ScopeNumber scope);
void require_open(std::string_view function, Tape& tape, Index marked,
                  ScopeNumber scope, Tape& other, Index other_marked,
                  ScopeNumber other_scope);
[[noreturn]] void refuse_set(std::string_view function, Value v);
[[noreturn]] void refuse_place(std::string_view function, std::size_t first,
                               std::size_t count, std::size_t size);

/// Errors: a leaf under root was set, and `Graph::forward` not called since.
void require_up_to_date(std::string_view function, Value root);
}  // namespace detail

/// A handle to one node of a Graph: 16 bytes, copied freely, owning nothing.
///
/// A default-constructed Value is empty. An empty handle, one whose node was
/// forgotten with its scope or graph, and one from another graph are refused
/// wherever they are used. Errors: Error, which names the node.
class Value {
 public:
  Value() = default;

  [[nodiscard]] double value() const;

  /// ∂root/∂this of the graph's last backward pass; 0 for a node that the
  /// pass did not reach, or that was recorded after it.
  [[nodiscard]] double gradient() const;

  /// Whether the last backward pass covered it: it was recorded before.
  [[nodiscard]] bool has_gradient() const;

  /// The name it was given, or "".
  [[nodiscard]] const std::string& name() const;

  /// Names the node and returns the same handle.
  Value named(std::string name) const;

  [[nodiscard]] const Operation& operation() const;

  /// The operands in the order they were written; x * x lists x twice.
  [[nodiscard]] std::vector<Value> parents() const;

  /// ∂this/∂parent for each of `parents()`, in the same order, as recorded or
  /// last computed by `Graph::forward`; of sum, mean, dot and linear, from the
  /// operands' values as they are now.
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

  Value(detail::Tape* tape, detail::Index marked, detail::ScopeNumber scope)
      : tape_(tape), marked_(marked), scope_(scope) {}

  detail::Tape* tape_ = &detail::no_tape;
  detail::Index marked_ = detail::nobody;
  detail::ScopeNumber scope_{0xffff'ffff};
};

inline detail::Tape& Value::live(std::string_view function) const {
  if (!tape_->is_innermost_or_base(scope_)) [[unlikely]]
    detail::require_open(function, *tape_, marked_, scope_);
  return *tape_;
}

namespace detail {
/// What the library itself may do with a handle and its users may not.
struct Access {
  static Tape& live_tape(std::string_view function, Value v) {
    return v.live(function);
  }
  static Tape& tape(Value v) { return *v.tape_; }
  static Index marked(Value v) { return v.marked_; }
  static ScopeNumber scope(Value v) { return v.scope_; }
  static Value handle(Tape& tape, Index marked, ScopeNumber scope) {
    return {&tape, marked, scope};
  }
  /// The handle of node i.
  static Value handle(Tape& tape, Index i) {
    return {&tape, tape.marked(i), tape.scope_of(i)};
  }
  /// The handle of the node `n` places after v's, of the same scope and kind.
  static Value after(Value v, std::size_t n) {
    return {v.tape_, v.marked_ + static_cast<Index>(n), v.scope_};
  }
  static Values run(Value first, std::size_t count);
  static bool is_live(Value v) { return v.tape_->is_open(v.scope_); }
};
}  // namespace detail

inline double Value::value() const {
  return live("value").values[detail::index_of(marked_)];
}

inline double Value::gradient() const {
  const detail::Tape& tape = live("gradient");
  const detail::Index i = detail::index_of(marked_);
  return i < tape.swept ? tape.gradients[i] : 0.0;
}

inline bool Value::has_gradient() const {
  return detail::index_of(marked_) < live("has_gradient").swept;
}

inline void Value::set(double value) const {
  detail::Tape& tape = live("set");
  const detail::Index i = detail::index_of(marked_);
  if (!tape.is_leaf(i)) [[unlikely]]
    detail::refuse_set("set", *this);
  tape.set_leaf(i, value);
}

}  // namespace gradwalk

/// `z = 0.5`, or `0.5` for a node without a name. The format is the number's:
/// `{:.3f}`.
template <> struct fmt::formatter<gradwalk::Value> : fmt::formatter<double> {
  auto format(const gradwalk::Value& value, fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
