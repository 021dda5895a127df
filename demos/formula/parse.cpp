#include "parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>
#include <system_error>
#include <tao/pegtl/contrib/limit_depth.hpp>
#include <utility>

#include "grammar.hpp"
#include "reading.hpp"

namespace gradwalk::demos {

using Kind = Instruction::Kind;

namespace {

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
    reading.call(function_named(function.characters), reading.spot(in),
                 operands);
  }
};

template <Kind kind> struct Pushes {
  static void apply(const auto& in, Reading& reading) {
    reading.push(kind, reading.spot(in));
  }
};

/// What is named, or begun, and has an end of its own.
struct Opens {
  static void apply(const auto& in, Reading& reading) {
    reading.open.push_back({in.string(), reading.spot(in)});
  }
};

/// The end of it.
template <Kind kind> struct Closes {
  static void apply(const auto&, Reading& reading) {
    const Reading::Open open = reading.take_open();
    reading.push(kind, open.spot, open.name);
  }
};

/// The end of a function's operands.
struct Calls {
  static void apply(const auto&, Reading& reading) { reading.close_call(); }
};

template <class Rule> struct Action : tao::pegtl::nothing<Rule> {};

constexpr std::size_t deepest = 300;
using Limited = tao::pegtl::limit_depth<deepest>;
template <> struct Action<grammar::unary> : Limited {};
template <> struct Action<grammar::exponent> : Limited {};
template <> struct Action<grammar::bare_argument> : Limited {};
template <> struct Action<grammar::root_argument> : Limited {};
template <> struct Action<grammar::of> : Limited {};
template <> struct Action<grammar::by> : Limited {};
template <> struct Action<grammar::otherwise> : Limited {};
template <> struct Action<grammar::another_case> : Limited {};

template <> struct Action<grammar::square_root> : Records<"sqrt", 1> {};
template <> struct Action<grammar::raised> : Records<"pow", 2> {};
template <> struct Action<grammar::times> : Records<"multiply", 2> {};
template <>
struct Action<grammar::times_coefficient> : Records<"multiply", 2> {};
template <> struct Action<grammar::times_factor> : Records<"multiply", 2> {};
template <> struct Action<grammar::next_factor> : Records<"multiply", 2> {};
template <> struct Action<grammar::over> : Records<"divide", 2> {};
template <> struct Action<grammar::plus_> : Records<"add", 2> {};
template <> struct Action<grammar::minus_> : Records<"subtract", 2> {};

template <> struct Action<grammar::name> {
  static void apply(const auto& in, Reading& reading) {
    reading.push(Kind::name, reading.spot(in), in.string());
  }
};
template <> struct Action<grammar::derivative> : Pushes<Kind::derivative> {};
template <> struct Action<grammar::ternary> : Pushes<Kind::pick> {};
template <> struct Action<grammar::if_else> : Pushes<Kind::choose> {};
template <> struct Action<grammar::relation> : Opens {};
template <> struct Action<grammar::equality> : Opens {};
template <> struct Action<grammar::comparing> : Closes<Kind::compare> {};
template <> struct Action<grammar::case_comparing> : Closes<Kind::compare> {};
template <> struct Action<grammar::target> : Opens {};
template <> struct Action<grammar::definition> : Closes<Kind::define> {};
template <> struct Action<grammar::function> : Opens {};
template <> struct Action<grammar::call> : Calls {};
template <> struct Action<grammar::bare> : Calls {};

template <> struct Action<grammar::superscript> {
  static void apply(const auto& in, Reading& reading) {
    reading.raise(reading.spot(in), in.string_view());
  }
};
template <> struct Action<grammar::function_power> {
  static void apply(const auto& in, Reading& reading) {
    reading.open.back().power = in.string();
  }
};
template <> struct Action<grammar::negated> {
  static void apply(const auto& in, Reading& reading) {
    reading.negate(reading.spot(in));
  }
};
template <>
struct Action<grammar::negated_exponent> : Action<grammar::negated> {};

template <> struct Action<grammar::number> {
  static void apply(const auto& in, Reading& reading) {
    reading.number(reading.spot(in), in.string_view());
  }
};
template <> struct Action<grammar::half> {
  static void apply(const auto& in, Reading& reading) {
    reading.number(reading.spot(in), "0.5");
  }
};

template <> struct Action<grammar::open_bar> {
  static void apply(const auto&, Reading& reading) { ++reading.bars; }
};
template <> struct Action<grammar::absolute> {
  static void apply(const auto& in, Reading& reading) {
    --reading.bars;
    reading.call(function_named("abs"), reading.spot(in), 1);
  }
};

template <> struct Action<grammar::argument> {
  static void apply(const auto&, Reading& reading) {
    ++reading.open.back().operands;
  }
};
template <>
struct Action<grammar::single_argument> : Action<grammar::argument> {};

template <> struct Action<grammar::mapping> {
  static void apply(const auto&, Reading& reading) {
    reading.mappings.insert(reading.open.back().name);
  }
};
/// It is no factor by itself: what it is comes next, by another rule.
template <> struct Action<grammar::stranger> {
  static bool apply(const auto& in, const Reading& reading) {
    reading.require_factor(in.string(), reading.spot(in));
    return false;
  }
};

/// Raises an error where what is wanted is not there.
template <class Rule> struct Control : tao::pegtl::normal<Rule> {
  static void failure(const auto& in, Reading&) {
    if constexpr (requires { Rule::wanted; })
      throw tao::pegtl::parse_error(Rule::wanted, in);
  }
};

template <class Rule> struct WordAction : tao::pegtl::nothing<Rule> {};
template <> struct WordAction<grammar::lone_word> {
  static void apply(const auto& in, std::set<std::string>& words) {
    words.insert(in.string());
  }
};

template <class Rule> bool is_all(std::string_view text) {
  tao::pegtl::memory_input input(text.data(), text.size(), "name");
  return tao::pegtl::parse<tao::pegtl::seq<Rule, tao::pegtl::eof>>(input);
}

std::set<std::string> lone_words(std::string_view text) {
  std::set<std::string> words;
  tao::pegtl::memory_input input(text.data(), text.size(), "FORMULA");
  tao::pegtl::parse<grammar::words, WordAction>(input, words);
  return words;
}

}  // namespace

std::vector<Instruction> parsed(std::string_view text) {
  const std::string line = in_statements(text);
  Reading reading{.spots = spots_of(text), .words = lone_words(line)};
  tao::pegtl::memory_input input(line.data(), line.size(), "FORMULA");
  try {
    tao::pegtl::parse<grammar::formula, Action, Control>(input, reading);
  } catch (const tao::pegtl::parse_error& error) {
    const std::size_t byte = error.positions().front().byte;
    const bool is_deep = error.message().starts_with("maximum");
    throw Error(described(reading.spots[byte]),
                is_deep ? fmt::format("at most {} levels", deepest)
                        : std::string(error.message()),
                is_deep ? "more" : token_at(line, byte));
  }
  return std::move(reading.instructions);
}

bool is_name(std::string_view text) { return is_all<grammar::word>(text); }

bool is_short_name(std::string_view text) {
  return is_all<grammar::short_word>(text);
}

}  // namespace gradwalk::demos
