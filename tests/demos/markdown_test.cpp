#include <doctest/doctest.h>

#include "film_text.hpp"
#include "golden.hpp"

namespace {

std::string handout(const std::string& arguments) {
  const Folder folder;
  const Ran ran =
      gradwalk(arguments + " --markdown " + folder.file("handout.md"));
  INFO(arguments << ran.err);
  REQUIRE(ran.status == 0);
  CHECK(ran.out == gradwalk(arguments).out);
  CHECK(folder.files() == 1);
  return read(folder.file("handout.md"));
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos;
       at += part.size())
    ++count;
  return count;
}

/// The bars of a table's row that part its cells.
std::size_t bars_of(const std::string& row) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < row.size(); ++i)
    count += row[i] == '|' && (i == 0 || row[i - 1] != '\\');
  return count;
}

/// The headings of a handout, with what is escaped as it was.
std::vector<std::string> headings_of_handout(const std::string& text) {
  std::vector<std::string> headings;
  for (const std::string& line : lines_of(text)) {
    if (!line.starts_with("## ")) continue;
    std::string heading = line.substr(line.find(". ") + 2);
    std::erase(heading, '\\');
    headings.push_back(heading);
  }
  return headings;
}

}  // namespace

TEST_CASE("every lesson is a handout with the lesson's headings") {
  for (const std::string& lesson : lesson_names()) {
    INFO(lesson);
    const std::string text = handout(lesson);
    CHECK(text.starts_with("# " + lesson + ": "));
    const std::vector<std::string> headings = headings_of_handout(text);
    CHECK(headings == headings_of(gradwalk(lesson).out));
    CHECK_FALSE(headings.empty());
  }
}

TEST_CASE("what a handout opens it closes") {
  for (const std::string& lesson : lesson_names()) {
    INFO(lesson);
    const std::string text = handout(lesson);
    CHECK(count_of(text, "$$") % 2 == 0);
    CHECK(count_of(text, "```") % 2 == 0);
    for (const std::string environment : {"aligned", "pmatrix", "cases"})
      CHECK(count_of(text, "\\begin{" + environment + "}") ==
            count_of(text, "\\end{" + environment + "}"));
    CHECK(count_of(text, "{") == count_of(text, "}"));
    CHECK_FALSE(has(text, "\n\n\n"));
    std::size_t bars = 0;
    for (const std::string& line : lines_of(text)) {
      if (!line.starts_with("|")) {
        bars = 0;
        continue;
      }
      INFO(line);
      if (bars != 0) CHECK(bars_of(line) == bars);
      bars = bars_of(line);
    }
  }
}

TEST_CASE("a handout's formulas are LaTeX, with the lesson's numbers") {
  const std::string text = handout("or-gate");
  for (const std::string part :
       {"\\frac{\\partial \\mathrm{loss}}{\\partial \\hat{y}}", "0.125",
        "0.468791", "no gradient flows there", "\\leftarrow",
        "= 0.5 \\cdot \\left(1 - 0.5\\right) = 0.25 "})
    CHECK_MESSAGE(has(text, part), part);
  const std::string formula =
      handout("expr 'p = sigmoid(w*x); -p*abs(w)/x' w=0.5 x=-2");
  for (const std::string part : {"\\frac", "\\begin{aligned}"})
    CHECK_MESSAGE(has(formula, part), part);
}

TEST_CASE("a handout links the pictures that are drawn beside it") {
  const Folder folder;
  const Ran ran = gradwalk("paths --markdown '" + folder.file("a b.md") +
                           "' --svg '" + folder.file("the graph.svg") +
                           "' --plot " + folder.file("curves.svg"));
  REQUIRE(ran.status == 0);
  const std::string text = read(folder.file("a b.md"));
  CHECK(count_of(text, "![The graph](<the graph.svg>)") == 1);
  CHECK(count_of(text, "![The curves](<curves.svg>)") == 1);
  CHECK(folder.files() == 3);
  const Ran odd = gradwalk("paths --markdown " + folder.file("odd.md") +
                           " --svg '" + folder.file("<1>.svg") + "'");
  REQUIRE(odd.status == 0);
  CHECK(has(read(folder.file("odd.md")), "![The graph](<%3C1%3E.svg>)"));
}

TEST_CASE("a handout's maths has nothing that GitHub takes for Markdown") {
  const std::string text =
      handout("expr 'abs(y_1)*max(a_b, y_1)' y_1=-2 a_b=1") + handout("paths") +
      handout("xor --epochs 1");
  std::size_t formulas = 0;
  bool is_maths = false;
  for (const std::string& line : lines_of(text)) {
    if (line == "$$") is_maths = !is_maths;
    const bool has_inline = line.find(" $") != std::string::npos;
    if (!is_maths && !has_inline) continue;
    INFO(line);
    CHECK_FALSE(has(line, "}_{"));
    CHECK_FALSE(has(line, "\\;"));
    CHECK_FALSE(has(line, "\\,"));
    // A line's end only may have two backslashes.
    const std::size_t two = line.find("\\\\");
    CHECK((two == std::string::npos || two + 2 == line.size()));
    if (is_maths) CHECK_FALSE(has(line, "\\_"));
    ++formulas;
  }
  CHECK(formulas > 50);
}

TEST_CASE("no word of a handout is taken for markup") {
  const std::string text = handout("expr 'a_b*c_d' a_b=2 c_d=3");
  CHECK_FALSE(has(text, "a_b*c_d"));
  const Ran wrong = gradwalk("or-gate --markdown /nonexistent/handout.md");
  CHECK(wrong.status == 2);
  CHECK(wrong.err ==
        "gradwalk: --markdown: expected a file that can be written, got "
        "/nonexistent/handout.md\n");
  const Ran other = gradwalk("or-gate --markdown graph.svg");
  CHECK(other.status == 2);
  CHECK(other.err ==
        "gradwalk: --markdown: expected a file that ends in .md, got "
        "graph.svg\n");
}
