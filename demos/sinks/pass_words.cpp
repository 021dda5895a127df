#include <fmt/format.h>

#include <algorithm>

#include "story/path_sums.hpp"
#include "words.hpp"

/// A pass in words.
namespace gradwalk::demos {

/// The parts of a backward line.
struct Words::PassedCells {
  std::string symbols, local, product, to;
};

/// The widths that fit every line of a pass, or none if there are too few
/// columns for them; then a line's product stands below it.
struct Words::Widths {
  std::size_t symbols = 0, local = 0, product = 0, to = 0;

  void fit(const PassedCells& cells) {
    symbols = std::max(symbols, width(cells.symbols));
    local = std::max(local, width(cells.local));
    product = std::max(product, width(cells.product));
    to = std::max(to, width(cells.to));
  }
  [[nodiscard]] bool on_one_line() const {
    return 5 + symbols + 1 + local + 3 + product + 1 + to < columns;
  }
};

Words::PassedCells Words::cells(const BackwardStep& step,
                                const Passed& passed) const {
  const std::string local = number(passed.local);
  const std::string& symbols = passed.local_symbols.text();
  const bool is_product =
      passed.remark.empty() || (passed.open && step.reached);
  return {spelled(fmt::format("{} = {}", derivative(step.label, passed.label),
                              symbols)),
          symbols == local ? "" : "= " + local,
          is_product ? spelled(fmt::format(
                           "{} × {} = {}", factor(step.upstream),
                           factor(passed.local), number(passed.result)))
                     : "nothing",
          spelled("→ " + passed.label.text())};
}

void Words::tell(const PassedCells& cells, const Widths& widths) {
  const Piece product{padded(cells.product, widths.product) + " " + cells.to,
                      Ink::backward};
  const std::string local = padded(cells.symbols, widths.symbols) + " " +
                            padded(cells.local, widths.local);
  if (widths.on_one_line()) {
    line({{"  " + local + "   "}, product});
  } else {
    line({{"  " + cells.symbols + " " + cells.local}});
    line({{"      "}, product});
  }
}

void Words::tell_sum(const Passed& passed) {
  if (passed.receives < 2) return;
  if (passed.received == 1) {
    line({{fmt::format("    {} receives {} gradients; this is the first",
                       passed.label.text(), passed.receives),
           Ink::quiet}});
    return;
  }
  line({{fmt::format("    {} now has {} + {} = ", passed.label.text(),
                     number(passed.before), factor(passed.result))},
        {number(passed.sum), Ink::backward}});
  if (const std::string why = why_no_sum(passed, style().digits());
      !why.empty())
    say(why);
}

void Words::tell(const BackwardStep& step, const Widths& widths, bool is_root) {
  line({{"at " + step.label.text() + ", upstream "},
        {number(step.upstream), Ink::backward},
        {is_root ? fmt::format("  ({} = 1: here it begins)",
                               derivative(step.label, step.label))
                 : "",
         Ink::quiet}});
  std::vector<std::string> inputs;
  for (const Passed& passed : step.to) {
    if (passed.flows) {
      tell(cells(step, passed), widths);
      if (!passed.remark.empty()) line({{"    " + passed.remark, Ink::quiet}});
      tell_sum(passed);
    } else if (std::find(inputs.begin(), inputs.end(), passed.label.text()) ==
               inputs.end()) {
      inputs.push_back(passed.label.text());
    }
  }
  if (!inputs.empty())
    line({{fmt::format("  {} {}: no gradient flows there", listed(inputs),
                       inputs.size() == 1 ? "is given" : "are given"),
           Ink::quiet}});
  pause();
}

void Words::forward(const Walk& walk) {
  const std::vector<ForwardStep>& steps = walk.forward();
  std::size_t widest = 0;
  for (const ForwardStep& step : steps)
    widest = std::max(widest, width(spelled(step.label.text())));
  const std::string blanks(widest, ' ');
  for (const ForwardStep& step : steps) {
    const std::string label = padded(spelled(step.label.text()), widest);
    const std::string numbers = " = " + step.numbers(style().digits());
    if (step.label.text() == step.symbols()) {
      line({{label + numbers}});
    } else {
      line({{label + " = " + step.symbols()}});
      line({{blanks + numbers}});
    }
    line({{blanks + " = "}, {number(step.value), Ink::forward}});
    pause();
  }
}

void Words::backward(const Walk& walk) {
  Widths widths;
  for (const BackwardStep& step : walk.backward())
    for (const Passed& passed : step.to)
      if (passed.flows) widths.fit(cells(step, passed));
  for (const BackwardStep& step : walk.backward())
    tell(step, widths, &step == walk.backward().data());
}

}  // namespace gradwalk::demos
