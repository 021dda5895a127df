#pragma once

#include <chrono>
#include <gradwalk/dot.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gradwalk::demos {

class Film;

/// How a lesson is shown.
struct Style {
  bool shown = true;      ///< false: nothing is printed (the run is JSON)
  bool step = false;      ///< wait for Enter after each step
  bool ascii = false;     ///< no character outside ASCII
  bool terminal = false;  ///< standard output is one that moves its cursor
  bool color = false;
  int precision = 6;            ///< significant digits
  bool precise = false;         ///< they were asked for
  bool figure = false;          ///< the lesson's curves are wanted too
  Fold fold = Fold::automatic;  ///< in drawings
};

enum class Ink { plain, heading, forward, backward, quiet };

/// Some text of one colour.
struct Run {
  std::string text;
  Ink ink = Ink::plain;
};
using Line = std::vector<Run>;

/// The columns that a text takes on a terminal.
[[nodiscard]] std::size_t width(std::string_view text);

/// The text with blanks behind it, `columns` wide.
[[nodiscard]] std::string padded(std::string_view text, std::size_t columns);

/// A page of text on standard output, 80 columns wide.
class Page {
 public:
  static constexpr std::size_t columns = 80;

  /// Words go onto `film` too, if there is one.
  explicit Page(Style style, Film* film = nullptr)
      : style_(style), film_(film) {}

  [[nodiscard]] const Style& style() const { return style_; }
  [[nodiscard]] Film* film() const { return film_; }

  /// Keeps words off the film, where it shows the same in its own way.
  class OffFilm {
   public:
    explicit OffFilm(Page& page)
        : page_(page), film_(std::exchange(page.film_, nullptr)) {}
    OffFilm(const OffFilm&) = delete;
    OffFilm& operator=(const OffFilm&) = delete;
    ~OffFilm() { page_.film_ = film_; }

   private:
    Page& page_;
    Film* film_;
  };

  /// A number as this page shows it.
  [[nodiscard]] std::string number(double value) const;

  /// A row of a matrix: `[0.1  0.6]`.
  [[nodiscard]] std::string row(const std::vector<double>& values) const;

  void title(std::string_view text);
  void heading(std::string_view text);

  /// A paragraph, broken at blanks (not at U+00A0) where the page ends.
  void say(std::string_view text);

  void line(const Line& line);
  void blank();

  /// Text that is laid out already, line by line.
  void lines(std::string_view text);

  /// On a terminal, a line that the next one replaces; "" clears it.
  void progress(std::string_view text);

  /// Whether a table of these rows is no wider than the page.
  [[nodiscard]] bool fits(const std::vector<Line>& rows) const;

  /// Rows of cells, each column as wide as its widest cell.
  void table(std::vector<Line> rows);

  /// With --step, waits for Enter.
  void pause();

 private:
  void write(std::string_view text, Ink ink);
  void print(const Line& line);

  /// As it is printed: in ASCII if asked; a line without blanks at its end.
  [[nodiscard]] std::string spelled(std::string_view text) const;
  [[nodiscard]] Line spelled(Line line) const;

  Style style_;
  Film* film_;
  int headings_ = 0;
  std::chrono::steady_clock::time_point last_progress_;
};

}  // namespace gradwalk::demos
