#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/graph/frozen.hpp>
#include <initializer_list>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace gradwalk {

/// Some nodes of a graph, for functions that take many: a view, copied freely
/// but not assigned.
///
/// Nodes that were recorded one after the other in one scope are a *run*: they
/// are checked all at once, take no array, and are computed side by side.
/// Nearly as fast are nodes at equal distances: every second one, where each
/// neuron's tanh follows its sum. Others are viewed where they stand, in an
/// array of handles that must outlive the view: that of `sum({a, b})` lasts for
/// the call. A list to keep is a `Values`.
class ValuesView {
 public:
  class Iterator;

  ValuesView() = default;
  ValuesView(const ValuesView&) = default;
  ValuesView(const Value* nodes, std::size_t count);
  ValuesView(std::initializer_list<Value> nodes)
      : ValuesView(nodes.begin(), nodes.size()) {}
  template <class Array>
  requires(!std::derived_from<Array, ValuesView>) &&
      std::convertible_to<const Array&, std::span<const Value>> ValuesView(
          const Array& nodes)
      : ValuesView(std::span<const Value>(nodes).data(), std::size(nodes)) {}

  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  /// Errors: no such element.
  [[nodiscard]] Value operator[](std::size_t i) const {
    if (i >= count_) [[unlikely]]
      detail::refuse_place("Values", i, 1, count_);
    return is_strided() ? detail::Access::after(first_, i, stride_) : array_[i];
  }
  [[nodiscard]] Value front() const { return first_; }  ///< or an empty one
  [[nodiscard]] Value back() const { return (*this)[count_ - 1]; }
  /// Errors: not as many elements.
  [[nodiscard]] ValuesView subspan(std::size_t first, std::size_t count) const;
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

  [[nodiscard]] bool is_run() const { return is_strided() && stride_ == 1; }

  /// Sets each leaf, as Value::set does. Shape: as many numbers.
  /// Errors: another number of them; an operation's node.
  void set(std::span<const double> values) const;

  /// Sets each parameter to f(value, gradient), in their order. Scopes and
  /// graphs that f ends are ended after that.
  /// Errors: another node; one that is there twice; f records on this graph,
  /// or runs a pass.
  template <class F> void update(F f) const;

 protected:
  ValuesView& operator=(const ValuesView&) = default;

 private:
  friend struct detail::Access;
  friend class Values;

  /// Whether the first node and the distance tell all of them.
  [[nodiscard]] bool is_strided() const { return array_ == nullptr; }

  /// Errors: one of them is not live, or no leaf, or no parameter.
  void require_leaves(std::string_view function) const;
  void require_parameters(std::string_view function) const;

  const Value* array_ = nullptr;  ///< null: at equal distances
  std::size_t count_ = 0;
  Value first_;
  std::int32_t stride_ = 1;  ///< from each to the next
};

/// A list of nodes to keep: owns the handles of what is no run.
class Values : public ValuesView {
 public:
  Values() = default;
  Values(const ValuesView& nodes);
  Values(const Value* nodes, std::size_t count)
      : Values(ValuesView(nodes, count)) {}
  Values(std::initializer_list<Value> nodes) : Values(ValuesView(nodes)) {}
  template <class Array>
  requires(!std::derived_from<Array, ValuesView>) &&
      std::convertible_to<const Array&, std::span<const Value>> Values(
          const Array& nodes)
      : Values(ValuesView(nodes)) {}
  Values(const Values& other) : Values(static_cast<const ValuesView&>(other)) {}
  Values(Values&& other) noexcept;
  Values& operator=(Values other) noexcept;
  ~Values() = default;

  /// Errors: not as many elements.
  [[nodiscard]] Values subspan(std::size_t first, std::size_t count) const {
    return ValuesView::subspan(first, count);
  }

 private:
  std::vector<Value> handles_;  ///< none where distances are equal
};

/// Gives its nodes in their order: a random-access iterator.
class ValuesView::Iterator {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = Value;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = Value;

  Iterator() = default;
  Iterator(const ValuesView& values, std::size_t i) : values_(values), i_(i) {}

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
  ValuesView values_;
  std::size_t i_ = 0;
};

static_assert(std::random_access_iterator<ValuesView::Iterator>);

inline ValuesView::ValuesView(const Value* nodes, std::size_t count)
    : count_(count) {
  if (count == 0) return;
  first_ = nodes[0];
  stride_ = detail::Access::stride_of(nodes, count);
  if (stride_ == 0) array_ = nodes;
}

inline Values::Values(const ValuesView& nodes) : ValuesView(nodes) {
  if (is_strided()) return;
  handles_.assign(nodes.begin(), nodes.end());
  array_ = handles_.data();
}
inline Values::Values(Values&& other) noexcept
    : ValuesView(other), handles_(std::move(other.handles_)) {
  other.ValuesView::operator=({});
}
inline Values& Values::operator=(Values other) noexcept {
  ValuesView::operator=(other);
  handles_.swap(other.handles_);
  return *this;
}

/// The distance from each node to the next, where they are of one scope and it
/// is the same and not 0; else 0.
inline std::int32_t detail::Access::stride_of(const Value* nodes,
                                              std::size_t count) {
  if (count < 2) return 1;
  const Value first = nodes[0];
  const auto stride = static_cast<std::int32_t>(nodes[1].index_ - first.index_);
  const auto tape = std::bit_cast<std::uintptr_t>(first.tape_);
  const std::uint64_t place = place_of(first);
  std::uint64_t expected = place, other = 0;
  for (std::size_t i = 1; i < count; ++i) {
    expected += static_cast<std::uint64_t>(std::int64_t{stride});
    other |= (place_of(nodes[i]) ^ expected) |
             (std::bit_cast<std::uintptr_t>(nodes[i].tape_) ^ tape);
  }
  // Else a place ran over into the scope.
  const bool same_scope = expected >> 32 == place >> 32;
  return other == 0 && same_scope ? stride : 0;
}

/// `count` nodes from `first` on, at that distance, in one scope.
inline ValuesView detail::Access::strided(Value first, std::size_t count,
                                          std::int32_t stride) {
  ValuesView values;
  values.first_ = first;
  values.count_ = count;
  if (count > 1) values.stride_ = stride;
  return values;
}

inline bool detail::Access::is_strided(const ValuesView& nodes) {
  return nodes.is_strided();
}
inline std::int32_t detail::Access::stride(const ValuesView& nodes) {
  return nodes.stride_;
}

/// Those to look at: all of them, or the first where distances are equal.
inline std::span<const Value> detail::Access::handles(const ValuesView& nodes) {
  if (nodes.is_strided()) return {&nodes.first_, 1};
  return {nodes.array_, nodes.count_};
}

inline ValuesView ValuesView::subspan(std::size_t first,
                                      std::size_t count) const {
  if (first > count_ || count > count_ - first) [[unlikely]]
    detail::refuse_place("subspan", first, count, count_);
  if (!is_strided()) return ValuesView(array_ + first, count);
  return detail::Access::strided(detail::Access::after(first_, first, stride_),
                                 count, stride_);
}

inline ValuesView::Iterator ValuesView::begin() const { return {*this, 0}; }
inline ValuesView::Iterator ValuesView::end() const { return {*this, count_}; }

template <class F> void ValuesView::update(F f) const {
  if (empty()) return;
  detail::Tape& tape = detail::live("update", first_);
  const bool are_swept = detail::Access::are_swept_parameters(*this);
  if (!are_swept) require_parameters("update");
  const detail::Frozen frozen(tape);
  if (!are_swept) {
    const Values kept = *this;  // f may change what this is a view of
    for (const Value leaf : kept) leaf.set(f(leaf.value(), leaf.gradient()));
    return;
  }
  // Side by side, where they stand.
  const std::size_t first = detail::Access::index(first_), count = count_;
  tape.now_set(first, count);
  double* const values = tape.values.data() + first;
  const double* const gradients = tape.gradients.data() + first;
  for (std::size_t i = 0; i < count; ++i)
    values[i] = f(values[i], gradients[i]);
}

}  // namespace gradwalk
