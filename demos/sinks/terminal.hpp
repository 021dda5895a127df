#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "words.hpp"

namespace gradwalk::demos {

/// What standard output can do.
struct Screen {
  bool step = false;         ///< wait for Enter after each step
  bool is_terminal = false;  ///< it takes escape sequences
  bool color = false;

  /// As it is now. A terminal has colours, unless NO_COLOR is set.
  [[nodiscard]] static Screen of_output(bool step);
};

/// Text on standard output, 80 columns wide.
class Terminal : public Words {
 public:
  Terminal(const Style& style, Screen screen) : Words(style), screen_(screen) {}

  void title(std::string_view text) override;
  void heading(std::string_view text) override;
  void say(std::string_view text) override;
  void line(const Line& line) override;
  void table(const std::vector<Line>& rows) override;
  void blank() override;
  /// With --step, waits for Enter.
  void pause() override;

  /// On a terminal, a line that the next one replaces.
  void progress(const TrainingPlan& plan, const Progress& progress) override;
  void trained(const Trained& trained) override;

 protected:
  /// Asks, and takes the line that is typed; nothing at the end of the input.
  /// Where nobody types, the line is written as if it had been.
  std::optional<std::string> answer_to(std::string_view question);

  /// From now on nothing is written.
  void fall_silent() { is_silent_ = true; }

 private:
  void write(std::string_view text, Ink ink);
  void print(const Line& line);
  void clear_progress();

  /// As it is printed: in ASCII if asked; a line without blanks at its end.
  [[nodiscard]] std::string spelled(std::string_view text) const override;
  [[nodiscard]] Line spelled(Line line) const;

  Screen screen_;
  int headings_ = 0;
  bool is_silent_ = false;
  std::chrono::steady_clock::time_point last_progress_;
};

}  // namespace gradwalk::demos
