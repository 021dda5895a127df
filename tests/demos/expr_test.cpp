#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <sstream>

#include "film_text.hpp"
#include "golden.hpp"

namespace {

std::string with_single_blanks(const std::string& all) {
  std::istringstream words{all};
  std::string text;
  for (std::string word; words >> word;) text += word + " ";
  return text;
}

/// What expr says, its words parted by one blank each.
std::string said(const std::string& arguments) {
  return with_single_blanks(gradwalk("expr " + arguments).out);
}

/// The same of its Markdown.
std::string expr_handout(const std::string& arguments) {
  const Folder folder;
  const std::string file = folder.file("handout.md");
  REQUIRE(gradwalk("expr " + arguments + " --markdown " + file).status == 0);
  return with_single_blanks(read(file));
}

/// The characters of a line that stand before a part of it.
std::size_t columns_before(const std::string& line, const std::string& part) {
  const std::size_t end = std::min(line.find(part), line.size());
  std::size_t columns = 0;
  for (std::size_t i = 0; i < end; ++i) columns += (line[i] & 0xC0) != 0x80;
  return columns;
}

}  // namespace

TEST_CASE("expr: the three equations are those of paths") {
  Json document = run_json("expr 'c = a + b; d = b + 1; e = c*d' a=2 b=1");
  Json expected = run_json("paths");
  CHECK(document["formula"] == "c = a + b; d = b + 1; e = c*d");
  for (const char* part : {"forward", "backward", "gradients", "paths"})
    CHECK(document[part] == expected[part]);
}

TEST_CASE("expr: the or-gate's neuron, its inputs given") {
  const Json document = run_json(
      "expr 'z = w1*x1 + w2*x2 + b; y_hat = sigmoid(z);"
      " loss = squared_error(y, y_hat)'"
      " w1=0.1 w2=0.6 b=0 x1=0 x2=0 y=0 --given x1,x2 --given y");
  const Json expected = run_json("or-gate --nodes operations");
  CHECK(document["gradients"]["b"] == expected["gradients"]["b"]);
  CHECK(document["gradients"]["w1"] == 0.0);
  CHECK_FALSE(document["gradients"].contains("x1"));
  CHECK(value_of(document, "loss") == value_of(expected, "loss"));
}

TEST_CASE("expr: --given chooses among the first formula's names") {
  const Json gradients = run_json("expr --given w")["gradients"];
  CHECK_FALSE(gradients.contains("w"));
  CHECK(gradients.contains("x"));
}

TEST_CASE("expr: many names and paths are listed, and more are counted") {
  std::string formula = "expr 's = a + b", numbers;
  for (int i = 0; i < 6; ++i)
    formula +=
        "; s" + std::to_string(i) + " = " +
        (i == 0 ? "s*s"
                : "s" + std::to_string(i - 1) + "*s" + std::to_string(i - 1));
  const Ran ran = gradwalk(formula + "' a=0.5 b=0.5");
  CHECK(ran.status == 0);
  CHECK(ran.out.find("… and 56 paths more") != std::string::npos);
}

TEST_CASE("expr: a wrong formula, name or number is one line") {
  const std::pair<const char*, const char*> wrong[] = {
      {"'a +' a=1",
       "FORMULA, column 4: expected a number, a name, a function or (, got "
       "the end"},
      {"'a*b' a=1",
       "FORMULA, column 3: expected a number for b, such as b=0.5 after the "
       "formula, got none"},
      {"a a=1 a=2", "a: expected one number, got two"},
      {"a a=one", "a: expected a finite number, got one"},
      {"a a=", "a: expected a finite number, got nothing"},
      {"a a=inf", "a: expected a finite number, got inf"},
      {"a a", "expr: expected NAME=NUMBER after the formula, got a"},
      {"a 1=2", "expr: expected NAME=NUMBER after the formula, got 1=2"},
      {"a a=1 b=2", "b=2: expected a name that the formula reads, got b"},
      {"a^2 a=1 --given b",
       "--given: expected a name that the formula reads, got b"},
      {"a^2 a=1 --given a",
       "expr: expected a formula with a name that is learned, got none"},
      {"2*3", "expr: expected a formula with a name that is learned, got none"},
      {"'dot(a, a, a)' a=1",
       "FORMULA, column 1: expected dot of an even number of operands, 2 or "
       "more, got 3"}};
  for (const auto& row : wrong) {
    const std::string arguments = row.first, message = row.second;
    INFO(arguments);
    check_refused(gradwalk("expr " + arguments), message);
  }
}

TEST_CASE("expr: a formula may begin with -") {
  for (const char* const arguments :
       {"-x^2 x=3", "--precision 3 -x^2 x=3", "-- -x^2 x=3"}) {
    INFO(arguments);
    const Ran ran = gradwalk("expr --json " + std::string(arguments));
    CHECK(Json::parse(ran.out)["formula"] == "-x^2");
    CHECK(Json::parse(ran.out)["gradients"]["x"] == -6.0);
  }
  CHECK(run_json("expr -h*x h=2 x=3")["gradients"]["x"] == -2.0);
  CHECK(run_json("expr x*y x=-2 y=-3")["gradients"]["x"] == -3.0);
  check_refused(gradwalk("or-gate -x"),
                "expected an option that --help lists, got -x");
  check_refused(gradwalk("expr x x=1 --svg -y"),
                "--svg: expected a file name, got -y");
}

TEST_CASE("expr: --order 2 has the second derivatives, walked like the first") {
  const std::string formula = "'x^3 y + y/x' x=2 y=3";
  const Json second = run_json("expr --order 2 " + formula)["second"];
  // 6xy + 2y/x³, 3x² - 1/x² and 0.
  CHECK(second == Json{{"x", {{"x", 36.75}, {"y", 11.75}}},
                       {"y", {{"x", 11.75}, {"y", 0.0}}}});
  CHECK(run_json("expr " + formula + " --by y,x")["second"] == second);
  CHECK(run_json("expr " + formula + " --by x")["second"] ==
        Json{{"x", {{"x", 36.75}}}});
  const std::string text = said("--order 2 " + formula);
  for (const char* const part :
       {"6 ∂f/∂x, and its gradients", "∂f/∂y = x³ + 1/x = 8 + 0.5 = 8.5",
        "at ∂f/∂y, upstream 1 (∂(∂f/∂y)/∂(∂f/∂y) = 1: here it begins)",
        "gradient nudged x 36.75 36.75 y 11.75 11.75",
        "∂/∂x ∂/∂y ∂f/∂x 36.75 11.75 ∂f/∂y 11.75 0"})
    CHECK(text.find(part) != std::string::npos);
  CHECK(said("'3x + y' x=1 y=2 --order 2")
            .find("∂f/∂x = 3: there is nothing to walk.") != std::string::npos);
  check_refused(gradwalk("expr " + formula + " --by z"),
                "--by: expected a name that is learned, got z");
  check_refused(gradwalk("expr --order 3 " + formula),
                "--order: expected a whole number from 1 to 2, got 3");
}

TEST_CASE("expr: - is standard input, a statement a line") {
  const std::string numbers = " w=0.5 x=2 b=-0.25 y=1 --given x,y";
  const Ran ran =
      gradwalk("expr - --json" + numbers,
               "z = w x + b  # a neuron\r\n\np = σ(z)\n(p - y)^2 +\n  0\n");
  const Json document = Json::parse(ran.out);
  CHECK(document["formula"] == "z = w x + b; p = σ(z); (p - y)^2 + 0");
  CHECK(document["gradients"] ==
        run_json("expr 'z = w*x + b; p = sigmoid(z); (p - y)^2 + 0'" +
                 numbers)["gradients"]);
}

TEST_CASE("expr: what is no finite number is shown, and told apart in JSON") {
  const Ran ran = gradwalk("expr 'log(a)' a=-1");
  CHECK(ran.status == 0);
  CHECK(ran.out.find("nan") != std::string::npos);
  const auto value = [](const std::string& arguments) {
    return run_json("expr " + arguments)["forward"][0]["value"];
  };
  CHECK(value("'log(a)' a=-1") == "NaN");
  CHECK(value("'exp(a)' a=1000") == "Infinity");
  CHECK(value("'log(a)' a=0") == "-Infinity");
}

TEST_CASE("expr: a result without a name is in parentheses where it need be") {
  const Ran ran = gradwalk("expr 'a*b + a^2' a=3 b=-2");
  CHECK(ran.out.find("(∂(a·b + a²)/∂(a·b + a²) = 1: here it begins)") !=
        std::string::npos);
}

TEST_CASE("expr: a check's row is the gradient, what is sure, and a remark") {
  const std::string sides = "no number on one side, or on both";
  const std::vector<std::pair<std::string, std::string>> rows{
      // Nothing but underflow makes these unsure: by far less than a digit.
      {"x x=1", "x 1 1"},
      {"x x=0", "x 1 1"},
      {"x x=1e300", "x 1 1"},
      {"'y=x; x' x=1", "x 1 1"},
      {"'1e300*x' x=0", "x 1e+300 1e+300"},
      {"'1.79e308*x' x=0.25", "x 1.79e+308 1.79e+308"},
      // To no digit sure, there is no number.
      {"'(x + 1e10) - 1e10' x=1", "x 1 1 cannot tell"},
      {"'1e20*x - 1e20*x + 0.3*x' x=1", "x 0 – cannot tell"},
      {"'2.59e25*x - 2.59e25*x + x' x=1", "x 0 – cannot tell"},
      {"'1/x' x=0", "x -inf – cannot tell"},
      {"'min(1/x,3)' x=0", "x 0 – cannot tell"},
      {"'relu(x)^0.5' x=0", "x 0 – cannot tell"},
      {"'1/x^2' x=0", "x nan – cannot tell"},
      {"'log(abs(x))' x=0", "x nan – cannot tell"},
      {"'x^(-4)' x=0", "x -inf – cannot tell"},
      {"'x^(-2)' x=1e-150", "x -inf – cannot tell"},
      {"'square(sqrt(x))' x=0", "x nan – " + sides},
      {"'sqrt(x)' x=0", "x inf – " + sides},
      {"'log(x)' x=0", "x inf – " + sides},
      {"'x^0.5' x=0", "x inf – " + sides},
      {"'relu(x)' x=0", "x 0 0.5 a kink: both sides differ"},
  };
  for (const auto& one : rows) {
    const std::string arguments = one.first, row = one.second;
    INFO(arguments);
    const std::string text = said(arguments);
    const std::size_t head = text.find(" gradient nudged ");
    REQUIRE(head != std::string::npos);
    CHECK(text.substr(head) == " gradient nudged " + row + " ");
  }
  CHECK(expr_handout("x x=1").find("| 1 | 1 |") != std::string::npos);
}

TEST_CASE("expr: more paths than 64 bits count are more than those") {
  // Squared 65 times: 2^65 paths.
  std::string formula = "expr 's0 = a*a";
  for (int i = 1; i < 65; ++i) {
    const std::string last = "s" + std::to_string(i - 1);
    formula += "; s" + std::to_string(i) + " = " + last + "*" + last;
  }
  formula += "' a=1";
  CHECK(run_json(formula)["paths"]["a"]["count"] ==
        "more than 18446744073709551614");
  CHECK(gradwalk(formula).out.find(
            "… and more than 18446744073709551606 paths more") !=
        std::string::npos);
  // One squaring fewer than 64 is a number.
  const Json few = run_json("expr 's = a*a; t = s*s' a=1");
  CHECK(few["paths"]["a"]["count"] == 4);
}

TEST_CASE("expr: terms that do not add up to their sum say why") {
  const std::string cancel = "These terms cancel";
  const std::string rounded = said("'t = 2*x; c = 1e25*x; (c + t) - c' x=1");
  CHECK(rounded.find("2 + 1e+25 + (-1e+25) = 2") != std::string::npos);
  CHECK(rounded.find(cancel +
                     ", and are so large that rounding them to doubles changes "
                     "what is left by up to 2.2e+09: no digit of the sum need "
                     "be right, nor what the terms add up to.") !=
        std::string::npos);
  const std::string difference = "'1000000.4*x - 1000000.3*x' x=1";
  CHECK(said(difference)
            .find(cancel + ": their sum is too small to be found from 6 "
                           "digits of each. --precision 17 shows all.") !=
        std::string::npos);
  CHECK(said(difference + " --precision 17").find(cancel) == std::string::npos);
  for (const char* const plain : {"'x - x' x=1", "'x*x + 3*x - 5*x' x=1.23"})
    CHECK(said(plain).find(cancel) == std::string::npos);
}

TEST_CASE("expr: a running sum that does not add up says why") {
  const std::string digits =
      "These terms cancel: their sum is too small to be found from 6 digits of "
      "each. --precision 17 shows all. ";
  const std::string cancel = "'1e8*x - 1e8*x + 1e-3*x' x=1";
  for (const auto& [arguments, sum] :
       {std::pair<std::string, std::string>{cancel, "-1e+08 + 1e+08 = 0.001 "},
        {"'0.333333333*x*3 - 0.333333333*x*3 + 1e-9*x' x=1",
         "-1 + 1 = 1e-09 "}}) {
    CHECK(said(arguments).find("x now has " + sum + digits) !=
          std::string::npos);
    CHECK(expr_handout(arguments).find(digits) != std::string::npos);
  }
  for (const std::string& plain :
       {cancel + " --precision 17", std::string("'x*x + 3*x - 5*x' x=1.23")})
    CHECK(said(plain).find("These terms cancel") == std::string::npos);
}

TEST_CASE("expr: what is longer in ASCII is measured in ASCII") {
  const std::vector<std::string> rows{
      "'square(sqrt(t))' t=0", "'square(t)*s' t=2 s=3",
      "'square(sin(t)) + exp(square(s))' t=0.5 s=0.25",
      "'square(a) + square(b) + square(c) + square(d)' a=1 b=2 c=3 d=4"};
  for (const std::string& row : rows)
    for (const std::string style : {"", " --ascii"}) {
      INFO(row << style);
      const std::string text = gradwalk("expr " + row + style).out;
      std::set<std::size_t> equals, arrows;
      for (const std::string& line :
           lines_of(between(text, "2  Forward\n\n", "3  Backward")))
        if (!line.empty()) equals.insert(columns_before(line, " = "));
      for (const std::string& line :
           lines_of(between(text, "3  Backward\n\n", "4  The same")))
        for (const char* const arrow : {" → ", " -> "})
          if (has(line, arrow)) arrows.insert(columns_before(line, arrow));
      CHECK(equals.size() == 1);
      CHECK(arrows.size() == 1);
      for (const std::string& line : lines_of(text))
        CHECK(columns_before(line + "\n", "\n") <= 80);
    }
}

TEST_CASE("at the edges expr gives the right values and gradients") {
  const auto number_of = [](const Json& json) {
    return json.is_string() ? std::stod(json.get<std::string>())
                            : json.get<double>();
  };
  int compared = 0;
  for (const Json& row : Json::parse(test_file("golden/edges.json"))) {
    std::string arguments = "expr '" + row["formula"].get<std::string>() + "'";
    bool is_finite = true;
    for (const auto& [name, at] : row["at"].items()) {
      is_finite = is_finite && at.is_number();
      arguments += " " + name + "=" + at.dump();
    }
    // expr takes no nan and no inf; cross-entropies are functions of nn.
    if (!is_finite || row.contains("api") || !row.contains("gradient"))
      continue;
    INFO(row.dump());
    const Json document = run_json(arguments);
    for (const auto& item : row["gradient"].items()) {
      const double right = number_of(item.value());
      const double found = number_of(document["gradients"][item.key()]);
      INFO(item.key() << " has " << found);
      // Of a few roundings; and below the least normal number.
      CHECK((std::isnan(right) ? std::isnan(found)
                               : std::abs(found - right) <=
                                     2e-15 * std::abs(right) + 5e-323));
      ++compared;
    }
  }
  CHECK(compared > 40);
}
