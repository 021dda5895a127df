#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <gradwalk/engine.hpp>
#include <gradwalk/own_operation.hpp>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

using namespace gradwalk;

namespace {

/// Generic: numbers, text and nodes.
struct Cube : rules::Unary {
  static constexpr std::string_view name = "cube", symbol = "³";
  static auto value(auto a) { return a * a * a; }
  static auto local_gradient(auto a, auto) { return 3.0 * a * a; }
};
Value cube(Value a) { return record<Cube>(a); }

/// Of doubles alone.
struct Softsign : rules::Unary {
  static constexpr std::string_view name = "softsign", symbol = "softsign";
  static double value(double a) { return a / (1.0 + std::abs(a)); }
  static double local_gradient(double a, double) {
    return 1.0 / ((1.0 + std::abs(a)) * (1.0 + std::abs(a)));
  }
};

struct Area : rules::Binary {
  static constexpr std::string_view name = "area", symbol = "½·×";
  static auto value(auto base, auto height) { return 0.5 * base * height; }
  static auto by_first(auto, auto height, auto) { return 0.5 * height; }
  static auto by_second(auto base, auto, auto) { return 0.5 * base; }
};

/// Of any number.
struct MeanSquare : rules::AnyArity<1> {
  static constexpr std::string_view name = "mean_square", symbol = "mean ²";
  static auto value(const auto& x) {
    auto sum = x[0] * x[0];
    for (std::size_t i = 1; i < x.size(); ++i) sum = sum + x[i] * x[i];
    return sum / static_cast<double>(x.size());
  }
  static void local_gradients(const auto& x, auto, auto&& out) {
    for (std::size_t i = 0; i < x.size(); ++i)
      out(i, 2.0 / static_cast<double>(x.size()) * x[i]);
  }
};

/// Of any number of doubles alone.
struct ProductOfAll : rules::AnyArity<1> {
  static constexpr std::string_view name = "product", symbol = "Π";
  static double value(std::span<const double> x) {
    return std::accumulate(x.begin(), x.end(), 1.0, std::multiplies<>());
  }
  static void local_gradients(std::span<const double> x, double y, auto&& out) {
    for (std::size_t i = 0; i < x.size(); ++i) out(i, y / x[i]);
  }
};

/// By other operations' rules.
struct Gated : rules::Unary {
  static constexpr std::string_view name = "gated", symbol = "gated";
  static auto value(auto a) { return a * rules::use<rules::Sigmoid>(a); }
  static auto local_gradient(auto a, auto) {
    const auto gate = rules::use<rules::Sigmoid>(a);
    return gate * (1.0 + a * (1.0 - gate));
  }
};

struct Thrower : rules::Unary {
  static constexpr std::string_view name = "thrower", symbol = "!";
  static double value(double a) { return a; }
  static double local_gradient(double, double) {
    throw std::runtime_error("no slope");
  }
};

/// What is above 1 is held there, and no path goes through it.
struct Cap : rules::Unary {
  static constexpr std::string_view name = "cap", symbol = "cap";
  static double value(double a) { return a < 1.0 ? a : 1.0; }
  static rules::Selected local_gradient(double a, double) {
    return a < 1.0 ? rules::Selected(1.0) : rules::Selected(rules::closed);
  }
};

/// One graph through all of them.
struct Pictured {
  Graph graph;
  Value x = graph.parameter(1.5, "x"), y = graph.parameter(-2.0, "y"),
        c = cube(x).named("c"), s = record<Softsign>(y).named("s"),
        a = record<Area>(c, s).named("a"),
        m = record<MeanSquare>({a, x, 3.0, y}).named("m");
};

}  // namespace

TEST_CASE("an operation of one's own computes and passes on") {
  Pictured p;
  CHECK(p.c.value() == 1.5 * 1.5 * 1.5);
  CHECK(p.s.value() == -2.0 / 3.0);
  CHECK(p.a.value() == 0.5 * p.c.value() * p.s.value());
  CHECK(p.m.value() == (p.a.value() * p.a.value() + 2.25 + 9.0 + 4.0) / 4.0);
  p.m.backward();
  const double by_a = 0.5 * p.a.value();
  CHECK(p.x.gradient() == 0.75 + by_a * 0.5 * p.s.value() * (3.0 * 1.5 * 1.5));
  CHECK(p.y.gradient() == doctest::Approx(-1.0 + by_a * 0.5 * p.c.value() / 9.0)
                              .epsilon(1e-15)
                              .scale(0));
  CHECK(p.c.operation().name == "cube");
  CHECK(p.c.operation().symbol == "³");
  CHECK(p.c.local_gradients() == std::vector{6.75});
  CHECK(p.m.parents().size() == 4);
  CHECK(cube(2).value() == 8.0);
  CHECK(record<MeanSquare>({1, 3}).value() == 5.0);
}

TEST_CASE("an operation of one's own is checked, and its paths add up") {
  Pictured p;
  p.m.backward();
  CHECK(check_gradients(p.m, Perturbed::every_node).passed());
  CHECK(paths(p.x, p.m).sum ==
        doctest::Approx(p.x.gradient()).epsilon(1e-15).scale(0));
}

TEST_CASE("an operation of one's own prints itself, as text or by its name") {
  Pictured p;
  p.m.backward();
  const std::string forward = to_text(forward_steps(p.m));
  CHECK(forward.find("c = x·x·x = 1.5·1.5·1.5 = 3.375\n") == 0);
  CHECK(forward.find("s = softsign(y) = softsign(-2) = -0.666667\n") !=
        std::string::npos);
  const std::string backward = to_text(backward_steps(p.m));
  CHECK(backward.find("c → x: ") != std::string::npos);
  CHECK(backward.find("3·x·x") != std::string::npos);
  CHECK(backward.find("∂softsign(y)/∂y") != std::string::npos);
  CHECK(to_dot(p.m).find("softsign") != std::string::npos);
}

TEST_CASE("an operation of one's own is replayed") {
  Pictured p;
  for (const double x : {0.5, -1.0, 2.0}) {
    p.x.set(x);
    p.graph.forward();
    p.m.backward();
    Pictured again;
    again.x.set(x);
    again.graph.forward();
    again.m.backward();
    CHECK(p.c.value() == x * x * x);
    CHECK(p.x.gradient() == again.x.gradient());
    CHECK(check_gradients(p.m).passed());
  }
}

TEST_CASE("an operation of one's own runs in a batch as one by one") {
  Pictured p;
  Graph graph;
  const Value w = graph.parameter(0.75, "w"), t = graph.input(0.0, "t"),
              a = record<Area>(cube(w * t), record<Softsign>(t + w)),
              root = record<MeanSquare>({a, w, t, record<Cap>(w)});
  Batch batch(root, {t});
  const std::vector<double> examples{0.5, -1.0, 2.0, 0.0, 3.0};
  const double cost = batch.backward(examples);
  const double by_w = w.gradient();
  double sum = 0.0, gradient = 0.0;
  for (const double example : examples) {
    t.set(example);
    graph.forward();
    root.backward();
    sum += root.value();
    gradient += w.gradient();
  }
  // The mean of five, each with an error of a few units in the last place.
  CHECK(cost == doctest::Approx(sum / 5.0).epsilon(1e-15).scale(0));
  CHECK(by_w == doctest::Approx(gradient / 5.0).epsilon(1e-14).scale(0));
}

TEST_CASE("a generic operation of one's own is differentiated again") {
  Graph graph;
  const Value x = graph.parameter(1.5, "x"), h = graph.parameter(2.0, "h");
  const Value slope = gradient_node(cube(x), x);
  CHECK(slope.value() == 6.75);
  CHECK(gradient_node(slope, x).value() == 9.0);
  CHECK(gradient_node(gradient_node(slope, x), x).value() == 6.0);
  const Value area = record<Area>(cube(x), h);
  CHECK(gradient_node(gradient_node(area, h), x).value() == 0.5 * 6.75);
  const Value mean = record<MeanSquare>({x, h});
  CHECK(gradient_node(gradient_node(mean, x), x).value() == 1.0);
  CHECK(gradient_node(gradient_node(mean, x), h).value() == 0.0);
  const Value s = record<Softsign>(x);
  const std::size_t size = graph.size();
  CHECK_THROWS_WITH(static_cast<void>(gradient_node(s, x)),
                    "gradient_node: expected local gradients that take a "
                    "Value, got those of softsign, of double alone");
  CHECK(graph.size() == size);
}

TEST_CASE("a selection of one's own closes a path") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x");
  const Value y = record<Cap>(x * x), root = y * y / 0.0;
  root.backward();
  CHECK(x.gradient() == 0.0);
  CHECK(paths(x, root).sum == 0.0);
}

TEST_CASE("an operation of one's own takes a list of doubles") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x"), y = graph.parameter(3.0, "y");
  const Value all = record<ProductOfAll>({x, 5.0, y, x});
  CHECK(all.value() == 60.0);
  all.backward();
  CHECK(x.gradient() == 60.0);
  CHECK(check_gradients(all).passed());
  CHECK(record<ProductOfAll>({2, 3, 4}).value() == 24.0);
}

TEST_CASE("a rule of one's own uses another operation's") {
  Graph graph;
  const Value x = graph.parameter(0.7, "x");
  const Value y = record<Gated>(x), library = swish(x);
  CHECK(y.value() == doctest::Approx(library.value()).epsilon(1e-15).scale(0));
  const double second = gradient_node(gradient_node(library, x), x).value();
  CHECK(gradient_node(gradient_node(y, x), x).value() ==
        doctest::Approx(second).epsilon(1e-14).scale(0));
  CHECK(to_text(forward_steps(y)).find("x·σ(x)") != std::string::npos);
}

TEST_CASE("a pass that an exception ends leaves no gradients") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x"), p = graph.parameter(3.0, "p");
  const Value other = x * x, y = record<Thrower>(p) * x;
  other.backward();
  CHECK_THROWS_WITH(y.backward(), "no slope");
  CHECK_FALSE(x.has_gradient());
  CHECK(x.gradient() == 0.0);
  other.backward();
  CHECK(x.gradient() == 4.0);
}

TEST_CASE("what the library's operations refuse, one's own refuse") {
  Graph graph, other;
  const Value x = graph.parameter(2.0, "x"), y = other.parameter(1.0, "y");
  CHECK_THROWS_WITH(cube(Value()), "cube: expected a node, got an empty Value");
  CHECK_THROWS_WITH(record<Area>(x, y),
                    "area: expected nodes of one graph, got x and, of "
                    "another, y");
  CHECK_THROWS_WITH(record<MeanSquare>(ValuesView()),
                    "mean_square: expected 1 operand or more, got 0");
}
