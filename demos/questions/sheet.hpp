#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cells.hpp"
#include "question.hpp"
#include "story/matrix.hpp"

namespace gradwalk::demos {

/// A matrix on paper: some of its cells are asked for.
struct SheetMatrix {
  struct Hole {
    Cell cell;
    std::size_t question;
  };
  std::string name;
  Matrix numbers;
  std::vector<Hole> holes{};
  std::optional<std::size_t> shape{};  ///< the question for its shape
};

/// A chapter of a lesson, with what its questions are about, in order.
struct SheetPart {
  using Item = std::variant<std::size_t,  ///< a question, by its place
                            std::string,  ///< an equation between matrices
                            SheetMatrix>;
  std::string heading;
  std::vector<std::pair<std::string, double>> given{};  ///< leaves
  std::vector<Item> items{};
  bool leans_back = false;  ///< it cannot be worked out without the one before
};

/// A lesson as questions on paper.
struct Sheet {
  std::string title;
  std::vector<SheetPart> parts{};
  std::vector<Question> questions{};  ///< all that there are
};

/// Which of them are asked.
struct Selection {
  std::set<QuestionKind> kinds;
  std::size_t from = 1;  ///< of those of these kinds
  std::size_t to = 1'000'000;
};

/// A row of a sheet, as it is written in every format.
struct SheetRow {
  enum class Kind {
    heading,
    given,     ///< `w = 0.5, x = 2`
    place,     ///< `at z`
    told,      ///< a number that is not asked for, but needed: `z = w·x = 1`
    asked,     ///< `z = w·x`, what stands before its answer
    equation,  ///< between matrices
    matrix,
  };
  Kind kind;
  std::string text{};
  std::size_t number = 0;              ///< of one that is asked: from 1
  const Question* question = nullptr;  ///< of one that is asked
  const SheetMatrix* matrix = nullptr;
  bool has_hole = false;  ///< its answer has room in a matrix above, too
};

/// The rows of a sheet, which outlives them.
class LaidOut {
 public:
  LaidOut(const Sheet& sheet, const Selection& selection, Digits digits);
  /// One question alone, number 1, with all that it needs.
  LaidOut(const Sheet& sheet, std::size_t question, Digits digits);

  [[nodiscard]] const std::vector<SheetRow>& rows() const { return rows_; }

  /// The questions that are asked, in order, by their places on the sheet.
  [[nodiscard]] const std::vector<std::size_t>& asked() const { return asked_; }
  /// The number of a question that is asked, else 0.
  [[nodiscard]] std::size_t number(std::size_t question) const {
    return numbers_[question];
  }

 private:
  void ask(std::size_t question, std::size_t number);
  void lay_out();
  [[nodiscard]] std::vector<bool> shown_parts();
  void add(const SheetPart& part);
  void add_matrix(const SheetMatrix& matrix);
  void add_question(std::size_t question);

  const Sheet& sheet_;
  Digits digits_;
  std::vector<std::size_t> asked_, numbers_;
  std::vector<bool> told_, has_hole_;
  std::string place_;
  std::vector<SheetRow> rows_;
};

}  // namespace gradwalk::demos
