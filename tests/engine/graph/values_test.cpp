#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/engine.hpp>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

using namespace gradwalk;

namespace {
std::string refusal(const auto& use) {
  try {
    use();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}
}  // namespace

TEST_CASE("leaves made together are a run, named one by one") {
  Graph graph;
  const Values w = graph.parameters(std::vector{0.5, -1.0, 2.0}, "w");
  const Values x = graph.inputs(std::vector{1.0, 2.0});
  CHECK(w.is_run());
  CHECK(w.size() == 3);
  CHECK(w[1].name() == "w2");
  CHECK(w.back().value() == 2.0);
  CHECK(w.front().needs_gradient());
  CHECK(!x[1].needs_gradient());
  CHECK(x[1].name().empty());
  CHECK(graph.parameters({}).empty());
}

TEST_CASE("an array of nodes recorded one after the other is a run") {
  Graph graph;
  const Value a = graph.parameter(1.0), b = graph.parameter(2.0);
  const Value c = graph.input(3.0);
  CHECK(Values(std::vector{a, b}).is_run());
  CHECK(Values(std::vector{c}).is_run());
  const std::vector mixed{b, c}, backwards{b, a}, twice{a, a};
  CHECK(Values(mixed).is_run());
  CHECK(!Values(backwards).is_run());
  CHECK(!Values(twice).is_run());
  CHECK(same_node(Values(backwards)[1], a));
  CHECK(Values(mixed).subspan(1, 1).is_run());
  CHECK(Values(backwards).subspan(1, 1).is_run());
}

namespace {
std::vector<Value> products(const Values& x, double factor) {
  std::vector<Value> found;
  for (const Value one : x) found.push_back(one * factor);
  return found;
}

/// Other handles where those of freed arrays stood.
void write_over(Value other) {
  for (std::size_t n = 1; n < 20; ++n)
    CHECK(std::vector<Value>(n, other).size() == n);
}
}  // namespace

TEST_CASE("a list that is kept outlives the array it was made from") {
  Graph graph;
  const Values x = graph.inputs(std::vector{1.0, 2.0, 3.0});
  const Value hundred = graph.input(100.0);
  const Values backwards = std::vector{x[2], x[1], x[0]};
  const Values scattered = products(x, 1.0);  // a factor after each
  const Values whole = Values(std::vector{x[0], x[2], x[1]}).subspan(1, 2);
  Values assigned;
  {
    const std::vector named{x[1], x[0], x[1]};
    assigned = named;
    CHECK(!assigned.is_run());
  }
  const Values copied = assigned;
  Values moved = std::move(assigned);
  assigned = std::vector{hundred, x[0]};
  write_over(hundred);
  CHECK(sum(backwards).value() == 6.0);
  CHECK(sum(scattered).value() == 6.0);
  CHECK(dot(whole, whole).value() == 9.0 + 4.0);
  CHECK(sum(copied).value() == 5.0);
  CHECK(sum(moved).value() == 5.0);
  CHECK(sum(assigned).value() == 101.0);
  moved = std::move(assigned);
  CHECK(assigned.empty());  // NOLINT(bugprone-use-after-move)
  CHECK(std::vector(moved.begin(), moved.end()) == std::vector{hundred, x[0]});
  moved = std::as_const(moved);
  CHECK(sum(moved).value() == 101.0);
}

TEST_CASE("a list can be written where it is used") {
  Graph graph;
  const Value a = graph.parameter(1.0), b = graph.parameter(2.0);
  const Value c = graph.input(3.0), d = graph.input(5.0);
  const std::vector turned{b, a};
  CHECK(sum({a, b, d}).value() == 8.0);
  CHECK(mean({b, a}).value() == 1.5);
  CHECK(log_sum_exp({b, a}).value() == log_sum_exp(turned).value());
  CHECK(dot({b, a}, {c, d}).value() == 2.0 * 3.0 + 1.0 * 5.0);
  CHECK(dot({b}, {b}).value() == 4.0);
  CHECK(linear({b, a}, {c, d}, a).value() == 12.0);
  CHECK(linear({b, a}, {c, d}, 0.5).value() == 11.5);
  CHECK(softmax({b, a}).front().value() == softmax(turned).front().value());
  CHECK(negative_log_softmax({b, a}).value() ==
        negative_log_softmax(turned).value());
  CHECK(softmax_cross_entropy({b, a}, {c, d}).value() ==
        softmax_cross_entropy(turned, std::vector{c, d}).value());
  CHECK(choose(a, b, c, d).value() == 5.0);

  const Value y = a * b * c;
  CHECK(gradient_nodes(y, {b, a}).back().value() == 6.0);
  CHECK(check_gradients(y, {b, a}).passed());
  Batch batch(y, {c});
  CHECK(batch.forward(std::vector{7.0, 9.0}) == 16.0);
}

TEST_CASE("a list that is kept owns what was written in braces") {
  Graph graph;
  const Values x = graph.inputs(std::vector{1.0, 2.0, 3.0});
  const Value hundred = graph.input(100.0);
  const Values run{x[0], x[1]}, turned{x[2], x[0], x[1]}, one{x[1]};
  Values assigned = {x[2], x[1]};
  assigned = {x[1], x[0]};
  write_over(hundred);
  CHECK(run.is_run());
  CHECK(sum(run).value() == 3.0);
  CHECK(std::vector(turned.begin(), turned.end()) ==
        std::vector{x[2], x[0], x[1]});
  CHECK(one.size() == 1);
  CHECK(same_node(one.front(), x[1]));
  CHECK(std::vector(assigned.begin(), assigned.end()) ==
        std::vector{x[1], x[0]});
}

TEST_CASE("a list that outlives the list it was cut from keeps its part") {
  Graph graph;
  const Values x = graph.parameters(std::vector{1.0, 2.0, 3.0});
  Values part;
  {
    const Values backwards = std::vector{x[2], x[1], x[0]};
    part = backwards.subspan(0, 2);
  }
  write_over(x[0]);
  CHECK(sum(part).value() == 5.0);
  part.set(std::vector{7.0, 8.0});
  CHECK(x[2].value() == 7.0);
}

TEST_CASE("values are iterated, indexed and cut like a span") {
  Graph graph;
  const Values w = graph.parameters(std::vector{4.0, 1.0, 3.0, 2.0});
  std::vector<double> numbers;
  for (const Value v : w) numbers.push_back(v.value());
  CHECK(numbers == std::vector{4.0, 1.0, 3.0, 2.0});
  CHECK(std::vector(w.begin(), w.end()).size() == 4);
  const Values middle = w.subspan(1, 2);
  CHECK(same_node(middle.front(), w[1]));
  CHECK(middle.size() == 2);
  const auto least = std::min_element(w.begin(), w.end(), [](Value a, Value b) {
    return a.value() < b.value();
  });
  CHECK(least - w.begin() == 1);
}

TEST_CASE("a run and an array of the same nodes record the same") {
  Graph graph;
  std::vector<double> numbers(40);
  std::iota(numbers.begin(), numbers.end(), 0.25);
  const Values w = graph.parameters(numbers), x = graph.inputs(numbers);
  const Value b = graph.parameter(0.5);
  std::vector<Value> weights(w.begin(), w.end()), inputs(x.begin(), x.end());
  std::reverse(weights.begin(), weights.end());
  std::reverse(inputs.begin(), inputs.end());
  CHECK(!Values(weights).is_run());

  for (const std::size_t n : {1u, 2u, 7u, 15u, 16u, 17u, 31u, 40u}) {
    INFO(n << " weights");
    const std::vector wn(weights.end() - static_cast<long>(n), weights.end());
    const std::vector xn(inputs.end() - static_cast<long>(n), inputs.end());
    std::vector<Value> w_turned(wn.rbegin(), wn.rend());
    std::vector<Value> x_turned(xn.rbegin(), xn.rend());
    const Value run = linear(w.subspan(0, n), x.subspan(0, n), b);
    const Value array = linear(w_turned, x_turned, b);
    CHECK(run.value() == array.value());
    CHECK(run.parents() == array.parents());
    run.backward();
    std::vector<double> gradients;
    for (const Value v : w) gradients.push_back(v.gradient());
    const Value scattered = linear(wn, xn, b);
    CHECK(scattered.value() ==
          doctest::Approx(run.value()).scale(0).epsilon(1e-14));
    scattered.backward();
    for (std::size_t i = 0; i < w.size(); ++i)
      CHECK(w[i].gradient() == gradients[i]);
    CHECK(b.gradient() == 1.0);
  }
}

TEST_CASE("update sets each leaf by its value and its gradient") {
  Graph graph;
  const Values w = graph.parameters(std::vector{1.0, 2.0, 3.0});
  const auto descend = [](double value, double gradient) {
    return value - 0.5 * gradient;
  };
  {
    const Graph::Scope scope{graph};
    (w[0] * w[1] * w[2]).backward();
  }
  w.update(descend);
  CHECK(w[0].value() == 1.0 - 0.5 * 6.0);
  CHECK(w[1].value() == 2.0 - 0.5 * 3.0);
  CHECK(w[2].value() == 3.0 - 0.5 * 2.0);

  SUBCASE("and what was recorded from them is out of date") {
    const Value y = w[1] + w[2];
    y.backward();
    w.update(descend);
    CHECK(refusal([&] { y.backward(); }) ==
          "backward: expected forward() after a leaf was set, got node 3 (add) "
          "computed before node 2 (parameter) was set");
    graph.forward();
    CHECK(y.value() == w[1].value() + w[2].value());
  }
  SUBCASE("but no operation's node") {
    const Value y = w[0] + w[1];
    CHECK(refusal([&] { Values(std::vector{y}).update(descend); }) ==
          "update: expected an input or a parameter, got node 3 (add)");
  }
  SUBCASE("nor an input, which has no gradient") {
    const Value x = graph.input(4.0, "x");
    const Values run = graph.parameters(std::vector{5.0});
    const std::vector mixed{w[1], x}, turned{x, run[0]};
    const std::vector<double> before{w[1].value(), x.value(), run[0].value()};
    for (const auto& list : {mixed, turned})
      CHECK(refusal([&] { Values(list).update(descend); }) ==
            "update: expected a parameter, or a node that depends on one, got "
            "x, which is given: make it a parameter");
    CHECK(std::vector{w[1].value(), x.value(), run[0].value()} == before);
  }
}

TEST_CASE("an update takes each parameter once, in any order") {
  Graph graph;
  const Value a = graph.parameter(1.0, "a"), b = graph.parameter(2.0, "b");
  const Value c = graph.parameter(3.0, "c");
  (square(a) + square(b) + square(c)).backward();
  const auto descend = [](double value, double gradient) {
    return value - 0.25 * gradient;
  };
  const auto refused = [&](const std::vector<Value>& list) {
    return refusal([&] { Values(list).update(descend); });
  };
  CHECK(refused({a, a}) == "update: expected each parameter once, got a twice");
  CHECK(refused({b, c, b}) ==
        "update: expected each parameter once, got b twice");
  CHECK(refused({c, a, b, c}) ==
        "update: expected each parameter once, got c twice");
  CHECK(std::vector{a.value(), b.value(), c.value()} ==
        std::vector{1.0, 2.0, 3.0});
  Values{b, c, a}.update(descend);
  CHECK(std::vector{a.value(), b.value(), c.value()} ==
        std::vector{0.5, 1.0, 1.5});
}

TEST_CASE("an update that throws leaves what depends on it out of date") {
  Graph graph;
  const Values w = graph.parameters(std::vector{1.0, 2.0, 3.0});
  const Value y = sum(w);
  y.backward();
  int calls = 0;
  CHECK_THROWS_AS(w.update([&](double x, double) {
    if (++calls == 3) throw 1;
    return x + 100.0;
  }),
                  int);
  CHECK(refusal([&] { y.backward(); }).starts_with("backward: expected "));
  graph.forward();
  CHECK(y.value() == 101.0 + 102.0 + 3.0);
}

TEST_CASE("an update calls in order, and does nothing else meanwhile") {
  Graph graph;
  const Values w = graph.parameters(std::vector<double>(3000, 1.0));
  const Value own = graph.parameter(1.0), total = sum(w);
  const std::vector backwards{w[2], w[0]};
  const auto refuses = [&](const auto& act) {
    for (const Values& list : {w, Values(backwards)})
      CHECK(refusal([&] {
              list.update([&](double x, double) {
                act();
                return x;
              });
            }) ==
            "update: expected a function that records nothing and runs no "
            "pass, got one that does");
  };
  for (const bool is_swept : {false, true}) {
    if (is_swept) total.backward();
    double last = 0.0;
    w.update([&](double, double) { return ++last; });
    CHECK(w[0].value() == 1.0);
    CHECK(w.back().value() == 3000.0);
    graph.forward();
    refuses([&] { static_cast<void>(graph.input(1)); });
    refuses([&] { static_cast<void>(own * 2.0); });
    refuses([&] { graph.forward(); });
    refuses([&] { total.backward(); });
    refuses([&] { w.update([](double x, double) { return x; }); });
  }
  w.update([&](double x, double) { return x + own.value(); });
  CHECK(w[0].value() == 2.0);
  CHECK(graph.input(2.0).value() == 2.0);
}

TEST_CASE("what is outside a list is refused") {
  Graph graph;
  const Values w = graph.parameters(std::vector{1.0, 2.0, 3.0});
  static_cast<void>(graph.parameter(42.0, "other"));
  CHECK(refusal([&] { static_cast<void>(w[3]); }) ==
        "Values: expected places among 3, got 1 from 3 on");
  CHECK(refusal([&] { static_cast<void>(w.subspan(2, 2)); }) ==
        "subspan: expected places among 3, got 2 from 2 on");
  CHECK(refusal([&] {
          static_cast<void>(Values().back());
        }).starts_with("Values: expected places among 0"));
  CHECK(refusal([&] { static_cast<void>(Values().front().value()); }) ==
        "value: expected a node, got an empty Value");
}

TEST_CASE("lists are checked before the first of them is set") {
  Graph graph;
  const Value leaf = graph.parameter(1.0), node = leaf * 2.0;
  const std::vector mixed{leaf, node};
  CHECK(refusal([&] {
          Values(mixed).set(std::vector{5.0, 6.0});
        }) == "set: expected an input or a parameter, got node 2 (multiply)");
  CHECK(leaf.value() == 1.0);
  Values gone;
  {
    const Graph::Scope scope{graph};
    gone = graph.inputs(std::vector{1.0, 2.0});
  }
  CHECK(refusal([&] {
          gone.set(std::vector{1.0, 2.0});
        }) ==
        "set: expected a node that still exists, got node 3 of a scope that "
        "has ended");
}

TEST_CASE("leaves are set from as many numbers") {
  Graph graph;
  const Values x = graph.inputs(std::vector{1.0, 2.0});
  x.set(std::vector{5.0, 6.0});
  CHECK(x[0].value() == 5.0);
  CHECK(x[1].value() == 6.0);
  CHECK(refusal([&] { x.set(std::vector{1.0}); }) ==
        "set: expected 2 numbers, got 1");
}

TEST_CASE("a run is refused once its nodes are forgotten") {
  Graph graph;
  const Values w = graph.parameters(std::vector{1.0, 2.0});
  Values run;
  {
    const Graph::Scope scope{graph};
    run = graph.inputs(std::vector{3.0, 4.0});
    CHECK(sum(run).value() == 7.0);
  }
  graph.inputs(std::vector{5.0, 6.0});
  CHECK(refusal([&] { static_cast<void>(dot(w, run)); }) ==
        "dot: expected a node that still exists, got node 2 of a scope that "
        "has ended");
  auto other = std::make_unique<Graph>();
  const Values foreign = other->inputs(std::vector{1.0, 1.0});
  CHECK(refusal([&] { static_cast<void>(dot(w, foreign)); }) ==
        "dot: expected nodes of one graph, got node 0 (parameter) and, of "
        "another, node 0 (input)");
  other.reset();
  CHECK(refusal([&] { static_cast<void>(sum(foreign)); }) ==
        "sum: expected a node that still exists, got node 0 of a graph that "
        "is gone");
}

TEST_CASE("a list in braces is one of nodes, or of the numbers of leaves") {
  Graph graph;
  const Values x = graph.inputs({1.0, 2.0}), w = graph.parameters({3, 4}, "w");
  CHECK(w.is_run());
  CHECK(w[1].name() == "w2");
  CHECK(w[1].needs_gradient());
  CHECK_FALSE(x[1].needs_gradient());
  CHECK(graph.inputs({}).empty());
  const Value a = w[1], b = w[0], c = x[1], d = x[0];
  CHECK(sum({a, b}).value() == 7.0);
  CHECK(mean({a, b}).value() == 3.5);
  CHECK(dot({a, b}, {c, d}).value() == 11.0);
  CHECK(linear({a, b}, {c, d}, a).value() == 15.0);
  CHECK(linear({a, b}, {c, d}, 0.5).value() == 11.5);
  CHECK(linear({a}, {c}, 0).value() == 8.0);
  // A few roundings.
  const auto close = [](double to) {
    return doctest::Approx(to).scale(0).epsilon(1e-15);
  };
  CHECK(softmax({a, b})[0].value() == close(sigmoid(a - b).value()));
  CHECK(log_sum_exp({a, a}).value() == close(4.0 + std::log(2.0)));
  CHECK(softmax_cross_entropy({c, d}, {a, b}).value() ==
        close((c * softplus(b - a) + d * softplus(a - b)).value()));
}
