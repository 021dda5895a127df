#pragma once

#include <gradwalk/formula.hpp>
#include <gradwalk/value.hpp>
#include <span>
#include <string>
#include <vector>

#include "cells.hpp"

namespace gradwalk::demos {

/// Questions for cells, in the order in which they are added.
class CellList {
 public:
  explicit CellList(Digits digits) : digits_(digits) {}

  [[nodiscard]] std::vector<CellQuestion> taken() { return std::move(all_); }

 protected:
  using Numbers = std::span<const double>;

  [[nodiscard]] std::string shown(double x) const;
  [[nodiscard]] std::string factor(double x) const;

  /// A recorded node's operands, as numbers and as hints show them.
  struct Operands {
    std::vector<double> numbers;
    std::vector<Formula> texts;
  };
  [[nodiscard]] Operands operands_of(Value node) const;

  void add(CellQuestion question) { all_.push_back(std::move(question)); }
  /// One for a cell; `node`: where a graph has its number.
  void add(const std::string& matrix, QuestionKind kind, Cell cell, Value node,
           std::string hint, const std::vector<double>& operands, Work work,
           std::vector<LikelyMistake> mistakes);

  /// For what an operation makes of its operands; of a leaf none.
  void add_value(const std::string& matrix, Cell cell, Value node);

  /// For Σ a·b. Shape: of a and b the same length.
  void add_products(const std::string& matrix, Cell cell, Value node,
                    const std::vector<double>& a, const std::vector<double>& b,
                    std::vector<LikelyMistake> mistakes);
  /// Σ a·b, of a and b one behind the other.
  [[nodiscard]] static double sum_of_products(Numbers x);

 private:
  Digits digits_;
  std::vector<CellQuestion> all_;
};

}  // namespace gradwalk::demos
