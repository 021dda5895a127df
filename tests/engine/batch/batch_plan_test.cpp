#include <doctest/doctest.h>

#include <batch/plan.hpp>
#include <gradwalk/engine.hpp>

using namespace gradwalk;
using detail::BundleStep;
using detail::Plan;

namespace {

/// How many neurons each bundle of a plan has, in its order.
std::vector<std::size_t> bundles_of(const Plan& plan) {
  std::vector<std::size_t> sizes;
  for (const auto& step : plan.steps)
    if (const auto* bundle = std::get_if<BundleStep>(&step))
      sizes.push_back(bundle->rows.size());
  return sizes;
}

Plan planned(Value root, const std::vector<Value>& inputs) {
  const std::vector<std::vector<Value>> lists{inputs};
  return detail::plan(root, lists, {});
}

struct Leaves {
  Graph graph;
  std::vector<Value> x, w;
  Leaves() {
    for (int i = 0; i < 3; ++i) x.push_back(graph.input(0.0));
    for (int i = 0; i < 24; ++i) w.push_back(graph.parameter(0.1 * i));
  }
  Value neuron(std::size_t first, std::span<const Value> operands) {
    return linear(std::span(w).subspan(first, operands.size()), operands,
                  w[first + operands.size()]);
  }
};

}  // namespace

TEST_CASE("neurons over the same operands are planned as one bundle") {
  Leaves of;
  std::vector<Value> h{of.neuron(0, of.x), of.neuron(4, of.x),
                       of.neuron(8, of.x)};
  for (Value& a : h) a = tanh(a);
  const std::vector<Value> out{of.neuron(12, h), of.neuron(16, h)};
  const Plan plan = planned(sum(out), of.x);
  CHECK(bundles_of(plan) == std::vector<std::size_t>{3, 2});
  const auto& first = std::get<BundleStep>(plan.steps.front());
  CHECK(first.list == 0);
  CHECK(first.targets.empty());
  CHECK(first.stride == 4);
  // The bundles, three tanh and the sum.
  CHECK(plan.steps.size() == 6);
}

TEST_CASE("neurons that were recorded one by one are a bundle too") {
  Leaves of;
  std::vector<Value> h;
  for (const std::size_t first : {0u, 4u, 8u})
    h.push_back(relu(of.neuron(first, of.x)));
  CHECK(bundles_of(planned(of.neuron(12, h), of.x)) ==
        std::vector<std::size_t>{3, 1});
}

TEST_CASE("what cannot be a product of matrices is planned by its rule") {
  Leaves of;
  const std::vector<Value> twice{of.x[0], of.x[0], of.x[1]};
  const std::vector<Value> scattered{of.w[0], of.w[2], of.w[1]};
  const Value h = of.neuron(0, of.x);
  for (const Value node :
       {of.neuron(0, twice), linear(of.x, of.x, of.w[0]),
        linear(std::span(of.w).first(3), of.x, of.x[0]),
        linear(std::vector{h, of.w[1]}, std::vector{of.x[0], of.x[1]}, h)})
    CHECK(bundles_of(planned(node - h, of.x)) == std::vector<std::size_t>{1});
  // Both want w0, w1, w2 in cells of their own order: the first has them.
  const Value other = dot(scattered, of.x);
  CHECK(bundles_of(planned(h - other, of.x)) == std::vector<std::size_t>{1});
  CHECK(bundles_of(planned(other, of.x)) == std::vector<std::size_t>{1});
  // The same weights again are no second row of one bundle.
  CHECK(bundles_of(planned(h - of.neuron(0, of.x), of.x)) ==
        std::vector<std::size_t>{1, 1});
}

TEST_CASE("a node that does not depend on the inputs is planned once") {
  Leaves of;
  const Value norm = sqrt(dot(of.w, of.w));
  const Plan plan = planned(of.neuron(0, of.x) / norm, of.x);
  CHECK(plan.once.size() == 2);
  CHECK(plan.steps.size() == 2);
  CHECK(plan.repeated.size() == 1);
}

TEST_CASE("a bundle is alone if nothing else adds to its weights and biases") {
  Leaves of;
  const auto alone = [&](const std::vector<Value>& roots) {
    std::vector<bool> found;
    for (const auto& step : planned(sum(roots), of.x).steps)
      if (const auto* bundle = std::get_if<BundleStep>(&step))
        found.push_back(bundle->alone);
    return found;
  };
  const Value first = of.neuron(0, of.x), second = of.neuron(4, of.x);
  CHECK(alone({first, second}) == std::vector{true});
  CHECK(alone({first, of.w[1] * of.x[0]}) == std::vector{false});
  CHECK(alone({first, second, of.neuron(0, of.x)}) ==
        std::vector{false, false});
  const std::span<const Value> w(of.w);
  CHECK(alone({linear(w.first(3), of.x, of.w[20]),
               linear(w.subspan(4, 3), of.x, of.w[20])}) == std::vector{false});
  const Value zero = of.graph.input(0.0);
  CHECK(alone({linear(w.first(3), of.x, zero),
               linear(w.subspan(4, 3), of.x, zero)}) == std::vector{true});
  const Values constants = of.graph.inputs(std::vector{1.0, 2.0, 3.0});
  CHECK(alone({first, dot(constants, of.x)}) == std::vector{true, false});
}

TEST_CASE("a list that only bundles read has no rows") {
  Leaves of;
  const Value z = of.neuron(0, of.x);
  const auto has_rows = [&](const Plan& plan) {
    return plan.lists[0].has_rows;
  };
  CHECK_FALSE(has_rows(planned(z, of.x)));
  CHECK(has_rows(planned(z * of.x[2], of.x)));
  CHECK(has_rows(planned(of.x[0], of.x)));
  const std::vector<std::vector<Value>> lists{of.x};
  CHECK(has_rows(detail::plan(z, lists, std::vector{of.x[1]})));
}

TEST_CASE("cells that no lone bundle writes are listed") {
  Leaves of;
  const Value alone = of.neuron(0, of.x), scale = of.w[9];
  const Plan plan = planned(alone * scale, of.x);
  std::size_t listed = 0;
  for (const Plan::CellRange& cells : plan.shared) listed += cells.count;
  CHECK(plan.cells == 5);
  CHECK(listed == 1);
}
