#include <array>
#include <gradwalk/formula.hpp>
#include <utility>

namespace gradwalk {

Formula::Formula(std::string text)
    : text_(std::move(text)),
      binding_(text_.starts_with('-') ? Formula::Binding::negative
                                      : Formula::Binding::atom) {}

Formula::Formula(std::string text, Binding binding)
    : text_(std::move(text)), binding_(binding) {}

std::string Formula::within(Binding least) const {
  return binding_ < least ? fmt::format("({})", text_) : text_;
}

namespace {
/// What follows a + or a -: never a - of its own.
std::string behind_a_sign(const Formula& b) {
  const std::string text = b.within(Formula::Binding::product);
  return text.starts_with('-') ? fmt::format("({})", text) : text;
}
}  // namespace

// A right operand of the same strength keeps its parentheses: a + (b + c)
// rounds differently from a + b + c, and the text says what is computed.
Formula operator+(const Formula& a, const Formula& b) {
  if (a.is_unwritten()) return b;
  return {a.within(Formula::Binding::sum) + " + " + behind_a_sign(b),
          Formula::Binding::sum};
}
Formula operator-(const Formula& a, const Formula& b) {
  if (b.is_unwritten()) return a;
  return {a.within(Formula::Binding::sum) + " - " + behind_a_sign(b),
          Formula::Binding::sum};
}
Formula operator*(const Formula& a, const Formula& b) {
  return {a.within(Formula::Binding::negative) + "·" +
              b.within(Formula::Binding::power),
          Formula::Binding::product};
}
Formula operator/(const Formula& a, const Formula& b) {
  return {a.within(Formula::Binding::negative) + "/" +
              b.within(Formula::Binding::power),
          Formula::Binding::product};
}
Formula operator-(const Formula& a) {
  return {fmt::format("-{}", a.within(Formula::Binding::product)),
          Formula::Binding::negative};
}

Formula operator<(const Formula& a, const Formula& b) {
  return {
      a.within(Formula::Binding::sum) + " < " + b.within(Formula::Binding::sum),
      Formula::Binding::condition};
}
Formula operator<=(const Formula& a, const Formula& b) {
  return {
      a.within(Formula::Binding::sum) + " ≤ " + b.within(Formula::Binding::sum),
      Formula::Binding::condition};
}
Formula operator>(const Formula& a, const Formula& b) {
  return {
      a.within(Formula::Binding::sum) + " > " + b.within(Formula::Binding::sum),
      Formula::Binding::condition};
}
Formula operator==(const Formula& a, const Formula& b) {
  return {
      a.within(Formula::Binding::sum) + " = " + b.within(Formula::Binding::sum),
      Formula::Binding::condition};
}

namespace {
Formula call(std::string_view function, const Formula& a) {
  return Formula(fmt::format("{}({})", function, a.text()));
}
Formula call(std::string_view function, const Formula& a, const Formula& b) {
  return Formula(fmt::format("{}({}, {})", function, a.text(), b.text()));
}
}  // namespace

Formula square(const Formula& a) {
  return {a.within(Formula::Binding::atom) + "²", Formula::Binding::power};
}
Formula pow(const Formula& a, const Formula& b) {
  return {
      a.within(Formula::Binding::atom) + "^" + b.within(Formula::Binding::atom),
      Formula::Binding::power};
}
Formula sqrt(const Formula& a) { return call("sqrt", a); }
Formula exp(const Formula& a) { return call("exp", a); }
Formula log(const Formula& a) { return call("log", a); }
Formula log1p(const Formula& a) { return log(Formula(1.0) + a); }
Formula sin(const Formula& a) { return call("sin", a); }
Formula cos(const Formula& a) { return call("cos", a); }
Formula tanh(const Formula& a) { return call("tanh", a); }
Formula abs(const Formula& a) {
  return {fmt::format("|{}|", a.text()), Formula::Binding::atom};
}
Formula minimum(const Formula& a, const Formula& b) {
  return call("min", a, b);
}
Formula maximum(const Formula& a, const Formula& b) {
  return call("max", a, b);
}

Formula where(const Formula& condition, const Formula& yes, const Formula& no) {
  // Only a rule's own second condition goes on without parentheses; one that
  // is part of an operand's label has them.
  const std::string otherwise =
      no.is_choice_ ? no.text() : "else " + no.within(Formula::Binding::sum);
  Formula text{fmt::format("{} if {}, {}", yes.within(Formula::Binding::sum),
                           condition.text(), otherwise),
               Formula::Binding::condition};
  text.is_choice_ = true;
  return text;
}

Formula highest(std::span<const Formula>) { return Formula::unwritten(); }

Formula except(const Formula&, const Formula&, const Formula& elsewhere) {
  return elsewhere;
}

std::string shortened(std::string_view text, std::size_t columns) {
  if (text.size() <= columns) return std::string(text);
  for (const std::string_view between : {" + ", ", "}) {
    const std::size_t last = text.rfind(between);
    const std::size_t first = text.rfind(between, columns);
    if (first == std::string_view::npos || first == last) continue;
    return fmt::format("{}{}…{}", text.substr(0, first), between,
                       text.substr(last));
  }
  return std::string(text);
}

std::string to_ascii(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 15>
      spellings{{{"·", "*"},
                 {"²", "^2"},
                 {"≤", "<="},
                 {"×", "x"},
                 {"∂", "d"},
                 {"½", "1/2"},
                 {"→", "->"},
                 {"–", "-"},
                 {"…", "..."},
                 {"Σ", "sum"},
                 {"σ", "sigmoid"},
                 {"ᵀ", "^T"},
                 {"√", "sqrt"},
                 {"←", "<-"},
                 {"µ", "u"}}};
  std::string ascii;
  while (!text.empty()) {
    std::size_t taken = 1;
    std::string_view spelling = text.substr(0, 1);
    for (const auto& [symbol, plain] : spellings) {
      if (!text.starts_with(symbol)) continue;
      taken = symbol.size();
      spelling = plain;
    }
    ascii += spelling;
    text.remove_prefix(taken);
  }
  return ascii;
}

}  // namespace gradwalk
