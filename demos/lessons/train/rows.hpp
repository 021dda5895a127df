#pragma once

#include <gradwalk/nn/random.hpp>
#include <string>

#include "story/options.hpp"
#include "table/encoding.hpp"
#include "training/data.hpp"

namespace gradwalk::demos {

/// What `train` learns from, and what it is tested on.
struct Rows {
  std::string path{};
  char separator = ',';
  bool has_header = false;
  std::size_t columns = 0;
  Encoding encoding{};  ///< fitted to the rows that are learned from
  Numbers learned{}, test{};
};

/// Where the rows come from.
struct RowsWanted {
  const std::string& path;
  const Columns& columns;
  bool drops;
  const std::string& test;  ///< a share, a file, or ""
};

/// `--target`, `--ignore` and `--classes`.
void declare_columns(Options& options, Columns& columns);

/// Draws the rows of a test from the stream, where a share is asked for.
/// Errors: those of the tables; a share that leaves no row on either side.
[[nodiscard]] Rows read_rows(const RowsWanted& wanted, Random& random);

/// Rows as a net's numbers.
[[nodiscard]] Data data_of(const Encoding& encoding, const Numbers& numbers);

/// The loss, if it is one for this target. Errors: it is not.
[[nodiscard]] Loss required_loss(const Encoding& encoding, Loss loss);

}  // namespace gradwalk::demos
