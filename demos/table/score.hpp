#pragma once

#include <optional>
#include <string>
#include <vector>

#include "encoding.hpp"
#include "story/matrix.hpp"
#include "story/story.hpp"

/// How right a net is about a table.
namespace gradwalk::demos {

/// What a net says about one row.
struct TableAnswer {
  double value;        ///< the number, or the class by its place
  double probability;  ///< of the class, as the net has it; of a number 1
};

/// Shape: outputs are (outputs × rows), as nn's `outputs_of` has them.
[[nodiscard]] std::vector<TableAnswer> answers_in(const Encoding& encoding,
                                                  const Matrix& outputs);

/// A number as it stands, or a class's name.
[[nodiscard]] std::string text_of(const Encoding& encoding, double value,
                                  const Story& story);

/// Answers beside what is given.
class Score {
 public:
  Score(const Encoding& encoding, const std::vector<TableAnswer>& answers,
        const std::vector<double>& given);

  /// Of classes: right answers, and by class; which was taken for which. Of
  /// numbers: R², and the root of the mean squared error.
  void tell(Story& story, const std::string& of) const;
  [[nodiscard]] Json document() const;

 private:
  void tell_classes(Story& story, const std::string& of) const;

  const Encoding& encoding_;
  std::size_t rows_;
  std::vector<std::vector<std::size_t>> confusion_;  ///< given × answered
  std::size_t right_ = 0;
  double error_ = 0.0;                 ///< √ of the mean squared error
  std::optional<double> r_squared_{};  ///< none where all given are equal
};

}  // namespace gradwalk::demos
