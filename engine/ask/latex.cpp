#include "latex.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradwalk/labels.hpp>
#include <utility>

#include "latex_letters.hpp"

namespace gradwalk {

namespace {

constexpr std::string_view decimal_digits = "0123456789";

/// A number in its parts, as fmt prints it: `-`, `2.5`, `-05`.
struct Number {
  std::string_view sign, digits, exponent;
  bool is_number;
};

Number parts_of(std::string_view text) {
  Number number{text.substr(0, text.starts_with('-')), {}, {}, false};
  text.remove_prefix(number.sign.size());
  if (text == "inf" || text == "nan") return {number.sign, text, {}, true};
  number.digits = text.substr(
      0, std::min(text.find_first_not_of("0123456789."), text.size()));
  text.remove_prefix(number.digits.size());
  const bool has_digits =
      number.digits.find_first_of(decimal_digits) == 0 &&
      std::count(number.digits.begin(), number.digits.end(), '.') <= 1;
  if (text.starts_with('e')) {
    number.exponent = text.substr(1);
    text = number.exponent;
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    number.is_number = has_digits && !text.empty();
  } else {
    number.is_number = has_digits;
  }
  number.is_number &= text.find_first_not_of(decimal_digits) == text.npos;
  return number;
}

std::string latex_of(const Number& number) {
  if (number.digits == "nan") return "\\mathrm{nan}";
  if (number.digits == "inf") return fmt::format("{}\\infty", number.sign);
  if (number.exponent.empty())
    return fmt::format("{}{}", number.sign, number.digits);
  std::string_view power = number.exponent;
  const bool is_small = power.starts_with('-');
  power.remove_prefix(std::min(power.find_first_not_of("+-0"), power.size()));
  if (power.empty()) power = "0";
  return fmt::format(
      "{}{}10^{{{}{}}}", number.sign,
      number.digits == "1" ? "" : fmt::format("{} \\times ", number.digits),
      is_small ? "-" : "", power);
}

/// Letters in a row, each valid by itself.
std::string letters_of(std::string_view text) {
  std::string latex;
  while (!text.empty()) {
    const char32_t letter = take_letter(text);
    std::string_view rest = text;
    const char32_t next = rest.empty() ? 0 : take_letter(rest);
    latex += latex_of_letter(letter, next);
    if (!accent_of(next).empty()) text = rest;
  }
  return latex;
}

/// A letter, with its accent if that is one of its own.
bool is_one_letter(std::string_view text) {
  if (text.empty()) return false;
  const char32_t first = take_letter(text);
  const bool is_letter = first >= 0x80 || (first >= U'a' && first <= U'z') ||
                         (first >= U'A' && first <= U'Z');
  if (!text.empty() && accent_of(take_letter(text)).empty()) return false;
  return is_letter && text.empty();
}

/// `w`, `\alpha` or `\mathrm{loss}`.
std::string symbol_of(std::string_view text) {
  if (const std::string greek = greek_word(text); !greek.empty()) return greek;
  return is_one_letter(text) ? letters_of(text)
                             : fmt::format("\\mathrm{{{}}}", letters_of(text));
}
bool is_symbol(std::string_view text) {
  return is_one_letter(text) || !greek_word(text).empty();
}

std::string with_subscript(std::string symbol, const std::string& subscript) {
  return subscript.empty() ? symbol
                           : fmt::format("{}_{{{}}}", symbol, subscript);
}

/// The digits that a name ends with, also such as ₁, which it loses.
std::string take_index(std::string_view& name) {
  std::string index;
  while (name.size() > 1) {
    if (decimal_digits.find(name.back()) != decimal_digits.npos) {
      index.insert(index.begin(), name.back());
      name.remove_suffix(1);
      continue;
    }
    std::string_view last =
        name.substr(name.size() - std::min<std::size_t>(3, name.size()));
    const char32_t letter = take_letter(last);
    if (letter < U'₀' || letter > U'₉' || name.size() <= 3) break;
    index.insert(index.begin(), static_cast<char>('0' + (letter - U'₀')));
    name.remove_suffix(3);
  }
  return index;
}

/// A name without a dot: `w1`, `y_hat`, `x_min`, `loss`.
std::string latex_of_part(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4>
      accents{{{"_hat", "\\hat"},
               {"_bar", "\\bar"},
               {"_tilde", "\\tilde"},
               {"_dot", "\\dot"}}};
  std::string_view stem = name;
  const std::string index = take_index(stem);
  for (const auto& [ending, accent] : accents)
    if (stem.size() > ending.size() && stem.ends_with(ending))
      return with_subscript(fmt::format("{}{{{}}}", accent,
                                        latex_of_part(stem.substr(
                                            0, stem.size() - ending.size()))),
                            index);
  const std::size_t line = stem.rfind('_');
  const std::string_view before = stem.substr(0, std::min(line, stem.size()));
  if (line != stem.npos && is_symbol(before)) {
    const std::string below =
        line + 1 == stem.size() ? "" : symbol_of(stem.substr(line + 1));
    return with_subscript(symbol_of(before), below + index);
  }
  return with_subscript(symbol_of(stem), index);
}

std::string latex_of_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot + 1 == name.size()) return latex_of_part(name);
  return fmt::format("\\mathrm{{{}}}{}", letters_of(name.substr(0, dot + 1)),
                     latex_of_part(name.substr(dot + 1)));
}

}  // namespace

std::string latex_of(std::string_view text) {
  const Number number = parts_of(text);
  return number.is_number ? latex_of(number) : latex_of_name(text);
}

bool is_scientific(std::string_view text) {
  const Number number = parts_of(text);
  return number.is_number && !number.exponent.empty();
}

std::string latex_of_number(double value, Digits digits) {
  return latex_of(number(value, digits));
}

std::string latex_of_function(std::string_view name) {
  static constexpr std::array<std::string_view, 12> known{
      "sin", "cos", "tan", "sinh", "cosh", "tanh",
      "log", "exp", "min", "max",  "gcd",  "cot"};
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9>
      others{{{"asin", "\\arcsin"},
              {"acos", "\\arccos"},
              {"atan", "\\arctan"},
              {"sigmoid", "\\sigma"},
              {"log2", "\\log_{2}"},
              {"log10", "\\log_{10}"},
              {"normal_density", "\\varphi"},
              {"normal_cdf", "\\Phi"},
              {"digamma", "\\psi"}}};
  if (std::find(known.begin(), known.end(), name) != known.end())
    return fmt::format("\\{}", name);
  for (const auto& [function, latex] : others)
    if (function == to_ascii(name)) return std::string(latex);
  return fmt::format("\\operatorname{{{}}}", letters_of(name));
}

const LatexBrackets* latex_brackets_of(std::string_view name) {
  static constexpr std::array<LatexBrackets, 7> all{
      {{"abs", "\\left|", "\\right|", true},
       {"sqrt", "\\sqrt{", "}", true},
       {"cbrt", "\\sqrt[3]{", "}", true},
       {"floor", "\\left\\lfloor ", "\\right\\rfloor", true},
       {"ceil", "\\left\\lceil ", "\\right\\rceil", true},
       {"exp", "e^{", "}", false},
       {"exp2", "2^{", "}", false}}};
  const auto* const found =
      std::find_if(all.begin(), all.end(),
                   [&](const LatexBrackets& row) { return row.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace gradwalk
