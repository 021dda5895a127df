#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exercises.hpp"

/// A student's file, compiled with an exercise's test and run.
namespace gradwalk::demos {

/// How long each may take, in seconds.
struct Patience {
  int compiling = 60, running = 10;
};

/// What became of it.
struct Submission {
  std::vector<std::string> complaints;  ///< the compiler's, a few
  std::vector<std::string> checks;      ///< `right: …`, `not yet: …`
  std::vector<std::string> printed;     ///< by the student's own code
  std::string broken_off{};             ///< why not all checks were made

  [[nodiscard]] bool passes() const;
};

/// Compiles and runs the file as it is: whatever it does, it does. It is
/// compiled by CXX, or else c++, for the library that this program was built
/// with, or else the one that is installed. No file is left behind.
/// Errors: there is no such file, no compiler or no library.
[[nodiscard]] Submission submitted(const Exercise& exercise,
                                   const std::string& path, Patience patience);

}  // namespace gradwalk::demos
