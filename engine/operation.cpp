#include <gradwalk/operation.hpp>
#include <gradwalk/rules.hpp>

namespace gradwalk {

namespace {

template <class T> using Operands = std::span<const T>;

template <class Rule, class T> T value(Operands<T> x) {
  if constexpr (Rule::arity == 1) return Rule::value(x[0]);
  if constexpr (Rule::arity == 2) return Rule::value(x[0], x[1]);
  if constexpr (Rule::arity < 0) return Rule::value(x);
  return T(0.0);
}

template <class Rule, class T>
std::vector<T> local_gradients(Operands<T> x, const T& y) {
  if constexpr (Rule::arity == 1) return {Rule::local_gradient(x[0], y)};
  if constexpr (Rule::arity == 2)
    return {Rule::by_first(x[0], x[1], y), Rule::by_second(x[0], x[1], y)};
  std::vector<T> locals;
  if constexpr (Rule::arity < 0) {
    locals.resize(x.size(), T(0.0));
    Rule::local_gradients(
        x, y, [&](std::size_t i, const T& local) { locals[i] = local; });
  }
  return locals;
}

template <class Rule> constexpr Operation row() {
  return {Rule::name,
          Rule::symbol,
          Rule::arity < 0 ? Operation::any_number : Rule::arity,
          Rule::least,
          [](Operands<double> x) { return value<Rule, double>(x); },
          [](Operands<double> x, double y) {
            return local_gradients<Rule, double>(x, y);
          },
          value<Rule, Formula>,
          local_gradients<Rule, Formula>};
}

template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{row<Rules>()...};
}

}  // namespace

std::span<const Operation> operations() {
  static constexpr auto rows = table(rules::All{});
  return rows;
}

}  // namespace gradwalk
