#pragma once

#include <gradwalk/dot.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document.hpp"
#include "external.hpp"
#include "figure.hpp"
#include "page.hpp"

namespace CLI {
class App;
}

namespace gradwalk::demos {

/// What a lesson leaves behind beside its page.
struct Outcome {
  Json document;
  std::string drawing{};  ///< its graph, as Graphviz text
  Figure figure{};        ///< its curves, if `Style::figure` asked for them
  std::vector<std::string> more_drawings{};  ///< of its other graphs
  bool interrupted = false;                  ///< by Ctrl-C, before it was done
};

/// The graph under a node as Graphviz text, as `page` shows numbers and folds.
[[nodiscard]] inline std::string drawing_of(const Page& page, Value root) {
  return to_dot(root, {.fold = page.style().fold});
}

/// One lesson: what is its own. main.cpp finds it by name, gives it its
/// options, and prints the page or the document.
class Lesson {
 public:
  virtual ~Lesson() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;

  /// What a student learns from it, in one line.
  [[nodiscard]] virtual std::string_view teaches() const = 0;

  /// How many graphs `--graph` can choose from.
  [[nodiscard]] virtual int graphs() const { return 1; }

  /// The files that it writes itself, once its options are known.
  [[nodiscard]] virtual std::vector<NamedFile> files() const { return {}; }

  /// Declares the options that only this lesson has.
  virtual void declare(CLI::App& options) = 0;

  /// Walks through it on the page.
  virtual Outcome run(Page& page) = 0;
};

}  // namespace gradwalk::demos
