#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/dot.hpp>
#include <gradwalk/graph/access.hpp>
#include <map>
#include <set>

#include "dot_text.hpp"
#include "folds.hpp"

namespace gradwalk {

namespace {

constexpr std::string_view room = "-0.00000";  ///< for a number

/// In a large graph dot, which would take hours, is to be content with less.
constexpr std::size_t most_at_leisure = 300;  ///< nodes
constexpr std::string_view haste =
    "  nslimit=0.1\n  nslimit1=0.1\n  mclimit=0.1\n  splines=line\n";

/// Draws one graph. Nodes that fold together share an id.
class Drawing {
 public:
  Drawing(const Subgraph& graph, const DotOptions& options)
      : graph_(graph),
        options_(options),
        labels_(graph_.labels()),
        groups_(graph_.groups()),
        folds_(graph_, options.fold) {
    for (const Value node : graph_.nodes())
      for (const Value parent : node.parents()) {
        const auto [user, first] = users_.emplace(parent.index(), node);
        if (!first && !same_node(user->second, node)) user->second = Value();
      }
  }

  std::string text() {
    text_ =
        "digraph gradwalk {\n"
        "  rankdir=LR\n"
        // A number used often, far away: else minutes for the last pixel.
        "  nslimit=4\n" +
        std::string(graph_.nodes().size() > most_at_leisure ? haste : "") +
        "  remincross=false\n"
        "  node [fontname=\"Helvetica\", fontsize=14, margin=\"0.12,0.06\"]\n"
        "  edge [fontname=\"Helvetica\", fontsize=11, color=\"gray40\","
        " fontcolor=\"gray25\", arrowsize=0.7]\n"
        "  graph [fontname=\"Helvetica\", fontsize=13, style=\"rounded\","
        " labeljust=l, color=\"gray60\", fontcolor=\"gray25\", nodesep=0.25,"
        " ranksep=0.5]\n";
    framed("", graph_.nodes(), 0);
    line_up();
    edges();
    return text_ + "}\n";
  }

 private:
  [[nodiscard]] std::string id_of(Value node) const {
    const FoldedBox* box = folds_[node];
    return box != nullptr ? box->id : fmt::format("n{}", node.index());
  }

  [[nodiscard]] Value only_user(Value node) const {
    const auto user = users_.find(node.index());
    return user == users_.end() ? Value() : user->second;
  }

  /// The group whose frame a node stands in: its own; of a leaf without one
  /// that a single node uses, that node's.
  [[nodiscard]] const std::string& frame_of(Value node) const {
    const std::string& group = groups_[node];
    if (!group.empty() || !node.operation().is_leaf()) return group;
    const Value user = only_user(node);
    return user.is_empty() ? group : groups_[user];
  }

  /// The nodes, with a frame around each group that they share a part of.
  void framed(const std::string& indent, std::span<const Value> nodes,
              std::size_t depth) {
    std::vector<std::string_view> names;
    std::map<std::string_view, std::vector<Value>> inner;
    for (const Value node : nodes) {
      const std::string_view group = frame_of(node);
      const std::string_view name = outer_group(group, depth + 1);
      if (folds_.is_folded() || name == outer_group(group, depth)) {
        draw(indent, node);
        continue;
      }
      if (!inner.contains(name)) names.push_back(name);
      inner[name].push_back(node);
    }
    for (const std::string_view name : names) {
      text_ += fmt::format(
          "{}  subgraph cluster_{} {{\n{}    label=<{}>\n", indent, clusters_++,
          indent,
          escaped(short_name(std::string(name), outer_group(name, depth))));
      framed(indent + "  ", inner[name], depth + 1);
      text_ += indent + "  }\n";
    }
  }

  /// What a node stands in a row with: leaves of one user, nodes with the same
  /// parents.
  [[nodiscard]] std::string row_of(Value node) const {
    const bool framed = !folds_.is_folded() && !frame_of(node).empty();
    if (framed || folds_[node] != nullptr) return "";
    std::string row;
    for (const Value parent : node.parents()) row += id_of(parent) + " ";
    if (!node.operation().is_leaf()) return row;
    const Value user = only_user(node);
    return user.is_empty() ? "" : "for " + id_of(user);
  }

  /// Keeps rows in their order, which dot would shuffle. It cannot in a frame:
  /// there `remincross` leaves the order as it came.
  void line_up() {
    std::map<std::string, std::vector<std::string>> rows;
    for (const Value node : graph_.nodes())
      if (const std::string row = row_of(node); !row.empty())
        rows[row].push_back(id_of(node));
    for (const auto& [row, ids] : rows) {
      if (ids.size() < 2) continue;
      std::string beside;
      for (const std::string& id : ids)
        beside += (beside.empty() ? "" : " -> ") + id;
      text_ += fmt::format("  {{ rank=same; {} [style=invis] }}\n", beside);
    }
  }

  void draw(const std::string& indent, Value node) {
    const FoldedBox* box = folds_[node];
    const std::string id = id_of(node);
    if (!drawn_.insert(id).second) return;
    text_ += fmt::format("{}  {} [id=\"{}\", {}]\n", indent, id, id,
                         box == nullptr ? attributes(node) : folded(*box));
  }

  [[nodiscard]] std::string attributes(Value node) const {
    const Operation& operation = node.operation();
    const std::string label = short_name(labels_[node].text(), groups_[node]);
    const std::string value = shown(node.value());
    std::string lines = fmt::format("<b>{}</b>", escaped(label));
    if (!operation.is_leaf())
      lines += fmt::format("<br/><font point-size=\"12\">{}</font>",
                           escaped(operation.symbol));
    if (number(node.value(), options_.precision) != label)
      lines += fmt::format("<br/><font color=\"#006400\">{}</font>", value);
    if (node.needs_gradient())
      lines += fmt::format("<br/><font color=\"#b00000\">∂ {}</font>",
                           gradient(node));
    return fmt::format("label=<{}>, {}", lines, shape(node));
  }

  [[nodiscard]] std::string shown(double value) const {
    return options_.blank ? std::string(room)
                          : number(value, options_.precision);
  }

  [[nodiscard]] std::string gradient(Value node) const {
    return options_.blank || node.has_gradient() ? shown(node.gradient()) : "–";
  }

  [[nodiscard]] std::string shape(Value node) const {
    if (same_node(node, graph_.root())) return "shape=octagon, penwidth=2";
    if (!node.operation().is_leaf()) return "shape=ellipse";
    return node.needs_gradient()
               ? "shape=box, peripheries=2, style=filled, fillcolor=\"#fdf3d8\""
               : "shape=box, style=filled, fillcolor=\"#eeeeee\"";
  }

  [[nodiscard]] std::string folded(const FoldedBox& box) const {
    const GroupSummary summary = summarise(box.group, box.nodes);
    std::string lines = fmt::format("<b>{}</b><br/>{} nodes",
                                    escaped(box.group), summary.nodes);
    if (summary.parameters > 0)
      lines += fmt::format(
          "<br/>{} parameters<br/><font color=\"#b00000\">|∂| {}</font>",
          summary.parameters,
          options_.blank || summary.swept ? shown(summary.gradient) : "–");
    return fmt::format(
        "label=<{}>, shape=box, margin=\"0.2,0.1\","
        " style=\"rounded,bold\"",
        lines);
  }

  void edges() {
    std::map<std::pair<std::string, std::string>, std::size_t> bundles;
    for (const Value node : graph_.nodes()) {
      const std::vector<Value> parents = node.parents();
      const std::vector<double> locals = node.local_gradients();
      for (std::size_t k = 0; k < parents.size(); ++k) {
        const std::string from = id_of(parents[k]), to = id_of(node);
        if (from == to && from.front() == 'g') continue;
        if (from.front() == 'g' || to.front() == 'g') {
          ++bundles[{from, to}];
          continue;
        }
        text_ += fmt::format(
            "  {} -> {} [id=\"e{}_{}\"{}]\n", from, to, node.index(), k,
            parents[k].needs_gradient()
                ? fmt::format(", label=\"{}\"", shown(locals[k]))
                : ", style=dashed");
      }
    }
    for (const auto& [ends, count] : bundles)
      text_ += fmt::format(
          "  {} -> {}{}\n", ends.first, ends.second,
          count > 1 ? fmt::format(" [label=\"{} edges\"]", count) : "");
  }

  const Subgraph& graph_;
  const DotOptions& options_;
  const Labels& labels_;
  const Groups& groups_;
  Folds folds_;
  std::map<std::size_t, Value> users_;  ///< of a node; empty for several
  std::set<std::string> drawn_;
  std::size_t clusters_ = 0;
  std::string text_;
};

}  // namespace

std::string to_dot(const Subgraph& graph, const DotOptions& options) {
  detail::require_up_to_date("to_dot", graph.root());
  return Drawing(graph, options).text();
}

std::vector<FoldedBox> folded_boxes(const Subgraph& graph,
                                    const DotOptions& options) {
  detail::live("folded_boxes", graph.root());
  return Folds(graph, options.fold).boxes();
}

}  // namespace gradwalk
