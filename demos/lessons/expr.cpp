#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <gradwalk/error.hpp>
#include <gradwalk/paths.hpp>
#include <iostream>
#include <iterator>
#include <optional>
#include <system_error>
#include <unordered_set>

#include "formula/record.hpp"
#include "parts/second_order.hpp"
#include "story/lesson.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::string_view first_formula =
    "z = w*x + b; p = sigmoid(z); loss = (p - y)^2";

void add_list(Options& options, Option::Kind kind, const std::string& name,
              const std::string& type, const std::string& help,
              std::vector<std::string>& into) {
  options.add(
      {kind, name, type, help, "", "", [&into](const std::string& text) {
         into.push_back(text);
         return true;
       }});
}

std::string standard_input() {
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

class Expr : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "expr"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "a formula of your own, forward and backward";
  }

  void declare(Options& options) override {
    options.add({Option::Kind::operand, "FORMULA", "",
                 "such as z = w*x + b; sigmoid(z)^2, or -", "", "",
                 [this](const std::string& text) {
                   formula_ =
                       on_its_line(text == "-" ? standard_input() : text);
                   return true;
                 }});
    add_list(options, Option::Kind::operands, "NAME=NUMBER", "",
             "a number for each of its names", numbers_);
    add_list(options, Option::Kind::list, "--given", "NAME,...",
             "names that are given, not learned: x,y", given_);
    options.whole("--order", order_, 1, 2,
                  "2: the gradients' gradients, too, walked alike");
    add_list(options, Option::Kind::list, "--by", "NAME,...",
             "the same, of these names only", by_);
    options.set_footer(fmt::format(
        "A formula is written as in a book: 3x², 2(x + 1), sin 2x, |x|, √x,\n"
        "π, e^x, x > 0 ? x : 0, or as it is printed here. Its functions are\n"
        "{}\n"
        "Several formulas have ; or a line's end between them, and each but "
        "the\n"
        "last a name; - reads them from standard input, and # begins a "
        "comment.\n"
        "  2x^2 is 2·(x²), -x² is -(x²), e^2x is e²·x, a^b^c is a^(b^c).\n"
        "  sin x² is sin(x²), sin² x is sin(x)², x(y + 1) is a product.\n"
        "  1/2x and sin x y are read in two ways, and refused.\n"
        "  log is ln. pi, π and e are numbers, unless given or defined.\n"
        "  ∂z/∂w is a gradient, a node like others.",
        function_lines()));
  }

  void tell(Story& story) override {
    if (!formula_) set_first_formula();
    Graph graph;
    const FormulaGraph formula =
        recorded(graph, parsed(*formula_), numbers_of_names());
    require_all_used(formula);
    const std::vector<Value> learned = learned_of(formula);
    const std::vector<Value> twice = by_names(learned);
    formula.root.backward();
    const Walk walk(formula.root);
    const Told told(learned, walk);
    show(story, walk, told);

    story.entries({{"lesson", name()}, {"formula", *formula_}});
    story.entries(document_of(walk));
    Json all_paths = Json::object();
    for (const Value leaf : told.names)
      all_paths.append(leaf.name(),
                       document_of(paths(leaf, walk.graph(), told.most_paths)));
    story.entry("paths", all_paths);
    if (order_ == 2 || !by_.empty())
      tell_second_order(story, graph, formula.root, twice);
    story.drawing(1, formula.root);
    story.figure([&] { return figure(graph, formula.root, learned); });
  }

 private:
  /// The names whose paths are told and that are nudged. Each is work for the
  /// whole graph: of hundreds the first, so that all takes as long as the
  /// formula is.
  struct Told {
    Told(const std::vector<Value>& learned, const Walk& walk) {
      constexpr std::size_t most_nodes = 30'000, few = 8, many = 100;
      const std::size_t nodes = walk.graph().nodes().size();
      const std::size_t count =
          std::min(learned.size(), std::max(most_nodes / nodes, few));
      names.assign(learned.begin(),
                   learned.begin() + static_cast<std::ptrdiff_t>(count));
      left_out = learned.size() - count;
      most_paths = std::clamp(most_nodes / (nodes * count), few, many);
    }

    std::vector<Value> names;
    std::size_t left_out;
    std::size_t most_paths;  ///< of a name, in a document
  };

  void set_first_formula() {
    formula_ = first_formula;
    numbers_ = {"w=0.5", "x=2", "b=-0.25", "y=1"};
    if (given_.empty()) given_ = {"x", "y"};
  }

  /// `w=0.5` as a name and a number.
  [[nodiscard]] std::map<std::string, Given> numbers_of_names() const {
    std::map<std::string, Given> numbers;
    const Names given(given_.begin(), given_.end());
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
      if (!numbers.insert({name, {number, !given.contains(name)}}).second)
        throw Error(name, "one number", "two");
    }
    return numbers;
  }

  void require_all_used(const FormulaGraph& formula) const {
    Names used;
    for (const Value leaf : formula.leaves) used.insert(leaf.name());
    const auto require = [&](std::string_view option, const std::string& name) {
      if (!used.contains(name))
        throw Error(option, "a name that the formula reads", name);
    };
    for (const std::string& text : numbers_)
      require(text, text.substr(0, text.find('=')));
    for (const std::string& name : given_) require("--given", name);
  }

  /// Those under the root.
  static std::vector<Value> learned_of(const FormulaGraph& formula) {
    std::unordered_set<std::size_t> under;
    for (const Value node : topological_order(formula.root))
      under.insert(node.index());
    std::vector<Value> learned;
    for (const Value leaf : formula.leaves)
      if (leaf.needs_gradient() && under.contains(leaf.index()))
        learned.push_back(leaf);
    if (learned.empty())
      throw Error("expr", "a formula with a name that is learned", "none");
    return learned;
  }

  /// Those of --by, or the first.
  [[nodiscard]] std::vector<Value> by_names(
      const std::vector<Value>& learned) const {
    std::vector<Value> names;
    for (const std::string& name : by_) {
      const auto found = std::ranges::find(learned, name, &Value::name);
      if (found == learned.end())
        throw Error("--by", "a name that is learned", name);
      names.push_back(*found);
    }
    if (by_.empty()) names = learned;
    if (by_.empty() && names.size() > most_slopes) names.resize(most_slopes);
    return names;
  }

  static void show(Story& story, const Walk& walk, const Told& told) {
    story.title("expr: a formula, forward and backward");
    story.blank();
    story.say(
        "A formula is a graph: each operation is a node, and its operands are "
        "the node's parents. Forward, each node computes its value; backward, "
        "each passes on what it receives, times its local gradients.");
    story.heading("What is given, and what is learned");
    story.leaves(walk);
    story.pause();
    story.heading("Forward");
    story.forward(walk);
    story.heading("Backward");
    story.backward(walk);
    story.heading("The same as sums over paths");
    for (const Value leaf : told.names) {
      if (!same_node(leaf, told.names.front())) story.blank();
      story.paths(paths(leaf, walk.graph(), most_paths));
    }
    const std::string others =
        fmt::format("… and {} names more, in the same way.", told.left_out);
    if (told.left_out > 0) {
      story.blank();
      story.say(others);
    }
    story.pause();
    story.heading("Is that so? Nudge each a little both ways");
    story.perturbations(check_gradients(walk.graph(), told.names));
    if (told.left_out > 0) story.say(others);
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

  using Names = std::unordered_set<std::string>;

  static constexpr std::size_t most_paths = 8, most_panels = 4, most_slopes = 8;

  std::optional<std::string> formula_;
  std::vector<std::string> numbers_, given_, by_;
  int order_ = 1;
};

}  // namespace

std::unique_ptr<Lesson> expr_lesson() { return std::make_unique<Expr>(); }

}  // namespace gradwalk::demos
