#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

/// What a tape's arrays are made of.
namespace gradwalk::detail {

/// An array that grows without touching what it does not yet use: a
/// std::vector would write zeros over every fresh page.
template <class T> class Array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  T& operator[](std::size_t i) { return data_.get()[i]; }
  const T& operator[](std::size_t i) const { return data_.get()[i]; }
  T* data() { return data_.get(); }
  [[nodiscard]] const T* data() const { return data_.get(); }

  void reserve(std::size_t capacity) {
    void* moved = std::realloc(data_.get(), capacity * sizeof(T));
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

  /// Room for `count` more on top, not yet written.
  T* extend(std::size_t count) {
    if (capacity_ - size_ < count) [[unlikely]]
      grow(count);
    size_ += count;
    return items_.data() + (size_ - count);
  }
  void shrink(std::size_t size) { size_ = size; }

 private:
  void grow(std::size_t count);

  Array<T> items_;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace gradwalk::detail
