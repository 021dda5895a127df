#include <fmt/format.h>

#include <algorithm>

#include "story/path_sums.hpp"
#include "words.hpp"

/// A pass in words.
namespace gradwalk::demos {

/// The parts of a backward line.
struct Words::PassedCells {
  std::string symbols, numbers, local, product, to;
  std::size_t left;  ///< the columns before the first equals sign
};

/// The widths that fit every line of a pass in one way, or where there are too
/// few columns in the next.
struct Words::Widths {
  std::size_t symbols = 0, below = 0, local = 0, product = 0, to = 0,
              numbers = 0;  ///< with the blank behind them

  void fit(const PassedCells& cells) {
    symbols = std::max(symbols, width(cells.symbols));
    if (!cells.numbers.empty())
      numbers = std::max(numbers, width(cells.numbers) + 1);
    below = std::max(below, cells.left + width(cells.numbers));
    local = std::max(local, width(cells.local));
    product = std::max(product, width(cells.product));
    to = std::max(to, width(cells.to));
  }
  /// Where the numbers stand below the symbols, these columns are one.
  void put_below() {
    symbols = std::max(symbols, below);
    numbers = 0;
  }
  [[nodiscard]] bool fits() const {
    return 5 + symbols + 1 + numbers + local + 3 + product + 1 + to < columns;
  }
};

Words::PassedCells Words::cells(const BackwardStep& step, const Passed& passed,
                                const std::vector<Formula>& local) const {
  const std::string of = derivative(step.label, passed.label);
  // `(0 if x ≤ 0, else 1) = 1`.
  const auto side = [](const Formula& line) {
    return line.within(Formula::Binding::sum);
  };
  const bool is_product =
      passed.remark.empty() || (passed.open && step.reached);
  return {spelled(of + " = " + side(local.front())),
          local.size() > 2 ? spelled("= " + side(local[1])) : "",
          local.size() > 1 ? "= " + side(local.back()) : "",
          is_product ? spelled(fmt::format(
                           "{} × {} = {}", factor(step.upstream),
                           factor(passed.local), number(passed.result)))
                     : "nothing",
          spelled("→ " + passed.label.text()),
          width(spelled(of)) + 1};
}

void Words::tell(const PassedCells& cells, const Widths& widths) {
  const Piece product{padded(cells.product, widths.product) + " " + cells.to,
                      Ink::backward};
  std::string symbols = "  " + cells.symbols, numbers = cells.numbers;
  const std::size_t apart =
      width(indent) + width(symbols) + width(numbers) + width(cells.local) + 2;
  if (!numbers.empty() &&
      (widths.fits() ? widths.numbers == 0 : apart > columns)) {
    line({{symbols}});
    symbols = std::string(cells.left + 2, ' ') + numbers;
    numbers.clear();
  }
  if (widths.fits()) {
    line({{padded(symbols, widths.symbols + 2) + " " +
           padded(numbers, widths.numbers) + padded(cells.local, widths.local) +
           "   "},
          product});
  } else {
    line({{symbols + (numbers.empty() ? "" : " ") + numbers + " " +
           cells.local}});
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
  const auto locals = step.local_gradients(style().digits());
  for (std::size_t k = 0; k < step.to.size(); ++k) {
    const Passed& passed = step.to[k];
    if (passed.flows) {
      tell(cells(step, passed, locals[k]), widths);
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
  for (const BackwardStep& step : walk.backward()) {
    const auto locals = step.local_gradients(style().digits());
    for (std::size_t k = 0; k < step.to.size(); ++k)
      if (step.to[k].flows) widths.fit(cells(step, step.to[k], locals[k]));
  }
  if (!widths.fits()) widths.put_below();
  for (const BackwardStep& step : walk.backward())
    tell(step, widths, &step == walk.backward().data());
}

}  // namespace gradwalk::demos
