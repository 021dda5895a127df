#include "differences_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/gradient_check.hpp>
#include <gradwalk/graph.hpp>
#include <gradwalk/labels.hpp>

namespace gradwalk::demos {

namespace {

/// 1,000,000.
std::string with_commas(int count) {
  std::string text = fmt::format("{}", count);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

void tell_work(Story& story, const Twins& twins) {
  const std::vector<Value> nodes = topological_order(twins.ours.loss);
  const auto learned = std::count_if(
      nodes.begin(), nodes.end(), [](Value v) { return v.needs_gradient(); });
  const std::size_t calls = twins.tiny_edges() + 1;
  story.heading("Less work: no search, and nothing for what is given");
  story.table({names_of_columns({"in one backward pass", "tiny", "gradwalk"}),
               {{"calls of sort"}, {fmt::format("{}", calls)}, {"0"}},
               {{"nodes with a gradient"},
                {fmt::format("{}", nodes.size())},
                {fmt::format("{}", learned)}}});
  story.blank();
  story.say(
      "tiny finds the loss's slope for x1, x2, y and c too, which are given: "
      "nobody will change them. gradwalk notes for each node, when it is "
      "recorded, whether it depends on a parameter. One that does not has no "
      "gradient, and its own parents are passed nothing.");
  story.pause();
  story.entry("work", {{"sort_calls", calls},
                       {"tiny_gradients", nodes.size()},
                       {"gradwalk_gradients", learned}});
}

void tell_memory(Story& story, const Twins& twins) {
  const NodeCosts costs = node_costs(twins, 1'000'000);
  const auto bytes = [](std::size_t count) {
    return fmt::format("{} byte{}", count, count == 1 ? "" : "s");
  };
  story.heading("Less memory: numbers in rows");
  story.table(
      {names_of_columns({"for a node such as p1 = w1·x1", "tiny", "gradwalk"}),
       {{"the node"}, {bytes(costs.tiny_node)}, {bytes(costs.gradwalk_node)}},
       {{"what its vector of parents holds"},
        {bytes(costs.tiny_parents)},
        {"-"}},
       {{"together"},
        {bytes(costs.tiny_node + costs.tiny_parents)},
        {bytes(costs.gradwalk_node)}},
       {{"of these, the rule"},
        {bytes(costs.tiny_rule)},
        {bytes(costs.gradwalk_rule)}},
       {{"blocks of memory asked for"},
        {fmt::format("{}", costs.tiny_blocks)},
        {"0"}}});
  story.blank();
  story.say(fmt::format(
      "And each block of tiny's has a few bytes more, for the counters of the "
      "shared pointer and for the system. gradwalk asks for no memory for a "
      "single node. Its graph has an array of all values, one of all gradients "
      "and so on; when they are full they grow to twice their size: {} times "
      "for {} nodes. A parent is a place in these arrays, 4 bytes.",
      costs.growths, with_commas(costs.nodes)));
  story.pause();
  story.entry("memory", {{"tiny_node", costs.tiny_node},
                         {"tiny_parents", costs.tiny_parents},
                         {"tiny_rule", costs.tiny_rule},
                         {"tiny_blocks", costs.tiny_blocks},
                         {"gradwalk_node", costs.gradwalk_node},
                         {"gradwalk_rule", costs.gradwalk_rule},
                         {"growths", costs.growths},
                         {"nodes", costs.nodes}});
}

Json tell_run(std::vector<Line>& rows, Story& story, const std::string& engine,
              const ChainRun& run) {
  rows.push_back({{engine}, {with_commas(run.additions + 1)}});
  Line& row = rows.back();
  row.push_back({story.number(run.y), Ink::forward});
  if (run.refusal.empty()) {
    row.push_back({story.number(run.by_x), Ink::backward});
    row.push_back({story.number(run.by_one), Ink::backward});
  } else {
    row.push_back({"refused", Ink::quiet});
    row.push_back({"refused", Ink::quiet});
  }
  return {{"additions", run.additions},
          {"y", run.y},
          {"by_x", run.by_x},
          {"by_one", run.by_one},
          {"refusal", run.refusal}};
}

void tell_chain(Story& story) {
  story.heading("A long chain: no recursion");
  story.say(
      "y = x = 0, and then y = y + one again and again, with one = 1. On the "
      "way from y to x each node is the parent of the next:");
  story.blank();
  std::vector<Line> rows{
      names_of_columns({"engine", "nodes in a row", "y", "∂y/∂x", "∂y/∂one"})};
  const ChainRun last = run_tiny_chain(999), refused = run_tiny_chain(1000);
  const ChainRun long_one = run_gradwalk_chain(999'999);
  Json chain = Json::object();
  chain["tiny"] = tell_run(rows, story, "tiny", last);
  chain["tiny_refused"] = tell_run(rows, story, "tiny", refused);
  chain["gradwalk"] = tell_run(rows, story, "gradwalk", long_one);
  story.wide_table(rows, 2);
  story.blank();
  story.line({{"the error's text: ", Ink::quiet}, {refused.refusal}});
  story.blank();
  story.say(
      "sort calls itself for each parent, and each call that waits takes room "
      "on the stack, of which a program has little. With ten thousand nodes in "
      "a row or a few hundred thousand it would be full, and the program would "
      "crash without a word: so tiny counts, and stops early. To free a long "
      "chain is a recursion too: a node that goes lets go of its parents. "
      "gradwalk goes through its arrays in loops, and frees whole arrays.");
  story.pause();
  story.entry("chain", chain);
}

/// `(0.3 + 0.2) + 0.1 = 0.6`, to the last bit.
Line row_of_sum(const std::string& engine, const SumOrders::Sum& sum) {
  std::string order;
  for (const double term : sum.terms)
    order += (order.empty() ? "" : " + ") + number(term, 17);
  return {{engine}, {order}, {number(sum.gradient, 17), Ink::backward}};
}

void tell_sums(Story& story) {
  const SumOrders sums = sums_in_both_orders();
  story.heading("Another order of a sum, another last digit");
  story.say(
      "p1 = 0.1·a, p2 = 0.2·a, p3 = 0.3·a, and p2 is written before p1. The "
      "gradient of a in (p1 + p2) + p3 is the sum over three paths. tiny's "
      "sort does not know in which order the nodes were written; gradwalk's "
      "order is that one, turned round:");
  story.blank();
  story.table(
      {names_of_columns({"engine", "what a receives", "sum from the left"}),
       row_of_sum("tiny", sums.tiny), row_of_sum("gradwalk", sums.gradwalk)});
  story.blank();
  story.say(
      same_bits(sums.tiny.gradient, sums.gradwalk.gradient)
          ? "Here the two sums are the same in every bit."
          : "Both are right: a double has about 16 digits, and each sum is "
            "rounded. That is why tests compare such numbers with a tolerance, "
            "and why an engine should say in which order it adds.");
  story.pause();
  const auto entry = [](const SumOrders::Sum& sum) {
    return Json{{"terms", sum.terms}, {"gradient", sum.gradient}};
  };
  story.entry("sums",
              {{"tiny", entry(sums.tiny)}, {"gradwalk", entry(sums.gradwalk)}});
}

void tell_checks(Story& story, const Twins& twins) {
  story.heading("What is checked, and what can be asked");
  story.say(
      "A gradwalk Value owns nothing: it says which node it means, and the "
      "graph checks that. Three wrong uses, and the errors that they gave just "
      "now:");
  story.blank();
  Json texts = Json::array();
  const NeuronOf<Value>& ours = twins.ours;
  const OrExample example{ours.x1.value(), ours.x2.value(), ours.y.value()};
  for (const Refusal& refusal : refusals(example)) {
    story.line({{refusal.use}});
    story.line({{"  " + refusal.text, Ink::quiet}});
    texts.push_back(refusal.text);
  }
  story.blank();
  const StaleGradient stale = stale_gradient(example);
  story.say(fmt::format(
      "tiny's shared pointers cannot point to a node that is gone. But write "
      "w1->value = 0.2 and call backward again: ∂loss/∂x1, which was {}, is "
      "now {}, of old values and new ones mixed, and nobody says so. Recorded "
      "anew it is {}. gradwalk's forward() computes all nodes again where they "
      "are.",
      story.number(stale.before), story.number(stale.stale),
      story.number(stale.anew)));
  story.pause();
  story.entries({{"refusals", texts},
                 {"stale",
                  {{"before", stale.before},
                   {"stale", stale.stale},
                   {"anew", stale.anew}}}});
}

void tell_rule(Story& story, const Twins& twins) {
  story.heading("One rule, many uses");
  const Value loss = twins.ours.loss;
  std::string symbols;
  for (const BackwardStep& step : backward_steps(loss))
    if (same_node(step.node, twins.ours.y_hat))
      symbols = step.to.front().local_symbols.text();
  const double local = twins.ours.y_hat.local_gradients().front();
  const GradientCheck check = check_gradients(loss);
  story.say(fmt::format(
      "Neither engine keeps a local gradient in a node: it follows from the "
      "rule. But gradwalk's rule is written once for every kind of number. "
      "That of the sigmoid gives ∂y_hat/∂z as the number {}, as the text {}, "
      "and as new nodes. So a gradient can be explained, drawn, and "
      "differentiated again, and nodes have names to do it with. A check by "
      "differences is one call: here it has {}.",
      story.number(local), symbols, check.passed() ? "passed" : "failed"));
  story.entry("rule", {{"symbols", symbols},
                       {"local_gradient", local},
                       {"check_passed", check.passed()}});
}

}  // namespace

void tell_differences(Story& story, const Twins& twins) {
  tell_sums(story);
  tell_work(story, twins);
  tell_memory(story, twins);
  tell_chain(story);
  tell_checks(story, twins);
  tell_rule(story, twins);
}

}  // namespace gradwalk::demos
