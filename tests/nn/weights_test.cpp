#include <doctest/doctest.h>
#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gradwalk/nn.hpp>
#include <limits>
#include <string>
#include <vector>

#include "folder.hpp"
#include "golden.hpp"

using namespace gradwalk;
namespace fs = std::filesystem;

namespace {

std::vector<std::uint64_t> bits_of(const MLP& net) {
  std::vector<std::uint64_t> bits;
  for (const Value w : net.parameters())
    bits.push_back(std::bit_cast<std::uint64_t>(w.value()));
  return bits;
}

}  // namespace

TEST_CASE("weights come back bit for bit") {
  const Folder folder;
  for (const bool bias : {false, true}) {
    Graph graph;
    const MLP net(graph, {3, 5, 2}, {.bias = bias});
    net.parameters()[0].set(-0.0);
    net.parameters()[1].set(std::numeric_limits<double>::denorm_min());
    net.parameters()[2].set(-std::numeric_limits<double>::max());
    net.parameters()[3].set(1.0);
    save(net, folder.file("w.json"));
    const MLP other(graph, {3, 5, 2}, {.bias = bias, .seed = 1});
    CHECK(bits_of(other) != bits_of(net));
    load(other, folder.file("w.json"));
    CHECK(bits_of(other) == bits_of(net));
    CHECK(folder.files() == 1);
  }
}

TEST_CASE("the file holds W as (outputs x inputs), b, and each name") {
  const Folder folder;
  Graph graph;
  const MLP net(graph, {2, 1});
  for (std::size_t i = 0; i < 3; ++i)
    net.parameters()[i].set(0.5 + static_cast<double>(i));
  save(net, folder.file("w.json"));
  CHECK(nlohmann::json::parse(std::ifstream(folder.file("w.json"))) ==
        nlohmann::json::parse(R"({"gradwalk": "weights", "layers": [
          {"name": "layer1", "activation": "sigmoid",
           "W": [[0.5, 1.5]], "b": [2.5]}]})"));
}

TEST_CASE("weights go into no net of other activations") {
  const Folder folder;
  const std::string path = folder.file("w.json");
  int refused = 0;
  for (const Activation kept : activations())
    for (const Activation other : activations()) {
      Graph graph;
      const MLP net(graph, {2, 3, 1}, {.hidden = kept});
      save(net, path);
      const MLP hidden(graph, {2, 3, 1}, {.hidden = other, .seed = 1});
      const MLP output(graph, {2, 3, 1},
                       {.hidden = kept, .output = other, .seed = 1});
      const std::vector<std::uint64_t> before = bits_of(hidden);
      if (other == kept) {
        load(hidden, path);
        CHECK(bits_of(hidden) == bits_of(net));
      } else {
        const std::string message = fmt::format(
            "load: expected the activation {} at "
            "layers[0].activation of {}, got {}",
            name_of(other), path, name_of(kept));
        CHECK_THROWS_WITH_AS(load(hidden, path), message.c_str(), Error);
        CHECK(bits_of(hidden) == before);
        ++refused;
      }
      if (other == Activation::sigmoid) continue;
      const std::string message = fmt::format(
          "load: expected the activation {} at "
          "layers[1].activation of {}, got sigmoid",
          name_of(other), path);
      CHECK_THROWS_WITH_AS(load(output, path), message.c_str(), Error);
      CHECK(bits_of(output) == before);
    }
  CHECK(refused >= 8 * 7);
}

TEST_CASE("a file that names no activation fits any") {
  const Folder folder;
  const std::string path =
      folder.file("w.json", R"({"layers":[{"W":[[1,-2]],"b":[3]}]})");
  for (const Activation output : activations()) {
    Graph graph;
    const MLP net(graph, {2, 1}, {.output = output});
    load(net, path);
    CHECK(net.parameters()[1].value() == -2.0);
  }
}

TEST_CASE("whole numbers are numbers too") {
  const Folder folder;
  Graph graph;
  const MLP net(graph, {2, 1});
  load(net, folder.file("w.json", R"({"layers":[{"W":[[1,-2]],"b":[3]}]})"));
  CHECK(net.parameters()[1].value() == -2.0);
}

TEST_CASE("a file that does not fit is refused, and the net stays") {
  struct Row {
    std::string text, message;
  };
  const std::vector<Row> rows{
      {"", "JSON in PATH, got something else at byte 1"},
      {R"({"layers":[{"W":[[1,2]],"b")",
       "JSON in PATH, got something else at byte 28"},
      {R"({"layers":[{"W":[[1,1e999]],"b":[0]}]})",
       "JSON in PATH, got a number that no double holds"},
      {"7", "\"layers\" at the top of PATH, got none"},
      {"{}", "\"layers\" at the top of PATH, got none"},
      {R"({"layers":7})", "a list of 1 at layers of PATH, got number"},
      {R"({"layers":[]})", "a list of 1 at layers of PATH, got 0"},
      {R"({"layers":[{},{}]})", "a list of 1 at layers of PATH, got 2"},
      {R"({"layers":[{"b":[0]}]})", "\"W\" at layers[0] of PATH, got none"},
      {R"({"layers":[{"W":[[1,2]]}]})", "\"b\" at layers[0] of PATH, got none"},
      {R"({"layers":[{"W":[[1,2],[3,4]],"b":[0]}]})",
       "a list of 1 at layers[0].W of PATH, got 2"},
      {R"({"layers":[{"W":[[1,2]],"b":[0,0]}]})",
       "a list of 1 at layers[0].b of PATH, got 2"},
      {R"({"layers":[{"W":[[1,2]],"b":[]}]})",
       "a list of 1 at layers[0].b of PATH, got 0"},
      {R"({"layers":[{"W":[[1,2,3]],"b":[0]}]})",
       "a list of 2 at layers[0].W[0] of PATH, got 3"},
      {R"({"layers":[{"W":[[1,"two"]],"b":[0]}]})",
       "a number at layers[0].W[0][1] of PATH, got string"},
      {R"({"layers":[{"W":[[1,2]],"b":[0],"activation":7}]})",
       "the activation sigmoid at layers[0].activation of PATH, got number"},
      {R"({"layers":[{"W":[[1,2]],"b":[0],"activation":"swish"}]})",
       "the activation sigmoid at layers[0].activation of PATH, got swish"},
      {R"({"layers":[{"W":[[1,2]],"b":[null]}]})",
       "a number at layers[0].b[0] of PATH, got null"},
  };
  const Folder folder;
  Graph graph;
  const MLP net(graph, {2, 1});
  const std::vector<std::uint64_t> before = bits_of(net);
  for (const Row& row : rows) {
    INFO(row.text);
    const std::string path = folder.file("w.json", row.text);
    std::string message = "load: expected " + row.message;
    message.replace(message.find("PATH"), 4, path);
    CHECK_THROWS_WITH_AS(load(net, path), message.c_str(), Error);
    CHECK(bits_of(net) == before);
  }
}

TEST_CASE("a missing file and a folder are refused") {
  const Folder folder;
  Graph graph;
  const MLP net(graph, {2, 1});
  const std::vector<std::uint64_t> before = bits_of(net);
  for (const std::string& path : {folder.file("none"), folder.path.string()})
    CHECK_THROWS_WITH_AS(
        load(net, path),
        ("load: expected a file that can be read, got " + path).c_str(), Error);
  CHECK(bits_of(net) == before);
}

TEST_CASE("what cannot be written leaves nothing behind") {
  const Folder folder;
  fs::create_directory(folder.path / "folder");
  Graph graph;
  const MLP net(graph, {2, 1});
  for (const std::string& path :
       {folder.file("no/such/folder/w.json"), folder.file("folder")})
    CHECK_THROWS_WITH_AS(
        save(net, path),
        ("save: expected a file that can be written, got " + path).c_str(),
        Error);
  CHECK(folder.files() == 1);
}

TEST_CASE("what is there and no file is not replaced by a save") {
  Graph graph;
  const MLP net(graph, {2, 1});
  CHECK_THROWS_AS(save(net, "/dev/null"), Error);
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("weights that JSON cannot hold are refused, the old file stays") {
  const Folder folder;
  const std::string path = folder.file("w.json", "before");
  Graph graph;
  const MLP net(graph, {2, 1});
  net.parameters()[1].set(std::nan(""));
  CHECK_THROWS_WITH_AS(
      save(net, path),
      "save: expected finite weights, got layer1.neuron1.w2 = nan", Error);
  CHECK(text_of(path) == "before");
  CHECK(folder.files() == 1);
}
