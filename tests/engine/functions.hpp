#pragma once

#include <functional>
#include <gradwalk/engine.hpp>
#include <map>
#include <span>
#include <string_view>

/// Every operation of the list by its name: how a user writes it.
/// An operation that is missing here fails the tests that walk the list.
using Function =
    std::function<gradwalk::Value(std::span<const gradwalk::Value>)>;

inline const std::map<std::string_view, Function>& functions() {
  using namespace gradwalk;
  using X = std::span<const Value>;
  static const std::map<std::string_view, Function> all{
      {"add", [](X x) { return x[0] + x[1]; }},
      {"subtract", [](X x) { return x[0] - x[1]; }},
      {"multiply", [](X x) { return x[0] * x[1]; }},
      {"divide", [](X x) { return x[0] / x[1]; }},
      {"pow", [](X x) { return pow(x[0], x[1]); }},
      {"min", [](X x) { return min(x[0], x[1]); }},
      {"max", [](X x) { return max(x[0], x[1]); }},
      {"leaky_relu", [](X x) { return leaky_relu(x[0], x[1]); }},
      {"squared_error", [](X x) { return squared_error(x[0], x[1]); }},
      {"negate", [](X x) { return -x[0]; }},
      {"square", [](X x) { return square(x[0]); }},
      {"sqrt", [](X x) { return sqrt(x[0]); }},
      {"exp", [](X x) { return exp(x[0]); }},
      {"log", [](X x) { return log(x[0]); }},
      {"sin", [](X x) { return sin(x[0]); }},
      {"cos", [](X x) { return cos(x[0]); }},
      {"tanh", [](X x) { return tanh(x[0]); }},
      {"sigmoid", [](X x) { return sigmoid(x[0]); }},
      {"relu", [](X x) { return relu(x[0]); }},
      {"softplus", [](X x) { return softplus(x[0]); }},
      {"abs", [](X x) { return abs(x[0]); }},
      {"sum", [](X x) { return sum(x); }},
      {"mean", [](X x) { return mean(x); }},
      {"dot",
       [](X x) { return dot(x.first(x.size() / 2), x.last(x.size() / 2)); }},
      {"linear",
       [](X x) {
         const std::size_t n = x.size() / 2;
         return linear(x.first(n), x.subspan(n, n), x.back());
       }},
      {"log_sum_exp", [](X x) { return log_sum_exp(x); }},
      {"choose", [](X x) { return choose(x[0], x[1], x[2], x[3]); }},
      {"softmax", [](X x) { return softmax(x.subspan(1))[0]; }},
  };
  return all;
}
