#include "walk.hpp"

#include <algorithm>
#include <cmath>
#include <gradwalk/gradient_check.hpp>
#include <gradwalk/graph.hpp>
#include <gradwalk/labels.hpp>

#include "film.hpp"

namespace gradwalk::demos {

namespace {

using Binding = Formula::Binding;

/// A number as an operand of a product: in parentheses if it is negative.
std::string factor(const Page& page, double value) {
  return Formula(page.number(value)).within(Binding::power);
}

/// A difference to the digits that it is sure of.
double settled(const Perturbation& nudge) {
  if (!(nudge.uncertainty > 0.0) || nudge.difference == 0.0)
    return nudge.difference;
  if (std::abs(nudge.difference) <= nudge.uncertainty) return 0.0;
  const double digit = std::pow(10.0, std::ceil(std::log10(nudge.uncertainty)));
  return std::round(nudge.difference / digit) * digit;
}

std::size_t widest_label(const std::vector<ForwardStep>& steps) {
  std::size_t widest = 0;
  for (const ForwardStep& step : steps)
    widest = std::max(widest, width(step.label.text()));
  return widest;
}

std::string derivative(const Formula& of, const Formula& by) {
  return fmt::format("∂{}/∂{}", of.within(Binding::atom),
                     by.within(Binding::atom));
}

/// `x1`, `x1 and x2`, `x1, x2 and y`.
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

/// The three columns of a backward line.
struct Cells {
  std::string symbols, local, product, to;
};

Cells cells(const Page& page, const BackwardStep& step, const Passed& passed) {
  const std::string local = page.number(passed.local);
  const std::string& symbols = passed.local_symbols.text();
  return {fmt::format("{} = {}", derivative(step.label, passed.label), symbols),
          symbols == local ? "" : "= " + local,
          fmt::format("{} × {} = {}", factor(page, step.upstream),
                      factor(page, passed.local), page.number(passed.result)),
          "→ " + passed.label.text()};
}

/// The widths that fit every line of a pass, or none if the page is too
/// narrow for them; then a line's product stands below it.
struct Widths {
  std::size_t symbols = 0, local = 0, product = 0, to = 0;

  void fit(const Cells& cells) {
    symbols = std::max(symbols, width(cells.symbols));
    local = std::max(local, width(cells.local));
    product = std::max(product, width(cells.product));
    to = std::max(to, width(cells.to));
  }
  [[nodiscard]] bool on_one_line() const {
    return 5 + symbols + 1 + local + 3 + product + 1 + to < Page::columns;
  }
};

void show_passed(Page& page, const Cells& cells, const Widths& widths) {
  const Run product{padded(cells.product, widths.product) + " " + cells.to,
                    Ink::backward};
  const std::string local = padded(cells.symbols, widths.symbols) + " " +
                            padded(cells.local, widths.local);
  if (widths.on_one_line()) {
    page.line({{"  " + local + "   "}, product});
  } else {
    page.line({{"  " + cells.symbols + " " + cells.local}});
    page.line({{"      "}, product});
  }
}

void show_sum(Page& page, const Passed& passed) {
  if (passed.receives < 2) return;
  if (passed.received == 1) {
    page.line({{fmt::format("    {} receives {} gradients; this is the first",
                            passed.label.text(), passed.receives),
                Ink::quiet}});
    return;
  }
  page.line(
      {{fmt::format("    {} now has {} + {} = ", passed.label.text(),
                    page.number(passed.before), factor(page, passed.result))},
       {page.number(passed.sum), Ink::backward}});
}

void show_step(Page& page, const BackwardStep& step, const Widths& widths,
               bool is_root) {
  page.line({{"at " + step.label.text() + ", upstream "},
             {page.number(step.upstream), Ink::backward},
             {is_root ? fmt::format("  ({} = 1: here it begins)",
                                    derivative(step.label, step.label))
                      : "",
              Ink::quiet}});
  std::vector<std::string> inputs;
  for (const Passed& passed : step.to) {
    if (passed.flows) {
      show_passed(page, cells(page, step, passed), widths);
      show_sum(page, passed);
    } else if (std::find(inputs.begin(), inputs.end(), passed.label.text()) ==
               inputs.end()) {
      inputs.push_back(passed.label.text());
    }
  }
  if (!inputs.empty())
    page.line({{fmt::format("  {} {}: no gradient flows there", listed(inputs),
                            inputs.size() == 1 ? "is given" : "are given"),
                Ink::quiet}});
  page.pause();
}

}  // namespace

void show_leaves(Page& page, Value root) {
  std::vector<Line> rows;
  for (const Value node : topological_order(root))
    if (node.operation().is_leaf() && !node.name().empty())
      rows.push_back(
          {{node.name()},
           {"= " + page.number(node.value()), Ink::forward},
           {node.needs_gradient() ? "learned" : "given", Ink::quiet}});
  page.table(rows);
}

void show_formulas(Page& page, Value root) {
  std::vector<Line> rows;
  for (const ForwardStep& step : forward_steps(root))
    rows.push_back({{step.label.text()},
                    {"= " + step.symbols()},
                    {std::string(step.operation->name), Ink::quiet}});
  page.table(rows);
}

void show_forward(Page& page, Value root) {
  if (Film* film = page.film()) film->forward(root);
  const Page::OffFilm off_film(page);
  const std::vector<ForwardStep> steps = forward_steps(root);
  const std::size_t widest = widest_label(steps);
  const std::string blanks(widest, ' ');
  for (const ForwardStep& step : steps) {
    const std::string label = padded(step.label.text(), widest);
    const std::string numbers = " = " + step.numbers(page.style().precision);
    if (step.label.text() == step.symbols()) {
      page.line({{label + numbers}});
    } else {
      page.line({{label + " = " + step.symbols()}});
      page.line({{blanks + numbers}});
    }
    page.line({{blanks + " = "}, {page.number(step.value), Ink::forward}});
    page.pause();
  }
}

void show_backward(Page& page, Value root) {
  if (Film* film = page.film()) film->backward(root);
  const Page::OffFilm off_film(page);
  const std::vector<BackwardStep> steps = backward_steps(root);
  Widths widths;
  for (const BackwardStep& step : steps)
    for (const Passed& passed : step.to)
      if (passed.flows) widths.fit(cells(page, step, passed));
  for (const BackwardStep& step : steps)
    show_step(page, step, widths, &step == steps.data());
}

void show_paths(Page& page, const Paths& paths) {
  std::vector<Line> rows;
  std::string sum;
  for (const Path& path : paths.listed) {
    std::string nodes, factors;
    for (const Formula& label : path.labels)
      nodes += (nodes.empty() ? "" : " → ") + label.text();
    for (const double local : path.local_gradients)
      factors += (factors.empty() ? "" : " × ") + factor(page, local);
    rows.push_back({{nodes},
                    {factors},
                    {"= " + page.number(path.product), Ink::backward}});
    sum += (sum.empty() ? "" : " + ") + factor(page, path.product);
  }
  if (page.fits(rows)) {
    page.table(rows);
  } else {
    for (const Line& row : rows) {
      page.line({row[0]});
      page.line({{"    " + row[1].text + " "}, row[2]});
    }
  }
  if (paths.left_out() > 0)
    page.line({{fmt::format("… and {} paths more", paths.left_out())}});
  const std::string whole = derivative(paths.root, paths.from);
  const std::string total = "= " + page.number(paths.sum);
  if (paths.listed.size() < 2 || paths.left_out() > 0) {
    page.line({{whole + " "}, {total, Ink::backward}});
  } else if (page.fits({{{whole + " = " + sum + " " + total}}})) {
    page.line({{whole + " = " + sum + " "}, {total, Ink::backward}});
  } else {
    page.line({{whole + " = " + sum}});
    page.line({{std::string(width(whole), ' ') + " "}, {total, Ink::backward}});
  }
}

void show_nudges(Page& page, Value root) {
  const GradientCheck check = check_gradients(root);
  std::vector<Line> rows{{{""}, {"gradient"}, {"nudged"}}};
  for (const Perturbation& nudge : check.perturbations)
    rows.push_back(
        {{nudge.label.text()},
         {page.number(nudge.gradient), Ink::backward},
         {page.number(settled(nudge))},
         {nudge.kink                         ? "a kink: both sides differ"
          : !std::isfinite(nudge.difference) ? "no number on both sides"
          : check.agrees(nudge)              ? ""
                                             : "not the same",
          Ink::quiet}});
  page.table(rows);
}

void show_update(Page& page, const std::vector<Value>& parameters,
                 double rate) {
  std::vector<Line> rows;
  for (const Value parameter : parameters) {
    const double before = parameter.value(), gradient = parameter.gradient();
    parameter.set(before - rate * gradient);
    if (Film* film = page.film())
      film->update(parameter, before, gradient, rate);
    rows.push_back({{parameter.name()},
                    {fmt::format("= {} - {} × {}", page.number(before),
                                 factor(page, rate), factor(page, gradient))},
                    {"= " + page.number(parameter.value()), Ink::forward}});
  }
  const Page::OffFilm off_film(page);
  page.table(rows);
  page.pause();
}

}  // namespace gradwalk::demos
