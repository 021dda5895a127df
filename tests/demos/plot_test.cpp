#include <doctest/doctest.h>

#include <sstream>

#include "program.hpp"

namespace {

/// The big-endian number at `at` of a PNG file.
std::size_t number_at(const std::string& png, std::size_t at) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(png[at + i]);
  return number;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos;
       at += part.size())
    ++found;
  return found;
}

/// What gnuplot is given to draw: a stand-in hands it back.
std::string script_of(const std::string& arguments) {
  const Folder folder;
  const std::string program = folder.file("gnuplot");
  REQUIRE(std::system(("printf '#!/bin/sh\\ncat\\n' >" + program +
                       " && chmod +x " + program)
                          .c_str()) == 0);
  REQUIRE(gradwalk_with("PATH=" + folder.path.string() + ":$PATH",
                        arguments + " --plot " + folder.file("s.svg"))
              .status == 0);
  return read(folder.file("s.svg"));
}

}  // namespace

TEST_CASE("every plot that the sources show has its panel and its axes") {
  struct Row {
    std::string step, lesson;
    std::vector<std::string> words;
  };
  const std::vector<std::string> boundary{"The examples",
                                          "Cost over the epochs",
                                          "The decision boundary",
                                          "The output, from 0 to 1",
                                          "label 0",
                                          "label 1",
                                          "epoch",
                                          "output ½"};
  const std::vector<Row> rows{
      {"1.2", "learning-rate", {"The sigmoid", "1/(1 + exp(-z))"}},
      {"1.3", "or", {"The examples"}},
      {"1.5", "or-gate", {"The loss of an answer", "slope ∂loss/∂y_hat = 0.5"}},
      {"1.7",
       "or-gate",
       {"Where the answer is ½", "without bias", "b = -0.125"}},
      {"1.9",
       "learning-rate",
       {"The neuron's own loss: ½·sigmoid(b)²", "A parabola: (b + 2)²/32",
        "A linear neuron on OR", "rate 0.5", "rate 5e-10", "rate 50"}},
      {"1.10",
       "cost",
       {"One loss, and the cost of two", "Their derivatives", "∂cost/∂y_hat"}},
      {"1.13", "or", boundary},
      {"1.17",
       "xor-line",
       {"The examples", "Cost over the epochs",
        "No boundary: the output never crosses ½", "The output, from 0 to 1"}},
      {"1.18", "feature-cross", boundary},
      {"1.20", "xor", boundary},
      {"1.20",
       "xor",
       {"Lines of the hidden neurons, before",
        "Lines of the hidden neurons, after", "neuron 1", "neuron 3"}},
      {"1.26",
       "cost",
       {"Distances from the line to the examples", "z = 0.6·x2 + 0",
        "z = 0.8·x2 + 0.2", "the examples"}},
      {"1.28",
       "cost",
       {"Each example's share of the average", "example 4", "average"}},
      {"1.30", "feature-cross --feature '(x1-x2)^2'", boundary},
      {"3.5", "notebook", {"Cost over the epochs"}},
      {"3.6", "moons", boundary},
  };
  for (const Row& row : rows) {
    INFO(row.step);
    const Folder folder;
    REQUIRE(gradwalk(row.lesson + " --plot " + folder.file("p.svg")).status ==
            0);
    const std::string svg = read(folder.file("p.svg"));
    CHECK(svg.find("</svg>") != std::string::npos);
    for (const std::string& word : row.words) {
      INFO(word);
      CHECK(svg.find(word) != std::string::npos);
    }
  }
}

TEST_CASE("every lesson plots as SVG and as PNG, and its page is the same") {
  for (const std::string& lesson : lesson_names()) {
    INFO(lesson);
    const Folder folder;
    const Ran ran = gradwalk(lesson + " --plot " + folder.file("p.png"));
    CHECK(ran.status == 0);
    CHECK(ran.out == gradwalk(lesson).out);
    const std::string png = read(folder.file("p.png"));
    REQUIRE(png.starts_with("\x89PNG"));
    CHECK(number_at(png, 16) >= 900);
    CHECK(number_at(png, 20) >= 600);
    CHECK(folder.files() == 1);
  }
}

TEST_CASE("the picture holds the numbers of the lesson") {
  // The descents of learning-rate's 50: one step on the neuron's own curve
  // leads to b = -6.25.
  CHECK(script_of("learning-rate").find("\n0 0.125 -6.25 ") !=
        std::string::npos);
  const std::string of_xor = script_of("xor");
  CHECK(of_xor.find("\n4600 0.0010183054886511") != std::string::npos);
  CHECK(of_xor.find("\n4900 0.000921016643061") != std::string::npos);
  CHECK(script_of("moons").find("pointsize 0.65") != std::string::npos);
}

TEST_CASE("axes do not make more of a curve than it is") {
  const std::string line = script_of("xor-line"), chain = script_of("chain");
  CHECK(count(line, "set yrange [0:*]") == 1);
  CHECK(count(line, "output ½'") == 0);
  CHECK(count(script_of("or"), "output ½'") == 2);
  // The lesson's three weights, beside each other.
  const std::size_t at = chain.find("set yrange [-0.");
  REQUIRE(at != std::string::npos);
  CHECK(count(chain, chain.substr(at, chain.find('\n', at) - at)) == 3);
  CHECK(count(script_of("or --epochs 3 --every 1"), "set xtics 0,1") == 1);
  CHECK(count(script_of("or --epochs 30"), "set xtics 0,1") == 0);
}

TEST_CASE("in a terminal each name has a line, and points stand on lines") {
  const std::string plots = gradwalk("or-gate --plot -").out;
  CHECK(plots.find("y_hat\n") != std::string::npos);
  CHECK(plots.find(" if y = 0 *******\n") != std::string::npos);
  CHECK(plots.find("**O*") != std::string::npos);
  const std::string costs = gradwalk("cost --plot -").out;
  CHECK(costs.find(" loss *******\n") != std::string::npos);
  CHECK(costs.find(" cost #######\n") != std::string::npos);
}

TEST_CASE("--plot - draws in the terminal, 80 columns wide") {
  for (const std::string& lesson : lesson_names()) {
    INFO(lesson);
    const std::string page = gradwalk(lesson).out;
    const Ran ran = gradwalk(lesson + " --plot -");
    CHECK(ran.status == 0);
    REQUIRE(ran.out.starts_with(page));
    const std::string plots = ran.out.substr(page.size());
    CHECK(count(plots, "+---") >= 2);
    CHECK(count(plots, "\f") == 0);
    std::istringstream lines(plots);
    for (std::string line; std::getline(lines, line);)
      CHECK(line.size() <= 90);  // bytes: a symbol may have three
  }
}

TEST_CASE("a plot that cannot be made is one line, and leaves no file") {
  const Folder folder;
  const auto refused = [&](const Ran& ran, const std::string& message) {
    CHECK(ran.status == 2);
    CHECK(ran.err == "gradwalk: --plot: expected " + message + "\n");
    CHECK(folder.files() == 0);
  };
  refused(gradwalk_with("PATH=/nowhere", "or --plot " + folder.file("p.svg")),
          "gnuplot on this machine, got none; install it with the package "
          "gnuplot, or run demos/run once");
  const std::string pdf = folder.file("p.pdf");
  refused(gradwalk("or --plot " + pdf),
          "a file that ends in .svg or .png, or -, got " + pdf);
  refused(gradwalk("or --json --plot -"),
          "a file, where --json has the output, got -");
  const std::string nowhere = folder.file("no/p.png");
  refused(gradwalk("or --plot " + nowhere),
          "a file that can be written, got " + nowhere);
}

TEST_CASE("a training that diverges, and one of no epochs, still plot") {
  const Folder folder;
  for (const std::string options :
       {"notebook --rate 1e300 --activation relu", "xor --epochs 0",
        "or --activation identity --rate 1e200", "moons --epochs 1"}) {
    INFO(options);
    CHECK(gradwalk(options + " --plot " + folder.file("p.svg")).status == 0);
    CHECK(read(folder.file("p.svg")).find("</svg>") != std::string::npos);
  }
}
