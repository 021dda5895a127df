#include "program.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "digit_files.hpp"

namespace {

std::size_t columns(const std::string& line) {
  std::size_t count = 0;
  for (const char c : line) count += (c & 0xC0) != 0x80;
  return count;
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& taught() {
  static const std::vector<std::pair<std::string, std::string>> all{
      {"or-gate", "one neuron, one example, one step of learning"},
      {"learning-rate", "how far to step: too slow, just right, too far"},
      {"cost", "from one example's loss to the cost of all"},
      {"paths", "a gradient is a sum over paths; shared weights"},
      {"dot-product", "where upstream·Xᵀ comes from, path by path"},
      {"or", "one neuron learns the whole OR gate"},
      {"xor-line", "why one neuron cannot learn XOR"},
      {"feature-cross", "a feature x1·x2 lets one neuron learn XOR"},
      {"xor", "a hidden layer learns XOR: 2-3-1, 5000 epochs"},
      {"linear-stack", "without activations, layers are one layer"},
      {"symmetry", "why weights must not begin all equal"},
      {"descent", "batches, momentum, Adam, schedules, compared"},
      {"chain", "neurons in a row, and how gradients vanish"},
      {"overflow", "softmax, cross-entropy, and numbers too large"},
      {"three-layers", "layer to layer, in matrices: relu, softmax"},
      {"tiny", "your own engine in 60 lines, beside gradwalk"},
      {"bugs", "engines with one fault each: which is it?"},
      {"mnist", "handwritten digits: 784-32-16-10 on real data"},
      {"train", "a net learns from a table of your own"},
      {"predict", "what a net of train's says about other rows"},
      {"notebook", "4-3-1 step by step, every shape and partial"},
      {"moons", "two half moons, 200 points, a curved boundary"},
      {"expr", "a formula of your own, forward and backward"},
      {"why", "where an operation's local gradient comes from"},
  };
  return all;
}

/// What is done with lessons.
const std::vector<std::pair<std::string, std::string>>& done() {
  static const std::vector<std::pair<std::string, std::string>> all{
      {"worksheet", "sheets for each student, and their keys"},
      {"grade", "marks answers, and says what was done"},
      {"check", "exercises in C++, compiled and tested"},
  };
  return all;
}

std::string lessons() {
  std::string names;
  for (const auto& lesson : taught())
    names += (names.empty() ? "" : ", ") + lesson.first;
  return names;
}

TEST_CASE("a mistake is one line that says what was expected, and status 2") {
  struct Row {
    std::string arguments, message;
  };
  const std::vector<Row> rows{
      {"foo", "expected a lesson (" + lessons() + "), got foo"},
      {"--foo", "expected an option that --help lists, got --foo"},
      {"or-gate --foo", "expected an option that --help lists, got --foo"},
      {"or-gate bar", "expected one lesson, got bar too"},
      {"or-gate --precision 0",
       "--precision: expected a whole number from 1 to 17, got 0"},
      {"or-gate --precision 6.5",
       "--precision: expected a whole number from 1 to 17, got 6.5"},
      {"--precision", "--precision: expected a value, got none"},
      {"or-gate --rate fast", "--rate: expected a finite number, got fast"},
      {"or-gate --rate nan", "--rate: expected a finite number, got nan"},
      {"or-gate --rate 1e999", "--rate: expected a finite number, got 1e999"},
      {"or-gate --rate ''", "--rate: expected a finite number, got nothing"},
      {"or-gate xor", "expected one lesson, got xor too"},
      {"or-gate --json=0", "--json: expected no value, got one"},
      {"or-gate --nodes zebras",
       "--nodes: expected operations or neurons, got zebras"},
  };
  for (const Row& row : rows) {
    INFO(row.arguments);
    check_refused(gradwalk(row.arguments), row.message);
  }
}

TEST_CASE("--list says what each lesson teaches, --help what there is") {
  std::string list = "Lessons:\n";
  for (const auto* all : {&taught(), &done()}) {
    if (all == &done()) list += "\nFor a class:\n";
    for (const auto& [name, teaches] : *all)
      list += "  " + name + std::string(16 - name.size(), ' ') + teaches + "\n";
  }
  CHECK(gradwalk("--list").out ==
        list + "\ngradwalk LESSON --help shows a lesson's options.\n");
  const Ran help = gradwalk("--help");
  CHECK(help.status == 0);
  CHECK(help.out.find("--precision N") != std::string::npos);
  CHECK(help.out.find("or-gate") != std::string::npos);
  CHECK(gradwalk("or-gate --help").out.find("--rate A=1") != std::string::npos);
}

TEST_CASE("with no lesson it walks or-gate and says what else there is") {
  const Ran ran = gradwalk("");
  CHECK(ran.status == 0);
  CHECK(ran.out == gradwalk("or-gate").out + "\n" + gradwalk("--list").out);
}

TEST_CASE("options stand before or behind the lesson") {
  CHECK(gradwalk("--precision 3 or-gate").out ==
        gradwalk("or-gate --precision 3").out);
  CHECK(gradwalk("--json or-gate").out == gradwalk("or-gate --json").out);
}

TEST_CASE("no page is wider than 80 columns, in any precision") {
  std::vector<std::string> pages{"--help",
                                 "--list",
                                 "or-gate --rate 3.3",
                                 "or-gate --nodes operations",
                                 "xor --hidden 5,3",
                                 "xor --activation cos",
                                 "xor --optimizer adam --schedule linear "
                                 "--decay 0.0001",
                                 every_fault(),
                                 runnable("mnist") + " --loss squared_error"};
  for (const auto& lesson : taught()) {
    pages.push_back(runnable(lesson.first));
    pages.push_back(runnable(lesson.first) + " --precision 17");
    pages.push_back(lesson.first + " --help");
  }
  for (const std::string& page : pages) {
    INFO(page);
    std::istringstream lines(gradwalk(page).out);
    for (std::string line; std::getline(lines, line);)
      CHECK(columns(line) <= 80);
  }
}

TEST_CASE("--ascii prints no other character") {
  std::vector<std::string> pages{every_fault(),
                                 runnable("mnist") + " --loss squared_error"};
  for (const auto& lesson : taught()) pages.push_back(runnable(lesson.first));
  for (const std::string& page : pages) {
    INFO(page);
    for (const char c : gradwalk(page + " --ascii").out)
      REQUIRE(static_cast<unsigned char>(c) < 128);
  }
}

TEST_CASE("--step waits for Enter, prints the same page, and ends with input") {
  const std::string page = gradwalk("or-gate").out;
  CHECK(gradwalk("or-gate --step", std::string(100, '\n')).out == page);
  CHECK(gradwalk("or-gate --step", "\n\n").out == page);
  CHECK(gradwalk("or-gate --step --json").out ==
        gradwalk("or-gate --json").out);
}

TEST_CASE("colour is for a terminal, and never with NO_COLOR") {
  const auto colored = [](const Ran& ran) {
    return ran.out.find("\033[32m") != std::string::npos &&
           ran.out.find("\033[31m") != std::string::npos;
  };
  CHECK(colored(gradwalk_on_terminal("or-gate")));
  CHECK_FALSE(colored(gradwalk("or-gate")));
  for (const std::string environment : {"NO_COLOR=1", "TERM=dumb"}) {
    const Ran plain = gradwalk_on_terminal("or-gate", environment);
    CHECK(plain.status == 0);
    CHECK(plain.out.find('\033') == std::string::npos);
  }
}

TEST_CASE("on a terminal --step asks for Enter and clears its question") {
  const Ran ran =
      gradwalk_on_terminal("or-gate --step", "", std::string(60, '\n'));
  CHECK(ran.status == 0);
  CHECK(ran.out.find("Enter goes on") != std::string::npos);
  CHECK(ran.out.find("\033[1A\r\033[2K") != std::string::npos);
}

TEST_CASE("of a repeated option the last one counts") {
  CHECK(gradwalk("or-gate --precision 3 --precision 5").out ==
        gradwalk("or-gate --precision 5").out);
}

TEST_CASE("a full disk is told, and status 1") {
  const Ran ran = gradwalk_into("/dev/full", "or-gate --json");
  CHECK(ran.status == 1);
  CHECK(ran.err.find("gradwalk: ") == 0);
}

TEST_CASE("at the end of the input --step leaves the page whole") {
  const Ran ran = gradwalk_on_terminal("or-gate --step", "", "\n\004");
  CHECK(ran.status == 0);
  CHECK(ran.out.find("Enter goes on\033[0m\r\033[2K") != std::string::npos);
}

TEST_CASE("the README's lessons teach what the program's list says") {
  std::istringstream readme(test_file("../README.md"));
  const auto lessons = taught();
  std::size_t rows = 0;
  for (std::string row; std::getline(readme, row);) {
    if (!row.starts_with("| `") || row.starts_with("| `--")) continue;
    const std::string name = row.substr(3, row.find('`', 3) - 3);
    const auto listed =
        std::find_if(lessons.begin(), lessons.end(),
                     [&](const auto& lesson) { return lesson.first == name; });
    REQUIRE_MESSAGE(listed != lessons.end(), row);
    CHECK(row == "| `" + name + "` | " + listed->second + " |");
    ++rows;
  }
  CHECK(rows >= 6);
}

TEST_CASE("the README's way through the core is as long as it says") {
  const std::string readme = test_file("../README.md");
  const std::regex step("\n\\d\\. `([^`]+)`(?: to `(\\w+)`)?, (\\d+) lines");
  int steps = 0, sum = 0;
  for (std::sregex_iterator at(readme.begin(), readme.end(), step), end;
       at != end; ++at, ++steps) {
    std::istringstream file(test_file("../" + at->str(1)));
    const std::string last = "struct " + at->str(2) + " ";
    int lines = 0;
    bool is_last = false, ends = false;
    for (std::string line; !ends && std::getline(file, line); ++lines) {
      is_last = is_last || (at->length(2) > 0 && line.starts_with(last));
      ends = is_last && line == "};";
    }
    CHECK_MESSAGE(at->str(3) == std::to_string(lines), at->str(1));
    sum += lines;
  }
  CHECK(steps == 5);
  CHECK(sum <= 500);
  CHECK(readme.find("half an hour, " + std::to_string(sum) + " lines") !=
        std::string::npos);
}

TEST_CASE("every step of the walkthroughs has its lesson and its test") {
  const std::string table = test_file("walkthroughs.md");
  std::vector<std::string> steps;
  for (int i = 1; i <= 25; ++i) steps.push_back("1." + std::to_string(i));
  for (int i = 1; i <= 6; ++i) steps.push_back("2." + std::to_string(i));
  for (int i = 1; i <= 6; ++i) steps.push_back("3." + std::to_string(i));
  std::set<std::string> taught_here;
  for (const auto& [name, text] : taught()) taught_here.insert(name);
  for (const std::string& step : steps) {
    const std::size_t at = table.find("\n| " + step + " | ");
    REQUIRE_MESSAGE(at != std::string::npos, step);
    // Between the first bar and the last.
    const std::string row =
        table.substr(at + 2, table.find('\n', at + 1) - at - 3);
    INFO(row);
    std::vector<std::string> cells;
    std::istringstream parts(row);
    for (std::string cell; std::getline(parts, cell, '|');)
      cells.push_back(cell.substr(1, cell.size() - 2));
    REQUIRE(cells.size() == 4);
    // `xor \`--hidden 5,3\``, `or, or-gate`, `any training lesson`.
    std::size_t lessons = 0;
    std::istringstream names(cells[2].substr(0, cells[2].find(" `")));
    for (std::string name; std::getline(names >> std::ws, name, ','); ++lessons)
      CHECK_MESSAGE((taught_here.contains(name) || name.starts_with("any ")),
                    name);
    CHECK(lessons >= 1);
    std::size_t tests = 0;
    std::istringstream files(cells[3]);
    for (std::string file; std::getline(files >> std::ws, file, ','); ++tests) {
      if (file.find('/') == std::string::npos) file = "demos/" + file;
      CHECK_MESSAGE(std::filesystem::exists(TESTS "/" + file + ".cpp"), file);
    }
    CHECK(tests >= 1);
  }
}
