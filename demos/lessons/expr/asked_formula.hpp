#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formula/record.hpp"
#include "story/draw.hpp"
#include "story/options.hpp"

namespace gradwalk::demos {

/// A formula and its numbers, as they are asked for: `"w*x + b" w=0.5 x=2 b=0
/// --given x`.
class AskedFormula {
 public:
  void declare(Options& options);

  /// A first one, where none is asked for.
  void complete();
  [[nodiscard]] const std::string& text() const { return *formula_; }

  /// Errors: as `recorded`'s; a number that is none, two numbers of a name, a
  /// name that the formula does not read.
  [[nodiscard]] FormulaGraph recorded(Graph& graph) const;

  /// `Lesson::varied`. A name without a number gets one.
  [[nodiscard]] std::vector<std::string> varied(std::vector<std::string> texts,
                                                Draw& draw) const;

 private:
  /// `w=0.5` as a name and a number.
  [[nodiscard]] std::map<std::string, double> numbers() const;
  void require_all_used(const FormulaGraph& formula) const;

  std::optional<std::string> formula_;
  std::vector<std::string> numbers_, given_;
};

}  // namespace gradwalk::demos
