#include "functions.hpp"

#include <algorithm>
#include <gradwalk/graph/record.hpp>

namespace gradwalk::demos {

namespace {

using Operands = std::span<const Value>;

constexpr std::size_t any = Function::any_number;

constexpr Function table[] = {
    {"add", 2, 2, [](Operands x) { return x[0] + x[1]; }},
    {"subtract", 2, 2, [](Operands x) { return x[0] - x[1]; }},
    {"multiply", 2, 2, [](Operands x) { return x[0] * x[1]; }},
    {"divide", 2, 2, [](Operands x) { return x[0] / x[1]; }},
    {"pow", 2, 2, [](Operands x) { return pow(x[0], x[1]); }},
    {"negate", 1, 1, [](Operands x) { return -x[0]; }},
    {"square", 1, 1, [](Operands x) { return square(x[0]); }},
    {"sqrt", 1, 1, [](Operands x) { return sqrt(x[0]); }},
    {"exp", 1, 1, [](Operands x) { return exp(x[0]); }},
    {"log", 1, 1, [](Operands x) { return log(x[0]); }},
    {"sin", 1, 1, [](Operands x) { return sin(x[0]); }},
    {"cos", 1, 1, [](Operands x) { return cos(x[0]); }},
    {"tanh", 1, 1, [](Operands x) { return tanh(x[0]); }},
    {"sigmoid", 1, 1, [](Operands x) { return sigmoid(x[0]); }},
    {"relu", 1, 1, [](Operands x) { return relu(x[0]); }},
    {"leaky_relu", 2, 2, [](Operands x) { return leaky_relu(x[0], x[1]); }},
    {"softplus", 1, 1, [](Operands x) { return softplus(x[0]); }},
    {"abs", 1, 1, [](Operands x) { return abs(x[0]); }},
    {"min", 2, 2, [](Operands x) { return min(x[0], x[1]); }},
    {"max", 2, 2, [](Operands x) { return max(x[0], x[1]); }},
    {"squared_error", 2, 2,
     [](Operands x) { return squared_error(x[0], x[1]); }},
    {"choose", 4, 4, [](Operands x) { return choose(x[0], x[1], x[2], x[3]); }},
    {"sum", 1, any, [](Operands x) { return sum(x); }},
    {"mean", 1, any, [](Operands x) { return mean(x); }},
    {"log_sum_exp", 1, any, [](Operands x) { return log_sum_exp(x); }},
    {"dot", 2, any,
     [](Operands x) {
       const std::size_t n = x.size() / 2;
       return dot(x.first(n), x.subspan(n));
     },
     true},
    {"linear", 3, any,
     [](Operands x) {
       const std::size_t n = x.size() / 2;
       return linear(x.first(n), x.subspan(n, n), x.back());
     },
     true},
    {"softmax", 2, any, [](Operands x) { return softmax(x)[0]; }},
};

}  // namespace

std::span<const Function> functions() { return table; }

const Function* function_named(std::string_view name) {
  const auto found =
      std::find_if(std::begin(table), std::end(table),
                   [&](const Function& one) { return one.name == name; });
  return found == std::end(table) ? nullptr : found;
}

}  // namespace gradwalk::demos
