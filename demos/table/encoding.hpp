#pragma once

#include <gradwalk/nn/loss.hpp>
#include <span>
#include <string>
#include <vector>

#include "csv.hpp"

namespace gradwalk::demos {

/// A column of numbers, and how it is standardised: (x - mean)/deviation.
struct Scaled {
  std::string name;
  double mean = 0.0;
  double deviation = 1.0;  ///< of the population; 1 for a constant column

  /// Takes mean and deviation from these numbers.
  void fit(std::span<const double> numbers);
  [[nodiscard]] double standardised(double x) const {
    return (x - mean) / deviation;
  }
  [[nodiscard]] double original(double z) const { return z * deviation + mean; }
};

/// How a table's rows become a net's numbers and back; kept with its weights.
struct Encoding {
  std::vector<Scaled> inputs{};
  Scaled target{};                     ///< not scaled, if it is a class
  std::vector<std::string> classes{};  ///< of the target; none: a number
  Loss loss = Loss::squared_error;

  [[nodiscard]] bool has_classes() const { return !classes.empty(); }
  /// One for a number and for two classes, unless softmax is to have two.
  [[nodiscard]] std::size_t outputs() const;
  /// A net's targets for a row's target: a number, or a class by its place.
  [[nodiscard]] std::vector<double> targets(double given) const;
};

/// What `--target`, `--ignore` and `--classes` choose.
struct Columns {
  std::string target{};
  std::vector<std::string> ignored{};
  bool are_classes = false;  ///< the target's numbers are classes
};

/// Rows of a table in numbers, not standardised.
struct Numbers {
  std::vector<std::vector<double>> inputs{};
  std::vector<double> given{};       ///< targets, where they are asked for
  std::vector<std::size_t> lines{};  ///< where each row begins
  std::size_t dropped = 0;           ///< rows that were left out

  [[nodiscard]] std::size_t size() const { return inputs.size(); }
};

/// The encoding of a table, not yet fitted. A target with a field that is no
/// number, or of 0 and 1 alone, is a class; classes are sorted.
/// Errors: no such column; no inputs; one class, or too many.
[[nodiscard]] Encoding encoding_of(const Csv& csv, const Columns& columns);

/// A table's rows as an encoding reads them, its columns found by their names.
/// `drops` leaves out a row with a field that cannot be read.
/// Errors: a column is missing; such a field; no row is left.
[[nodiscard]] Numbers numbers_in(const Csv& csv, const Encoding& encoding,
                                 bool drops, bool with_target);

}  // namespace gradwalk::demos
