#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "questions/sheet.hpp"
#include "story/draw.hpp"
#include "story/style.hpp"

namespace gradwalk::demos {

/// The questions of a lesson, which is asked for as on the command line.
[[nodiscard]] Sheet sheet_of(const std::vector<std::string>& texts,
                             const Style& style);

/// A student's sheet.
struct StudentSheet {
  std::string student;
  std::vector<std::string> texts;  ///< that ask for its numbers
  Sheet sheet;
};

/// The sheets of a class.
struct Worksheets {
  std::uint32_t seed = 1;
  Selection selection;
  Style style;
  std::vector<StudentSheet> sheets{};

  [[nodiscard]] LaidOut laid_out(const StudentSheet& of) const {
    return {of.sheet, selection, style.digits()};
  }
};

/// The keys, for the program that marks the answers: the texts that ask for
/// each sheet, and its answers. `option`: what names the file.
void write_keys(const std::string& option, const std::string& path,
                const Worksheets& sheets);
/// Errors, of the file: it holds no keys, or others than this program has.
[[nodiscard]] Worksheets read_keys(const std::string& path);

}  // namespace gradwalk::demos
