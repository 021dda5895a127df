#pragma once

#include <functional>
#include <gradwalk/formula.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "story/matrix.hpp"

/// Pieces of Markdown, and of the LaTeX maths in it.
namespace gradwalk::demos::markdown {

/// Words, of which no sign is taken for markup.
[[nodiscard]] std::string prose(std::string_view text);

/// Words in a cell of a table.
[[nodiscard]] std::string cell(std::string_view text);

/// A table. The first row names the columns, or nothing does.
[[nodiscard]] std::string table(
    const std::vector<std::vector<std::string>>& rows, bool has_names);

/// Maths within a line or a cell, and maths of its own lines.
[[nodiscard]] std::string inline_maths(std::string_view latex);
[[nodiscard]] std::string display(std::string_view latex);

[[nodiscard]] std::string aligned(std::span<const std::string> rows);

/// `\frac{\partial L}{\partial w}`.
[[nodiscard]] std::string derivative(const Formula& of, const Formula& by);

/// `W_{1}`, `dW_{1}`, `\frac{\partial A}{\partial Z}`; words as they are.
[[nodiscard]] std::string matrix_name(const std::string& name);

/// Its numbers in brackets, with its shape; of a large one the first.
[[nodiscard]] std::string matrix(
    const Matrix& matrix, const std::function<std::string(double)>& number);

/// A link to a picture.
[[nodiscard]] std::string picture(std::string_view words,
                                  std::string_view path);

/// Words within maths.
[[nodiscard]] std::string maths_text(std::string_view text);

}  // namespace gradwalk::demos::markdown
