// Templates that were written for double.
#include <fmt/core.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <numeric>

using gradwalk::Value;

template <class T> T horner(const std::vector<T>& coefficients, T x) {
  T s = 0;
  for (const T& c : coefficients) s = s * x + c;
  return s;
}
template <class T> T length(const std::vector<T>& x) {
  using std::sqrt;
  return sqrt(std::inner_product(x.begin(), x.end(), x.begin(), T(0)));
}
template <class T> T bounded(T x) { return x > 1 ? T(1) : x; }
template <class T> T root_of(T a) {
  using std::abs;
  T x = 1;
  while (abs(x * x - a) > 1e-12) x = (x + a / x) / 2;
  return x;
}

int main() {
  gradwalk::Graph graph;
  const Value x = graph.parameter(0.5, "x"), y = graph.parameter(2.0, "y");
  const Value all = horner<Value>({1, x, -2}, y) + length<Value>({x, y, 1}) +
                    bounded(x) + bounded(y) + root_of(y);
  const double same = horner<double>({1, 0.5, -2}, 2.0) +
                      length<double>({0.5, 2.0, 1}) + bounded(0.5) +
                      bounded(2.0) + root_of(2.0);
  all.backward();
  fmt::print("{}, {:.6f} {:.6f}\n", all.value() == same, x.gradient(),
             y.gradient());
}
