#pragma once

#include <gradwalk/graph/tape.hpp>
#include <memory>
#include <mutex>
#include <utility>

namespace gradwalk::detail {

/// Tapes without a graph. They are kept, emptied, for the next graphs, so that
/// a handle that outlives its graph meets a tape that knows it no more.
class IdleTapes {
 public:
  std::unique_ptr<Tape> take() {
    {
      const std::lock_guard lock(mutex_);
      if (first_ != nullptr) {
        std::unique_ptr<Tape> tape = std::move(first_);
        first_ = std::move(tape->next_idle);
        return tape;
      }
    }
    return std::make_unique<Tape>();
  }
  void give(std::unique_ptr<Tape> tape) noexcept {
    const std::lock_guard lock(mutex_);
    tape->next_idle = std::move(first_);
    first_ = std::move(tape);
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<Tape> first_;  ///< a list, so that giving allocates nothing
};

/// Never destroyed: a graph may be static, and end after anything here would.
inline IdleTapes& idle_tapes() {
  static auto& tapes = *std::make_unique<IdleTapes>().release();
  return tapes;
}

}  // namespace gradwalk::detail
