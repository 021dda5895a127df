#include "failing_memory.hpp"

#include <atomic>
#include <cstdlib>
#include <gradwalk/graph/storage.hpp>
#include <limits>

namespace {
constexpr long plenty = std::numeric_limits<long>::max() / 2;
std::atomic<long> left = plenty;

bool is_there() { return left.load() >= plenty || left.fetch_sub(1) > 0; }

void* reallocated(void* data, std::size_t bytes) {
  return is_there() ? std::realloc(data, bytes) : nullptr;
}
void* allocated(std::size_t bytes, std::size_t alignment) {
  if (!is_there()) throw std::bad_alloc();
  const std::size_t whole = (bytes / alignment + 1) * alignment;
  void* const data = alignment <= alignof(std::max_align_t)
                         ? std::malloc(bytes + (bytes == 0))
                         : std::aligned_alloc(alignment, whole);
  if (data == nullptr) throw std::bad_alloc();
  return data;
}
}  // namespace

FailingMemory::FailingMemory(long enough) {
  gradwalk::detail::reallocate = reallocated;
  left = enough;
}
FailingMemory::~FailingMemory() { left = plenty; }

// The others of the library call these.
void* operator new(std::size_t bytes) { return allocated(bytes, 1); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return allocated(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* data) noexcept { std::free(data); }
void operator delete(void* data, std::size_t) noexcept { std::free(data); }
void operator delete(void* data, std::align_val_t) noexcept { std::free(data); }
void operator delete(void* data, std::size_t, std::align_val_t) noexcept {
  std::free(data);
}
