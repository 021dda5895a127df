#pragma once

#include <string>

#include "sheets.hpp"

namespace gradwalk::demos {

/// A student's name, as a file can have it.
[[nodiscard]] std::string file_name(std::string student);

/// Writes all sheets and their keys into a folder: to print, to fill in, to
/// mark; as PDF where Chromium is there, each alone if that is wanted.
void write_folder(const Worksheets& all, const std::string& folder,
                  bool each_as_pdf);

}  // namespace gradwalk::demos
