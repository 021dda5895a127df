#pragma once

#include <string>

namespace gradwalk::demos {

/// A file's bytes; those of a gzip file, which is told by its first two
/// bytes, unpacked.
/// Errors: no such file, a folder, a file of more than 1 GiB, a gzip file that
/// is cut short or damaged: which, and where.
[[nodiscard]] std::string read_bytes(const std::string& path);

}  // namespace gradwalk::demos
