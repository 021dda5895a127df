#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "program.hpp"

/// Files of digits that tests make up, and break.

/// A folder to put them into.
struct DigitFolder : Folder {
  void write(const std::string& name, const std::string& bytes) const;
  /// The same, packed by gzip.
  void write_packed(const std::string& name, const std::string& bytes) const;
};

/// Digits of seven segments each, moved about and speckled, with the labels 0,
/// 1, …, 9, 0, …: easily learned, and no two alike.
struct MadeDigits {
  std::vector<std::string> pictures;  ///< 784 bytes each
  std::vector<int> labels;

  MadeDigits(std::size_t count, std::uint32_t seed);
  [[nodiscard]] std::string images_file() const;
  [[nodiscard]] std::string labels_file() const;
  [[nodiscard]] std::string csv(bool header) const;
};

/// The four IDX files, by their usual names.
using IdxFiles = std::map<std::string, std::string>;
IdxFiles idx_files(std::size_t to_learn, std::size_t for_tests);

/// A folder of 200 digits to learn from and 50 for the tests, which stays
/// until all tests have ended.
const DigitFolder& made_digits();

/// What a test writes to run a lesson: mnist is given digits, and few epochs.
std::string runnable(const std::string& lesson);

/// `mnist` with the faults of the source's code.
std::string every_fault();
