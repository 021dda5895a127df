#pragma once

#if __cplusplus < 202002L
#error "gradwalk needs C++20: compile with -std=c++20"
#endif

#include <string_view>

namespace gradwalk {

/// major.minor.patch. Before 1.0.0 a new minor version may change what is
/// public; a new patch does not.
inline constexpr std::string_view version = "0.1.0";
inline constexpr int version_major = 0, version_minor = 1, version_patch = 0;

}  // namespace gradwalk
