#pragma once

#include <string_view>
#include <tao/pegtl.hpp>

#include "functions.hpp"

/// The grammar of formulas. Rules named for what is wanted at a place raise an
/// error if it is not there, with the words that they have as `wanted`.
namespace gradwalk::demos::grammar {

using namespace tao::pegtl;

/// With those of web pages and of files from elsewhere.
struct blanks : star<utf8::one<U' ', U'\t', U'\r', U'\n', U'\u00A0', U'\u2009',
                               U'\u202F', U'\uFEFF'>> {};
template <char symbol> struct sign : seq<one<symbol>, blanks> {};

/// Latin and Greek letters; × and ÷, which lie among them, are none.
struct letter : utf8::ranges<U'A', U'Z', U'a', U'z', U'À', U'Ö', U'Ø', U'ö',
                             U'ø', U'ɏ', U'Α', U'ω', U'_'> {};
/// Digits, also as indices.
struct name_digit : utf8::ranges<U'0', U'9', U'₀', U'₉'> {};
struct if_ : seq<string<'i', 'f'>, not_at<sor<letter, name_digit>>, blanks> {};
struct else_
    : seq<string<'e', 'l', 's', 'e'>, not_at<sor<letter, name_digit>>, blanks> {
};
/// It ends before a letter: πx is π·x.
struct pi : seq<utf8::one<U'π'>, not_at<sor<one<'_'>, name_digit>>> {};
struct word
    : sor<pi,
          seq<not_at<sor<if_, else_>>, letter, star<sor<letter, name_digit>>>> {
};
/// What is no function's name before a parenthesis: x(y + 1).
struct short_word : seq<letter, star<sor<name_digit, one<'_'>>>> {};
/// A word that names a function.
struct function_word {
  using rule_t = function_word;
  using subs_t = empty_list;
  template <class Input> static bool match(Input& in) {
    memory_input rest(in.current(), in.end(), "");
    if (!parse<word>(rest)) return false;
    const auto size = static_cast<std::size_t>(rest.current() - in.current());
    if (function_named({in.current(), size}) == nullptr) return false;
    in.bump(size);
    return true;
  }
};
/// Whether | begins and does not end.
struct outside_bars {
  using rule_t = outside_bars;
  using subs_t = empty_list;
  template <apply_mode, rewind_mode, template <class...> class,
            template <class...> class, class Input, class Reading>
  static bool match(Input&, const Reading& reading) {
    return reading.bars == 0;
  }
};

struct power_of_ten : seq<one<'e', 'E'>, opt<one<'+', '-'>>, plus<digit>> {};
struct number : seq<sor<seq<plus<digit>, opt<one<'.'>, star<digit>>>,
                        seq<one<'.'>, plus<digit>>>,
                    opt<power_of_ten>> {};
struct half : utf8::one<U'½'> {};

struct expression;
struct if_else;
struct negated_exponent;
struct parenthesised;
struct plus_exponent;
struct power;
struct primary;
struct product;
struct statement;
struct sum;
struct unary;

struct operand_wanted {
  static constexpr auto wanted = "a number, a name, a function or (";
};
struct operand : seq<unary>, operand_wanted {};
struct exponent : sor<negated_exponent, plus_exponent, power>,
                  operand_wanted {};
struct argument : seq<expression>, operand_wanted {};
struct added : seq<product>, operand_wanted {};
struct inner : seq<expression>, operand_wanted {};
struct defined : seq<expression>, operand_wanted {};
struct compared : seq<sum>, operand_wanted {};
struct otherwise : seq<expression>, operand_wanted {};
struct colon : sign<':'> {
  static constexpr auto wanted = "an operator or :";
};
struct closing : sign<')'> {
  static constexpr auto wanted = "an operator or )";
};
struct call_closing : sign<')'> {
  static constexpr auto wanted = "an operator, a comma or )";
};
struct bar : sign<'|'> {
  static constexpr auto wanted = "an operator or |";
};
struct by : seq<utf8::one<U'∂'>, blanks, primary> {
  static constexpr auto wanted = "∂ and a name";
};
struct statement_wanted : seq<statement>, operand_wanted {};
struct end : eof {
  static constexpr auto wanted = "an operator, ; or the end";
};

struct name : seq<word> {};
/// A word before a parenthesis: an action says whether it is a factor.
struct stranger : seq<at<word, blanks, one<'('>>, word> {};

struct raised_digit
    : utf8::one<U'⁰', U'¹', U'²', U'³', U'⁴', U'⁵', U'⁶', U'⁷', U'⁸', U'⁹'> {};
struct raised_number : seq<opt<utf8::one<U'⁻'>>, plus<raised_digit>> {};
struct superscript : seq<raised_number> {};
struct raising : sor<string<'*', '*'>, one<'^'>> {};

// sin(x), sin²(x), sin^2(x).
struct function_power
    : sor<raised_number, seq<raising, opt<one<'-'>>, plus<digit>>> {};
struct function : seq<function_word> {};
struct head : seq<function, blanks, opt<function_power, blanks>> {};
struct arguments : seq<argument, star<seq<sign<','>, argument>>> {};
struct call
    : seq<at<head, one<'('>>, head, sign<'('>, arguments, call_closing> {};

// What can follow a factor without a sign between; after some it is not clear.
struct factor_begins
    : sor<word, one<'('>, utf8::one<U'√', U'∂'>, seq<outside_bars, one<'|'>>> {
};
struct one_divisor : not_at<factor_begins> {
  static constexpr auto wanted =
      "an operator or parentheses, as a/b c is read in two ways";
};
struct one_factor
    : sor<at<sor<function_word, utf8::one<U'√'>>>, not_at<factor_begins>> {
  static constexpr auto wanted =
      "an operator or parentheses, as sin x y is read in two ways";
};

// sin x, sin 2x, sin 2πx, √x: of one factor, and what stands close before it.
struct coefficient : seq<at<sor<number, pi>, letter>, sor<number, name>> {};
struct times_coefficient : seq<coefficient> {};
struct times_factor : seq<power> {};
struct bare_argument
    : sor<seq<coefficient, star<times_coefficient>, times_factor>, power> {};
struct single_argument : seq<bare_argument> {};
struct bare : seq<at<head, sor<number, word, utf8::one<U'√'>>>, head,
                  single_argument, one_factor> {};
struct root_argument : seq<power> {};
struct square_root : seq<utf8::one<U'√'>, blanks,
                         sor<parenthesised, seq<root_argument, one_factor>>> {};

struct of : seq<primary> {};
struct derivative : seq<utf8::one<U'∂'>, blanks, of, sign<'/'>, by> {};
struct parenthesised : seq<sign<'('>, inner, closing> {};
struct open_bar : sign<'|'> {};
struct absolute : seq<open_bar, inner, bar> {};
struct primary
    : seq<sor<seq<sor<number, half>, blanks>, call, bare, square_root,
              derivative, seq<sor<stranger, name>, blanks>, parenthesised,
              absolute>,
          opt<superscript, blanks>> {};
struct raised : seq<raising, blanks, exponent> {};
struct power : seq<primary, opt<raised>> {};

// 2x, 2(x + 1), x y, 2|x|: without a sign a product binds more than with one.
struct next_factor : seq<at<factor_begins>, power> {};
struct term : seq<power, star<next_factor>> {};
struct minus_sign : seq<utf8::one<U'-', U'−', U'–'>, blanks> {};
struct negated : seq<minus_sign, operand> {};
struct negated_exponent : seq<minus_sign, exponent> {};
struct plus_exponent : seq<sign<'+'>, exponent> {};
struct unary : sor<negated, seq<sign<'+'>, operand>, term> {};

struct times_sign : seq<utf8::one<U'*', U'·', U'×', U'⋅', U'∙', U'∗'>, blanks> {
};
struct times : seq<times_sign, operand> {};
struct over : seq<utf8::one<U'/', U'÷'>, blanks, exponent, one_divisor> {};
struct product : seq<unary, star<sor<times, over>>> {};

struct plus_ : seq<sign<'+'>, added> {};
struct minus_ : seq<minus_sign, added> {};
struct sum : seq<product, star<sor<plus_, minus_>>> {};

struct relation
    : sor<string<'<', '='>, string<'>', '='>, string<'=', '='>,
          string<'!', '='>, utf8::one<U'≤', U'≥', U'≠', U'<', U'>'>> {};
struct equality : one<'='> {};
struct one_relation : not_at<sor<relation, equality>> {
  static constexpr auto wanted = "one comparison";
};
struct comparing : seq<relation, blanks, compared, one_relation> {};
/// With `=`, which elsewhere defines.
struct case_comparing
    : seq<sor<relation, equality>, blanks, compared, one_relation> {};

// c ? a : b, and a if c, b if d, else e.
struct ternary : seq<sign<'?'>, inner, colon, otherwise> {};
struct condition : seq<sum, opt<case_comparing>> {};
struct another_case
    : sor<seq<opt<sign<','>>, else_, otherwise>, seq<sign<','>, sum, if_else>> {
  static constexpr auto wanted = "an operator or else";
};
struct if_else : seq<if_, condition, another_case> {};
struct expression : seq<sum, opt<comparing>, opt<sor<ternary, if_else>>> {};

struct parameters
    : seq<sign<'('>, list<seq<word, blanks>, sign<','>>, sign<')'>> {};
struct target : seq<word> {};
/// f(x) = …, by which f is the number.
struct mapping : seq<parameters> {};
struct definition_sign : seq<one<'='>, not_at<one<'='>>, blanks> {};
struct definition
    : seq<at<word, blanks, opt<parameters>, definition_sign>, target, blanks,
          opt<mapping>, definition_sign, defined> {};
struct statement : sor<definition, expression> {};
struct separators : plus<sign<';'>> {};
struct formula
    : seq<blanks, opt<separators>, statement_wanted,
          star<seq<separators, sor<at<eof>, statement_wanted>>>, end> {};

/// Anything: its words that stand before no parenthesis.
struct lone_word : seq<word, not_at<blanks, one<'('>>> {};
struct words : star<sor<number, lone_word, word, utf8::any>> {};

}  // namespace gradwalk::demos::grammar
