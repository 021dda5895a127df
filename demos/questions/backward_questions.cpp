#include <fmt/format.h>

#include <cmath>

#include "mistakes.hpp"
#include "questions.hpp"

/// What is asked about a backward pass.
namespace gradwalk::demos {

namespace {

std::string derivative_of(const BackwardStep& step, const Passed& passed) {
  return Formula::derivative(step.label, passed.label).text();
}

/// Of upstream and local gradient, which the others led to.
double product(std::span<const double> x) { return x[0] * x[1]; }

}  // namespace

/// Adds a question about what a step passes on.
std::size_t Questions::add_at(const BackwardStep& step, std::size_t k,
                              Question question) {
  question.place = "at " + step.label.text();
  question.beside = "upstream " + shown(step.upstream);
  return add(std::move(question), {step.node, k});
}

/// How the local gradient is found; of one that is a constant, of what.
std::vector<std::string> Questions::local_hints(const BackwardStep& step,
                                                std::size_t k) const {
  const std::vector<Formula> forms = step.local_gradients(digits_)[k];
  std::vector<std::string> hints;
  for (std::size_t i = 0; i + 1 < forms.size(); ++i)
    hints.push_back(forms[i].text());
  if (!hints.empty()) return hints;
  std::vector<Formula> parents;
  for (const Passed& passed : step.to) parents.push_back(passed.label);
  return {fmt::format("{} = {}", step.label.text(),
                      formula_of(*step.operation, parents).text())};
}

void Questions::add_backward(const Walk& walk) {
  gradients_.clear();
  gradients_[walk.root().index()] = {walk.root(), {1.0}, 1.0};
  if (walk.backward().empty()) return;
  add_first_node(walk);
  for (const BackwardStep& step : walk.backward())
    for (std::size_t k = 0; k < step.to.size(); ++k)
      if (step.to[k].flows) {
        add_path(step, step.to[k], k);
        add_sign(step, step.to[k], k);
        add_passed(step, k);
      }
}

/// All that the root's parents receive comes from it, where nothing else uses
/// them.
void Questions::add_first_node(const Walk& walk) {
  const BackwardStep& root = walk.backward().front();
  Question question{
      QuestionKind::first_node,
      fmt::format("{} is 1. A node whose gradient can be computed next",
                  Formula::derivative(root.label, root.label).text()),
      {"A node is ready when every node that uses it has passed its part "
       "back."}};
  question.expected = "the name of a node, such as " + root.label.text();
  for (const Passed& passed : root.to)
    if (passed.flows && passed.receives == 1)
      question.accepted.push_back(passed.label.text());
  for (const Value node : walk.graph().nodes())
    question.possible.push_back(walk.graph().labels()[node].text());
  if (!question.accepted.empty()) add(std::move(question), {walk.root()});
}

/// Of an operation that selects: with other operands it would take another.
void Questions::add_path(const BackwardStep& step, const Passed& passed,
                         std::size_t k) {
  std::vector<double> operands, others;
  for (const Value parent : step.node.parents()) {
    operands.push_back(parent.value());
    others.push_back(-parent.value());
  }
  const Operation& operation = step.node.operation();
  const bool would_be = operation.open(others, operation.value(others))[k];
  if (!step.reached || would_be == passed.open) return;
  add_at(step, k,
         {QuestionKind::path,
          fmt::format("does a gradient go on from {} to {}, yes or no",
                      step.label.text(), passed.label.text()),
          {fmt::format("Only to what {} has taken.", step.label.text())},
          {},
          {},
          {},
          {passed.open ? "yes" : "no"},
          {"yes", "no"},
          "yes or no"});
}

void Questions::add_sign(const BackwardStep& step, const Passed& passed,
                         std::size_t k) {
  if (std::isnan(passed.result)) return;
  Question question{
      QuestionKind::sign,
      fmt::format("the sign of what {} receives, +, - or 0",
                  passed.label.text()),
      {fmt::format("{} × {}", factor(step.upstream),
                   passed.local_symbols.within(Formula::Binding::product))}};
  using Texts = std::vector<std::string>;
  const Texts zero{"0", "zero"}, minus{"-", "−", "-1", "minus", "negative"},
      plus{"+", "1", "+1", "plus", "positive"};
  question.accepted = passed.result == 0.0  ? zero
                      : passed.result < 0.0 ? minus
                                            : plus;
  for (const Texts& texts : {zero, minus, plus})
    question.possible.insert(question.possible.end(), texts.begin(),
                             texts.end());
  question.expected = "+, - or 0";
  add_at(step, k, std::move(question));
}

void Questions::add_passed(const BackwardStep& step, std::size_t k) {
  const Passed& passed = step.to[k];
  const Operation& operation = step.node.operation();
  Question local{QuestionKind::local, derivative_of(step, passed), {}};
  for (const Value parent : step.node.parents())
    local.operands.push_back(value_of(parent));
  local.operands.push_back(value_of(step.node));
  local.work = local_gradient_of(operation, k);
  local.mistakes = local_mistakes(operation, k);
  local.hints = local_hints(step, k);

  const Operand upstream = gradients_.at(step.node.index()).now;
  Question product{
      QuestionKind::product,
      fmt::format("upstream × {} → {}", local.asked, passed.label.text()),
      {fmt::format("{} × {}", factor(step.upstream),
                   passed.local_symbols.within(Formula::Binding::product)),
       fmt::format("{} × {}", factor(step.upstream), factor(passed.local))},
      {upstream, {passed.local, all_.size()}}};
  product.operands.insert(product.operands.end(), local.operands.begin(),
                          local.operands.end());
  product.work = passed.result == step.upstream * passed.local
                     ? demos::product
                     : [](std::span<const double>) { return 0.0; };
  product.mistakes = product_mistakes(operation, k);
  add_at(step, k, std::move(local));
  const std::size_t place = add_at(step, k, std::move(product));
  add_sum(passed, {passed.result, place}, {step.node, k});
}

void Questions::add_sum(const Passed& passed, Operand product, GraphSpot spot) {
  Known& known = gradients_[passed.parent.index()];
  if (passed.received == 1) {
    known = {passed.parent, product, 0.0};
    return;
  }
  const std::size_t place = add(
      {QuestionKind::sum,
       fmt::format("{} has received {} of {} gradients: their sum",
                   passed.label.text(), passed.received, passed.receives),
       {"what it has so far + what comes now",
        fmt::format("{} + {}", shown(passed.before), factor(passed.result))},
       {known.now, product},
       [](std::span<const double> x) { return x[0] + x[1]; },
       sum_mistakes()},
      spot);
  known = {passed.parent, {passed.sum, place}, 0.0};
}

}  // namespace gradwalk::demos
