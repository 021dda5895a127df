#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "story/format.hpp"
#include "story/lesson.hpp"

namespace gradwalk::demos {

/// What the command line asks for.
struct Request {
  /// The lesson to tell; null: none, as `text` says all.
  Lesson* lesson = nullptr;
  bool is_chosen = false;  ///< the lesson was named
  Style style{};
  bool step = false;

  /// What is printed in place of a lesson: help, or the list.
  std::string text{};

  /// What each lesson declared, and whether it was given: a lesson may ask.
  std::list<Options> options{};
};

/// Reads the command line, by the options that lessons and formats declare.
/// Errors: UsageError, in one line: what was expected, what was got.
[[nodiscard]] Request parsed_request(
    int count, const char* const* arguments,
    const std::vector<std::unique_ptr<Lesson>>& lessons,
    const std::vector<std::unique_ptr<Format>>& formats);

/// What each lesson teaches, a line each.
[[nodiscard]] std::string list_of(
    const std::vector<std::unique_ptr<Lesson>>& lessons);

}  // namespace gradwalk::demos
