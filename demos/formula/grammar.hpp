#pragma once

#include <tao/pegtl.hpp>

/// The grammar of formulas. Rules named for what is wanted at a place raise an
/// error if it is not there: `Wanted` in parse.cpp.
namespace gradwalk::demos::grammar {

using namespace tao::pegtl;

struct blanks : star<one<' ', '\t', '\r', '\n'>> {};
template <char symbol> struct sign : seq<one<symbol>, blanks> {};

/// Latin and Greek letters; × and ÷, which lie among them, are none.
struct letter : utf8::ranges<U'A', U'Z', U'a', U'z', U'À', U'Ö', U'Ø', U'ö',
                             U'ø', U'ɏ', U'Α', U'ω', U'_'> {};
/// Digits, also as indices.
struct name_digit : utf8::ranges<U'0', U'9', U'₀', U'₉'> {};
struct word : seq<letter, star<sor<letter, name_digit>>> {};

struct exponent : seq<one<'e', 'E'>, opt<one<'+', '-'>>, plus<digit>> {};
struct number : seq<sor<seq<plus<digit>, opt<one<'.'>, star<digit>>>,
                        seq<one<'.'>, plus<digit>>>,
                    opt<exponent>> {};

struct expression;
struct product;
struct statement;
struct unary;

// Wanted.
struct operand : seq<unary> {};
struct argument : seq<expression> {};
struct added : seq<product> {};
struct inner : seq<expression> {};
struct defined : seq<expression> {};
struct closing : sign<')'> {};
struct call_closing : sign<')'> {};
struct bar : sign<'|'> {};
struct statement_wanted : seq<statement> {};
struct end : eof {};

struct name : seq<word> {};
struct function : seq<word> {};
struct arguments : seq<argument, star<seq<sign<','>, argument>>> {};
struct call : seq<at<word, blanks, one<'('>>, function, blanks, sign<'('>,
                  arguments, call_closing> {};
struct parenthesised : seq<sign<'('>, inner, closing> {};
struct absolute : seq<sign<'|'>, inner, bar> {};

struct squared : seq<utf8::one<U'²'>, blanks> {};
struct cubed : seq<utf8::one<U'³'>, blanks> {};
struct primary : seq<sor<seq<number, blanks>, call, seq<name, blanks>,
                         parenthesised, absolute>,
                     opt<sor<squared, cubed>>> {};
struct raised : seq<sor<string<'*', '*'>, one<'^'>>, blanks, operand> {};
struct power : seq<primary, opt<raised>> {};
struct minus_sign : seq<sor<one<'-'>, utf8::one<U'\u2212'>>, blanks> {};
struct negated : seq<minus_sign, operand> {};
struct unary : sor<negated, power> {};

struct times_sign : seq<sor<one<'*'>, utf8::one<U'·', U'×'>>, blanks> {};
struct times : seq<times_sign, operand> {};
struct over : seq<sign<'/'>, operand> {};
struct product : seq<unary, star<sor<times, over>>> {};

struct plus_ : seq<sign<'+'>, added> {};
struct minus_ : seq<minus_sign, added> {};
struct expression : seq<product, star<sor<plus_, minus_>>> {};

struct target : seq<word> {};
struct definition
    : seq<at<word, blanks, one<'='>>, target, blanks, sign<'='>, defined> {};
struct statement : sor<definition, expression> {};
struct formula
    : seq<blanks, statement_wanted,
          star<seq<sign<';'>, sor<at<eof>, statement_wanted>>>, end> {};

}  // namespace gradwalk::demos::grammar
