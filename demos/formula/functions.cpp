#include "functions.hpp"

#include <algorithm>
#include <cctype>
#include <gradwalk/formula.hpp>
#include <string>
#include <utility>

namespace gradwalk::demos {

namespace {

/// What books call some of them.
constexpr std::pair<std::string_view, std::string_view> other_names[]{
    {"ln", "log"},       {"lg", "log10"},     {"arcsin", "asin"},
    {"arccos", "acos"},  {"arctan", "atan"},  {"arsinh", "asinh"},
    {"arcosh", "acosh"}, {"artanh", "atanh"}, {"sgn", "sign"},
    {"sqr", "square"},   {"power", "pow"},    {"logistic", "sigmoid"},
};

/// As the engine names it; to_ascii has the letters that stand for a name.
std::string plain(std::string_view name) {
  std::string plain = to_ascii(name);
  for (char& c : plain)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const auto& [other, own] : other_names)
    if (plain == other) return std::string(own);
  return plain;
}

}  // namespace

std::span<const Operation> functions() {
  const std::span<const Operation> all = operations();
  const auto first = std::ranges::find_if_not(all, &Operation::is_leaf);
  return {first, all.end()};
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Operation& function : functions())
    names.emplace_back(function.name);
  return names;
}

std::string function_lines() {
  constexpr std::size_t columns = 80;
  std::string lines, line;
  for (const std::string& name : function_names()) {
    if (line.size() + 1 + name.size() > columns)
      lines += std::exchange(line, "") + '\n';
    line += (line.empty() ? "  " : " ") + name;
  }
  return lines + line;
}

const Operation& function_of(const Operation& named, std::size_t operands) {
  if (named.accepts(operands)) return named;
  const std::span<const Operation> all = functions();
  const auto found = std::ranges::find_if(all, [&](const Operation& other) {
    return other.symbol == named.name && other.accepts(operands);
  });
  return found == all.end() ? named : *found;
}

const Operation* function_named(std::string_view name) {
  const std::span<const Operation> all = functions();
  const auto found = std::ranges::find(all, plain(name), &Operation::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace gradwalk::demos
