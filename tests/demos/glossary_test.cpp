#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string>
#include <vector>

#include "program.hpp"

namespace {

struct Entry {
  std::string word, lesson, meaning;
};

/// As `gradwalk --words` prints them.
std::vector<Entry> entries() {
  std::vector<Entry> all;
  std::istringstream lines(gradwalk("--words").out);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::size_t end = line.find(" (");
    if (line.starts_with("   "))
      all.back().meaning += line.substr(2);
    else if (!line.empty())
      all.push_back({line.substr(0, end),
                     line.substr(end + 2, line.size() - end - 3), ""});
  }
  return all;
}

std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return text;
}

bool is_part(char c) { return ('a' <= c && c <= 'z') || c == '-'; }

/// Whether a text has the word, or its plural, and not in another.
bool says(const std::string& text, const std::string& word) {
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos;
       ++at) {
    if (at > 0 && is_part(text[at - 1])) continue;
    for (const std::size_t plural : {0u, 1u, 2u}) {
      const std::size_t end = at + word.size() + plural;
      if (std::string("es").substr(2 - plural) ==
              text.substr(end - plural, plural) &&
          (end >= text.size() || !is_part(text[end])))
        return true;
    }
  }
  return false;
}

/// The first lesson of the list whose text has the word.
std::string first_with(const std::string& word) {
  for (const std::string& lesson : lesson_names())
    if (says(lowered(unwrapped(gradwalk(lesson).out)), lowered(word)))
      return lesson;
  return "none";
}

}  // namespace

TEST_CASE(
    "each word of the field is introduced by the first lesson that says it") {
  const std::vector<Entry> all = entries();
  CHECK(all.size() > 50);
  for (const Entry& entry : all) {
    INFO(entry.word);
    CHECK(entry.lesson == first_with(entry.word));
  }
}

TEST_CASE("the words of the field stand by alphabet, each once") {
  const std::vector<Entry> all = entries();
  REQUIRE(!all.empty());
  CHECK(std::ranges::is_sorted(all, [](const Entry& a, const Entry& b) {
    return lowered(a.word) < lowered(b.word);
  }));
  const auto twice = std::ranges::adjacent_find(all, {}, &Entry::word);
  CHECK((twice == all.end() ? "" : twice->word) == "");
  for (const Entry& entry : all) {
    INFO(entry.word);
    CHECK(entry.meaning.ends_with('.'));
    CHECK(!says(lowered(entry.meaning), lowered(entry.word)));
  }
}

TEST_CASE("the words that a course on neural networks uses are explained") {
  std::string words;
  for (const Entry& entry : entries()) words += entry.word + "\n";
  for (const char* word :
       {"backpropagation", "chain rule", "gradient descent",
        "vanishing gradient", "linearly separable", "hyper-parameter", "epoch",
        "iteration", "mini-batch", "stochastic", "learning curve", "annealing",
        "saturation", "dead relu"}) {
    INFO(word);
    CHECK(says(words, word));
  }
}

TEST_CASE("the list of words is no wider than a terminal") {
  std::istringstream lines(gradwalk("--words").out);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    CHECK(line.size() <= 80);
  CHECK(count > 100);
}
