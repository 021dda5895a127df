#pragma once

#include <span>
#include <string_view>

namespace gradwalk::demos {

/// A task in C++, and the test that tells whether it is done. The files of
/// demos/classroom/exercises, as Meson found them: an installed program has
/// them, too.
struct Exercise {
  std::string_view name;    ///< `exercise-1`
  std::string_view task;    ///< README.md
  std::string_view start;   ///< the file that a student begins with
  std::string_view checks;  ///< C++ that stands behind a student's file
};

/// In the order of their numbers.
[[nodiscard]] std::span<const Exercise> exercises();

/// `the backward rule of softplus`: what its task's first line says.
[[nodiscard]] std::string_view title_of(const Exercise& exercise);

}  // namespace gradwalk::demos
