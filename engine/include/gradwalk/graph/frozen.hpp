#pragma once

#include <gradwalk/graph/tape.hpp>
#include <utility>

namespace gradwalk::detail {

/// While there is one, nothing is recorded on the tape and no pass runs: the
/// addresses of its numbers stay good. Scopes that are closed, and the graph,
/// if it ends, end after it.
class Frozen {
 public:
  /// Errors: there is one already.
  explicit Frozen(Tape& tape) : tape_(tape) {
    tape.require_not_frozen();
    // The next node finds no room, and asks why.
    capacity_ = std::exchange(tape.capacity, tape.size);
    tape.is_frozen_ = true;
  }
  Frozen(const Frozen&) = delete;
  Frozen& operator=(const Frozen&) = delete;
  ~Frozen();

 private:
  Tape& tape_;
  std::size_t capacity_ = 0;
};

}  // namespace gradwalk::detail
