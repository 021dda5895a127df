#pragma once

#include <sstream>
#include <string>
#include <vector>

/// What tests look for in the text of a page.

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What stands between two marks.
inline std::string between(const std::string& text, const std::string& from,
                           const std::string& to) {
  const std::size_t begin = text.find(from) + from.size();
  return text.substr(begin, text.find(to, begin) - begin);
}

/// The film that a page plays, as JSON.
inline std::string film_text(const std::string& page) {
  return between(page, "id=\"film\">", "</script>");
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream rows(text);
  for (std::string row; std::getline(rows, row);) lines.push_back(row);
  return lines;
}

/// The headings of a lesson's text, without numbers.
inline std::vector<std::string> headings_of(const std::string& text) {
  std::vector<std::string> headings;
  for (const std::string& line : lines_of(text)) {
    const std::size_t digits = line.find_first_not_of("0123456789");
    if (digits != 0 && digits != std::string::npos &&
        line.compare(digits, 2, "  ") == 0)
      headings.push_back(line.substr(digits + 2));
  }
  return headings;
}
