#include "classroom_formulas.hpp"

#include <algorithm>
#include <cmath>

namespace {

using Of = const ClassroomFormula::Number&;

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }
double softplus(double x) { return std::log(1.0 + std::exp(x)); }
double neuron(Of n) { return n("w") * n("x") + n("b"); }

}  // namespace

const std::array<ClassroomFormula, 20> classroom_formulas{{
    {"z = w*x + b; sigmoid(z)", [](Of n) { return sigmoid(neuron(n)); }},
    {"p = sigmoid(w*x + b); (p - y)^2",
     [](Of n) { return std::pow(sigmoid(neuron(n)) - n("y"), 2); }},
    {"(x*w + b)^2 + x", [](Of n) { return std::pow(neuron(n), 2) + n("x"); }},
    {"c = a + b; d = b + 1; c*d",
     [](Of n) { return (n("a") + n("b")) * (n("b") + 1); }},
    {"max(x, y)*w", [](Of n) { return std::max(n("x"), n("y")) * n("w"); }},
    {"relu(w*x) + b*x",
     [](Of n) { return std::max(n("w") * n("x"), 0.0) + n("b") * n("x"); }},
    {"x/y - y/x", [](Of n) { return n("x") / n("y") - n("y") / n("x"); }},
    {"softplus(w*x) - b",
     [](Of n) { return softplus(n("w") * n("x")) - n("b"); }},
    {"|x - y| + x*y",
     [](Of n) { return std::abs(n("x") - n("y")) + n("x") * n("y"); }},
    {"x^3 - 2*x^2 + y",
     [](Of n) {
       return std::pow(n("x"), 3) - 2 * std::pow(n("x"), 2) + n("y");
     }},
    {"h = tanh(w*x); v*h + h^2",
     [](Of n) {
       const double h = std::tanh(n("w") * n("x"));
       return n("v") * h + h * h;
     }},
    {"log(x^2 + 1)*exp(-y)",
     [](Of n) { return std::log(n("x") * n("x") + 1) * std::exp(-n("y")); }},
    {"sin(x)*cos(y) + x",
     [](Of n) { return std::sin(n("x")) * std::cos(n("y")) + n("x"); }},
    {"r = sqrt(x^2 + y^2); x/r",
     [](Of n) { return n("x") / std::hypot(n("x"), n("y")); }},
    {"x > y ? x*w : y*w",
     [](Of n) { return std::max(n("x"), n("y")) * n("w"); }},
    {"s = a + b; t = a*b; s*t - s",
     [](Of n) {
       const double s = n("a") + n("b");
       return s * n("a") * n("b") - s;
     }},
    {"-log(sigmoid(y*w*x))",
     [](Of n) { return -std::log(sigmoid(n("y") * n("w") * n("x"))); }},
    {"(a + b)/(a - c)",
     [](Of n) { return (n("a") + n("b")) / (n("a") - n("c")); }},
    {"min(w*x, v*y)^2",
     [](Of n) {
       return std::pow(std::min(n("w") * n("x"), n("v") * n("y")), 2);
     }},
    {"u = w*x; relu(u) - 0.1*relu(-u) + atan(u)",
     [](Of n) {
       const double u = n("w") * n("x");
       return std::max(u, 0.0) - 0.1 * std::max(-u, 0.0) + std::atan(u);
     }},
}};
