#include <fmt/format.h>

#include <gradwalk/graph.hpp>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/paths.hpp>

#include "graph/careful_sweep.hpp"

namespace gradwalk {

namespace {

using detail::Access;
using detail::Index;
using detail::Tape;

std::uint64_t saturating_sum(std::uint64_t a, std::uint64_t b) {
  return a > Paths::beyond_counting - b ? Paths::beyond_counting : a + b;
}

/// An edge seen from the parent: the operation above it.
struct Above {
  Index node;
  double local_gradient;
  bool open;
};

/// What lies between every node and the root.
struct Ascent {
  std::vector<std::vector<Above>> above;  ///< each node's uses
  std::vector<std::uint64_t> count;       ///< open paths to the root
  std::vector<std::uint64_t> closed;      ///< and those that are not
  std::vector<double> gradients;          ///< ∂root/∂node

  Ascent(Tape& tape, Index root)
      : above(root + 1ul),
        count(root + 1ul),
        closed(root + 1ul),
        gradients(root + 1ul) {
    const std::vector<bool> reached = tape.ancestors(root);
    for (Index i = 0; i <= root; ++i) {
      if (!reached[i]) continue;
      const std::vector<Index> parents = tape.parents_of(i);
      const std::vector<double> locals = tape.local_gradients_of(i);
      const std::vector<bool> open = tape.open_of(i);
      for (std::size_t k = 0; k < parents.size(); ++k)
        if (tape.needs_gradient(parents[k]))
          above[parents[k]].push_back({i, locals[k], open[k]});
    }
    count[root] = 1;
    for (Index i = root; i-- > 0;)
      for (const Above& use : above[i]) {
        std::uint64_t& open = use.open ? count[i] : closed[i];
        open = saturating_sum(open, count[use.node]);
        closed[i] = saturating_sum(closed[i], closed[use.node]);
      }
    detail::sweep_carefully(tape, 0, root, gradients.data());
  }
};

/// Lists paths upwards from a node, the first uses first, with a stack of its
/// own: a path may be as long as the graph.
class Walker {
 public:
  Walker(Tape& tape, const Ascent& ascent, Index root, const Labels& labels)
      : tape_(tape), ascent_(ascent), root_(root), labels_(labels) {}

  std::vector<Path> walk(Index from, std::size_t most) {
    std::vector<Path> found;
    if (ascent_.count[from] == 0) return found;
    steps_ = {{from, 0}};
    while (!steps_.empty() && found.size() < most) {
      auto& [node, next] = steps_.back();
      if (node == root_) {
        found.push_back(path());
        steps_.pop_back();
      } else if (next == ascent_.above[node].size()) {
        steps_.pop_back();
      } else {
        const Above& use = ascent_.above[node][next++];
        if (use.open && ascent_.count[use.node] > 0)
          steps_.push_back({use.node, 0});
      }
    }
    return found;
  }

 private:
  struct Step {
    Index node;
    std::size_t next;  ///< the use to go on with; the one before was taken
  };

  [[nodiscard]] Path path() const {
    Path path{{}, {}, {}, 1.0};
    for (const Step& step : steps_) {
      path.nodes.push_back(Access::handle(tape_, step.node));
      path.labels.push_back(labels_[path.nodes.back()]);
      if (step.node != root_)
        path.local_gradients.push_back(
            ascent_.above[step.node][step.next - 1].local_gradient);
    }
    // From the root down, as a backward pass goes.
    for (auto local = path.local_gradients.rbegin();
         local != path.local_gradients.rend(); ++local)
      path.product *= *local;
    return path;
  }

  Tape& tape_;
  const Ascent& ascent_;
  Index root_;
  const Labels& labels_;
  std::vector<Step> steps_;
};

}  // namespace

namespace {
/// Labels that know a node, also one that is not under the root.
Labels labels_with(Value node, const Subgraph& graph) {
  std::vector<Value> nodes(graph.nodes().begin(), graph.nodes().end());
  const std::vector<Value> others = topological_order(node);
  nodes.insert(nodes.end(), others.begin(), others.end());
  return Labels(nodes);
}
}  // namespace

std::string Paths::closed_in_words() const {
  if (closed == 0) return "";
  if (closed == 1)
    return "1 path is closed: a relu, max or choice on it lets nothing through";
  const bool counted = closed != beyond_counting;
  return fmt::format(
      "{}{} paths are closed: a relu, max or choice on each lets nothing "
      "through",
      counted ? "" : "more than ", counted ? closed : closed - 1);
}

Paths paths(Value from, const Subgraph& graph, std::size_t most) {
  const Value root = graph.root();
  Tape& tape = detail::live("paths", root, from);
  detail::require_up_to_date("paths", root);
  const Index top = Access::index(root);
  const Index bottom = Access::index(from);
  if (!from.needs_gradient() && !same_node(from, root))
    tape.refuse_given("paths", bottom);
  const Labels& labels = graph.labels();
  if (!labels.contains(from)) {
    const Labels wider = labels_with(from, graph);
    return {wider[from], wider[root], 0, 0, {}, {}, 0.0};
  }
  Paths found{labels[from], labels[root], 0, 0, {}, {}, 0.0};

  const Ascent ascent(tape, top);
  found.count = ascent.count[bottom];
  found.closed = ascent.closed[bottom];
  found.sum = ascent.gradients[bottom];
  for (const Above& use : ascent.above[bottom]) {
    const double upstream = ascent.gradients[use.node];
    const Value node = Access::handle(tape, use.node);
    const std::uint64_t paths = use.open ? ascent.count[use.node] : 0;
    found.uses.push_back({node, labels[node], upstream, use.local_gradient,
                          paths == 0 ? 0.0 : upstream * use.local_gradient,
                          paths});
  }
  found.listed = Walker(tape, ascent, top, labels).walk(bottom, most);
  return found;
}

}  // namespace gradwalk

namespace {

/// `1 × (-3)`, `1 × 3` or, without factors, `1`.
std::string product_of(const std::vector<double>& factors) {
  std::string text;
  for (const double factor : factors)
    text += (text.empty() ? "" : " × ") +
            gradwalk::Formula(gradwalk::number(factor, 6))
                .within(gradwalk::Formula::Binding::power);
  return text.empty() ? "1" : text;
}

}  // namespace

auto fmt::formatter<gradwalk::Path>::format(const gradwalk::Path& path,
                                            fmt::format_context& context) const
    -> fmt::format_context::iterator {
  std::string nodes;
  for (const gradwalk::Formula& label : path.labels)
    nodes += (nodes.empty() ? "" : " → ") + label.text();
  return fmt::formatter<std::string>::format(
      fmt::format("{}: {} = {}", nodes, product_of(path.local_gradients),
                  gradwalk::number(path.product, 6)),
      context);
}

auto fmt::formatter<gradwalk::Paths>::format(const gradwalk::Paths& paths,
                                             fmt::format_context& context) const
    -> fmt::format_context::iterator {
  std::string text;
  for (const gradwalk::Path& path : paths.listed)
    text += fmt::format("{}\n", path);
  const bool counted = paths.count != gradwalk::Paths::beyond_counting;
  if (!counted)
    text += fmt::format(
        "more than {} paths, {} listed\n", gradwalk::Paths::beyond_counting - 1,
        paths.listed.empty() ? "none" : fmt::format("{}", paths.listed.size()));
  else if (paths.left_out() > 0)
    text += fmt::format("… and {} more\n", paths.left_out());
  if (paths.closed > 0) text += paths.closed_in_words() + "\n";
  text += fmt::format("∂{}/∂{} is the sum over {}: {}",
                      paths.root.within(gradwalk::Formula::Binding::atom),
                      paths.from.within(gradwalk::Formula::Binding::atom),
                      !counted           ? "them"
                      : paths.count == 1 ? "1 path"
                                         : fmt::format("{} paths", paths.count),
                      gradwalk::number(paths.sum, 6));
  return fmt::formatter<std::string>::format(text, context);
}
