#pragma once

// What the tests of the exercises share. `gradwalk check` puts a test.cpp with
// this in it behind a student's file, and compiles the two as one.
#include <fmt/core.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <exception>
#include <gradwalk/engine.hpp>
#include <string>

namespace checks {

/// The program's output, for what the checks say alone.
inline std::FILE* report = nullptr;

inline void tell(bool is_right, const std::string& what) {
  fmt::print(report, "{}: {}\n", is_right ? "right" : "not yet", what);
  std::fflush(report);  // also if what comes next crashes
}

/// Whether a number is as expected, to `tolerance` of it, or of 1 where it is
/// smaller: students may write a rule in many ways, which round in many ways.
inline void number(const std::string& what, double got, double expected,
                   double tolerance = 1e-9) {
  const bool is_right = std::abs(got - expected) <=
                        tolerance * std::fmax(1.0, std::abs(expected));
  const double shown = std::isnan(got) ? std::abs(got) : got;  // nan, not -nan
  tell(is_right, is_right ? fmt::format("{} is {:.6g}", what, got)
                          : fmt::format("{}: expected {:.6g}, got {:.6g}", what,
                                        expected, shown));
}

/// Every check of an exercise: its test.cpp.
void all();

}  // namespace checks

int main() {
  checks::report = fdopen(dup(STDOUT_FILENO), "w");
  dup2(STDERR_FILENO, STDOUT_FILENO);  // what the student's code prints
  try {
    checks::all();
  } catch (const std::exception& error) {
    checks::tell(false, fmt::format("it threw: {}", error.what()));
  }
  fmt::print(checks::report, "all checks were made\n");
  return std::fclose(checks::report);
}
