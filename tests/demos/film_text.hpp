#pragma once

#include <string>

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
