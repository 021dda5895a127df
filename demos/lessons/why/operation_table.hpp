#pragma once

#include <gradwalk/operation.hpp>
#include <string>
#include <vector>

#include "story/story.hpp"

namespace gradwalk::demos {

/// An operation at one point: its value and local gradients beside central
/// differences.
struct OperationRow {
  struct By {
    std::size_t operand;
    double local, difference;  ///< nan where there is none
    bool is_open, is_kink;
  };
  std::vector<double> at;
  double value;
  std::vector<By> by;  ///< the first operand and, if there are more, the last
};

/// Where rules are special: 0, infinity, nan, each operand's and all at once.
[[nodiscard]] std::vector<OperationRow> edge_rows(
    const Operation& operation, const std::vector<double>& at);

/// At points of the usual size.
[[nodiscard]] std::vector<OperationRow> plain_rows(
    const Operation& operation, const std::vector<double>& at);

void tell(Story& story, const std::vector<OperationRow>& rows,
          const std::vector<std::string>& names);

[[nodiscard]] Json document_of(const std::vector<OperationRow>& rows,
                               const std::vector<std::string>& names);

}  // namespace gradwalk::demos
