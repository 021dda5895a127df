#pragma once

#include <fmt/core.h>

#include <gradwalk/value.hpp>
#include <iosfwd>

/// `z = 0.5`, or `0.5` for a node without a name. The format is the number's,
/// `{:.3f}`, but for its width, which is that of the whole: `{:>12}`.
template <> struct fmt::formatter<gradwalk::Value> : fmt::formatter<double> {
  constexpr auto parse(fmt::format_parse_context& context)
      -> fmt::format_parse_context::iterator {
    first = context.begin();
    return last = fmt::formatter<double>::parse(context);
  }
  auto format(const gradwalk::Value& value, fmt::format_context& context) const
      -> fmt::format_context::iterator;

  const char *first = nullptr, *last = nullptr;  ///< as it is written
};

namespace gradwalk {

/// The same, with the stream's precision, and its width for the whole.
std::ostream& operator<<(std::ostream& out, const Value& value);

}  // namespace gradwalk
