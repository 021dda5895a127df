#pragma once

#include <cstdint>
#include <gradwalk/nn/training.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gradwalk::demos {

/// Pictures of digits by hand, 28 × 28 pixels each, and what they show.
struct Digits {
  static constexpr std::size_t side = 28;
  static constexpr std::size_t area = side * side;
  static constexpr std::size_t kinds = 10;
  /// In a file: EMNIST has 280,000. In memory each is 7 KB, as numbers.
  static constexpr std::size_t most_in_file = 300'000;

  /// From 0, the paper, to 255, the ink. Shape: digits × area, row by row.
  std::vector<std::uint8_t> pixels{};
  std::vector<std::uint8_t> labels{};  ///< 0 to 9

  [[nodiscard]] std::size_t size() const { return labels.size(); }
  [[nodiscard]] std::span<const std::uint8_t> picture(std::size_t i) const {
    return std::span(pixels).subspan(i * area, area);
  }

  /// Those at `from` … `to - 1` of `order`.
  [[nodiscard]] Digits taken(std::span<const std::size_t> order,
                             std::size_t from, std::size_t to) const;

  /// Only the first `most` from now on.
  void keep(std::size_t most);

  /// Pixels divided by 255; targets ten wide whatever the labels are, with a
  /// 1 at the label.
  [[nodiscard]] Examples examples() const;

  [[nodiscard]] bool operator==(const Digits&) const = default;
};

/// The digits to learn from, and those to be tested with.
struct DigitSets {
  Digits train, test;
  std::string said;  ///< where they come from, in a sentence
};

/// Reads what the options name: a folder of the four IDX files of MNIST, under
/// either of their usual names, packed by gzip or not; or a CSV file. Of a CSV
/// file without another for the tests, the digits are shuffled and a part put
/// aside: 1000, but no more than a tenth. Without `data`, the folder that
/// demos/run fills.
/// Errors: what ByteStream, read_idx and read_csv refuse; a file missing.
[[nodiscard]] DigitSets read_digits(const std::optional<std::string>& data,
                                    const std::optional<std::string>& test,
                                    Random& random);

}  // namespace gradwalk::demos
