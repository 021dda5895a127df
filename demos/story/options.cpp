#include "options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <gradwalk/error.hpp>
#include <system_error>

#include "text.hpp"

namespace gradwalk::demos {

namespace {

template <class Number> std::optional<Number> parsed(const std::string& text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<double> parsed_number(const std::string& text) {
  return parsed<double>(text);
}

std::optional<std::size_t> parsed_count(const std::string& text) {
  return parsed<std::size_t>(text);
}

void Option::read(const std::string& given) {
  const bool is_another = is_given && kind != Kind::value;
  text = is_another ? text + "," + given : given;
  is_given = true;
  if (!take(given))
    throw Error(name, expected, given.empty() ? "nothing" : given);
}

bool Option::is_file() const { return type == "PATH" || type == "FILE"; }

void Options::add(Option option) { all_.push_back(std::move(option)); }

void Options::texts(Option option, std::vector<std::string>& into) {
  option.take = [&into](const std::string& text) {
    into.push_back(text);
    return true;
  };
  add(std::move(option));
}

void Options::choice(Option option, std::vector<std::string> words,
                     std::function<void(std::size_t place)> chosen) {
  option.words = words;
  option.take = [words = std::move(words),
                 chosen = std::move(chosen)](const std::string& text) {
    const auto found = std::find(words.begin(), words.end(), text);
    if (found == words.end()) return false;
    chosen(static_cast<std::size_t>(found - words.begin()));
    return true;
  };
  add(std::move(option));
}

const Option& Options::operator[](std::string_view name) const {
  const auto found =
      std::find_if(all_.begin(), all_.end(),
                   [&](const Option& option) { return option.name == name; });
  assert(found != all_.end());
  return *found;
}
Option& Options::operator[](std::string_view name) {
  return const_cast<Option&>(std::as_const(*this)[name]);
}

Choices Options::given() const {
  Choices given;
  for (const Option& option : all_)
    if (option.is_given && !option.is_file())
      given.emplace_back(option.name, option.text);
  return given;
}

bool Options::take_files() const {
  return std::any_of(all_.begin(), all_.end(),
                     [](const Option& option) { return option.is_file(); });
}

void Options::number(const std::string& name, double& into,
                     const std::string& help) {
  add({Option::Kind::value, name, "A", help, fmt::format("{}", into),
       "a finite number", [&into](const std::string& text) {
         const std::optional<double> number = parsed_number(text);
         if (!number || !std::isfinite(*number)) return false;
         into = *number;
         return true;
       }});
}

void Options::data(const std::string& name, double& into,
                   const std::string& help, std::vector<double> drawn_of) {
  number(name, into, help);
  all_.back().is_data = true;
  all_.back().drawn_of = std::move(drawn_of);
}

void Options::whole(const std::string& name, int& into, int least, int most,
                    const std::string& help) {
  add({Option::Kind::value, name, "N", help, fmt::format("{}", into),
       fmt::format("a whole number from {} to {}", least, most),
       [&into, least, most](const std::string& text) {
         const std::optional<int> number = parsed<int>(text);
         if (!number || *number < least || *number > most) return false;
         into = *number;
         return true;
       }});
}

void Options::seed(std::uint32_t& into, const std::string& help) {
  add({Option::Kind::value, "--seed", "N", help, fmt::format("{}", into),
       "a whole number from 0 to 4294967295", [&into](const std::string& text) {
         const std::optional<std::uint32_t> number =
             parsed<std::uint32_t>(text);
         if (number) into = *number;
         return number.has_value();
       }});
}

void Options::word(const std::string& name, std::string& into,
                   std::span<const std::string_view> words,
                   const std::string& help) {
  choice({Option::Kind::value, name, "NAME", help, into,
          fmt::format("one of {}", joined(words, ", "))},
         {words.begin(), words.end()},
         [&into, words](std::size_t place) { into = words[place]; });
}

void Options::path(const std::string& name, std::optional<std::string>& into,
                   const std::string& help, const std::string& type) {
  add({Option::Kind::value, name, type, help, "", "a file name",
       [&into](const std::string& text) {
         into = text;
         // The next option, where the name was forgotten; - is the output.
         return !text.starts_with('-') || text == "-";
       }});
}

void Options::flag(const std::string& name, bool& into,
                   const std::string& help) {
  add({Option::Kind::flag, name, "", help, "", "",
       [&into](const std::string&) { return into = true; }});
}

void Options::nodes(bool& by_operations) {
  choice({Option::Kind::value, "--nodes", "KIND",
          "what is a node: operations or whole neurons",
          by_operations ? "operations" : "neurons", "operations or neurons"},
         {"operations", "neurons"},
         [&by_operations](std::size_t place) { by_operations = place == 0; });
}

void Options::precision(Style& style) {
  whole("--precision", style.precision, 1, 17,
        "significant digits in the text");
  whole("--decimals", style.decimals, 0, 17, "in their place: decimals");
  (*this)["--decimals"].shown = "";
}

bool Options::is_precise() {
  if (is_given("--precision") && is_given("--decimals"))
    throw Error("--decimals", "no --precision, which counts otherwise", "both");
  return is_given("--precision") || is_given("--decimals");
}

void Options::sources(Style& style) {
  flag("--sources", style.sources, "say where the sources are wrong, too");
}

void Options::fold(Style& style) {
  choice({Option::Kind::value, "--fold", "KIND",
          "one box of --svg and --dot, one step of --html", "automatic",
          "automatic, nothing, neurons or layers"},
         {"automatic", "nothing", "neurons", "layers"},
         [&style](std::size_t place) {
           constexpr Fold kinds[]{Fold::automatic, Fold::nothing, Fold::neurons,
                                  Fold::layers};
           style.fold = kinds[place];
         });
}

}  // namespace gradwalk::demos
