#pragma once

#include <bit>
#include <gradwalk/graph/tape.hpp>
#include <limits>
#include <string_view>

/// What a handle holds, and how it is checked.
namespace gradwalk::detail {

/// The bits of a number in a Value that is no node, in place of the node's
/// index and scope. That scope is never 0, which is open on an empty tape: of
/// all numbers only some nan would have it, and these are made one.
class PlainNumber {
 public:
  explicit PlainNumber(double number)
      : bits_(std::bit_cast<std::uint64_t>(
            number == number ? number
                             : std::numeric_limits<double>::quiet_NaN())) {}
  PlainNumber(Index index, ScopeNumber scope)
      : bits_(std::uint64_t{~std::uint32_t(scope)} << 32 | index) {}

  [[nodiscard]] Index index() const { return static_cast<Index>(bits_); }
  [[nodiscard]] ScopeNumber scope() const {
    return ScopeNumber(~static_cast<std::uint32_t>(bits_ >> 32));
  }
  [[nodiscard]] double number() const { return std::bit_cast<double>(bits_); }

 private:
  std::uint64_t bits_;
};

/// The slow part of the check on one or two handles: throws if a node's scope
/// has ended, or the graphs differ. Takes Values in parts, for a check that
/// passes must not pay for putting them together.
void require_live(std::string_view function, Tape& tape, Index index,
                  ScopeNumber scope);
void require_live(std::string_view function, Tape& tape, Index index,
                  ScopeNumber scope, Tape& other, Index other_index,
                  ScopeNumber other_scope);

}  // namespace gradwalk::detail
