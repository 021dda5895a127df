#pragma once

#include <fmt/core.h>

#include <gradwalk/value.hpp>
#include <iosfwd>
#include <string_view>

/// `z = 0.5`, or `0.5` for a node without a name. The format is the number's,
/// `{:.3f}` or `{:.{}f}`, but for its width, which is that of the whole:
/// `{:>12}`.
template <> struct fmt::formatter<gradwalk::Value> : fmt::formatter<double> {
  constexpr auto parse(fmt::format_parse_context& context)
      -> fmt::format_parse_context::iterator {
    const fmt::format_parse_context before = context;
    first = context.begin();
    last = fmt::formatter<double>::parse(context);
    const std::string_view format(first,
                                  static_cast<std::size_t>(last - first));
    if (format.find("{}") != format.npos) {
      const fmt::format_parse_context after = context;
      context = before;
      argument = context.next_arg_id();
      context = after;
    }
    return last;
  }
  auto format(const gradwalk::Value& value, fmt::format_context& context) const
      -> fmt::format_context::iterator;

  const char *first = nullptr, *last = nullptr;  ///< as it is written
  int argument = 0;  ///< which the first {} in it stands for
};

namespace gradwalk {

/// The same, with the stream's precision, and its width for the whole.
std::ostream& operator<<(std::ostream& out, const Value& value);

}  // namespace gradwalk
