#pragma once

#include <concepts>
#include <gradwalk/value.hpp>
#include <iterator>
#include <span>

namespace gradwalk {

/// Some nodes of a graph, for all that takes many: a view, copied freely.
///
/// Nodes that were recorded one after the other in one scope are a *run*: they
/// are checked all at once, take no array, and are computed side by side.
/// Others are viewed where they stand, in an array of Values that must outlive
/// the view.
class Values {
 public:
  class Iterator;

  Values() = default;
  Values(const Value* nodes, std::size_t count);
  template <class Array>
  requires(!std::same_as<Array, Values>) &&
      std::convertible_to<const Array&, std::span<const Value>> Values(
          const Array& nodes)
      : Values(std::span<const Value>(nodes).data(), std::size(nodes)) {}

  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  /// Errors: no such element.
  [[nodiscard]] Value operator[](std::size_t i) const {
    if (i >= count_) [[unlikely]]
      detail::refuse_place("Values", i, 1, count_);
    return is_run() ? detail::Access::after(first_, i) : array_[i];
  }
  [[nodiscard]] Value front() const { return first_; }  ///< or an empty one
  [[nodiscard]] Value back() const { return (*this)[count_ - 1]; }
  /// Errors: not as many elements.
  [[nodiscard]] Values subspan(std::size_t first, std::size_t count) const;
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

  [[nodiscard]] bool is_run() const { return array_ == nullptr; }

  /// Sets each leaf, as Value::set does. Shape: as many numbers.
  /// Errors: another number of them; an operation's node.
  void set(std::span<const double> values) const;

  /// Sets each leaf to f(value, gradient), in their order. f records nothing.
  /// Errors: an operation's node; f records on this graph.
  template <class F> void update(F f) const;

 private:
  friend struct detail::Access;

  /// Errors: one of them is not live, or no leaf.
  void require_leaves(std::string_view function) const;

  /// The tape of a run of leading leaves that the last backward pass covered,
  /// where they can be changed all at once; else null.
  [[nodiscard]] detail::Tape* leading_run() const;

  const Value* array_ = nullptr;  ///< null: a run
  std::size_t count_ = 0;
  Value first_;
};

class Values::Iterator {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = Value;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = Value;

  Iterator() = default;
  Iterator(const Values& values, std::size_t i) : values_(values), i_(i) {}

  Value operator*() const { return values_[i_]; }
  Value operator[](difference_type n) const { return *(*this + n); }
  Iterator& operator+=(difference_type n) {
    i_ += static_cast<std::size_t>(n);
    return *this;
  }
  Iterator& operator-=(difference_type n) { return *this += -n; }
  Iterator& operator++() { return *this += 1; }
  Iterator& operator--() { return *this += -1; }
  Iterator operator++(int) {
    const Iterator before = *this;
    ++*this;
    return before;
  }
  Iterator operator--(int) {
    const Iterator after = *this;
    --*this;
    return after;
  }
  friend Iterator operator+(Iterator a, difference_type n) { return a += n; }
  friend Iterator operator+(difference_type n, Iterator a) { return a += n; }
  friend Iterator operator-(Iterator a, difference_type n) { return a -= n; }
  friend difference_type operator-(const Iterator& a, const Iterator& b) {
    return static_cast<difference_type>(a.i_ - b.i_);
  }
  friend bool operator==(const Iterator& a, const Iterator& b) {
    return a.i_ == b.i_;
  }
  friend auto operator<=>(const Iterator& a, const Iterator& b) {
    return a.i_ <=> b.i_;
  }

 private:
  Values values_;
  std::size_t i_ = 0;
};

static_assert(std::random_access_iterator<Values::Iterator>);

inline Values::Values(const Value* nodes, std::size_t count) : count_(count) {
  using detail::Access;
  if (count == 0) return;
  first_ = nodes[0];
  for (std::size_t i = 1; i < count; ++i)
    if (nodes[i] != Access::after(first_, i)) {
      array_ = nodes;
      return;
    }
}

/// `count` nodes from `first` on, which were recorded so, in one scope.
inline Values detail::Access::run(Value first, std::size_t count) {
  Values values;
  values.first_ = first;
  values.count_ = count;
  return values;
}

inline Values Values::subspan(std::size_t first, std::size_t count) const {
  if (first > count_ || count > count_ - first) [[unlikely]]
    detail::refuse_place("subspan", first, count, count_);
  return is_run()
             ? detail::Access::run(detail::Access::after(first_, first), count)
             : Values(array_ + first, count);
}

inline Values::Iterator Values::begin() const { return {*this, 0}; }
inline Values::Iterator Values::end() const { return {*this, count_}; }

inline detail::Tape* Values::leading_run() const {
  if (!is_run() || empty()) return nullptr;
  detail::Tape& tape = detail::Access::tape(first_);
  const std::size_t end =
      detail::index_of(detail::Access::marked(first_)) + count_;
  return end <= tape.leading_leaves && end <= tape.swept ? &tape : nullptr;
}

template <class F> void Values::update(F f) const {
  require_leaves("update");
  if (detail::Tape* const tape = leading_run()) {
    const detail::Run run{detail::index_of(detail::Access::marked(first_)),
                          static_cast<detail::Index>(count_)};
    tape->now_set(run);
    const detail::Tape::Closed closed(*tape);
    double* const values = tape->values.data() + run.first;
    const double* const gradients = tape->gradients.data() + run.first;
    for (std::size_t i = 0; i < count_; ++i)
      values[i] = f(values[i], gradients[i]);
    return;
  }
  for (const Value leaf : *this) leaf.set(f(leaf.value(), leaf.gradient()));
}

}  // namespace gradwalk
