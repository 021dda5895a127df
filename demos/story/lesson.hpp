#pragma once

#include <gradwalk/graph.hpp>
#include <memory>
#include <string_view>
#include <vector>

#include "draw.hpp"
#include "files.hpp"
#include "options.hpp"
#include "story.hpp"

namespace gradwalk::demos {

/// One lesson: what is its own, its data, its nets, its words. It tells a
/// story and knows no format. A new one is a file in demos/lessons and its
/// name in the meson.build there.
class Lesson {
 public:
  Lesson() = default;
  Lesson(const Lesson&) = delete;
  Lesson& operator=(const Lesson&) = delete;
  virtual ~Lesson() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;

  /// What a student learns from it, in one line.
  [[nodiscard]] virtual std::string_view teaches() const = 0;

  /// How many graphs `--graph` can choose from.
  [[nodiscard]] virtual int graphs() const { return 1; }

  /// The files that it writes itself, once its options are known.
  [[nodiscard]] virtual std::vector<NamedFile> files() const { return {}; }

  /// Declares the options that only this lesson has.
  virtual void declare(Options&) {}

  /// What asks for the same lesson with other numbers: the texts by which it
  /// was asked for, after its name, and the numbers that are drawn.
  [[nodiscard]] virtual std::vector<std::string> varied(
      std::vector<std::string> texts, const Options& options, Draw& draw);

  /// Tells it.
  virtual void tell(Story& story) = 0;
};

/// Every lesson, in the order of --list. Made from the list in
/// demos/lessons/meson.build.
[[nodiscard]] std::vector<std::unique_ptr<Lesson>> lessons();

}  // namespace gradwalk::demos
