#pragma once

#include <string>
#include <vector>

/// What the engine answers a page.
std::string called(const std::vector<std::string>& texts);
