#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "questions/sheet.hpp"

/// A formula's numbers, with no arithmetic of the engine: its operations by
/// <cmath>, its gradients by central differences of these.
class OwnFormula {
 public:
  /// `texts`: expr, the formula, its numbers.
  explicit OwnFormula(const std::vector<std::string>& texts);

  [[nodiscard]] double number(const std::string& leaf) const {
    return given_.at(leaf);
  }

  /// What a student writes who has another number for one node and goes on
  /// rightly from there: for each question of the sheet; nan for words.
  [[nodiscard]] std::vector<double> answers(const gradwalk::demos::Sheet& sheet,
                                            const std::string& wrong = "",
                                            double by = 0.0) const;

  /// Whether some operation has a kink where that student's numbers are.
  [[nodiscard]] bool stands_at_a_kink(const std::string& wrong = "",
                                      double by = 0.0) const;

 private:
  struct Node {
    std::string label, operation;
    std::vector<std::size_t> parents;
    double number;  ///< of a leaf
  };
  struct Edge {
    std::size_t node, k;
  };
  [[nodiscard]] std::vector<double> values(std::size_t replaced,
                                           double number) const;
  /// Those through what max, relu and a choice have taken.
  [[nodiscard]] double paths(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::size_t node(const std::string& label) const;
  [[nodiscard]] double local(const Edge& edge,
                             const std::vector<double>& values,
                             double step) const;

  std::map<std::string, double> given_;
  std::vector<Node> nodes_;
  std::multimap<std::string, Edge> edges_;  ///< by their derivatives
};
