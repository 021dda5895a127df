#include "parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <gradwalk/error.hpp>
#include <system_error>
#include <tao/pegtl/contrib/limit_depth.hpp>
#include <utility>

#include "grammar.hpp"

namespace gradwalk::demos {

namespace {

/// Whether a byte is of the character before it.
bool continues(char c) { return (c & 0xC0) == 0x80; }

/// By byte, the end's too, and in characters, of which each may have several.
std::vector<std::size_t> columns_of(std::string_view text) {
  std::vector<std::size_t> columns{1};
  for (std::size_t i = 1; i <= text.size(); ++i)
    columns.push_back(columns.back() +
                      (i == text.size() || !continues(text[i]) ? 1 : 0));
  return columns;
}

/// What stands at a byte: a word or a number, else a character.
std::string token_at(std::string_view text, std::size_t byte) {
  if (byte >= text.size()) return "the end";
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           c == '.';
  };
  constexpr std::size_t longest = 24;
  std::size_t end = byte + 1;
  while (end < text.size() &&
         (continues(text[end]) ||
          (is_word(text[byte]) && is_word(text[end]) && end - byte < longest)))
    ++end;
  return std::string(text.substr(byte, end - byte));
}

/// What the actions fill.
struct Reading {
  std::vector<std::size_t> columns;
  std::vector<Instruction> instructions{};
  /// A function whose operands are being read, or a name that is being defined.
  struct Open {
    std::string name;
    std::size_t column, operands;
  };
  std::vector<Open> open{};

  [[nodiscard]] std::size_t column(const auto& in) const {
    return columns[in.position().byte];
  }
  void call(const Operation* function, std::size_t at, std::size_t operands) {
    instructions.push_back({.kind = Instruction::Kind::call,
                            .column = at,
                            .function = function,
                            .operands = operands});
  }
};

/// A function's name as an argument of a template.
template <std::size_t size> struct Text {
  char characters[size];
  consteval Text(const char (&text)[size]) {
    std::copy_n(text, size, characters);
  }
};

/// What an operator does, once its operands are read.
template <Text function, std::size_t operands> struct Records {
  static void apply(const auto& in, Reading& reading) {
    reading.call(function_named(function.characters), reading.column(in),
                 operands);
  }
};

template <class Rule> struct Action : tao::pegtl::nothing<Rule> {};

constexpr std::size_t deepest = 300;
template <> struct Action<grammar::unary> : tao::pegtl::limit_depth<deepest> {};

template <> struct Action<grammar::absolute> : Records<"abs", 1> {};
template <> struct Action<grammar::squared> : Records<"square", 1> {};
template <> struct Action<grammar::cubed> {
  static void apply(const auto& in, Reading& reading) {
    const std::size_t column = reading.column(in);
    reading.instructions.push_back(
        {.kind = Instruction::Kind::number, .column = column, .number = 3.0});
    reading.call(function_named("pow"), column, 2);
  }
};
template <> struct Action<grammar::raised> : Records<"pow", 2> {};
/// A number below 0 is a number, too.
template <> struct Action<grammar::negated> {
  static void apply(const auto& in, Reading& reading) {
    Instruction& operand = reading.instructions.back();
    if (operand.kind == Instruction::Kind::number)
      operand.number = -operand.number;
    else
      reading.call(function_named("negate"), reading.column(in), 1);
  }
};
template <> struct Action<grammar::times> : Records<"multiply", 2> {};
template <> struct Action<grammar::over> : Records<"divide", 2> {};
template <> struct Action<grammar::plus_> : Records<"add", 2> {};
template <> struct Action<grammar::minus_> : Records<"subtract", 2> {};

template <> struct Action<grammar::number> {
  static void apply(const auto& in, Reading& reading) {
    const std::string text = in.string();
    Instruction number{.kind = Instruction::Kind::number,
                       .column = reading.column(in)};
    if (std::from_chars(text.data(), text.data() + text.size(), number.number)
            .ec != std::errc())
      throw Error(place(number.column), "a number that a double holds", text);
    reading.instructions.push_back(number);
  }
};

template <> struct Action<grammar::name> {
  static void apply(const auto& in, Reading& reading) {
    reading.instructions.push_back({.kind = Instruction::Kind::name,
                                    .column = reading.column(in),
                                    .name = in.string()});
  }
};

template <> struct Action<grammar::function> {
  static void apply(const auto& in, Reading& reading) {
    reading.open.push_back({in.string(), reading.column(in), 0});
    if (function_named(reading.open.back().name) != nullptr) return;
    std::string names;
    for (const Operation& function : functions())
      names += fmt::format("{}{}", names.empty() ? "" : ", ", function.name);
    throw Error(place(reading.open.back().column),
                fmt::format("a function ({})", names),
                reading.open.back().name);
  }
};

template <> struct Action<grammar::argument> {
  static void apply(const auto&, Reading& reading) {
    ++reading.open.back().operands;
  }
};

template <> struct Action<grammar::call> {
  static void apply(const auto&, Reading& reading) {
    const auto [name, column, operands] = reading.open.back();
    reading.open.pop_back();
    const Operation& function = function_of(*function_named(name), operands);
    if (!function.accepts(operands))
      throw Error(place(column),
                  fmt::format("{} of {}", name, function.accepted()),
                  fmt::format("{}", operands));
    reading.call(&function, column, operands);
  }
};

template <> struct Action<grammar::target> {
  static void apply(const auto& in, Reading& reading) {
    reading.open.push_back({in.string(), reading.column(in), 0});
  }
};

template <> struct Action<grammar::definition> {
  static void apply(const auto&, Reading& reading) {
    reading.instructions.push_back({.kind = Instruction::Kind::define,
                                    .column = reading.open.back().column,
                                    .name = reading.open.back().name});
    reading.open.pop_back();
  }
};

/// What each rule wants that raises an error where it is not there.
struct Wanted {
  static constexpr const char* an_operand = "a number, a name, a function or (";
  template <class Rule> static constexpr const char* message = nullptr;
};
template <>
constexpr const char* Wanted::message<grammar::operand> = an_operand;
template <> constexpr const char* Wanted::message<grammar::added> = an_operand;
template <> constexpr const char* Wanted::message<grammar::inner> = an_operand;
template <>
constexpr const char* Wanted::message<grammar::argument> = an_operand;
template <>
constexpr const char* Wanted::message<grammar::defined> = an_operand;
template <>
constexpr const char* Wanted::message<grammar::statement_wanted> = an_operand;
template <>
constexpr const char* Wanted::message<grammar::closing> = "an operator or )";
template <>
constexpr const char* Wanted::message<grammar::bar> = "an operator or |";
template <>
constexpr const char* Wanted::message<grammar::call_closing> =
    "an operator, a comma or )";
template <>
constexpr const char* Wanted::message<grammar::end> =
    "an operator, ; or the end";

template <class Rule>
using Control =
    tao::pegtl::must_if<Wanted, tao::pegtl::normal, false>::control<Rule>;

}  // namespace

std::string place(std::size_t column) {
  return fmt::format("FORMULA, column {}", column);
}

std::vector<Instruction> parsed(std::string_view text) {
  Reading reading{.columns = columns_of(text)};
  tao::pegtl::memory_input input(text.data(), text.size(), "FORMULA");
  try {
    tao::pegtl::parse<grammar::formula, Action, Control>(input, reading);
  } catch (const tao::pegtl::parse_error& error) {
    const std::size_t byte = error.positions().front().byte;
    const bool is_deep = error.message().starts_with("maximum");
    throw Error(place(reading.columns[byte]),
                is_deep ? fmt::format("at most {} levels", deepest)
                        : std::string(error.message()),
                is_deep ? "more" : token_at(text, byte));
  }
  return std::move(reading.instructions);
}

bool is_name(std::string_view text) {
  tao::pegtl::memory_input input(text.data(), text.size(), "name");
  return tao::pegtl::parse<tao::pegtl::seq<grammar::word, tao::pegtl::eof>>(
      input);
}

}  // namespace gradwalk::demos
