#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "program.hpp"

namespace {

const std::string exercises = "../demos/classroom/exercises/";

/// A test's file of an exercise, with each `from` replaced by `to`.
std::string changed(const std::string& exercise, const std::string& file,
                    const std::string& from = "", const std::string& to = "") {
  std::string text = test_file(exercises + exercise + "/" + file);
  if (from.empty()) return text;
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

Ran checked(const std::string& exercise, const std::string& text,
            const std::string& options = "",
            const std::string& environment = "") {
  const Folder folder;
  const std::string path = folder.file("own work.cpp");
  std::ofstream(path) << text;
  // Generous, for a machine that does much else.
  Ran ran = gradwalk_with(environment, "check " + exercise + " '" + path +
                                           "' --patience 600 --seconds 100 " +
                                           options);
  CHECK(folder.files() == 1);
  return ran;
}

void check_says(const Ran& ran, const std::string& text) {
  INFO(ran.out << ran.err);
  CHECK(ran.status == 1);
  const std::string page = std::regex_replace(ran.out, std::regex("\\s+"), " ");
  CHECK(page.find(text) != std::string::npos);
}

/// A file that takes the place of a solution, and what is said of it.
struct Wrong {
  std::string exercise, from, to, said;
};

}  // namespace

TEST_CASE("every exercise's solution passes, and its starting file fails") {
  const std::map<std::string, std::string> said{
      {"exercise-1", "not yet: ∂y/∂x at x = 0: expected 0.5, got 0"},
      {"exercise-2", "not yet: hinge at y = 1, s = 0.25: expected 0.75, got 0"},
      {"exercise-3", "not yet: y_hat of a neuron with 1 input: expected 0.5"},
      {"exercise-4", "not yet: difference of x³ at x = 2: expected 12, got 0"},
      {"exercise-5", "not yet: ∂(x·x)/∂x at x = 3: expected 6, got 3"},
      {"exercise-6", "b = -1: expected 0.5, got 3"}};
  std::istringstream rows(gradwalk("check").out);
  std::size_t found = 0;
  for (std::string row; std::getline(rows, row);) {
    if (!row.starts_with("   exercise-")) continue;
    const std::string name = row.substr(3, row.find(' ', 3) - 3);
    const Ran right = checked(name, changed(name, "solution.cpp"));
    INFO(name << right.out);
    CHECK(right.status == 0);
    CHECK(right.out.find("not yet: ") == std::string::npos);
    CHECK(right.out.find(" checks are right.\n") != std::string::npos);
    check_says(checked(name, changed(name, "start.cpp")), said.at(name));
    ++found;
  }
  CHECK(found == said.size());
}

TEST_CASE("what students write wrongly does not pass") {
  for (const Wrong& wrong : std::initializer_list<Wrong>{
           // Right but for numbers too large.
           {"exercise-1", "1.0 / (1.0 + exp(-x))", "exp(x) / (1.0 + exp(x))",
            "∂y/∂x at x = 800: expected 1, got nan"},
           {"exercise-2", "value > 0.0 ? -s : 0.0", "-s",
            "∂hinge/∂y at y = 1, s = 3: expected 0, got -3"},
           {"exercise-3", "z += weights[i] * inputs[i];",
            "z += weights[i] * inputs[i] + bias;",
            "y_hat of a neuron with 1 input: expected 0.5, got 0.450166"},
           {"exercise-3", "return sigmoid(z)", "return tanh(z)",
            "not yet: only *, + and sigmoid: got tanh"},
           // One side alone, and a step that is left standing.
           {"exercise-4", "below = root_at(middle - h)",
            "below = 2.0 * root_at(middle) - above",
            "difference of 1000000·x² at its minimum, x = 0: expected 0, got"},
           {"exercise-4", "  root_at(middle);\n", "",
            "not yet: then x and the root have their old values"},
           {"exercise-4", "return std::abs(leaf.gradient() - expected) <=",
            "return std::abs(leaf.gradient()) - std::abs(expected) <=",
            "agrees says no where the rule of x² is -2·x"},
           {"exercise-5", "node->gradient = 0.0", "node->gradient += 0.0",
            "the same after a second backward: expected 513, got"},
           {"exercise-6", "value() - rate", "value() + rate",
            "rate 0.5 from a = 3, b = -1: expected 0.5, got 5.5"},
           {"exercise-6", "    parameter.set(",
            "    graph.forward(), cost.backward(), parameter.set(",
            "b after the same step: expected -2.5, got -1.25"}}) {
    INFO(wrong.exercise << ": " << wrong.to);
    check_says(checked(wrong.exercise, changed(wrong.exercise, "solution.cpp",
                                               wrong.from, wrong.to)),
               wrong.said);
  }
}

TEST_CASE("what breaks off is told in words") {
  const auto run = [](const std::string& statement,
                      const std::string& options = "") {
    return checked("exercise-3",
                   changed("exercise-3", "solution.cpp", "  Value z = bias;",
                           "  " + statement + "\n  Value z = bias;"),
                   options);
  };
  check_says(run("volatile bool on = true; while (on) {}", "--seconds 1"),
             "It had not ended after 1 s: does a loop in it ever end?");
  check_says(run("*static_cast<volatile int*>(nullptr) = 1;"),
             "It crashed: it used memory that is not its own, or a function "
             "calls itself without end.");
  check_says(run("static_cast<void>(weights[9]);"),
             "It was aborted: an index was out of range, an assertion failed, "
             "or nobody caught an exception.");
  check_says(run("static int calls = 0; if (++calls > 2) std::exit(0);"),
             " checks are right; the others were not made.");
  check_says(run("std::exit(0);"),
             "It ended before all checks were made: does it call exit?");
  check_says(run("throw Error(\"own\", \"this\", \"that\");"),
             "not yet: it threw: own: expected this, got that");
  check_says(run("while (true) std::puts(\"much\");"),
             "It printed more than 1 MB, and was ended.");
  const Ran talks = run("std::puts(\"z begins\"); std::puts(\"right: all\");");
  CHECK(talks.status == 0);
  CHECK(talks.out.find("   Your code printed:\n   z begins\n   right: all\n") !=
        std::string::npos);
  CHECK(talks.out.find("   and ") != std::string::npos);
}

TEST_CASE("of what does not compile the student's own lines come first") {
  const Ran ran =
      checked("exercise-3", changed("exercise-3", "solution.cpp",
                                    "Value z = bias;", "Value z = weight;"));
  check_says(ran, "The compiler does not accept it:");
  CHECK(ran.out.find("   own work.cpp:8:13: error: ") != std::string::npos);
  CHECK(ran.out.find("No check was made.") != std::string::npos);
  check_says(checked("exercise-3", "int other() { return 1; }\n"),
             "test.cpp:16:21: error: ");
  check_says(checked("exercise-5", "int other(); int called = other();\n" +
                                       changed("exercise-5", "solution.cpp")),
             "undefined reference to `other()' No check was made.");
}

TEST_CASE("check refuses what it cannot test") {
  const Folder folder;
  check_refused(gradwalk("check exercise-9"),
                "check: expected an exercise (exercise-1, exercise-2, "
                "exercise-3, exercise-4, exercise-5, exercise-6), got "
                "exercise-9");
  const std::string none = folder.file("none.cpp");
  check_refused(gradwalk("check exercise-1 " + none),
                none + ": expected a file that can be read, got none");
  const auto refused = [](const std::string& environment,
                          const std::string& message) {
    const Ran ran = checked("exercise-5", "int main() {}", "", environment);
    CHECK(ran.status == 2);
    CHECK(ran.err == "gradwalk: check: expected " + message + "\n");
  };
  refused("CXX=no-such-compiler",
          "a compiler, named by CXX or else c++, got none");
  std::ofstream(folder.path / "pkg-config") << "#!/bin/sh\nexit 1\n";
  std::filesystem::permissions(folder.path / "pkg-config",
                               std::filesystem::perms::owner_all);
  refused("PATH=" + folder.path.string() + ":$PATH",
          "gradwalk's library, built or installed, and fmt, got none that "
          "pkg-config finds");
}

TEST_CASE("an exercise shows its task and writes its starting file once") {
  const Folder folder;
  const std::string file = folder.file("one.cpp");
  const Ran ran = gradwalk("check exercise-1 --start " + file);
  CHECK(ran.status == 0);
  CHECK(ran.out.find("Write `local_gradient`.") != std::string::npos);
  CHECK(read(file) == test_file(exercises + "exercise-1/start.cpp"));
  std::ofstream(file) << "work";
  check_refused(gradwalk("check exercise-1 --start " + file),
                "--start: expected the name of a new file, got " + file);
  CHECK(read(file) == "work");
  check_refused(gradwalk("check --start " + folder.file("two.cpp")),
                "--start: expected an exercise alone, got none");
  CHECK(folder.files() == 1);
}
