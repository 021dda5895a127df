#pragma once

#include <string>

#include "sheets.hpp"

namespace gradwalk::demos {

/// A student's name, as a file can have it.
[[nodiscard]] std::string file_name(std::string student);

/// Writes all sheets and their keys into a folder: to print, to fill in, to
/// mark.
void write_folder(const Worksheets& all, const std::string& folder);

/// Prints its pages as PDF, where Chromium is there: all sheets, the keys, and
/// each sheet alone if that is wanted. Returns how many.
std::size_t print_folder(const Worksheets& all, const std::string& folder,
                         bool each);

}  // namespace gradwalk::demos
