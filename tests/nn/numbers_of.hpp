#pragma once

#include <gradwalk/values.hpp>
#include <vector>

inline std::vector<double> numbers_of(const gradwalk::ValuesView& nodes) {
  std::vector<double> numbers;
  for (const gradwalk::Value node : nodes) numbers.push_back(node.value());
  return numbers;
}
