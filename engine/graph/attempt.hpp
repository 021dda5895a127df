#pragma once

#include <gradwalk/graph/tape.hpp>

namespace gradwalk::detail {

/// Nodes that are recorded together or not at all: what was recorded since it
/// was made is forgotten, unless it is kept.
class Attempt {
 public:
  explicit Attempt(Tape& tape) : tape_(tape), before_(tape.here(tape.scope)) {}
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  ~Attempt();

  template <class Recorded> Recorded kept(Recorded recorded) {
    is_kept_ = true;
    return recorded;
  }

 private:
  Tape& tape_;
  OpenScope before_;
  bool is_kept_ = false;
};

}  // namespace gradwalk::detail
