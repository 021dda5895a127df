#pragma once

#include <span>

#include "sheets.hpp"
#include "story/draw.hpp"
#include "story/telling.hpp"

namespace gradwalk::demos {

/// A lesson with other numbers each time, which are pleasant: of some draws
/// those with finite results, no more results of 0 than the lesson's own
/// numbers have, few that are very large, very small or of a flat slope, and
/// few digits.
class PleasantNumbers {
 public:
  PleasantNumbers(const std::vector<std::string>& texts, const Style& style);

  /// The texts that ask for it; others than those in `used`, if there are any.
  [[nodiscard]] std::vector<std::string> drawn(
      Draw& draw, std::span<const StudentSheet> used);

 private:
  std::string lesson_;
  std::vector<std::string> own_;  ///< what follows its name
  Telling pattern_;
  std::size_t zeros_ = 0;  ///< results of 0 that the lesson's own numbers have
};

}  // namespace gradwalk::demos
