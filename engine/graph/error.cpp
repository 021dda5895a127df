#include <fmt/format.h>

#include <gradwalk/error.hpp>

namespace gradwalk {

Error::Error(std::string_view function, std::string_view expected,
             std::string_view got)
    : std::runtime_error(
          fmt::format("{}: expected {}, got {}", function, expected, got)) {}

}  // namespace gradwalk
