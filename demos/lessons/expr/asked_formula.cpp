#include "asked_formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/error.hpp>
#include <iostream>
#include <iterator>
#include <unordered_set>

#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

std::string standard_input() {
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

}  // namespace

void AskedFormula::declare(Options& options) {
  options.add({Option::Kind::operand, "FORMULA", "",
               "such as z = w*x + b; sigmoid(z)^2, or -", "", "",
               [this](const std::string& text) {
                 formula_ = on_its_line(text == "-" ? standard_input() : text);
                 return true;
               }});
  options.texts({Option::Kind::operands, "NAME=NUMBER", "",
                 "a number for each of its names", "", ""},
                numbers_);
  options.texts({Option::Kind::list, "--given", "NAME,...",
                 "names that are given, not learned: x,y", "", ""},
                given_);
}

void AskedFormula::complete() {
  if (formula_) return;
  formula_ = "z = w*x + b; p = sigmoid(z); loss = (p - y)^2";
  numbers_ = {"w=0.5", "x=2", "b=-0.25", "y=1"};
  if (given_.empty()) given_ = {"x", "y"};
}

std::map<std::string, double> AskedFormula::numbers() const {
  std::map<std::string, double> numbers;
  for (const std::string& text : numbers_) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    if (equals == std::string::npos || !is_name(name))
      throw Error("expr", "NAME=NUMBER after the formula", text);
    const std::string written = text.substr(equals + 1);
    const std::optional<double> number = parsed_number(written);
    if (!number || !std::isfinite(*number))
      throw Error(name, "a finite number",
                  written.empty() ? "nothing" : written);
    if (!numbers.insert({name, *number}).second)
      throw Error(name, "one number", "two");
  }
  return numbers;
}

FormulaGraph AskedFormula::recorded(Graph& graph) const {
  std::map<std::string, Given> leaves;
  for (const auto& [name, number] : numbers())
    leaves[name] = {number, std::ranges::find(given_, name) == given_.end()};
  FormulaGraph formula = demos::recorded(graph, parsed(*formula_), leaves);
  require_all_used(formula);
  return formula;
}

void AskedFormula::require_all_used(const FormulaGraph& formula) const {
  std::unordered_set<std::string> used;
  for (const Value leaf : formula.leaves) used.insert(leaf.name());
  const auto require = [&](std::string_view option, const std::string& name) {
    if (!used.contains(name))
      throw Error(option, "a name that the formula reads", name);
  };
  for (const std::string& text : numbers_)
    require(text, text.substr(0, text.find('=')));
  for (const std::string& name : given_) require("--given", name);
}

std::vector<std::string> AskedFormula::varied(std::vector<std::string> texts,
                                              Draw& draw) const {
  AskedFormula own = *this;
  own.complete();
  if (!formula_)
    texts.insert(texts.end(), {own.text(), "--given", joined(own.given_, ",")});
  std::ranges::replace(texts, std::string("-"), own.text());
  std::erase_if(texts, [&](const std::string& text) {
    return std::ranges::find(numbers_, text) != numbers_.end();
  });
  std::map<std::string, double> numbers = own.numbers();
  constexpr double pattern = 0.5;
  for (const std::string& name : names_read(parsed(own.text())))
    numbers.try_emplace(name, pattern);
  for (const auto& [name, number] : numbers)
    texts.push_back(fmt::format("{}={}", name,
                                draw.draws(name) ? draw.like(number) : number));
  return texts;
}

}  // namespace gradwalk::demos
