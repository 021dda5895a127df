#pragma once

#include <gradwalk/dot.hpp>

namespace gradwalk::demos {

/// How a story is shown, whatever the format.
struct Style {
  int precision = 6;            ///< significant digits in the text
  bool precise = false;         ///< they were asked for
  bool ascii = false;           ///< no character outside ASCII
  Fold fold = Fold::automatic;  ///< in drawings
  int patience = 60;            ///< seconds that dot or gnuplot may take
  int graph = 1;                ///< which of a lesson's graphs is drawn
};

}  // namespace gradwalk::demos
