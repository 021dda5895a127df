#include "terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "story/spelling.hpp"
#include "training/plan.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::string_view hanging = "         ";
constexpr std::string_view no_break = "\u00A0";

std::string_view escape(Ink ink) {
  switch (ink) {
    case Ink::heading:
      return "\033[1m";
    case Ink::forward:
      return "\033[32m";
    case Ink::backward:
      return "\033[31m";
    case Ink::quiet:
      return "\033[2m";
    case Ink::plain:
    case Ink::name:
      break;
  }
  return "";
}

/// Where a text is broken that has more than so many columns: at the last blank
/// within them, or 0. npos if it has not more. Reads no farther than that.
std::size_t break_of(std::string_view text, std::size_t room) {
  std::size_t end = 0, taken = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ' ') end = at;
    if (begins_character(text[at]) && ++taken > room) return end;
  }
  return std::string_view::npos;
}

bool refuses_color() {
  const char* refused = std::getenv("NO_COLOR");
  return refused != nullptr && *refused != '\0';
}

}  // namespace

Screen Screen::of_output(bool step) {
  const char* name = std::getenv("TERM");
  const bool is_terminal =
      isatty(STDOUT_FILENO) != 0 &&
      (name == nullptr || std::string_view(name) != "dumb");
  return {step, is_terminal, is_terminal && !refuses_color()};
}

void Terminal::write(std::string_view text, Ink ink) {
  if (text.empty() || is_silent_) return;
  std::string plain(text);
  for (std::size_t at = 0; (at = plain.find(no_break)) != std::string::npos;)
    plain.replace(at, no_break.size(), " ");
  const std::string_view on = screen_.color ? escape(ink) : "";
  fmt::print("{}{}{}", on, plain, on.empty() ? "" : "\033[0m");
}

std::string Terminal::spelled(std::string_view text) const {
  if (!style().ascii) return std::string(text);
  // What holds words together does so until the line is written.
  std::string ascii;
  for (std::size_t at; (at = text.find(no_break)) != std::string_view::npos;) {
    ascii += in_ascii(text.substr(0, at)).append(no_break);
    text.remove_prefix(at + no_break.size());
  }
  return ascii + in_ascii(text);
}

Line Terminal::spelled(Line line) const {
  for (Piece& piece : line) piece.text = spelled(piece.text);
  // What ends a line is no blank.
  while (!line.empty()) {
    std::string& last = line.back().text;
    last.erase(last.find_last_not_of(' ') + 1);
    if (!last.empty()) break;
    line.pop_back();
  }
  return line;
}

void Terminal::title(std::string_view text) {
  for (const std::string& line : lines_of(spelled(text), columns)) {
    write(line, Ink::heading);
    write("\n", Ink::plain);
  }
}

void Terminal::heading(std::string_view text) {
  blank();
  std::string before = fmt::format("{}  ", ++headings_);
  const std::size_t margin = width(before);
  for (const std::string& line : lines_of(spelled(text), columns - margin)) {
    write(before + line, Ink::heading);
    write("\n", Ink::plain);
    before.assign(margin, ' ');
  }
  blank();
}

void Terminal::say(std::string_view text) {
  const std::size_t room = columns - 1 - width(indent);
  for (const std::string& line : lines_of(spelled(text), room)) print({{line}});
}

void Terminal::line(const Line& line) { print(line); }

void Terminal::print(const Line& unspelled) {
  const Line line = spelled(unspelled);
  if (!line.empty()) write(indent, Ink::plain);
  std::size_t column = width(indent);
  for (const Piece& piece : line) {
    // Broken at blanks where it would run off the page.
    std::string_view rest = piece.text;
    for (;;) {
      const std::size_t end =
          break_of(rest, columns - std::min(column, columns));
      if (end == std::string_view::npos) break;
      if (end == 0 && column <= width(hanging)) break;
      write(rest.substr(0, end), piece.ink);
      write("\n" + std::string(hanging), Ink::plain);
      column = width(hanging);
      rest.remove_prefix(end);
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    }
    write(rest, piece.ink);
    column += width(rest);
  }
  write("\n", Ink::plain);
}

void Terminal::blank() { write("\n", Ink::plain); }

void Terminal::table(const std::vector<Line>& unspelled) {
  const std::vector<Line> rows = spelled_rows(unspelled);
  const std::vector<std::size_t> widths = column_widths(rows);
  for (const Line& row : rows) {
    Line cells;
    for (std::size_t i = 0; i < row.size(); ++i)
      cells.push_back({i + 1 == row.size()
                           ? row[i].text
                           : padded(row[i].text, widths[i] + column_gap),
                       row[i].ink});
    print(cells);
  }
}

void Terminal::progress(const TrainingPlan& plan, const Progress& now) {
  using namespace std::chrono_literals;
  if (!screen_.is_terminal) return;
  const auto time = std::chrono::steady_clock::now();
  if (time - last_progress_ < 100ms) return;
  last_progress_ = time;
  clear_progress();
  write(fmt::format("{}epoch {} of {}, cost {}{}", indent, now.epoch,
                    plan.epochs, number(now.cost),
                    plan.has_classes ? fmt::format(", accuracy {:.1f}%",
                                                   100.0 * now.accuracy)
                                     : ""),
        Ink::quiet);
  std::fflush(stdout);
}

void Terminal::clear_progress() {
  if (!screen_.is_terminal) return;
  write("\r\033[2K", Ink::plain);
  std::fflush(stdout);
}

void Terminal::trained(const Trained& trained) {
  clear_progress();
  Words::trained(trained);
}

void Terminal::pause() {
  if (!screen_.step) return;
  const bool prompts = screen_.is_terminal && isatty(STDIN_FILENO) != 0;
  if (prompts) write(std::string(indent) + "Enter goes on", Ink::quiet);
  std::fflush(stdout);
  std::string ignored;
  const bool entered = static_cast<bool>(std::getline(std::cin, ignored));
  if (!entered) screen_.step = false;
  // The prompt's line is cleared, so that the page stays whole; Enter has left
  // the cursor below it, the end of the input has not.
  if (prompts) fmt::print("{}\r\033[2K", entered ? "\033[1A" : "");
}

std::optional<std::string> Terminal::answer_to(std::string_view question) {
  if (is_silent_) return std::nullopt;
  write(fmt::format("{}{} ", indent, spelled(question)), Ink::plain);
  std::fflush(stdout);
  std::string typed;
  const bool is_typed = static_cast<bool>(std::getline(std::cin, typed));
  if (!is_typed || isatty(STDIN_FILENO) == 0) write(typed + "\n", Ink::plain);
  return is_typed ? std::optional(typed) : std::nullopt;
}

}  // namespace gradwalk::demos
