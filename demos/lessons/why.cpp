#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/error.hpp>

#include "formula/functions.hpp"
#include "story/lesson.hpp"
#include "training/plots.hpp"
#include "why/derivations.hpp"
#include "why/operation.hpp"
#include "why/operation_table.hpp"

namespace gradwalk::demos {

namespace {

/// What the lines of a derivation are, and how their numbers compare.
std::string about(const Derived& row, const std::string& place) {
  bool has_step = false, has_limit = false;
  for (const Derivation& derivation : row.derivations)
    for (const DerivationLine& line : derivation.lines) {
      has_step = has_step || line.reason.ends_with(" step h");
      has_limit = has_limit || line.formula.starts_with("→");
    }
  std::string where(row.where);
  std::ranges::replace(where, ';', ',');
  return fmt::format(
      "Each line with = is the line before, in another form: at {} its number "
      "is the same.{}{}{}",
      place, where.empty() ? "" : fmt::format(" Here {}.", where),
      has_step ? fmt::format(" h = {} is a small step.", small_step) : "",
      has_limit ? " After → stands what the line comes to as h goes to 0."
                : "");
}

class Why : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "why"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "where an operation's local gradient comes from";
  }

  void declare(Options& options) override {
    options.add({Option::Kind::operand, "OPERATION", "",
                 "such as sigmoid, or '*'", asked_, "",
                 [this](const std::string& text) {
                   asked_ = text;
                   is_asked_ = true;
                   return true;
                 },
                 false, "", function_names()});
    options.add(
        {Option::Kind::value, "--at", "A,...",
         "a number for each of its operands", "", "numbers with commas between",
         [this](const std::string& text) { return read_numbers(text); }});
    options.set_footer("Its operations are\n" + function_lines());
  }

  void tell(Story& story) override {
    const Operation& operation = operation_of(asked_);
    const Derived* row = derived(operation.name);
    NamedNumbers at = operands_of(operation);
    move(at);
    story.title(fmt::format(
        fmt::runtime(row == nullptr
                         ? "why: the rule of {}, and what it gives"
                         : "why: where the local gradient of {} comes from"),
        operation.name));
    story.entries({{"lesson", name()},
                   {"operation", operation.name},
                   {"names", operand_names(at)},
                   {"at", operand_numbers(at)}});
    if (!is_asked_) list(story);
    Graph graph;
    std::vector<Value> operands;
    for (const auto& [name, number] : at)
      operands.push_back(graph.parameter(number, name));
    const Walk walk(named_shortly(operation.record(operands)));
    tell_rule(story, walk);
    if (row != nullptr) derive(story, *row, at, walk);
    tabulate(story, operation, at);
    story.drawing(1, walk.root());
    story.figure([&] {
      const double x = operands[0].value();
      return Figure{
          slope_panel(graph, operands[0], walk.root(), {x - 2.0, x + 2.0})};
    });
  }

 private:
  bool read_numbers(const std::string& text) {
    numbers_.clear();
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t comma = std::min(text.find(',', at), text.size());
      const auto number = parsed_number(text.substr(at, comma - at));
      if (!number || !std::isfinite(*number)) return false;
      numbers_.push_back(*number);
      at = comma + 1;
    }
    return true;
  }

  /// To the numbers of --at.
  void move(NamedNumbers& operands) const {
    if (numbers_.empty()) return;
    if (numbers_.size() != operands.size())
      throw Error("--at",
                  fmt::format("{} number{}, for {}", operands.size(),
                              operands.size() == 1 ? "" : "s",
                              joined(operand_names(operands), ", ")),
                  fmt::format("{}", numbers_.size()));
    for (std::size_t k = 0; k < operands.size(); ++k)
      operands[k].second = numbers_[k];
  }

  static void list(Story& story) {
    std::vector<std::string> step_by_step, others;
    for (const std::string& name : function_names())
      (derived(name) ? step_by_step : others).push_back(name);
    story.blank();
    story.say(fmt::format(
        "gradwalk why NAME says for an operation what it computes, what its "
        "local gradients are, and where these come from. Step by step: {}. "
        "The rule, its edge cases and some numbers: {}.",
        joined(step_by_step, ", "), joined(others, ", ")));
    story.entry("operations", function_names());
    story.blank();
    story.say("Here is one of them, sigmoid.");
  }

  static void tell_rule(Story& story, const Walk& walk) {
    story.heading("The rule");
    story.say(
        "An operation has a value, and for each operand a local gradient: how "
        "fast the value changes with that operand. In symbols, and in "
        "numbers:");
    story.blank();
    story.forward(walk);
    story.blank();
    story.backward(walk);
    story.entries(document_of(walk));
  }

  static void derive(Story& story, const Derived& row, const NamedNumbers& at,
                     const Walk& walk) {
    std::vector<std::string> places;
    for (const auto& [name, number] : at)
      places.push_back(fmt::format("{} = {}", name, story.number(number)));
    story.heading("Where it comes from");
    story.say(about(row, joined(places, ", ")));
    Json all = Json::array();
    for (const Derivation& derivation : row.derivations)
      for (const Passed& passed : walk.backward().front().to)
        if (passed.label.text() == derivation.by) {
          story.blank();
          const std::string rule = passed.local_symbols.text();
          all.push_back(tell_derivation(story, row, derivation, at,
                                        {rule, "the rule"}, passed.local));
        }
    story.entry("derivations", all);
  }

  static void tabulate(Story& story, const Operation& operation,
                       const NamedNumbers& at) {
    const std::vector<std::string> names = operand_names(at);
    const auto tell_rows = [&](const char* heading, const char* entry,
                               const std::vector<OperationRow>& rows) {
      story.heading(heading);
      demos::tell(story, rows, names);
      story.entry(entry, demos::document_of(rows, names));
    };
    tell_rows("Edge cases", "edges", edge_rows(operation, operand_numbers(at)));
    tell_rows("Some numbers, beside differences", "rows",
              plain_rows(operation, operand_numbers(at)));
  }

  std::string asked_ = "sigmoid";
  bool is_asked_ = false;
  std::vector<double> numbers_;
};

}  // namespace

std::unique_ptr<Lesson> why_lesson() { return std::make_unique<Why>(); }

}  // namespace gradwalk::demos
