#pragma once

#include <array>
#include <functional>
#include <string_view>

/// A formula for sheets, and what it is in C++.
struct ClassroomFormula {
  using Number = std::function<double(const char* leaf)>;
  std::string_view text;
  double (*value)(const Number& of);
};
extern const std::array<ClassroomFormula, 20> classroom_formulas;
