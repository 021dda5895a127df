#include "options.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

namespace gradwalk::demos {

namespace {

/// The whole text as a number, or nothing.
template <class Number> std::optional<Number> parsed(const std::string& text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

/// Has CLI11 refuse what `accepts` does not, in one line.
template <class Accepts>
void add(CLI::App& app, const std::string& name, const std::string& type,
         std::string expected, const std::string& help, std::string shown,
         Accepts accepts) {
  app.add_option_function<std::string>(
         name,
         [=](const std::string& text) {
           if (!accepts(text))
             throw CLI::ValidationError(
                 name, fmt::format("expected {}, got {}", expected, text));
         },
         help)
      ->type_name(type)
      ->default_str(shown);
}

}  // namespace

void add_number(CLI::App& app, const std::string& name, double& into,
                const std::string& help) {
  add(app, name, "A", "a number", help, fmt::format("{}", into),
      [&into](const std::string& text) {
        const std::optional<double> number = parsed<double>(text);
        if (!number || !std::isfinite(*number)) return false;
        into = *number;
        return true;
      });
}

void add_whole(CLI::App& app, const std::string& name, int& into, int least,
               int most, const std::string& help) {
  add(app, name, "N", fmt::format("a whole number from {} to {}", least, most),
      help, fmt::format("{}", into),
      [&into, least, most](const std::string& text) {
        const std::optional<int> number = parsed<int>(text);
        if (!number || *number < least || *number > most) return false;
        into = *number;
        return true;
      });
}

void add_nodes(CLI::App& app, bool& by_operations) {
  add(app, "--nodes", "KIND", "operations or neurons",
      "what is a node: operations or whole neurons",
      by_operations ? "operations" : "neurons",
      [&by_operations](const std::string& text) {
        by_operations = text == "operations";
        return by_operations || text == "neurons";
      });
}

}  // namespace gradwalk::demos
