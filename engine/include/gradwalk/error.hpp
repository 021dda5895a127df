#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace gradwalk {

/// The one exception that gradwalk throws, for a caller's mistake.
/// The message reads `function: expected X, got Y` and names the node.
class Error : public std::runtime_error {
 public:
  Error(std::string_view function, std::string_view expected,
        std::string_view got);
};

}  // namespace gradwalk
