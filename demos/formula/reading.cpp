#include "reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <gradwalk/error.hpp>
#include <ranges>
#include <system_error>
#include <utility>

#include "nearest.hpp"

namespace gradwalk::demos {

using Kind = Instruction::Kind;

namespace {

/// `-12` of `⁻¹²`, `^-12` or `**-12`.
std::string plain_power(std::string_view text) {
  constexpr std::string_view signs[]{"⁰", "¹", "²", "³", "⁴", "⁵",
                                     "⁶", "⁷", "⁸", "⁹", "⁻"};
  std::string plain;
  while (!text.empty()) {
    const auto sign = std::ranges::find_if(
        signs, [&](std::string_view one) { return text.starts_with(one); });
    if (sign == std::end(signs)) {
      if (text[0] != '^' && text[0] != '*') plain += text[0];
      text.remove_prefix(1);
    } else {
      plain += "0123456789-"[sign - signs];
      text.remove_prefix(sign->size());
    }
  }
  return plain;
}

}  // namespace

Reading::Open Reading::take_open() {
  Open last = std::move(open.back());
  open.pop_back();
  return last;
}

void Reading::push(Kind kind, Spot at, std::string name) {
  instructions.push_back({.kind = kind, .spot = at, .name = std::move(name)});
}

void Reading::call(const Operation* function, Spot at, std::size_t operands) {
  instructions.push_back({.kind = Kind::call,
                          .spot = at,
                          .function = function,
                          .operands = operands});
}

void Reading::close_call() {
  const auto [name, at, power, operands] = take_open();
  const Operation& function = function_of(*function_named(name), operands);
  if (!function.accepts(operands))
    throw Error(described(at),
                fmt::format("{} of {}", name, function.accepted()),
                fmt::format("{}", operands));
  call(&function, at, operands);
  if (power.empty()) return;
  if (plain_power(power).starts_with('-'))
    throw Error(described(at),
                fmt::format("1/{0}(…), or the name of {0}'s inverse", name),
                name + power);
  raise(at, power);
}

void Reading::number(Spot at, std::string_view text) {
  Instruction number{.kind = Kind::number, .spot = at};
  const char* const end = text.data() + text.size();
  if (std::from_chars(text.data(), end, number.number).ec != std::errc())
    throw Error(described(at), "a number that a double holds",
                std::string(text));
  instructions.push_back(number);
}

void Reading::negate(Spot at) {
  Instruction& operand = instructions.back();
  if (operand.kind == Kind::number)
    operand.number = -operand.number;
  else
    call(function_named("negate"), at, 1);
}

void Reading::raise(Spot at, std::string_view power) {
  const std::string plain = plain_power(power);
  if (plain == "2") return call(function_named("square"), at, 1);
  number(at, plain);
  call(function_named("pow"), at, 2);
}

void Reading::require_factor(const std::string& word, Spot at) const {
  if (mappings.contains(word))
    throw Error(
        described(at),
        fmt::format("{0} without (, for {0}(…) = … names one number", word),
        word + "(");
  if (words.contains(word) || is_short_name(word)) return;
  const std::vector<std::string> names = function_names();
  const std::string_view near = nearest(word, names);
  throw Error(described(at),
              near.empty()
                  ? "a function that --help lists, or · before ("
                  : fmt::format("a function, such as {}, or · before (", near),
              word);
}

}  // namespace gradwalk::demos
