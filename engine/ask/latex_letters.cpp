#include "latex_letters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace gradwalk {

namespace {

struct Spelling {
  char32_t letter;
  std::string_view latex;
};

constexpr std::array<Spelling, 23> signs{{
    {U'_', "\\_"},         {U'%', "\\%"},
    {U'$', "\\$"},         {U'#', "\\#"},
    {U'&', "\\&"},         {U'{', "\\{"},
    {U'}', "\\}"},         {U'~', "{\\sim}"},
    {U'^', "{\\wedge}"},   {U'\\', "{\\backslash}"},
    {U' ', "\\ "},         {U'`', "'"},
    {U'·', "{\\cdot}"},    {U'×', "{\\times}"},
    {U'≤', "{\\le}"},      {U'≥', "{\\ge}"},
    {U'≠', "{\\ne}"},      {U'∞', "{\\infty}"},
    {U'∂', "{\\partial}"}, {U'→', "{\\to}"},
    {U'…', "{\\ldots}"},   {U'ß', "ss"},
    {U'µ', "{\\mu}"},
}};

// In the order of Unicode from α on; omicron is a Latin o.
constexpr std::array<std::string_view, 25> greek{
    "alpha", "beta", "gamma", "delta",    "epsilon", "zeta", "eta",
    "theta", "iota", "kappa", "lambda",   "mu",      "nu",   "xi",
    "",      "pi",   "rho",   "varsigma", "sigma",   "tau",  "upsilon",
    "phi",   "chi",  "psi",   "omega"};
// Those that are no Latin letter.
constexpr std::array<Spelling, 11> greek_capitals{{{U'Γ', "Gamma"},
                                                   {U'Δ', "Delta"},
                                                   {U'Θ', "Theta"},
                                                   {U'Λ', "Lambda"},
                                                   {U'Ξ', "Xi"},
                                                   {U'Π', "Pi"},
                                                   {U'Σ', "Sigma"},
                                                   {U'Υ', "Upsilon"},
                                                   {U'Φ', "Phi"},
                                                   {U'Ψ', "Psi"},
                                                   {U'Ω', "Omega"}}};

/// Letters with one accent: all that have the same one, and what they stand on.
struct Accented {
  std::string_view accent;
  std::u32string_view letters;
  std::string_view on;
};
constexpr std::array<Accented, 8> accented{{
    {"\\hat", U"ÂÊÎÔÛâêîôûĉĝĥĵŝŵŷẑẐŶŴ", "AEIOUaeioucghjswyzZYW"},
    {"\\acute", U"ÁÉÍÓÚÝáéíóúýćńśź", "AEIOUYaeiouycnsz"},
    {"\\grave", U"ÀÈÌÒÙàèìòù", "AEIOUaeiou"},
    {"\\ddot", U"ÄËÏÖÜäëïöüÿ", "AEIOUaeiouy"},
    {"\\tilde", U"ÃÑÕãñõ", "ANOano"},
    {"\\bar", U"ĀĒĪŌŪāēīōūȳȲ", "AEIOUaeiouyY"},
    {"\\check", U"ČŠŽčďěňřšž", "CSZcdenrsz"},
    {"\\mathring", U"Åå", "Aa"},
}};

std::string plain(char32_t letter) {
  for (const auto& [sign, latex] : signs)
    if (sign == letter) return std::string(latex);
  if (letter < U' ' || letter == 0x7f) return "\\ ";
  if (letter < 0x80) return std::string(1, static_cast<char>(letter));
  if (letter >= U'α' && letter <= U'ω') {
    const std::string_view name = greek[letter - U'α'];
    return name.empty() ? "o" : fmt::format("{{\\{}}}", name);
  }
  for (const auto& [capital, name] : greek_capitals)
    if (capital == letter) return fmt::format("{{\\{}}}", name);
  if (letter >= U'₀' && letter <= U'₉')
    return fmt::format("{{}}_{{{}}}", static_cast<int>(letter - U'₀'));
  if (letter == U'²' || letter == U'³')
    return fmt::format("{{}}^{{{}}}", letter == U'²' ? 2 : 3);
  for (const auto& [accent, letters, on] : accented)
    if (const std::size_t at = letters.find(letter); at != letters.npos)
      return fmt::format("{}{{{}}}", accent, on[at]);
  return fmt::format("U{{+}}{:04X}", static_cast<std::uint32_t>(letter));
}

}  // namespace

char32_t take_letter(std::string_view& text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned first = byte(0);
  const std::size_t more = first < 0x80   ? 0
                           : first < 0xc0 ? 4
                           : first < 0xe0 ? 1
                           : first < 0xf0 ? 2
                           : first < 0xf8 ? 3
                                          : 4;
  char32_t letter = more == 0 ? first : first & (0x3fu >> more);
  bool is_whole = more < 4;
  for (std::size_t i = 1; is_whole && i <= more; ++i) {
    is_whole = (byte(i) & 0xc0) == 0x80;
    letter = letter << 6 | (byte(i) & 0x3f);
  }
  text.remove_prefix(is_whole ? more + 1 : 1);
  return is_whole ? letter : U'\ufffd';
}

std::string_view accent_of(char32_t combining) {
  switch (combining) {
    case 0x300:
      return "\\grave";
    case 0x301:
      return "\\acute";
    case 0x302:
      return "\\hat";
    case 0x303:
      return "\\tilde";
    case 0x304:
      return "\\bar";
    case 0x307:
      return "\\dot";
    case 0x308:
      return "\\ddot";
    case 0x30c:
      return "\\check";
    default:
      return "";
  }
}

std::string latex_of_letter(char32_t letter, char32_t combining) {
  const std::string_view accent = accent_of(combining);
  return accent.empty() ? plain(letter)
                        : fmt::format("{}{{{}}}", accent, plain(letter));
}

std::string greek_word(std::string_view name) {
  const bool small = std::find(greek.begin(), greek.end(), name) != greek.end();
  const bool capital =
      std::any_of(greek_capitals.begin(), greek_capitals.end(),
                  [&](const Spelling& s) { return s.latex == name; });
  return !name.empty() && (small || capital) ? fmt::format("\\{}", name) : "";
}

}  // namespace gradwalk
