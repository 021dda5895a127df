#pragma once

#include <cstddef>
#include <gradwalk/dot.hpp>
#include <gradwalk/labels.hpp>
#include <string>
#include <utility>
#include <vector>

namespace gradwalk::demos {

/// Options by their names, with their texts.
using Choices = std::vector<std::pair<std::string, std::string>>;

/// How a story is shown, whatever the format.
struct Style {
  static constexpr int none = -1;

  int precision = 6;            ///< significant digits in the text
  int decimals = none;          ///< in place of them
  bool precise = false;         ///< either was asked for
  bool ascii = false;           ///< no character outside ASCII
  Fold fold = Fold::automatic;  ///< in drawings
  int patience = 60;            ///< seconds that dot, gnuplot and such may take
  bool sources = false;         ///< also what is wrong in the sources
  int graph = 1;                ///< which of a lesson's graphs is drawn

  [[nodiscard]] gradwalk::Digits digits() const {
    return decimals == none ? gradwalk::Digits(precision)
                            : gradwalk::Digits::decimals(decimals);
  }

  /// By these a page asks for the story anew.
  Choices given{};
  bool reads_files = false;  ///< which no page can

  bool asks = true;  ///< a film has questions

  std::size_t most_parameters = 2'000'000;  ///< of a net
};

}  // namespace gradwalk::demos
