#include "page.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <gradwalk/formula.hpp>
#include <gradwalk/labels.hpp>
#include <iostream>
#include <sstream>

namespace gradwalk::demos {

namespace {

constexpr std::string_view indent = "   ";
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

}  // namespace

std::size_t width(std::string_view text) {
  // Every byte but the continuation bytes of UTF-8.
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t width(const Line& line) {
  std::size_t sum = 0;
  for (const Run& run : line) sum += width(run.text);
  return sum;
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t taken = width(text);
  return std::string(text) +
         std::string(columns - std::min(taken, columns), ' ');
}

std::string Page::number(double value) const {
  return gradwalk::number(value, style_.precision);
}

void Page::write(std::string_view text, Ink ink) {
  if (!style_.shown) return;
  std::string spelled = style_.ascii ? to_ascii(text) : std::string(text);
  for (std::size_t at; (at = spelled.find(no_break)) != std::string::npos;)
    spelled.replace(at, no_break.size(), " ");
  const std::string_view on = style_.color ? escape(ink) : "";
  fmt::print("{}{}{}", on, spelled, on.empty() ? "" : "\033[0m");
}

void Page::title(std::string_view text) {
  write(text, Ink::heading);
  write("\n", Ink::plain);
}

void Page::heading(std::string_view text) {
  blank();
  write(fmt::format("{}  {}", ++headings_, text), Ink::heading);
  write("\n", Ink::plain);
  blank();
}

void Page::say(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string line, word;
  while (words >> word) {
    if (!line.empty() &&
        width(indent) + width(line) + 1 + width(word) > columns - 1) {
      this->line({{line}});
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) this->line({{line}});
}

void Page::line(const Line& line) {
  write(indent, Ink::plain);
  for (const Run& run : line) write(run.text, run.ink);
  write("\n", Ink::plain);
}

void Page::blank() { write("\n", Ink::plain); }

void Page::table(const std::vector<Line>& rows) {
  std::vector<std::size_t> widths;
  for (const Line& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], width(row[i].text));
  }
  for (const Line& row : rows) {
    Line cells;
    for (std::size_t i = 0; i < row.size(); ++i)
      cells.push_back({i + 1 == row.size() ? row[i].text
                                           : padded(row[i].text, widths[i] + 2),
                       row[i].ink});
    line(cells);
  }
}

void Page::pause() {
  if (!style_.shown || !style_.step) return;
  const bool prompts = style_.terminal && isatty(STDIN_FILENO) != 0;
  if (prompts) write(std::string(indent) + "Enter goes on", Ink::quiet);
  std::fflush(stdout);
  std::string ignored;
  if (!std::getline(std::cin, ignored)) style_.step = false;
  // The prompt's line is cleared, so that the page stays whole.
  if (prompts) fmt::print("\033[1A\033[2K");
}

}  // namespace gradwalk::demos
