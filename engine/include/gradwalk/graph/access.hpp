#pragma once

#include <gradwalk/value.hpp>
#include <span>

/// What the library itself may do with a handle and its users may not.
namespace gradwalk::detail {

struct Access {
  static Tape& live_tape(std::string_view function, const Value& v) {
    return v.live(function);
  }
  static Tape& tape(const Value& v) { return *v.tape_; }
  static Index index(const Value& v) { return v.index_; }
  static ScopeNumber scope(const Value& v) { return v.scope_; }
  static bool is_live(const Value& v) { return v.tape_->is_open(v.scope_); }
  /// Whether they are told at once to be nodes of one graph, that exist.
  static bool is_surely_live(const Value& v) {
    return v.tape_->is_innermost_or_base(v.scope_);
  }
  static bool are_surely_live(const Value& v, const Value& w) {
    return v.tape_ == w.tape_ && is_surely_live(v) && is_surely_live(w);
  }
  /// A plain number's.
  static double number(const Value& v) {
    return PlainNumber(v.index_, v.scope_).number();
  }

  static Value handle(Tape& tape, Index index, ScopeNumber scope) {
    return {&tape, index, scope};
  }
  /// The handle of node i.
  static Value handle(Tape& tape, Index i) {
    return {&tape, i, tape.scope_of(i)};
  }
  /// The handle of the node n · stride places after v's, of the same scope.
  static Value after(Value v, std::size_t n, std::int32_t stride) {
    return {v.tape_,
            v.index_ + static_cast<Index>(n) * static_cast<Index>(stride),
            v.scope_};
  }
  /// A handle's scope and index in one number.
  static std::uint64_t place_of(const Value& v) {
    return std::uint64_t{static_cast<std::uint32_t>(v.scope_)} << 32 | v.index_;
  }
  static ValuesView strided(Value first, std::size_t count,
                            std::int32_t stride);
  static bool is_strided(const ValuesView& nodes);
  static std::int32_t stride(const ValuesView& nodes);
  static std::int32_t stride_of(const Value* nodes, std::size_t count);
  static std::span<const Value> handles(const ValuesView& nodes);
  static bool are_swept_parameters(const ValuesView& nodes);
};

/// The tape of handles whose nodes exist, in one graph.
[[gnu::always_inline]] inline Tape& live(std::string_view function,
                                         const Value& v) {
  return Access::live_tape(function, v);
}
[[gnu::always_inline]] inline Tape& live(std::string_view function,
                                         const Value& v, const Value& w) {
  Tape& tape = Access::tape(w);
  if (!Access::are_surely_live(v, w)) [[unlikely]]
    require_live(function, Access::tape(v), Access::index(v), Access::scope(v),
                 tape, Access::index(w), Access::scope(w));
  return tape;
}

/// What an error calls a node: `z`, or `node 7 (multiply)`.
std::string describe(Value v);

[[noreturn]] void refuse_stale(std::string_view function, Value node,
                               Value leaf);
[[noreturn]] void refuse_place(std::string_view function, std::size_t first,
                               std::size_t count, std::size_t size);

/// Errors: one of these parameters, of one graph, is there twice.
void require_once(std::string_view function, const ValuesView& parameters);

/// Errors: a leaf under root was set, and `Graph::forward` not called since.
void require_up_to_date(std::string_view function, Value root);

}  // namespace gradwalk::detail
