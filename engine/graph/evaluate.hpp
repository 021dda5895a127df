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

/// Hands the local gradients of a rule of any arity on one by one.
template <class T, class Take> struct OneByOne {
  Take take;

  void operator()(std::size_t i, const T& local) const { take(i, local); }
  void operator()(std::size_t first, std::span<const T> many) const {
    for (std::size_t k = 0; k < many.size(); ++k) take(first + k, many[k]);
  }
  void operator()(std::size_t first, std::size_t count, const T& local) const {
    for (std::size_t k = 0; k < count; ++k) take(first + k, local);
  }
};
template <class Rule, class T, class Take>
void each_local_gradient(std::span<const T> x, const T& y, Take take) {
  Rule::local_gradients(x, y, OneByOne<T, Take>{take});
}

/// ∂value/∂x[k]. `y` is the value.
template <class Rule, class T>
T local_gradient_of(std::span<const T> x, const T& y, std::size_t k) {
  if constexpr (Rule::arity == 1) return Rule::local_gradient(x[0], y);
  if constexpr (Rule::arity == 2)
    return k == 0 ? T(Rule::by_first(x[0], x[1], y))
                  : T(Rule::by_second(x[0], x[1], y));
  T found(0.0);
  if constexpr (Rule::arity < 0)
    each_local_gradient<Rule>(x, y, [&](std::size_t i, const T& local) {
      if (i == k) found = local;
    });
  return found;
}

template <class Rule, class T>
std::vector<T> local_gradients_of(std::span<const T> x, const T& y) {
  std::vector<T> locals(x.size(), T(0.0));
  if constexpr (Rule::arity < 0) {
    each_local_gradient<Rule>(
        x, y, [&](std::size_t i, const T& local) { locals[i] = local; });
  } else {
    for (std::size_t k = 0; k < x.size(); ++k)
      locals[k] = local_gradient_of<Rule, T>(x, y, k);
  }
  return locals;
}

}  // namespace gradwalk::rules
