#include "questions.hpp"

#include <fmt/format.h>

#include <cmath>

#include "mistakes.hpp"

namespace gradwalk::demos {

std::size_t Questions::add(Question question, GraphSpot spot) {
  question.spot = spot;
  return add(std::move(question));
}
std::size_t Questions::add(Question question) {
  all_.push_back(std::move(question));
  return all_.size() - 1;
}

std::string Questions::shown(double number) const {
  return demos::shown(number, digits_);
}
std::string Questions::factor(double number) const {
  return shown_as_factor(number, digits_);
}

const Questions::Known* Questions::found(const ByNode& all, Value node) {
  const auto place = all.find(node.index());
  return place != all.end() && same_node(place->second.node, node)
             ? &place->second
             : nullptr;
}
Operand Questions::value_of(Value node) const {
  const Known* const known = found(values_, node);
  return known != nullptr && known->now.number == node.value()
             ? known->now
             : Operand{node.value()};
}

void Questions::add_forward(const Walk& walk) {
  for (const ForwardStep& step : walk.forward()) {
    const std::string label = step.label.text(), symbols = step.symbols();
    Question question{
        QuestionKind::value,
        label == symbols ? label : fmt::format("{} = {}", label, symbols),
        {step.numbers(digits_)}};
    std::vector<double> old;
    for (const Value parent : step.node.parents()) {
      question.operands.push_back(value_of(parent));
      const Known* const known = found(values_, parent);
      old.push_back(known == nullptr ? parent.value() : known->before);
    }
    question.work = step.operation->value;
    question.mistakes = value_mistakes(*step.operation);
    if (old != step.operands)
      question.mistakes.push_back(old_numbers(question.work, old));
    values_[step.node.index()] = {
        step.node, {step.value, all_.size()}, step.value};
    add(std::move(question), {step.node});
  }
}

void Questions::add_updates(std::span<const Update> updates) {
  for (const Update& update : updates) {
    const Known* const gradient = found(gradients_, update.parameter);
    const std::size_t place =
        add({QuestionKind::update,
             update.label + ", after its step",
             {fmt::format("{} - rate × its gradient", update.label),
              fmt::format("{} - {} × {}", shown(update.before),
                          factor(update.rate), factor(update.gradient))},
             {{update.before},
              {update.rate},
              gradient == nullptr ? Operand{update.gradient} : gradient->now},
             [](std::span<const double> x) { return x[0] - x[1] * x[2]; },
             update_mistakes()},
            {update.parameter});
    values_[update.parameter.index()] = {
        update.parameter, {update.after, place}, update.before};
  }
}

void Questions::add_paths(const Paths& paths) {
  if (paths.count == Paths::beyond_counting) return;
  add({QuestionKind::count_paths,
       fmt::format("{}paths from {} to {}", paths.closed > 0 ? "open " : "",
                   paths.from.text(), paths.root.text()),
       {paths.closed > 0
            ? "Count each way through the graph that ends there, but those "
              "that a relu, max or choice closes."
            : "Count each way through the graph that ends there."},
       {},
       [count = static_cast<double>(paths.count)](std::span<const double>) {
         return count;
       },
       {{"direct uses only",
         "Those are its direct uses; each may have several ways on.",
         [uses = static_cast<double>(paths.uses.size())](
             std::span<const double>) { return uses; }}}});
}

}  // namespace gradwalk::demos
