#pragma once

#include <new>

/// While there is one, memory runs out: the first `enough` allocations are
/// made, on whatever thread, and no other, by operator new or by a tape's
/// arrays.
class FailingMemory {
 public:
  explicit FailingMemory(long enough);
  FailingMemory(const FailingMemory&) = delete;
  FailingMemory& operator=(const FailingMemory&) = delete;
  ~FailingMemory();
};

/// Does `act` so that its allocation number `enough` and all after it fail.
/// Whether one did: `act` has thrown then.
template <class Act> bool runs_out_of_memory(long enough, Act act) {
  try {
    const FailingMemory memory(enough);
    act();
  } catch (const std::bad_alloc&) {
    return true;
  }
  return false;
}
