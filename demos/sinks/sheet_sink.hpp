#pragma once

#include "questions/iterations.hpp"
#include "questions/questions.hpp"
#include "questions/sheet.hpp"
#include "words.hpp"

namespace gradwalk::demos {

/// The questions of a lesson, and what stands around them on paper.
class SheetSink : public Words {
 public:
  explicit SheetSink(const Style& style)
      : Words(style), questions_(style.digits()) {}

  void title(std::string_view text) override { sheet_.title = text; }
  /// The formula of `expr` is the title of its sheet.
  void entry(std::string_view name, const Json& value) override;
  void heading(std::string_view text) override { heading_ = text; }
  void equations(const std::vector<Equation>& equations) override;
  void matrix(const std::string& name, const Matrix& matrix, Ink ink) override;

  void leaves(const Walk&) override {}
  void formulas(const Walk&) override {}
  void forward(const Walk& walk) override;
  void backward(const Walk& walk) override;
  void paths(const Paths& paths) override;
  void perturbations(const GradientCheck&) override {}
  void updates(std::span<const Update> updates) override;
  void iteration(const Iteration& iteration) override;
  void trained(const Trained&) override {}

  void finish() override { sheet_.questions = questions_.all(); }

  /// Once the lesson has been told.
  [[nodiscard]] const Sheet& sheet() const { return sheet_; }

 private:
  /// The part that the lesson is in.
  SheetPart& part();
  void add_given(const std::string& name, double number);
  /// Adds the questions that came since.
  void add_new();
  void add_data(const Iteration& iteration);

  Sheet sheet_;
  Questions questions_;
  IterationQuestions iterations_;
  std::string heading_;
  std::size_t added_ = 0;
  bool in_matrices_ = false;
};

}  // namespace gradwalk::demos
