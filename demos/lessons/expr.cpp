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

#include "expr/asked_formula.hpp"
#include "parts/second_order.hpp"
#include "story/lesson.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

class Expr : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "expr"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "a formula of your own, forward and backward";
  }

  void declare(Options& options) override {
    formula_.declare(options);
    options.whole("--order", order_, 1, 2,
                  "2: the gradients' gradients, too, walked alike");
    options.texts({Option::Kind::list, "--by", "NAME,...",
                   "the same, of these names only", "", ""},
                  by_);
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

  [[nodiscard]] std::vector<std::string> varied(std::vector<std::string> texts,
                                                const Options&,
                                                Draw& draw) override {
    return formula_.varied(std::move(texts), draw);
  }

  void tell(Story& story) override {
    formula_.complete();
    Graph graph;
    const FormulaGraph formula = formula_.recorded(graph);
    const std::vector<Value> learned = learned_of(formula);
    const std::vector<Value> twice = by_names(learned);
    formula.root.backward();
    const Walk walk(formula.root);
    const Told told(learned, walk);
    show(story, walk, told);

    story.entries({{"lesson", name()}, {"formula", formula_.text()}});
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

  static constexpr std::size_t most_paths = 8, most_panels = 4, most_slopes = 8;

  AskedFormula formula_;
  std::vector<std::string> by_;
  int order_ = 1;
};

}  // namespace

std::unique_ptr<Lesson> expr_lesson() { return std::make_unique<Expr>(); }

}  // namespace gradwalk::demos
