#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <gradwalk/nn.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "folder.hpp"

using namespace gradwalk;

TEST_CASE("named values are a JSON object and come back bit for bit") {
  const Folder folder;
  const std::string path = folder.file("v.json");
  Graph graph, other;
  const std::vector numbers{0.1, -0.0,
                            std::numeric_limits<double>::denorm_min(),
                            -std::numeric_limits<double>::max()};
  const Values w = graph.parameters(numbers, "w");
  const Value x = graph.input(7.0, "x \"1\""), z = (w[0] * x).named("z");
  save({z, x, w[0]}, path);
  CHECK(text_of(path) ==
        "{\n \"z\": 0.7000000000000001,\n \"x \\\"1\\\"\": 7.0,\n \"w1\": "
        "0.1\n}\n");
  save(graph.parameters(), path);
  const Values same = other.parameters(std::vector(4, 1.0), "w");
  // In any order, and also where they are no run.
  load({same[3], same[1], same[0], same[2]}, path);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    CHECK(same[i].value() == numbers[i]);
    CHECK(std::signbit(same[i].value()) == std::signbit(numbers[i]));
  }
  CHECK(folder.files() == 1);
}

TEST_CASE("all parameters of a graph go through a file, whatever they are of") {
  const Folder folder;
  const std::string path = folder.file("v.json");
  Graph graph;
  const MLP net(graph, {2, 3, 1});
  const Value scale = graph.parameter(0.5, "scale");
  save(graph.parameters(), path);
  const std::string before = text_of(path);
  for (const Value w : graph.parameters()) w.set(9.0);
  load(graph.parameters(), path);
  CHECK(scale.value() == 0.5);
  save(graph.parameters(), path);
  CHECK(text_of(path) == before);
  CHECK(before.find("\"layer2.neuron1.b\": 0.0") != std::string::npos);
}

TEST_CASE("what has no name of its own goes through no file") {
  const Folder folder;
  const std::string path = folder.file("v.json", "before");
  Graph graph;
  const Value a = graph.parameter(1.0, "a"), b = graph.parameter(2.0);
  const Value other = graph.parameter(3.0, "a");
  const Value nan = graph.parameter(std::nan(""), "c");
  const Value strange = graph.parameter(4.0, "\xff");
  struct Row {
    std::vector<Value> nodes;
    const char* message;
    bool is_loaded;
  };
  for (const auto& [nodes, message, is_loaded] :
       {Row{{a, b}, "nodes with names, got node 1 (parameter)", true},
        Row{{a, other}, "each name once, got a twice", true},
        Row{{a, Value()}, "a node, got an empty Value", true},
        Row{{a, nan}, "finite values, got c = nan", false},
        Row{{a, strange}, "names in UTF-8, got another", false}}) {
    const std::string expected = ": expected " + std::string(message);
    CHECK_THROWS_WITH_AS(save(nodes, path), ("save" + expected).c_str(), Error);
    CHECK(text_of(path) == "before");
    CHECK(folder.files() == 1);
    if (is_loaded)
      CHECK_THROWS_WITH_AS(load(nodes, path), ("load" + expected).c_str(),
                           Error);
  }
}

TEST_CASE("values that do not fit the names are refused, and all stay") {
  const Folder folder;
  Graph graph;
  const Value a = graph.parameter(1.0, "a"), b = graph.input(2.0, "b");
  const Value z = (a * b).named("z");
  struct Row {
    std::string text, message;
  };
  for (const Row& row : std::array{
           Row{"{", "JSON in PATH, got something else at byte 2"},
           Row{"[1,2]", "\"a\" at the top of PATH, got none"},
           Row{R"({"a":5})", "\"b\" at the top of PATH, got none"},
           Row{R"({"a":5,"b":null})", "a number at b of PATH, got null"},
           Row{R"({"a":5,"b":6,"c":7})",
               "no more than the names that are loaded at the top of PATH, got "
               "\"c\""}}) {
    INFO(row.text);
    const std::string path = folder.file("v.json", row.text);
    std::string expected = "load: expected " + row.message;
    expected.replace(expected.find("PATH"), 4, path);
    CHECK_THROWS_WITH_AS(load({a, b}, path), expected.c_str(), Error);
    CHECK(a.value() == 1.0);
    CHECK(b.value() == 2.0);
  }
  const std::string path = folder.file("v.json", R"({"a":5,"z":6})");
  CHECK_THROWS_WITH_AS(load({a, z}, path),
                       "load: expected an input or a parameter, got z", Error);
  CHECK(a.value() == 1.0);
  CHECK_THROWS_WITH_AS(
      load({a}, folder.file("none")),
      ("load: expected a file that can be read, got " + folder.file("none"))
          .c_str(),
      Error);
}
