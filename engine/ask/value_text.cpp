#include <fmt/format.h>

#include <cmath>
#include <gradwalk/value.hpp>
#include <string>

auto fmt::formatter<gradwalk::Value>::format(const gradwalk::Value& value,
                                             fmt::format_context& context) const
    -> fmt::format_context::iterator {
  if (value == gradwalk::Value()) return format_to(context.out(), "(empty)");
  const std::string& name = value.name();
  if (!name.empty())
    context.advance_to(format_to(context.out(), "{} = ", name));
  const double number = value.value();
  return fmt::formatter<double>::format(
      std::isnan(number) ? std::fabs(number) : number, context);
}
