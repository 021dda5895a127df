#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

/// What a tape's arrays are made of.
namespace gradwalk::detail {

/// Where the memory of arrays comes from: std::realloc, or what a test that
/// makes allocations fail has put here.
inline void* (*reallocate)(void* data, std::size_t bytes) =
    [](void* data, std::size_t bytes) { return std::realloc(data, bytes); };

/// An array that grows without touching what it does not yet use: a
/// std::vector would write zeros over every fresh page.
template <class T> class Array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  T& operator[](std::size_t i) { return data_.get()[i]; }
  const T& operator[](std::size_t i) const { return data_.get()[i]; }
  T* data() { return data_.get(); }
  [[nodiscard]] const T* data() const { return data_.get(); }

  /// Errors: std::bad_alloc, and the array is as it was.
  void reserve(std::size_t capacity) {
    const bool is_possible = capacity <= SIZE_MAX / sizeof(T);
    void* moved =
        is_possible ? reallocate(data_.get(), capacity * sizeof(T)) : nullptr;
    if (moved == nullptr) throw std::bad_alloc();
    static_cast<void>(data_.release());
    data_.reset(static_cast<T*>(moved));
  }
  void clear() { data_.reset(); }

 private:
  struct Free {
    void operator()(T* data) const { std::free(data); }
  };
  std::unique_ptr<T, Free> data_;
};

/// An Array that knows how much of it is used.
template <class T> class Stack {
 public:
  const T& operator[](std::size_t i) const { return items_[i]; }
  [[nodiscard]] const T* data() const { return items_.data(); }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Room for `count` more on top, to be written and then kept.
  T* room(std::size_t count) {
    if (capacity_ - size_ < count) [[unlikely]]
      grow(count);
    return items_.data() + size_;
  }
  void keep(std::size_t count) { size_ += count; }
  void shrink(std::size_t size) { size_ = size; }

 private:
  void grow(std::size_t count);

  Array<T> items_;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace gradwalk::detail
