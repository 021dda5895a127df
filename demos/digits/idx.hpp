#pragma once

#include <string>

#include "digits.hpp"

namespace gradwalk::demos {

/// MNIST's own format: big-endian words, then a byte for each pixel or label.
///
///   images                       labels
///   byte 0   2051                byte 0  2049
///   byte 4   how many, n         byte 4  how many, n
///   byte 8   rows, 28            byte 8  n labels
///   byte 12  columns, 28
///   byte 16  n × 28 × 28 pixels
///
/// Source: LeCun, Cortes and Burges, The MNIST database.
/// Errors: anything else: the file, the byte, what was expected and got.
[[nodiscard]] Digits read_idx(const std::string& images,
                              const std::string& labels);

}  // namespace gradwalk::demos
