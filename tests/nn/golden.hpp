#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

/// A section of tests/golden/golden.json.
inline const nlohmann::json& golden(const std::string& section) {
  static const nlohmann::json all =
      nlohmann::json::parse(std::ifstream(TESTS "/golden/golden.json"));
  return all[section];
}
