#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <gradwalk/graph.hpp>
#include <limits>

#include "story/files.hpp"
#include "story/format.hpp"
#include "story/lesson.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;

namespace {

const Style plain_style;

/// Keeps the names of the events that it is shown.
class Recorder : public Sink {
 public:
  Recorder(std::string& events, bool wants)
      : Sink(plain_style), events_(events), wants_(wants) {}

  void title(std::string_view text) override { note("title", text); }
  void say(std::string_view text) override { note("say", text); }
  void forward(const Walk& walk) override { note("forward", walk); }
  void backward(const Walk& walk) override { note("backward", walk); }
  void updates(std::span<const Update> updates) override {
    for (const Update& update : updates)
      note("update", update.label + std::to_string(update.after));
  }
  [[nodiscard]] bool wants_figure() const override { return wants_; }
  void figure(const Figure& figure) override {
    note("figure", figure.front().title);
  }
  void entry(std::string_view name, const Json& value) override {
    note(std::string(name), value.dump());
  }
  void finish() override { note("finish", ""); }

 private:
  void note(std::string_view event, std::string_view text) {
    events_ += std::string(event) + ":" + std::string(text) + " ";
  }
  void note(std::string_view event, const Walk& walk) {
    note(event, walk.root().name());
  }

  std::string& events_;
  bool wants_;
};

}  // namespace

TEST_CASE("each event of a story reaches each sink, in order") {
  Graph graph;
  const Value w = graph.parameter(3.0, "w");
  const Value y = square(w).named("y");
  y.backward();
  std::string one, other;
  Story::Sinks sinks;
  sinks.push_back(std::make_unique<Recorder>(one, false));
  sinks.push_back(std::make_unique<Recorder>(other, true));
  Story story(plain_style, std::move(sinks));
  const Walk walk(y);
  story.title("t");
  story.forward(walk);
  story.backward(walk);
  story.update({&w, 1}, 0.5);
  story.entry("a", 1);
  int asked = 0;
  story.figure([&] {
    ++asked;
    return Figure{{"curve", "x", "y"}};
  });
  story.finish();
  CHECK(one == "title:t forward:y backward:y update:w0.000000 a:1 finish: ");
  CHECK(other ==
        "title:t forward:y backward:y update:w0.000000 a:1 figure:curve "
        "finish: ");
  CHECK(asked == 1);
  CHECK(w.value() == 0.0);
}

TEST_CASE("a walk's steps keep their numbers, whatever happens later") {
  Graph graph;
  const Value w = graph.parameter(3.0, "w"), b = graph.parameter(1.0, "b");
  const Value product = w * w;
  const Value y = (product + b).named("y");
  const Walk walk(y);
  w.set(5.0);
  graph.forward();
  CHECK(walk.forward().back().value == 10.0);
  CHECK(walk.gradient(w) == 6.0);
  CHECK(walk.gradient(b) == 1.0);
  CHECK(walk.gradient(y) == 1.0);
}

TEST_CASE("a walk leaves the graph's gradients as they are") {
  Graph graph;
  const Value w = graph.parameter(3.0, "w");
  const Value cube = w * w * w, square_of = square(w);
  cube.backward();
  const Walk walk(square_of);
  CHECK(w.gradient() == 27.0);
  CHECK(walk.gradient(w) == 6.0);
}

TEST_CASE("a document keeps its members in the order they were written") {
  Json document{{"z", 1}, {"a", {1.5, "x", nullptr, true}}};
  document["m"]["inner"] = std::vector<double>{0.1};
  document["z"] = 2u;
  document.update({{"a", false}, {"new", Json::array()}});
  document.append("last", -7);
  CHECK(document.dump() ==
        R"({"z":2,"a":false,"m":{"inner":[0.1]},"new":[],"last":-7})");
  CHECK(document.contains("m"));
  CHECK_FALSE(document.contains("inner"));
  CHECK(document.size() == 5);
}

TEST_CASE("a member is found at once, however many there are") {
  const auto seconds = [](int names) {
    double least = 1e300;
    for (int run = 0; run < 3; ++run) {
      const std::clock_t began = std::clock();
      Json document = Json::object();
      for (int i = 0; i < names; ++i) document[std::to_string(i)] = i;
      Json other = Json::object();
      other.update(document);
      REQUIRE(other["77"].dump() == "77");
      REQUIRE_FALSE(other.contains("-1"));
      least = std::min(least, double(std::clock() - began) / CLOCKS_PER_SEC);
    }
    return least;
  };
  // 8 where it is linear, 64 where each is searched for among all.
  CHECK(seconds(32'000) < 24.0 * seconds(4'000));
}

TEST_CASE("of members of one name the first is found") {
  Json document = Json::object();
  for (int i = 0; i < 40; ++i) document.append("a", i);
  CHECK(document["a"].dump() == "0");
  CHECK(document.size() == 40);
}

TEST_CASE("pairs of a text and a value are an object, other lists an array") {
  CHECK(Json({{"a", 1}, {"b", 2}}).dump() == R"({"a":1,"b":2})");
  CHECK(Json({{1, 2}, {3, 4}}).dump() == "[[1,2],[3,4]]");
  CHECK(Json({"a", "b"}).dump() == R"(["a","b"])");
  CHECK(Json(Matrix{{1.0, 0.5}}).dump() == "[[1.0,0.5]]");
}

TEST_CASE("a document's numbers read back bit for bit") {
  for (const double number : {0.1, 1.0 / 3.0, 5e-324, 1.7976931348623157e308})
    CHECK(std::strtod(Json(number).dump().c_str(), nullptr) == number);
  CHECK(Json("Gr\xf6\xdf").dump() == "\"Gr\ufffd\ufffd\"");
}

TEST_CASE("a document tells nan, inf and -inf apart, in its own words") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(Json(std::nan("")).dump() == "\"NaN\"");
  CHECK(Json(-std::nan("")).dump() == "\"NaN\"");
  CHECK(Json(infinity).dump() == "\"Infinity\"");
  CHECK(Json({{"a", {{"b", std::vector{1.0, -infinity}}}}}).dump() ==
        R"({"a":{"b":[1.0,"-Infinity"]}})");
  CHECK(Json(nullptr).dump() == "null");
}

TEST_CASE("what every lesson and format offers is data, without a parser") {
  std::size_t options = 0;
  for (const auto& format : formats()) {
    Options declared;
    format->declare(declared);
    CHECK_FALSE(declared.all().empty());
    for (const Option& option : declared.all()) {
      INFO(option.name);
      CHECK(option.name.starts_with("--"));
      CHECK_FALSE(option.help.empty());
      CHECK_FALSE(option.is_given);
      CHECK(option.take("x") == option.words.empty());
      ++options;
    }
  }
  CHECK(options >= 6);
}

TEST_CASE("an option takes what it expects and nothing else") {
  double rate = 1.0;
  int epochs = 3;
  Options options;
  options.number("--rate", rate, "how fast");
  options.whole("--epochs", epochs, 0, 10, "how long");
  Option& by_rate = options["--rate"];
  CHECK(by_rate.shown == "1");
  CHECK(by_rate.take("0.5"));
  CHECK(rate == 0.5);
  for (const char* text : {"", "x", "inf", "nan", "1e999", "1 2"})
    CHECK_FALSE(by_rate.take(text));
  CHECK(rate == 0.5);
  for (const char* text : {"-1", "11", "1.5", ""})
    CHECK_FALSE(options["--epochs"].take(text));
  CHECK(options["--epochs"].take("10"));
  CHECK(epochs == 10);
}

TEST_CASE("a signal while a file is written leaves nothing of it") {
  namespace fs = std::filesystem;
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    INFO(signal);
    std::string folder = (fs::temp_directory_path() / "story-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    const pid_t child = fork();
    if (child == 0) {
      write_whole("--svg", folder + "/x.svg", [&](const std::string&) {
        if (write(ready[1], "!", 1) == 1)
          for (;;) pause();
      });
      _exit(0);
    }
    char byte = 0;
    CHECK(read(ready[0], &byte, 1) == 1);
    CHECK_FALSE(fs::is_empty(folder));
    kill(child, signal);
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WTERMSIG(status) == signal);
    CHECK(fs::is_empty(folder));
    fs::remove_all(folder);
    for (const int end : ready) close(end);
  }
}
