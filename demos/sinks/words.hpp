#pragma once

#include "story/sink.hpp"

namespace gradwalk {
class MLP;
}

namespace gradwalk::demos {

/// A sink that tells everything in lines and tables of a terminal's width.
/// What it makes of a pass or a training is words of its own: `line`, `table`
/// and the others, as the sink behind it shows them.
class Words : public Sink {
 public:
  using Sink::Sink;

  static constexpr std::size_t columns = 80;

  void wide_table(const std::vector<Line>& rows, std::size_t first) override;

  /// `W1 (3 × 2) =` and the numbers.
  void matrix(const std::string& name, const Matrix& matrix, Ink ink) override;

  void equations(const std::vector<Equation>& equations) override;
  void result(const Equation& equation, double value) override;

  void leaves(const Walk& walk) override;
  void formulas(const Walk& walk) override;

  /// Each node in symbols, in numbers, and its value.
  void forward(const Walk& walk) override;

  /// At each node, each local gradient in symbols, in numbers and its value,
  /// upstream × local, and the parent that the product goes to; the running sum
  /// where a parent receives several; which inputs receive nothing.
  void backward(const Walk& walk) override;

  /// Each path that is listed, a line, and their sum.
  void paths(const Paths& paths) override;

  void perturbations(const GradientCheck& check) override;
  void updates(std::span<const Update> updates) override;

  /// In matrices, layer by layer.
  void iteration(const Iteration& iteration) override;
  void trained(const Trained& trained) override;

 protected:
  [[nodiscard]] std::string number(double value) const;

  /// A number as a factor: in parentheses if it is negative.
  [[nodiscard]] std::string factor(double value) const;

  /// As it is shown, and measured: in ASCII if asked.
  [[nodiscard]] virtual std::string spelled(std::string_view text) const {
    return std::string(text);
  }
  [[nodiscard]] std::vector<Line> spelled_rows(std::vector<Line> rows) const;

  /// Whether a table of these rows is no wider than `columns`.
  [[nodiscard]] bool fits(const std::vector<Line>& rows) const;

  // An iteration's parts, layer by layer; of few examples only.
  [[nodiscard]] static bool is_told_in_matrices(const Iteration& iteration);
  void update_in_matrices(const Iteration& iteration);
  void forward_in_matrices(const Iteration& iteration);
  void backward_in_matrices(const Iteration& iteration);

  /// What stands before each line.
  static constexpr std::string_view indent = "   ";

 private:
  struct PassedCells;
  struct Widths;

  [[nodiscard]] PassedCells cells(const BackwardStep& step,
                                  const Passed& passed,
                                  const std::vector<Formula>& local) const;
  void tell(const PassedCells& cells, const Widths& widths);
  void tell_sum(const Passed& passed);
  void tell(const BackwardStep& step, const Widths& widths, bool is_root);

  void weights(const MLP& net);
  /// What comes next, in the first iteration.
  void explain(const Iteration& iteration, const std::string& what);
};

/// The widths of a table's columns, and the blanks between two of them.
[[nodiscard]] std::vector<std::size_t> column_widths(
    const std::vector<Line>& rows);
inline constexpr std::size_t column_gap = 2;

/// `x1`, `x1 and x2`, `x1, x2 and y`.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

/// `∂loss/∂w`.
[[nodiscard]] std::string derivative(const Formula& of, const Formula& by);

}  // namespace gradwalk::demos
