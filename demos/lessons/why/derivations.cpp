#include "derivations.hpp"

#include <algorithm>

#include "formula/record.hpp"

namespace gradwalk::demos {

const std::vector<Derived>& derived() {
  constexpr std::string_view slope = "the slope over a step h",
                             to_zero = "h goes to 0", cancels = "h cancels",
                             rest = "the rest cancels",
                             product = "multiplied out",
                             quotient = "the quotient rule",
                             chain = "the chain rule";
  static const std::vector<Derived> rows{
      {"add",
       {{"a", 2}, {"b", 3}},
       "",
       {{"a", {{"((a + h + b) - (a + b))/h", slope}, {"h/h", rest}}}}},
      {"subtract",
       {{"a", 2}, {"b", 3}},
       "",
       {{"b", {{"((a - (b + h)) - (a - b))/h", slope}, {"-h/h", rest}}}}},
      {"multiply",
       {{"a", 2}, {"b", 3}},
       "",
       {{"a",
         {{"((a + h)·b - a·b)/h", slope},
          {"(a·b + h·b - a·b)/h", product},
          {"h·b/h", rest}}}}},
      {"divide",
       {{"a", 2}, {"b", 4}},
       "",
       {{"a", {{"((a + h)/b - a/b)/h", slope}, {"(h/b)/h", rest}}},
        {"b",
         {{"(a/(b + h) - a/b)/h", slope},
          {"(a·b - a·(b + h))/(h·b·(b + h))", "over one denominator"},
          {"-a/(b·(b + h))", cancels},
          {"→ -a/b²", to_zero}}}}},
      {"pow",
       {{"a", 2}, {"b", 3}},
       "",
       {{"a",
         {{"∂(e^(b·log(a)))/∂a", "a is e^log(a)"},
          {"e^(b·log(a))·b/a", chain},
          {"a^b·b/a", "a is e^log(a)"}}},
        {"b",
         {{"∂(e^(b·log(a)))/∂b", "a is e^log(a)"},
          {"e^(b·log(a))·log(a)", chain}}}}},
      {"negate",
       {{"x", 2}},
       "",
       {{"x", {{"(-(x + h) - (-x))/h", slope}, {"-h/h", rest}}}}},
      {"square",
       {{"x", 3}},
       "",
       {{"x",
         {{"((x + h)² - x²)/h", slope},
          {"(2x·h + h²)/h", product},
          {"2x + h", cancels},
          {"→ 2x", to_zero}}}}},
      {"sqrt",
       {{"x", 4}},
       "",
       {{"x",
         {{"(√(x + h) - √x)/h", slope},
          {"h/(h·(√(x + h) + √x))", "(u - v)·(u + v) is u² - v²"},
          {"1/(√(x + h) + √x)", cancels},
          {"→ 1/(2·√x)", to_zero}}}}},
      {"exp",
       {{"x", 1}},
       "",
       {{"x",
         {{"(e^(x + h) - e^x)/h", slope},
          {"e^x·(e^h - 1)/h", "e^(x + h) is e^x·e^h"},
          {"→ e^x", "(e^h - 1)/h goes to 1: so e is chosen"}}}}},
      {"log",
       {{"x", 2}},
       "",
       {{"x",
         {{"∂log(x)/∂x", "for u = log(x)"},
          {"1/e^log(x)", "e^u is x, so by the chain rule e^u·∂u/∂x is 1"}}}}},
      {"sigmoid",
       {{"z", 0}},
       "",
       {{"z",
         {{"∂(1/(1 + e^-z))/∂z", "what is asked"},
          {"-(∂(1 + e^-z)/∂z)/(1 + e^-z)²", "1/u has the slope -u'/u²"},
          {"e^-z/(1 + e^-z)²", "1 + e^-z has the slope -e^-z"},
          {"1/(1 + e^-z)·e^-z/(1 + e^-z)", "as two fractions"},
          {"1/(1 + e^-z)·(1 - 1/(1 + e^-z))", "e^-z is (1 + e^-z) - 1"}}}}},
      {"tanh",
       {{"x", 0.5}},
       "u = e^x - e^-x; v = e^x + e^-x",
       {{"x",
         {{"∂(u/v)/∂x", "tanh(x) is u/v"},
          {"(v·v - u·u)/v²", "the quotient rule: u' is v, v' is u"},
          {"1 - (u/v)²", "as two fractions"}}}}},
      {"relu",
       {{"x", 2}},
       "",
       {{"x",
         {{"(max(x + h, 0) - max(x, 0))/h", slope},
          {"(x + h - x)/h if x > 0, else (0 - 0)/h",
           "on each side of 0; at 0, 0 is chosen"}}}}},
      {"softplus",
       {{"x", 1}},
       "",
       {{"x",
         {{"∂log(1 + e^x)/∂x", "what is asked"},
          {"e^x/(1 + e^x)", "log(u) has the slope u'/u"},
          {"1/(1 + e^-x)", "both over e^x"}}}}},
      {"abs",
       {{"x", -2}},
       "",
       {{"x",
         {{"(|x + h| - |x|)/h", slope},
          {"h/h if x > 0, else -h/h", "on each side of 0"}}}}},
      {"max",
       {{"a", 3}, {"b", 2}},
       "",
       {{"a",
         {{"(max(a + h, b) - max(a, b))/h", slope},
          {"(a + h - a)/h if a > b, else (b - b)/h",
           "the larger one; of equal ones half is chosen"}}}}},
      {"squared_error",
       {{"y", 0}, {"y_hat", 0.5}},
       "",
       {{"y_hat",
         {{"∂(½(y - y_hat)²)/∂y_hat", "what is asked"},
          {"½·2·(y - y_hat)·∂(y - y_hat)/∂y_hat", chain},
          {"½·2·(y - y_hat)·(-1)", "y - y_hat has the slope -1"},
          {"-(y - y_hat)", "½ and 2 cancel: hence the ½"}}}}},
      {"binary_cross_entropy",
       {{"y", 1}, {"z", 0.5}},
       "p = σ(z)",
       {{"z",
         {{"∂(-y·log(p) - (1 - y)·log(1 - p))/∂z", "what is asked"},
          {"-y/p·p·(1 - p) + (1 - y)/(1 - p)·p·(1 - p)", chain},
          {"-y·(1 - p) + (1 - y)·p", "p and 1 - p cancel"},
          {"p - y", product}}}}},
      {"sum",
       {{"x1", 1}, {"x2", 2}, {"x3", 3}},
       "",
       {{"x1",
         {{"((x1 + h + x2 + x3) - (x1 + x2 + x3))/h", slope}, {"h/h", rest}}}}},
      {"mean",
       {{"x1", 1}, {"x2", 2}, {"x3", 6}},
       "",
       {{"x1",
         {{"((x1 + h + x2 + x3)/3 - (x1 + x2 + x3)/3)/h", slope},
          {"(h/3)/h", rest}}}}},
      {"dot",
       {{"a1", 1}, {"a2", 2}, {"b1", 3}, {"b2", 4}},
       "",
       {{"a1",
         {{"((a1 + h)·b1 + a2·b2 - (a1·b1 + a2·b2))/h", slope},
          {"h·b1/h", rest}}}}},
      {"linear",
       {{"w1", 0.1}, {"w2", 0.6}, {"x1", 1}, {"x2", 2}, {"b", 0.5}},
       "u = w2·x2",
       {{"w1",
         {{"((w1 + h)·x1 + u + b - (w1·x1 + u + b))/h", slope},
          {"h·x1/h", rest}}},
        {"b",
         {{"(w1·x1 + u + b + h - (w1·x1 + u + b))/h", slope}, {"h/h", rest}}}}},
      {"softmax",
       {{"x1", 1}, {"x2", 0.5}},
       "s = e^x1 + e^x2",
       {{"x1",
         {{"∂(e^x1/s)/∂x1", "what is asked"},
          {"(e^x1·s - e^x1·e^x1)/s²", quotient},
          {"e^x1/s·(1 - e^x1/s)", "as two fractions"}}},
        {"x2",
         {{"∂(e^x1/s)/∂x2", "what is asked"},
          {"-e^x1·e^x2/s²", quotient},
          {"-e^x1/s·e^x2/s", "as two fractions"}}}}},
      {"negative_log_softmax",
       {{"x1", 1}, {"x2", 0.5}},
       "s = e^x1 + e^x2",
       {{"x1",
         {{"∂(-log(e^x1/s))/∂x1", "what is asked"},
          {"∂(log(s) - x1)/∂x1", "log(u/v) is log(u) - log(v)"},
          {"e^x1/s - 1", chain}}}}},
      {"softmax_cross_entropy",
       {{"y1", 0.75}, {"y2", 0.25}, {"x1", 1}, {"x2", 0.5}},
       "s = e^x1 + e^x2",
       {{"x1",
         {{"∂(-y1·log(e^x1/s) - y2·log(e^x2/s))/∂x1", "what is asked"},
          {"∂((y1 + y2)·log(s) - y1·x1 - y2·x2)/∂x1", "log(u/v) in parts"},
          {"(y1 + y2)·e^x1/s - y1", chain}}}}},
  };
  return rows;
}

const Derived* derived(std::string_view operation) {
  const auto found =
      std::ranges::find(derived(), operation, &Derived::operation);
  return found == derived().end() ? nullptr : &*found;
}

double value_at(const NamedNumbers& at, std::string_view where,
                std::string_view formula) {
  Graph graph;
  std::map<std::string, Value> names{{"h", graph.input(small_step, "h")}};
  for (const auto& [name, number] : at)
    names.emplace(name, graph.parameter(number, name));
  const std::string text = std::string(where) + "; " + std::string(formula);
  return recorded_with(std::move(names), graph, parsed(text)).value();
}

Json tell_derivation(Story& story, const Derived& row,
                     const Derivation& derivation, const NamedNumbers& at,
                     const DerivationLine& last, double local) {
  Json lines = Json::array();
  std::vector<Line> table;
  const auto add = [&](const std::string& formula, double value,
                       std::string_view reason) {
    table.push_back({{formula},
                     {story.number(value), Ink::backward},
                     {std::string(reason), Ink::quiet}});
    lines.push_back(
        {{"formula", formula}, {"value", value}, {"because", reason}});
  };
  for (const auto& [formula, reason] : derivation.lines) {
    constexpr std::string_view arrow = "→ ";
    const bool is_limit = formula.starts_with(arrow);
    add((table.empty() || is_limit ? "" : "= ") + std::string(formula),
        value_at(at, row.where, formula.substr(is_limit ? arrow.size() : 0)),
        reason);
  }
  add("= " + std::string(last.formula), local, last.reason);
  story.table(table);
  return {{"by", derivation.by}, {"lines", lines}};
}

}  // namespace gradwalk::demos
