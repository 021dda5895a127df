#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lesson.hpp"

namespace gradwalk::demos {

/// A lesson that is told from within the program: by its name and its options,
/// written as on the command line.
class Telling {
 public:
  /// `style`: how it is told, where its own options do not say.
  /// Errors: UsageError, Error, as the command line's.
  explicit Telling(std::span<const std::string> texts, const Style& style = {});
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;
  ~Telling() = default;

  [[nodiscard]] Lesson& lesson() { return *lesson_; }
  [[nodiscard]] Options& options() { return options_; }
  [[nodiscard]] const Style& style() const { return style_; }

  /// Tells it to a sink of that type, made of the style and what else it
  /// takes; it lives as long as this.
  template <class Told, class... With> Told& tell(const With&... with) {
    auto sink = std::make_unique<Told>(style_, with...);
    Told& told = *sink;
    tell_to(std::move(sink));
    return told;
  }

 private:
  void tell_to(std::unique_ptr<Sink> sink);

  std::unique_ptr<Lesson> lesson_;
  Style style_;
  Options options_;
  std::optional<Story> story_;
};

}  // namespace gradwalk::demos
