#pragma once

#include <string>
#include <vector>

#include "classroom/sheets/sheets.hpp"

/// The sheets of 30 students, as `gradwalk worksheet` draws them.
const gradwalk::demos::Worksheets& class_of(
    const std::vector<std::string>& texts);
