#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/value_text.hpp>
#include <ostream>
#include <sstream>
#include <string>

namespace gradwalk {

namespace {

double plain_nan(double number) {
  return std::isnan(number) ? std::fabs(number) : number;
}

/// The part of a format that is a field's, `*>12`, and the rest.
struct Format {
  std::string field, rest;
};
Format parted(std::string_view format) {
  const std::size_t align = format.find_first_of("<>^");
  const std::size_t flags = align == std::string_view::npos ? 0 : align + 1;
  const std::size_t first =
      std::min(format.find_first_not_of("+- #", flags), format.size());
  std::size_t end = first;
  // With a zero in front it is the number's.
  if (first < format.size() && format[first] != '0')
    end =
        std::min(format.find_first_not_of("0123456789", first), format.size());
  const std::string_view before = format.substr(0, flags);
  return {fmt::format("{}{}", before.empty() ? ">" : before,
                      format.substr(first, end - first)),
          fmt::format("{}{}", format.substr(flags, first - flags),
                      format.substr(end))};
}

/// A format in which each {} is the next of the arguments from `argument` on.
std::string filled(std::string format, int argument,
                   const fmt::format_context& context) {
  for (std::size_t at = 0; (at = format.find("{}", at)) != format.npos;)
    format.insert(at + 1, fmt::format("{}", argument++));
  return fmt::vformat(format, context.args());
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Value& value) {
  if (value.is_empty()) return out << "(empty)";
  std::ostringstream text;
  text.copyfmt(out);
  text.width(0);
  const bool is_named = !value.is_plain_number() && !value.name().empty();
  if (is_named) text << value.name() << " = ";
  text << plain_nan(value.value());
  return out << text.str();
}

}  // namespace gradwalk

auto fmt::formatter<gradwalk::Value>::format(const gradwalk::Value& value,
                                             fmt::format_context& context) const
    -> fmt::format_context::iterator {
  if (value.is_empty()) return fmt::format_to(context.out(), "(empty)");
  const double number = gradwalk::plain_nan(value.value());
  if (value.is_plain_number() || value.name().empty())
    return fmt::formatter<double>::format(number, context);
  // What is no width or precision is refused, as it is of a plain number.
  fmt::memory_buffer unread;
  fmt::format_context of_number(fmt::appender(unread), context.args());
  fmt::formatter<double>::format(number, of_number);
  const auto [field, rest] =
      gradwalk::parted(gradwalk::filled({first, last}, argument, context));
  const std::string text =
      fmt::format("{} = {}", value.name(),
                  fmt::format(fmt::runtime("{:" + rest + "}"), number));
  return fmt::format_to(context.out(), fmt::runtime("{:" + field + "}"), text);
}
