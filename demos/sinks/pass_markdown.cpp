#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/formula.hpp>
#include <span>
#include <utility>

#include "markdown.hpp"
#include "markdown_text.hpp"
#include "story/path_sums.hpp"

/// A pass as LaTeX maths.
namespace gradwalk::demos {

std::string MarkdownSink::maths(double value) const {
  return Formula(number(value)).latex();
}

std::string MarkdownSink::maths_factor(double value) const {
  return Formula(number(value)).latex_within(Formula::Binding::power);
}

Formula MarkdownSink::in_numbers(const ForwardStep& step) const {
  std::vector<Formula> operands;
  for (const double operand : step.operands)
    operands.emplace_back(number(operand));
  return formula_of(*step.operation, operands);
}

void MarkdownSink::leaves(const Walk& walk) {
  std::vector<std::vector<std::string>> cells;
  for (const Value node : walk.graph().nodes())
    if (node.operation().is_leaf() && !node.name().empty())
      cells.push_back({markdown::inline_maths(Formula(node.name()).latex() +
                                              " = " + maths(node.value())),
                       node.needs_gradient() ? "learned" : "given"});
  if (cells.empty()) return;
  block(markdown::table(cells, false));
}

void MarkdownSink::formulas(const Walk& walk) {
  Rows rows;
  for (const ForwardStep& step : walk.forward())
    rows.push_back(
        fmt::format("{} &= {} && \\text{{{}}}", step.label.latex(),
                    formula_of(*step.operation, step.parents).latex(),
                    markdown::maths_text(step.operation->name)));
  aligned(rows);
}

void MarkdownSink::forward(const Walk& walk) {
  Rows rows;
  for (const ForwardStep& step : walk.forward()) {
    const std::string label = step.label.latex();
    const std::string symbols =
        formula_of(*step.operation, step.parents).latex();
    const std::string numbers = in_numbers(step).latex();
    const std::string value = maths(step.value);
    const std::string left =
        label + " &" + (label == symbols ? "" : "= " + symbols + " ");
    // On a page's width; else below each other.
    constexpr std::size_t most = 110;
    if (left.size() + numbers.size() + value.size() <= most) {
      rows.push_back(fmt::format("{}= {} = {}", left, numbers, value));
      continue;
    }
    if (label != symbols) rows.push_back(left);
    rows.push_back(
        fmt::format("{} &= {}", label == symbols ? label : "", numbers));
    rows.push_back("&= " + value);
  }
  aligned(rows);
}

std::string MarkdownSink::product(const BackwardStep& step,
                                  const Passed& passed) const {
  if (!passed.remark.empty() && !(passed.open && step.reached))
    return "\\text{nothing} \\to " + passed.label.latex();
  std::string text = fmt::format(
      "{} \\times {} = {} \\to {}", maths_factor(step.upstream),
      maths_factor(passed.local), maths(passed.result), passed.label.latex());
  if (passed.received > 1)
    text += fmt::format(" \\quad ({} + {} = {})", maths(passed.before),
                        maths_factor(passed.result), maths(passed.sum));
  return text;
}

void MarkdownSink::tell(const BackwardStep& step, bool is_root) {
  block(fmt::format(
      "At {}, upstream {}{}:", markdown::inline_maths(step.label.latex()),
      markdown::inline_maths(maths(step.upstream)),
      is_root ? fmt::format(
                    " (here it begins: {})",
                    markdown::inline_maths(
                        markdown::derivative(step.label, step.label) + " = 1"))
              : ""));
  Rows left, right, given, remarks;
  std::size_t widest = 0;
  const auto locals = step.local_gradients(style().digits());
  for (std::size_t k = 0; k < step.to.size(); ++k) {
    const Passed& passed = step.to[k];
    if (!passed.flows) {
      const std::string label = markdown::inline_maths(passed.label.latex());
      if (std::find(given.begin(), given.end(), label) == given.end())
        given.push_back(label);
      continue;
    }
    std::string local;
    for (const Formula& line : locals[k])
      local += (local.empty() ? " &= " : " = ") + line.latex();
    left.push_back(markdown::derivative(step.label, passed.label) + local);
    right.push_back(product(step, passed));
    if (!passed.remark.empty())
      remarks.push_back("Here " + spelled(passed.remark) + ".");
    if (std::string why = why_no_sum(passed, style().digits()); !why.empty())
      remarks.push_back(std::move(why));
    widest = std::max(widest, left.back().size() + right.back().size());
  }
  // On a page's width; else below each other.
  constexpr std::size_t most = 120;
  Rows rows;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (widest <= most) {
      rows.push_back(left[i] + " && " + right[i]);
    } else {
      rows.push_back(left[i]);
      rows.push_back("&\\quad " + right[i]);
    }
  }
  if (!rows.empty()) aligned(rows);
  for (const std::string& remark : remarks) block(remark);
  if (!given.empty())
    block(fmt::format("{} {}: no gradient flows there.", listed(given),
                      given.size() == 1 ? "is given" : "are given"));
}

void MarkdownSink::backward(const Walk& walk) {
  for (const BackwardStep& step : walk.backward())
    tell(step, &step == walk.backward().data());
}

void MarkdownSink::paths(const Paths& paths) {
  std::vector<std::vector<std::string>> cells{{"path", "product"}};
  std::string sum;
  for (const Path& path : paths.listed) {
    std::string nodes, factors;
    for (const Formula& label : path.labels)
      nodes += (nodes.empty() ? "" : " \\to ") + label.latex();
    for (const double local : path.local_gradients)
      factors += (factors.empty() ? "" : " \\times ") + maths_factor(local);
    cells.push_back(
        {markdown::inline_maths(nodes),
         markdown::inline_maths((factors.empty() ? "" : factors + " = ") +
                                maths(path.product))});
    sum += (sum.empty() ? "" : " + ") + maths_factor(path.product);
  }
  if (cells.size() > 1) block(markdown::table(cells, true));
  if (paths.left_out() > 0)
    block(spelled(fmt::format("… and {} more.", left_out_of(paths))));
  if (paths.closed > 0) block(paths.closed_in_words() + ".");
  const bool tells_sum = paths.listed.size() > 1 && paths.left_out() == 0;
  block(markdown::display(
      fmt::format("{} = {}{}", markdown::derivative(paths.root, paths.from),
                  tells_sum ? sum + " = " : "", maths(paths.sum))));
  if (const std::string why = why_no_sum(paths, style().digits()); !why.empty())
    say(why);
}

void MarkdownSink::updates(std::span<const Update> updates) {
  Rows rows;
  for (const Update& update : updates)
    rows.push_back(fmt::format("{} &\\leftarrow {} - {} \\times {} = {}",
                               Formula(update.label).latex(),
                               maths(update.before), maths_factor(update.rate),
                               maths_factor(update.gradient),
                               maths(update.after)));
  aligned(rows);
}

}  // namespace gradwalk::demos
