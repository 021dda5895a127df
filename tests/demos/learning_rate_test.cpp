#include <doctest/doctest.h>

#include "golden.hpp"

namespace {

/// That of golden.json's series of many steps.
constexpr double series_bound = 1e-12;

const Json& expected() { return golden("nothing_but_numpy")["learning_rates"]; }

void check_descents(const Json& found, const Json& curve) {
  for (const auto& [rate, descent] : curve.items()) {
    const std::string at = rate;
    INFO("rate " << at);
    check_close(found[rate]["steps"], descent["steps[k,b,loss,grad]"],
                series_bound);
    CHECK(found[rate]["first_below_1e-3"] ==
          descent["first_k_with_loss_below_1e-3"]);
  }
}

}  // namespace

TEST_CASE("learning-rate: the sigmoid is that of sigmoid_table") {
  const Json sigmoid = run_json("learning-rate")["sigmoid"];
  for (const auto& [z, value] :
       golden("nothing_but_numpy")["sigmoid_table"].items())
    check_close(sigmoid[z], value);
}

TEST_CASE("learning-rate: each rate walks down both curves as learning_rates") {
  const Json document = run_json("learning-rate");
  check_descents(document["true_loss"], expected()["true_loss_of_b"]);
  check_descents(document["parabola"], expected()["ideal_parabola"]);
}

TEST_CASE("learning-rate: a linear neuron diverges above 2/its curvature") {
  const Json found = run_json("learning-rate")["linear_neuron"];
  const Json& linear = expected()["linear_neuron_or"];
  CHECK(found["hessian"] == linear["hessian"]);
  // golden.json's eigenvalues come from another method, NumPy's eigvalsh.
  check_close(found["largest_eigenvalue"], linear["eigenvalues"][2],
              series_bound);
  check_close(found["diverges_above"], linear["alpha_max"], series_bound);
  for (const auto& [rate, costs] : linear["cost"].items())
    check_close(found["cost"][rate], costs, series_bound);
}

TEST_CASE("learning-rate: the costs of OR after up to 5000 steps") {
  const Json found = run_json("learning-rate")["cost_after"];
  const Json& table = expected()["sigmoid_or_batch_cost_after_100_1000_5000"];
  for (const auto& [rate, costs] : table.items())
    for (const auto& [epoch, cost] : costs.items()) {
      const std::string at = rate + ", after " + epoch;
      INFO("rate " << at);
      check_close(found[rate][epoch], cost, series_bound);
    }
}

TEST_CASE("learning-rate: the first step's pass is the or-gate's") {
  const Json document = run_json("learning-rate");
  const Json or_gate = run_json("or-gate");
  for (const char* part : {"forward", "backward", "gradients"})
    CHECK(document[part] == or_gate[part]);
}

TEST_CASE("learning-rate: --rate adds one more rate to every table") {
  const Json document = run_json("learning-rate --rate 33");
  CHECK(document["true_loss"].size() == 6);
  CHECK(document["parabola"]["33.0"]["first_below_1e-3"].is_null());
  CHECK(document["linear_neuron"]["cost"]["33.0"].size() == 11);
  CHECK(document["cost_after"]["33.0"].size() == 6);
  CHECK(run_json("learning-rate --rate 5") == run_json("learning-rate"));
}

TEST_CASE("learning-rate: what outgrows a double is left out") {
  const Json document = run_json("learning-rate --rate 1e308");
  CHECK(document["linear_neuron"]["cost"]["1e+308"].size() == 1);
  CHECK(document["parabola"]["1e+308"]["steps"].size() == 1);
}
