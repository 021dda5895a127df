#include "scene.hpp"

#include <fmt/format.h>

#include <cmath>
#include <gradwalk/groups.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/paths.hpp>
#include <set>
#include <unordered_map>

#include "story/path_sums.hpp"

namespace gradwalk::demos {

namespace {

constexpr DotOptions blank{.blank = true};
constexpr std::size_t most_paths = 8;        ///< listed of a node
constexpr std::size_t most_explained = 150;  ///< nodes whose paths are listed

std::string edge_id(Value node, std::size_t operand) {
  return fmt::format("e{}_{}", node.index(), operand);
}

std::string kind_of(Value node) {
  if (!node.operation().is_leaf()) return "computed";
  return node.needs_gradient() ? "learned" : "given";
}

/// A formula of many operands, without those in the middle.
std::string readable(const std::string& formula, std::size_t operands) {
  constexpr std::size_t most = 12, columns = 60;
  return operands > most ? shortened(formula, columns) : formula;
}

}  // namespace

std::string id_of(Value node) { return fmt::format("n{}", node.index()); }

Json exhibit(double value, Digits digits) {
  const std::string text = gradwalk::number(value, digits);
  const std::string brief = gradwalk::number(value, blank.precision);
  Json shown{value, text};
  if (brief != text) shown.push_back(brief);
  return shown;
}

Scene::Scene(const Walk& walk, Digits digits, const NetNodes* net)
    : walk_(walk), digits_(digits), boxes_(folded_boxes(walk.graph(), blank)) {
  for (const FoldedBox& box : boxes_)
    for (const Value node : box.nodes) {
      if (node.index() >= inside_.size()) inside_.resize(node.index() + 1);
      inside_[node.index()] = &box;
    }
  if (net != nullptr)
    net_.emplace(
        *net, walk.graph(),
        boxes_.empty() ? net->examples.size() : NetScene::few_examples);
}

const FoldedBox* Scene::box_of(Value node) const {
  return node.index() < inside_.size() ? inside_[node.index()] : nullptr;
}

std::string Scene::drawing() const { return to_dot(walk_.graph(), blank); }

void Scene::describe(const ForwardStep& step, Json& node) const {
  node.append("symbols", readable(step.symbols(), step.parents.size()));
  const std::vector<Formula> locals =
      local_formulas_of(*step.operation, step.parents, step.label);
  const std::vector<Value> parents = step.node.parents();
  Json listed = Json::array();
  for (std::size_t k = 0; k < parents.size(); ++k) {
    const FoldedBox* box = box_of(parents[k]);
    listed.push_back({{"id", box ? box->id : id_of(parents[k])},
                      {"label", step.parents[k].text()},
                      {"edge", edge_id(step.node, k)},
                      {"flows", parents[k].needs_gradient()},
                      {"local", locals[k].text()}});
  }
  node.append("parents", std::move(listed));
}

Json Scene::graph() const {
  const Labels& labels = walk_.graph().labels();
  std::unordered_map<std::size_t, const ForwardStep*> steps;
  for (const ForwardStep& step : walk_.forward())
    steps[step.node.index()] = &step;
  Json described = Json::object(), boxes = Json::object();
  for (const Value node : nodes()) {
    if (box_of(node) != nullptr) continue;
    Json entry{{"label", labels[node].text()},
               {"kind", kind_of(node)},
               {"operation", node.operation().name}};
    if (const auto step = steps.find(node.index()); step != steps.end())
      describe(*step->second, entry);
    if (net_) entry.append("at", net_->place_of({&node, 1}));
    described.append(id_of(node), std::move(entry));
  }
  for (const FoldedBox& box : boxes_) {
    boxes.append(box.id, {{"label", box.group},
                          {"nodes", box.nodes.size()},
                          {"parameters", summarise("", box.nodes).parameters}});
    if (net_) boxes[box.id]["at"] = net_->place_of(box.nodes);
  }
  Json graph{{"root", id_of(root())}, {"nodes", described}, {"boxes", boxes}};
  if (net_) graph["net"] = net_->structure();
  return graph;
}

std::set<std::string> Scene::drawn() const {
  std::set<std::string> ids;
  for (const Value node : nodes())
    if (box_of(node) == nullptr) ids.insert(id_of(node));
  return ids;
}

Json Scene::values() const {
  Json values = Json::object();
  for (const Value node : nodes())
    if (is_told(node)) values.append(id_of(node), number(node.value()));
  return values;
}

Json Scene::local_gradients() const {
  Json locals = Json::object();
  for (const Value node : nodes()) {
    if (box_of(node) != nullptr) continue;
    const std::vector<double> gradients = node.local_gradients();
    const std::vector<Value> parents = node.parents();
    for (std::size_t k = 0; k < parents.size(); ++k)
      if (parents[k].needs_gradient())
        locals.append(edge_id(node, k), number(gradients[k]));
  }
  return locals;
}

Json Scene::paths_from(Value node) const {
  const Paths all = paths(node, walk_.graph(), most_paths);
  Json listed = Json::array();
  for (const Path& path : all.listed) {
    Json labels = Json::array(), locals = Json::array();
    for (const Formula& label : path.labels) labels.push_back(label.text());
    for (const double local : path.local_gradients)
      locals.push_back(number(local)[1]);
    listed.push_back({{"nodes", labels},
                      {"locals", locals},
                      {"product", number(path.product)}});
  }
  Json found{{"listed", listed}, {"sum", number(all.sum)}};
  for (const auto& [name, words] : {std::pair{"left_out", left_out_of(all)},
                                    {"closed", all.closed_in_words()},
                                    {"why", why_no_sum(all, digits_)}})
    if (!words.empty()) found[name] = words;
  return found;
}

Json Scene::gradients() const {
  // Each is a walk of the whole graph.
  const bool is_explained = boxes_.empty() && nodes().size() <= most_explained;
  Json gradients = Json::object(), all_paths = Json::object();
  for (const Value node : nodes()) {
    if (!is_told(node) || !node.needs_gradient()) continue;
    gradients.append(id_of(node), number(walk_.gradient(node)));
    if (is_explained && !same_node(node, root()))
      all_paths.append(id_of(node), paths_from(node));
  }
  Json all{{"gradients", gradients},
           {"locals", local_gradients()},
           {"paths", all_paths}};
  if (net_) all["shares"] = net_->shares(walk_, digits_);
  return all;
}

double Scene::norm_of_gradients(const FoldedBox& box) const {
  double squares = 0.0;
  for (const Value node : box.nodes)
    if (node.operation().is_leaf() && node.needs_gradient())
      squares += walk_.gradient(node) * walk_.gradient(node);
  return std::sqrt(squares);
}

Json Scene::box_step(const char* kind, const FoldedBox& box) const {
  const GroupSummary summary = summarise(box.group, box.nodes);
  return {{"kind", kind},
          {"node", box.id},
          {"least", number(summary.least)},
          {"most", number(summary.most)},
          {"norm", number(norm_of_gradients(box))}};
}

std::vector<Json> Scene::forward() const {
  std::vector<Json> steps;
  std::set<const FoldedBox*> seen;
  for (const ForwardStep* step : in_turn(net_, walk_.forward(), true)) {
    const FoldedBox* box = box_of(step->node);
    if (box == nullptr)
      steps.push_back({{"kind", "forward"},
                       {"node", id_of(step->node)},
                       {"numbers", readable(step->numbers(digits_),
                                            step->parents.size())}});
    else if (seen.insert(box).second)
      steps.push_back(box_step("box forward", *box));
  }
  return steps;
}

std::vector<Json> Scene::backward() const {
  std::vector<Json> steps{{{"kind", "begin"}, {"node", id_of(root())}}};
  std::set<const FoldedBox*> seen;
  for (const BackwardStep* step : in_turn(net_, walk_.backward(), false)) {
    if (const FoldedBox* box = box_of(step->node); box != nullptr) {
      if (seen.insert(box).second)
        steps.push_back(box_step("box backward", *box));
      continue;
    }
    const auto locals = step->local_gradients(digits_);
    for (std::size_t k = 0; k < step->to.size(); ++k) {
      const Passed& passed = step->to[k];
      if (!passed.flows || box_of(passed.parent) != nullptr) continue;
      steps.push_back({{"kind", "backward"},
                       {"node", id_of(step->node)},
                       {"operand", k},
                       {"result", number(passed.result)}});
      if (locals[k].size() > 2) steps.back()["numbers"] = locals[k][1].text();
      if (!passed.remark.empty()) {
        steps.back()["remark"] = passed.remark;
        steps.back()["is_path"] = passed.open && step->reached;
      }
      if (passed.receives < 2) continue;
      steps.back()["received"] = passed.received;
      steps.back()["receives"] = passed.receives;
      steps.back()["before"] = number(passed.before);
      steps.back()["sum"] = number(passed.sum);
      if (const std::string why = why_no_sum(passed, digits_); !why.empty())
        steps.back()["why"] = why;
    }
  }
  return steps;
}

}  // namespace gradwalk::demos
