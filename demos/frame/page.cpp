#include "page.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <gradwalk/formula.hpp>
#include <gradwalk/labels.hpp>
#include <iostream>
#include <sstream>

#include "film.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::string_view indent = "   ";
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
      break;
  }
  return "";
}

constexpr std::size_t gap = 2;

std::vector<std::size_t> column_widths(const std::vector<Line>& rows) {
  std::vector<std::size_t> widths;
  for (const Line& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], width(row[i].text));
  }
  return widths;
}

}  // namespace

std::size_t width(std::string_view text) {
  // Every byte but the continuation bytes of UTF-8.
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t taken = width(text);
  return std::string(text) +
         std::string(columns - std::min(taken, columns), ' ');
}

std::string Page::number(double value) const {
  return gradwalk::number(value, style_.precision);
}

std::string Page::row(const std::vector<double>& values) const {
  std::string text;
  for (const double value : values)
    text += (text.empty() ? "[" : "  ") + number(value);
  return text + "]";
}

void Page::write(std::string_view text, Ink ink) {
  if (!style_.shown || text.empty()) return;
  std::string plain(text);
  for (std::size_t at = 0; (at = plain.find(no_break)) != std::string::npos;)
    plain.replace(at, no_break.size(), " ");
  const std::string_view on = style_.color ? escape(ink) : "";
  fmt::print("{}{}{}", on, plain, on.empty() ? "" : "\033[0m");
}

std::string Page::spelled(std::string_view text) const {
  return style_.ascii ? to_ascii(text) : std::string(text);
}

Line Page::spelled(Line line) const {
  for (Run& run : line) run.text = spelled(run.text);
  // What ends a line is no blank.
  while (!line.empty()) {
    std::string& last = line.back().text;
    last.erase(last.find_last_not_of(' ') + 1);
    if (!last.empty()) break;
    line.pop_back();
  }
  return line;
}

void Page::title(std::string_view text) {
  if (film_ != nullptr) film_->title(text);
  write(spelled(text), Ink::heading);
  write("\n", Ink::plain);
}

void Page::heading(std::string_view text) {
  if (film_ != nullptr) film_->heading(text);
  blank();
  write(fmt::format("{}  {}", ++headings_, spelled(text)), Ink::heading);
  write("\n", Ink::plain);
  blank();
}

void Page::say(std::string_view text) {
  if (film_ != nullptr) film_->say(text);
  std::istringstream words{spelled(text)};
  std::string line, word;
  while (words >> word) {
    if (!line.empty() &&
        width(indent) + width(line) + 1 + width(word) > columns - 1) {
      print({{line}});
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) print({{line}});
}

void Page::line(const Line& line) {
  if (film_ != nullptr) film_->line(line);
  print(line);
}

void Page::print(const Line& unspelled) {
  const Line line = spelled(unspelled);
  if (!line.empty()) write(indent, Ink::plain);
  std::size_t column = width(indent);
  for (const Run& run : line) {
    // Broken at blanks where it would run off the page.
    std::string_view rest = run.text;
    while (column + width(rest) > columns) {
      std::size_t end = 0;
      for (std::size_t at = rest.find(' '); at != std::string_view::npos;
           at = rest.find(' ', at + 1))
        if (column + width(rest.substr(0, at)) <= columns) end = at;
      if (end == 0 && column <= width(hanging)) break;
      write(rest.substr(0, end), run.ink);
      write("\n" + std::string(hanging), Ink::plain);
      column = width(hanging);
      rest.remove_prefix(end);
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    }
    write(rest, run.ink);
    column += width(rest);
  }
  write("\n", Ink::plain);
}

void Page::blank() { write("\n", Ink::plain); }

bool Page::fits(const std::vector<Line>& rows) const {
  std::size_t sum = width(indent);
  for (const std::size_t column : column_widths(rows)) sum += column + gap;
  return sum <= columns + gap;
}

void Page::table(std::vector<Line> rows) {
  if (film_ != nullptr) film_->table(rows);
  for (Line& row : rows)
    for (Run& cell : row) cell.text = spelled(cell.text);
  const std::vector<std::size_t> widths = column_widths(rows);
  for (const Line& row : rows) {
    Line cells;
    for (std::size_t i = 0; i < row.size(); ++i)
      cells.push_back({i + 1 == row.size()
                           ? row[i].text
                           : padded(row[i].text, widths[i] + gap),
                       row[i].ink});
    print(cells);
  }
}

void Page::lines(std::string_view text) {
  std::istringstream rows{std::string(text)};
  for (std::string row; std::getline(rows, row);) line({{row}});
}

void Page::progress(std::string_view text) {
  using namespace std::chrono_literals;
  if (!style_.shown || !style_.terminal) return;
  const auto now = std::chrono::steady_clock::now();
  if (!text.empty() && now - last_progress_ < 100ms) return;
  last_progress_ = now;
  write("\r\033[2K", Ink::plain);
  if (!text.empty()) write(std::string(indent) + std::string(text), Ink::quiet);
  std::fflush(stdout);
}

void Page::pause() {
  if (film_ != nullptr) film_->pause();
  if (!style_.shown || !style_.step) return;
  const bool prompts = style_.terminal && isatty(STDIN_FILENO) != 0;
  if (prompts) write(std::string(indent) + "Enter goes on", Ink::quiet);
  std::fflush(stdout);
  std::string ignored;
  const bool entered = static_cast<bool>(std::getline(std::cin, ignored));
  if (!entered) style_.step = false;
  // The prompt's line is cleared, so that the page stays whole; Enter has left
  // the cursor below it, the end of the input has not.
  if (prompts) fmt::print("{}\r\033[2K", entered ? "\033[1A" : "");
}

}  // namespace gradwalk::demos
