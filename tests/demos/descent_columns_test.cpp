#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "command_line.hpp"
#include "training/data.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;
using Parsed = nlohmann::json;

namespace {

/// What a lesson puts into its document.
class Entries : public Sink {
 public:
  Entries(const Style& style, std::map<std::string, Parsed>& into)
      : Sink(style), into_(into) {}
  void entry(std::string_view name, const Json& value) override {
    into_[std::string(name)] = Parsed::parse(value.dump());
  }

 private:
  std::map<std::string, Parsed>& into_;
};

std::map<std::string, Parsed> document_of_descent() {
  const std::vector<const char*> arguments{"gradwalk", "descent"};
  const auto all = lessons();
  const Request request = parsed_request(2, arguments.data(), all, {});
  std::map<std::string, Parsed> document;
  Story::Sinks sinks;
  sinks.push_back(std::make_unique<Entries>(request.style, document));
  Story story(request.style, std::move(sinks));
  request.lesson->tell(story);
  story.finish();
  return document;
}

/// The costs of one more training of the lesson's neuron.
std::vector<double> costs(std::size_t batch, const Schedule& schedule) {
  Random random(48);
  const Data data = noisy_or_data(200, 0.35, random);
  Graph graph;
  const MLP net(graph, {2, 1});
  net.parameters().set(std::vector{0.1, 0.6, 0.0});
  GradientDescent descent(2.0);
  History history;
  train(net, data.examples(), descent,
        {.epochs = 50,
         .batch = batch,
         .schedule = schedule,
         .shuffle = &random,
         .every = 1,
         .history = &history});
  std::vector<double> costs;
  for (const Progress& at : history.trained) costs.push_back(at.cost);
  return costs;
}

}  // namespace

TEST_CASE("descent's columns are the trainings of nn, bit for bit") {
  auto document = document_of_descent();
  const Parsed& runs = document["runs"];
  REQUIRE(runs.size() == 6);
  CHECK(runs[1]["name"] == "mini-batch");
  CHECK(runs[1]["costs"] == costs(20, constant_rate()));
  CHECK(runs[2]["name"] == "stochastic");
  CHECK(runs[2]["costs"] == costs(1, constant_rate()));
  CHECK(runs[3]["name"] == "annealed");
  CHECK(runs[3]["costs"] == costs(1, linear_decay(50)));
}
