#include "markdown_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "story/text.hpp"

namespace gradwalk::demos::markdown {

namespace {

/// With a backslash before each of these signs.
std::string escaped(std::string_view text, std::string_view signs) {
  std::string safe;
  for (const char c : text) {
    if (signs.find(c) != std::string_view::npos) safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

constexpr std::string_view markup = "\\`*_[]<>$~#|";

void replace_all(std::string& text, std::string_view from,
                 std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos;
       at += to.size())
    text.replace(at, from.size(), to);
}

/// GitHub reads maths as Markdown first: `\_` would lose its backslash, and
/// what stands between two `}_` would be set in italics.
std::string guarded(std::string_view latex) {
  std::string safe(latex);
  replace_all(safe, "\\_", "\\ ");
  replace_all(safe, "}_{", "} _{");
  return safe;
}

}  // namespace

std::string prose(std::string_view text) {
  std::string safe = escaped(text, markup);
  // A list would begin with one of these, or with a number and a full stop.
  if (!safe.empty() && (safe.front() == '-' || safe.front() == '+'))
    safe.insert(0, "\\");
  const std::size_t digits = safe.find_first_not_of("0123456789");
  if (digits > 0 && digits < safe.size() &&
      (safe[digits] == '.' || safe[digits] == ')'))
    safe.insert(digits, "\\");
  return safe;
}

std::string cell(std::string_view text) { return escaped(text, markup); }

std::string table(const std::vector<std::vector<std::string>>& rows,
                  bool has_names) {
  std::size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, row.size());
  const auto row_of = [&](const std::vector<std::string>& cells) {
    std::string text = "|";
    for (std::size_t i = 0; i < columns; ++i)
      text += fmt::format(" {} |", i < cells.size() ? cells[i] : "");
    return text + "\n";
  };
  std::string text =
      row_of(has_names ? rows.front() : std::vector<std::string>());
  text += "|";
  for (std::size_t i = 0; i < columns; ++i) text += " --- |";
  text += "\n";
  for (std::size_t r = has_names ? 1 : 0; r < rows.size(); ++r)
    text += row_of(rows[r]);
  text.pop_back();
  return text;
}

std::string inline_maths(std::string_view latex) {
  std::string safe = guarded(latex);
  replace_all(safe, "|", "\\vert ");
  // Behind a blank, a $ would end nothing.
  safe.erase(safe.find_last_not_of(' ') + 1);
  return "$" + safe + "$";
}

std::string display(std::string_view latex) {
  std::string safe = guarded(latex);
  // GitHub keeps a \\ at the end of a line only.
  replace_all(safe, " \\\\ ", " \\\\\n");
  return fmt::format("$$\n{}\n$$", safe);
}

std::string aligned(std::span<const std::string> rows) {
  return fmt::format("\\begin{{aligned}}\n{}\n\\end{{aligned}}",
                     joined(rows, " \\\\\n"));
}

std::string derivative(const Formula& of, const Formula& by) {
  return fmt::format("\\frac{{\\partial {}}}{{\\partial {}}}",
                     of.latex_within(Formula::Binding::atom),
                     by.latex_within(Formula::Binding::atom));
}

std::string matrix_name(const std::string& name) {
  if (name.find(' ') != std::string::npos)
    return fmt::format("\\text{{{}}}", maths_text(name));
  constexpr std::string_view partial = "∂";
  if (const std::size_t slash = name.find('/');
      name.starts_with(partial) && slash != std::string::npos)
    return derivative(
        Formula(name.substr(partial.size(), slash - partial.size())),
        Formula(name.substr(slash + 1 + partial.size())));
  // dW1 is a short word for ∂cost/∂W1.
  if (name.size() > 1 && name[0] == 'd')
    return "d" + Formula(name.substr(1)).latex();
  return Formula(name).latex();
}

std::string picture(std::string_view words, std::string_view path) {
  std::string safe(path);
  for (const auto& [sign, code] :
       {std::pair{"<", "%3C"}, {">", "%3E"}, {"\n", "%0A"}})
    replace_all(safe, sign, code);
  return fmt::format("![{}](<{}>)", words, safe);
}

std::string matrix(const Matrix& matrix,
                   const std::function<std::string(double)>& number) {
  constexpr std::size_t most_rows = 8, most_columns = 6;
  const std::size_t rows = matrix.size(), columns = matrix.front().size();
  std::vector<std::string> lines;
  for (std::size_t r = 0; r < std::min(rows, most_rows); ++r) {
    std::vector<std::string> cells;
    for (std::size_t c = 0; c < std::min(columns, most_columns); ++c)
      cells.push_back(number(matrix[r][c]));
    if (columns > most_columns) cells.emplace_back("\\cdots");
    lines.push_back(joined(cells, " & "));
  }
  if (rows > most_rows) lines.emplace_back("\\vdots");
  return fmt::format(
      "\\begin{{pmatrix}}\n{}\n\\end{{pmatrix}} \\quad ({} \\times {})",
      joined(lines, " \\\\\n"), rows, columns);
}

std::string maths_text(std::string_view text) {
  std::string words(text);
  std::replace(words.begin(), words.end(), '_', ' ');
  return escaped(words, "\\$%&#{}~^");
}

}  // namespace gradwalk::demos::markdown
