#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <sstream>

namespace gradwalk::demos {

std::string in_words(std::size_t count) {
  constexpr const char* words[]{"no",   "one",    "two",   "three", "four",
                                "five", "six",    "seven", "eight", "nine",
                                "ten",  "eleven", "twelve"};
  return count < std::size(words) ? words[count] : fmt::format("{}", count);
}

std::string capitalized(std::string text) {
  if (!text.empty())
    text[0] =
        static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

Line names_of_columns(const std::vector<std::string>& names) {
  Line row;
  for (const std::string& name : names) row.push_back({name, Ink::name});
  return row;
}

std::string fixed(double value, int digits) {
  return std::isnan(value) ? "nan" : fmt::format("{:.{}f}", value, digits);
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), begins_character));
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t taken = width(text);
  return std::string(text) +
         std::string(columns - std::min(taken, columns), ' ');
}

std::vector<std::string> lines_of(const std::string& text, std::size_t most) {
  std::istringstream words{text};
  std::vector<std::string> lines;
  for (std::string word; words >> word;)
    if (lines.empty() || width(lines.back()) + 1 + width(word) > most)
      lines.push_back(word);
    else
      lines.back() += " " + word;
  return lines;
}

std::string_view trimmed(std::string_view text, std::string_view signs) {
  const std::size_t first = text.find_first_not_of(signs);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(signs) - first + 1);
}

std::string lowered(std::string text) {
  for (char& c : text)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string in_markup(std::string_view text) {
  std::string safe;
  for (const char c : text) switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  return safe;
}

}  // namespace gradwalk::demos
