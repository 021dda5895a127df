#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <gradwalk/error.hpp>
#include <gradwalk/paths.hpp>
#include <optional>

#include "formula/record.hpp"
#include "frame/plots.hpp"
#include "frame/walk.hpp"
#include "lessons.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::string_view first_formula =
    "z = w*x + b; p = sigmoid(z); loss = (p - y)^2";

/// In lines of a terminal's width.
std::string function_names() {
  std::string names, line;
  for (const Operation& function : functions()) {
    if (line.size() + 1 + function.name.size() > Page::columns) {
      names += line + '\n';
      line.clear();
    }
    line += fmt::format("{}{}", line.empty() ? "  " : " ", function.name);
  }
  return names + line;
}

class Expr : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "expr"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "a formula of your own, forward and backward";
  }

  void declare(CLI::App& options) override {
    options
        .add_option("FORMULA", formula_, "such as z = w*x + b; sigmoid(z)^2")
        ->type_name("")
        ->default_str("");
    options
        .add_option("NAME=NUMBER", numbers_, "a number for each of its names")
        ->type_name("")
        ->take_all();
    options
        .add_option("--given", given_, "names that are given, not learned: x,y")
        ->type_name("NAME,...")
        ->delimiter(',')
        ->take_all();
    options.footer(fmt::format(
        "A formula has + - * / ^ and parentheses, and the functions\n{}\n"
        "Several formulas have ; between them, and each but the last a name.\n"
        "Before one that begins with -, and after all options, write --.",
        function_names()));
  }

  Outcome run(Page& page) override {
    if (!formula_) set_first_formula();
    Graph graph;
    const FormulaGraph formula =
        recorded(graph, parsed(*formula_), numbers_of_names());
    require_all_used(formula);
    const std::vector<Value> learned = learned_of(formula);
    formula.root.backward();
    show(page, formula, learned);

    Outcome outcome{{{"lesson", name()}, {"formula", *formula_}},
                    drawing_of(page, formula.root)};
    outcome.document.update(pass(formula.root));
    for (const Value leaf : learned)
      outcome.document["paths"][leaf.name()] =
          paths_document(paths(leaf, formula.root));
    if (page.style().figure)
      outcome.figure = figure(graph, formula.root, learned);
    return outcome;
  }

 private:
  void set_first_formula() {
    formula_ = first_formula;
    numbers_ = {"w=0.5", "x=2", "b=-0.25", "y=1"};
    if (given_.empty()) given_ = {"x", "y"};
  }

  /// `w=0.5` as a name and a number.
  [[nodiscard]] std::map<std::string, Given> numbers_of_names() const {
    std::map<std::string, Given> numbers;
    for (const std::string& text : numbers_) {
      const std::size_t equals = text.find('=');
      const std::string name = text.substr(0, equals);
      if (equals == std::string::npos || !is_name(name))
        throw Error("expr", "NAME=NUMBER after the formula", text);
      double number{};
      const char* const end = text.data() + text.size();
      const auto [stopped, error] =
          std::from_chars(text.data() + equals + 1, end, number);
      if (error != std::errc() || stopped != end || !std::isfinite(number))
        throw Error(
            name, "a finite number",
            equals + 1 == text.size() ? "nothing" : text.substr(equals + 1));
      const bool learned =
          std::find(given_.begin(), given_.end(), name) == given_.end();
      if (!numbers.insert({name, {number, learned}}).second)
        throw Error(name, "one number", "two");
    }
    return numbers;
  }

  void require_all_used(const FormulaGraph& formula) const {
    const auto is_used = [&](const std::string& name) {
      return std::any_of(formula.leaves.begin(), formula.leaves.end(),
                         [&](Value leaf) { return leaf.name() == name; });
    };
    const auto require = [&](std::string_view option, const std::string& name) {
      if (!is_used(name))
        throw Error(option, "a name that the formula reads", name);
    };
    for (const std::string& text : numbers_)
      require(text, text.substr(0, text.find('=')));
    for (const std::string& name : given_) require("--given", name);
  }

  /// Those under the root.
  static std::vector<Value> learned_of(const FormulaGraph& formula) {
    std::vector<Value> learned;
    const std::vector<Value> under = topological_order(formula.root);
    for (const Value leaf : formula.leaves)
      if (leaf.needs_gradient() &&
          std::find(under.begin(), under.end(), leaf) != under.end())
        learned.push_back(leaf);
    if (learned.empty())
      throw Error("expr", "a formula with a name that is learned", "none");
    return learned;
  }

  static void show(Page& page, const FormulaGraph& formula,
                   const std::vector<Value>& learned) {
    page.title("expr: a formula, forward and backward");
    page.blank();
    page.say(
        "A formula is a graph: each operation is a node, and its operands are "
        "the node's parents. Forward, each node computes its value; backward, "
        "each passes on what it receives, times its local gradients.");
    page.heading("What is given, and what is learned");
    show_leaves(page, formula.root);
    page.pause();
    page.heading("Forward");
    show_forward(page, formula.root);
    page.heading("Backward");
    show_backward(page, formula.root);
    page.heading("The same as sums over paths");
    for (const Value leaf : learned) {
      if (leaf != learned.front()) page.blank();
      show_paths(page, paths(leaf, formula.root, most_paths));
    }
    page.pause();
    page.heading("Is that so? Nudge each a little both ways");
    show_nudges(page, formula.root);
  }

  /// The result as each of the first names changes: the gradients are slopes.
  static Figure figure(Graph& graph, Value root,
                       const std::vector<Value>& learned) {
    Figure panels;
    for (const Value leaf : learned) {
      if (panels.size() == most_panels) break;
      panels.push_back(slope_panel(graph, leaf, root,
                                   {leaf.value() - 2.0, leaf.value() + 2.0}));
    }
    return panels;
  }

  static constexpr std::size_t most_paths = 8, most_panels = 4;

  std::optional<std::string> formula_;
  std::vector<std::string> numbers_, given_;
};

}  // namespace

std::unique_ptr<Lesson> expr() { return std::make_unique<Expr>(); }

}  // namespace gradwalk::demos
