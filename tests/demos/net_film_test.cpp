#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "sinks/film.hpp"
#include "training/data.hpp"
#include "training/names.hpp"
#include "training/net_nodes.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;
using Parsed = nlohmann::json;

namespace {

/// The film of one pass, forward and backward, over all examples.
Parsed film_of(const Data& data, std::vector<std::size_t> sizes,
               const MLPOptions& options = {}) {
  const Style style;
  Graph graph;
  const MLP net(graph, std::move(sizes), options);
  const RecordedBatch batch =
      record_batch(net, data.examples(), Loss::squared_error, Reduction::mean,
                   0, data.size());
  name_batch(net, data.features, batch);
  Film film(style);
  film.net(nodes_of(net, data.features, batch));
  const Walk walk(batch.cost);
  film.forward(walk);
  film.backward(walk);
  return Parsed::parse(film.document().dump());
}

}  // namespace

TEST_CASE("a film tells whose each node of a net is") {
  const Parsed film = film_of(xor_data(), {2, 3, 1});
  const Parsed& nodes = film["graphs"][0]["nodes"];
  const Parsed& net = film["graphs"][0]["net"];
  CHECK(net["count"] == 4);
  CHECK(net["features"] == Parsed{"x1", "x2"});
  CHECK(net["layers"][0]["names"] == Parsed{"w1", "w2", "b"});
  CHECK(net["layers"][0]["z"] == "w1·x1 + w2·x2 + b");
  CHECK(net["layers"][1]["z"] == "w1·a1 + w2·a2 + w3·a3 + b");
  CHECK(net["layers"][1]["neurons"][0]["name"] == "a");
  CHECK(net["loss"] == Parsed{"0.5·(y - a)²", "-(y - a)"});
  REQUIRE(net["examples"].size() == 4);
  for (std::size_t e = 0; e < 4; ++e) {
    const Parsed& example = net["examples"][e];
    for (const std::size_t l : {0ul, 1ul})
      for (std::size_t n = 0; n < (l == 0 ? 3 : 1); ++n)
        for (const std::string part : {"z", "a"}) {
          const Parsed& node = nodes[example[part][l][n].get<std::string>()];
          CHECK(node["label"] == fmt::format("layer{}.neuron{}.{}_{}", l + 1,
                                             n + 1, part, e + 1));
          CHECK(node["at"] == Parsed{e, l, n});
        }
    CHECK(nodes[example["x"][1].get<std::string>()]["label"] ==
          fmt::format("x2_{}", e + 1));
    CHECK(nodes[example["y"][0].get<std::string>()]["label"] ==
          fmt::format("y_{}", e + 1));
    CHECK(nodes[example["loss"].get<std::string>()]["at"] == Parsed{e, 2, 0});
  }
  CHECK(nodes[net["layers"][0]["neurons"][2]["b"].get<std::string>()]["at"] ==
        Parsed{-1, 0, 2});
}

TEST_CASE("what the examples add to a gradient comes to the gradient") {
  const Parsed film = film_of(xor_data(), {2, 3, 1});
  const Parsed& pass = film["passes"][0];
  CHECK(pass["shares"].size() == 13);
  for (const auto& [id, shares] : pass["shares"].items()) {
    REQUIRE(shares.size() == 4);
    double sum = 0.0, size = 0.0;
    for (const Parsed& share : shares) {
      sum += share[0].get<double>();
      size += std::abs(share[0].get<double>());
    }
    // Four numbers, added in another order.
    CHECK(std::abs(sum - pass["gradients"][id][0].get<double>()) <=
          4 * std::numeric_limits<double>::epsilon() * size);
  }
}

TEST_CASE("a net is played neuron by neuron, each after what it needs") {
  for (const Nodes kind : {Nodes::neurons, Nodes::operations}) {
    const Parsed film = film_of(or_data(), {2, 2, 1}, {.nodes = kind});
    const Parsed& nodes = film["graphs"][0]["nodes"];
    std::map<std::string, std::set<Parsed>> seen;
    std::set<std::string> computed;
    Parsed before;
    for (const Parsed& step : film["steps"]) {
      const std::string kind_of_step = step["kind"];
      const Parsed& node = nodes[step["node"].get<std::string>()];
      if (kind_of_step == "forward") {
        for (const Parsed& parent : node["parents"])
          CHECK((nodes[parent["id"].get<std::string>()]["kind"] != "computed" ||
                 computed.contains(parent["id"])));
        computed.insert(step["node"]);
      }
      const Parsed place{kind_of_step, node["at"]};
      if (place != before && kind_of_step != "begin")
        CHECK(seen[kind_of_step].insert(node["at"]).second);
      before = place;
    }
    CHECK(seen["forward"].size() == 4 * (3 + 1) + 1);
    CHECK(seen["backward"].size() == 4 * (3 + 1) + 1);
  }
}

TEST_CASE("of a net in boxes, the first eight examples are told") {
  Random random(42);
  const Parsed film = film_of(moons_data(100, 0.1, random), {2, 10, 1});
  const Parsed& net = film["graphs"][0]["net"];
  CHECK_FALSE(film["graphs"][0]["boxes"].empty());
  CHECK(net["count"] == 100);
  REQUIRE(net["examples"].size() == 8);
  const Parsed& pass = film["passes"][0];
  for (const Parsed& example : net["examples"])
    for (const Parsed& id : example["a"][0]) {
      CHECK(pass["values"].contains(id));
      CHECK(pass["gradients"].contains(id));
    }
  for (const auto& [id, shares] : pass["shares"].items())
    CHECK(shares.size() == 8);
  std::set<Parsed> places;
  for (const auto& [id, box] : film["graphs"][0]["boxes"].items())
    places.insert(box["at"]);
  CHECK(places.contains(Parsed{-1, 0, 9}));
  CHECK(places.contains(Parsed{-1, 1, 0}));
}

TEST_CASE("a net of more than 400 parameters stays a graph") {
  CHECK(film_of(or_data(), {2, 99, 1})["graphs"][0].contains("net"));
  CHECK_FALSE(film_of(or_data(), {2, 100, 1})["graphs"][0].contains("net"));
}
