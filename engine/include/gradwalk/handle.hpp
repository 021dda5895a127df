#pragma once

#include <fmt/format.h>

#include <gradwalk/error.hpp>
#include <gradwalk/operation.hpp>
#include <gradwalk/tape.hpp>
#include <span>
#include <string>
#include <vector>

namespace gradwalk {

class Value;

namespace detail {
struct Access;

/// What an error calls a node: `z`, or `node 7 (multiply)`.
std::string describe(Value v);

/// Throw the Error that says what is wrong with a handle that is not live,
/// with two live nodes of different graphs, with the setting of an operation.
[[noreturn]] void refuse(std::string_view function, Value v);
[[noreturn]] void refuse_foreign(std::string_view function, Value v, Value w);
[[noreturn]] void refuse_set(Value v);

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

  Value(detail::Tape* tape, detail::Index marked, std::uint32_t scope)
      : tape_(tape), marked_(marked), scope_(scope) {}

  detail::Tape* tape_ = &detail::no_tape;
  detail::Index marked_ = detail::nobody;
  std::uint32_t scope_ = 0xffff'ffff;
};

inline detail::Tape& Value::live(std::string_view function) const {
  if (!tape_->is_open(scope_)) [[unlikely]]
    detail::refuse(function, *this);
  return *tape_;
}

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
    detail::refuse_set(*this);
  tape.set_leaf(i, value);
}

}  // namespace gradwalk

/// `z = 0.5`, or `0.5` for a node without a name. The format is the number's:
/// `{:.3f}`.
template <> struct fmt::formatter<gradwalk::Value> : fmt::formatter<double> {
  auto format(const gradwalk::Value& value, fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
