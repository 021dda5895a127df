#include "mentions.hpp"

#include <algorithm>

namespace gradwalk::demos {

namespace {

/// Also a digit, and what is not ASCII.
bool is_letter(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') ||
         ('0' <= c && c <= '9') || c == '-' || c == '_' || (c & 0x80) != 0;
}

char lower(char c) {
  return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// How long the term is at the text's beginning, with the letters of its
/// plural; 0 if it is not there.
std::size_t length_at(std::string_view text, std::string_view word) {
  if (text.size() < word.size() ||
      !std::equal(word.begin(), word.end(), text.begin(),
                  [](char a, char b) { return lower(a) == lower(b); }))
    return 0;
  for (const std::string_view plural : {"", "s", "es"})
    if (text.substr(word.size()).starts_with(plural) &&
        (text.size() == word.size() + plural.size() ||
         !is_letter(text[word.size() + plural.size()])))
      return word.size() + plural.size();
  return 0;
}

}  // namespace

std::vector<Mention> mentions_in(std::string_view text) {
  std::vector<Mention> mentions;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_letter(text[at]) || (at > 0 && is_letter(text[at - 1]))) continue;
    Mention longest{nullptr, at, 0};
    for (const Term& term : glossary())
      if (const std::size_t length = length_at(text.substr(at), term.word);
          length > longest.length)
        longest = {&term, at, length};
    if (longest.length == 0) continue;
    mentions.push_back(longest);
    at += longest.length - 1;
  }
  return mentions;
}

}  // namespace gradwalk::demos
