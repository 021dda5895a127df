#pragma once

#include <algorithm>
#include <gradwalk/functions.hpp>
#include <string_view>
#include <utility>

namespace gradwalk::demos {

/// How a sign compares, by what the engine has: turned, b < a; denied, not so.
struct Relation {
  std::string_view sign;
  Value (*where)(Value a, Value b, Value yes, Value no);
  bool is_turned = false, is_denied = false;
};
inline constexpr Relation relations[]{{"<", where_less},
                                      {"<=", where_at_most},
                                      {"≤", where_at_most},
                                      {">", where_less, true},
                                      {">=", where_at_most, true},
                                      {"≥", where_at_most, true},
                                      {"=", where_equal},
                                      {"==", where_equal},
                                      {"!=", where_equal, false, true},
                                      {"≠", where_equal, false, true}};

inline const Relation* relation_named(std::string_view sign) {
  return std::ranges::find(relations, sign, &Relation::sign);
}

/// Two values that are compared.
struct Compared {
  const Relation* relation;
  Value left, right;

  [[nodiscard]] Value where(Value yes, Value no) const {
    const auto [a, b] =
        relation->is_turned ? std::pair(right, left) : std::pair(left, right);
    const auto [so, else_] =
        relation->is_denied ? std::pair(no, yes) : std::pair(yes, no);
    return relation->where(a, b, so, else_);
  }
};

}  // namespace gradwalk::demos
