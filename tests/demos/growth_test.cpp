#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "program.hpp"

/// What four times as much work costs: processor time grows by four where it
/// is linear, by sixteen where something is searched or walked anew for each.
namespace {

constexpr double most_growth = 8.0;

/// The least of three runs, which other work on the machine disturbs least.
double seconds(const std::string& arguments) {
  double least = 1e300;
  for (int run = 0; run < 3; ++run)
    least = std::min(least, processor_seconds(arguments));
  return least;
}

/// `a0 + a1 + …` and its numbers.
std::string sum_of(int terms) {
  std::string formula, numbers;
  for (int i = 0; i < terms; ++i) {
    const std::string name = "a" + std::to_string(i);
    formula += (i == 0 ? "" : " + ") + name;
    numbers += " " + name + "=0.5";
  }
  return "expr '" + formula + "'" + numbers;
}

}  // namespace

TEST_CASE("expr takes as long as its formula is, in every format") {
  const Folder folder;
  for (const std::string& format : {std::string(), std::string(" --json"),
                                    " --dot " + folder.file("graph.dot"),
                                    " --markdown " + folder.file("page.md")}) {
    INFO(format);
    CHECK(seconds(sum_of(2400) + format) <
          most_growth * seconds(sum_of(600) + format));
  }
}

TEST_CASE("expr tells the first of hundreds of names, and counts the others") {
  const std::string out = gradwalk(sum_of(2400)).out;
  CHECK(out.find("… and 2392 names more, in the same way.") !=
        std::string::npos);
  CHECK(gradwalk(sum_of(40)).out.find("names more") == std::string::npos);
}

TEST_CASE("a training takes as long as it reports, in every format") {
  const Folder folder;
  const std::string often = "feature-cross --every 1";
  for (const std::string& format : {std::string(), std::string(" --json"),
                                    " --html " + folder.file("page.html")}) {
    INFO(format);
    CHECK(seconds(often + " --epochs 40000" + format) <
          most_growth * seconds(often + " --epochs 10000" + format));
  }
}
