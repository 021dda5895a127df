#pragma once

#include <gradwalk/rules.hpp>
#include <span>
#include <vector>

/// The rules with operands in a list, for any number type: what is made from
/// the operation list without knowing an operation's arity.
namespace gradwalk::rules {

template <class Rule, class T> T value_of(std::span<const T> x) {
  if constexpr (Rule::arity == 1) return use<Rule>(x[0]);
  if constexpr (Rule::arity == 2) return use<Rule>(x[0], x[1]);
  if constexpr (Rule::arity < 0) return Rule::value(x);
  return T(0.0);
}

/// Whether a rule's local gradients take such numbers, and not only doubles.
template <class Rule, class T>
inline constexpr bool gives_local_gradients = [] {
  if constexpr (Rule::arity == 1) return requires(T x) {
      Rule::local_gradient(x, x);
    };
  if constexpr (Rule::arity == 2) return requires(T x) {
      Rule::by_first(x, x, x);
      Rule::by_second(x, x, x);
    };
  if constexpr (Rule::arity < 0) return requires(std::span<const T> x, T y) {
      Rule::local_gradients(x, y, [](auto&&...) {});
    };
  return true;
}();

/// Hands the local gradients of a rule of any arity on one by one, in order.
template <class T, class Take> struct OneByOne {
  Take take;

  void operator()(std::size_t i, const auto& local) const { take(i, local); }
  void operator()(std::size_t first, std::span<const T> many) const {
    for (std::size_t k = 0; k < many.size(); ++k) take(first + k, many[k]);
  }
  void operator()(std::size_t first, std::size_t count, const T& local) const {
    for (std::size_t k = 0; k < count; ++k) take(first + k, local);
  }
};

/// ∂value/∂x[k] for each k, as `Local`: T, or what also knows whether a
/// selection closed the path. `y` is the value. Of operations of one or two,
/// those that are not wanted stay 0.
template <class Rule, class T, class Local = T>
std::vector<Local> local_gradients_of(std::span<const T> x, const T& y,
                                      auto wanted) {
  std::vector<Local> locals;
  locals.reserve(x.size());
  if constexpr (Rule::arity == 1)
    locals.emplace_back(Rule::local_gradient(x[0], y));
  if constexpr (Rule::arity == 2) {
    locals.push_back(wanted(0) ? Local(Rule::by_first(x[0], x[1], y))
                               : Local(0.0));
    locals.push_back(wanted(1) ? Local(Rule::by_second(x[0], x[1], y))
                               : Local(0.0));
  }
  if constexpr (Rule::arity < 0) {
    const auto take = [&](std::size_t, const auto& local) {
      locals.emplace_back(local);
    };
    Rule::local_gradients(x, y, OneByOne<T, decltype(take)>{take});
  }
  return locals;
}
template <class Rule, class T, class Local = T>
std::vector<Local> local_gradients_of(std::span<const T> x, const T& y) {
  return local_gradients_of<Rule, T, Local>(x, y, [](int) { return true; });
}

}  // namespace gradwalk::rules
