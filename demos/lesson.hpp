#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document.hpp"
#include "page.hpp"

namespace gradwalk::demos {

/// What a lesson leaves behind beside its page.
struct Outcome {
  Json document;
  std::string drawing;  ///< its graph, as Graphviz text
};

/// One lesson: what is its own. main.cpp finds it by name, gives it its
/// options, and prints the page or the document.
class Lesson {
 public:
  virtual ~Lesson() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;

  /// What a student learns from it, in one line.
  [[nodiscard]] virtual std::string_view teaches() const = 0;

  /// Declares the options that only this lesson has.
  virtual void declare(CLI::App& options) = 0;

  /// Walks through it on the page.
  virtual Outcome run(Page& page) = 0;
};

/// Every lesson, in the order in which to take them.
[[nodiscard]] std::vector<std::unique_ptr<Lesson>> lessons();

std::unique_ptr<Lesson> or_gate();
std::unique_ptr<Lesson> learning_rate();
std::unique_ptr<Lesson> cost_lesson();
std::unique_ptr<Lesson> paths_lesson();
std::unique_ptr<Lesson> dot_product();
std::unique_ptr<Lesson> or_lesson();
std::unique_ptr<Lesson> xor_line();
std::unique_ptr<Lesson> feature_cross();
std::unique_ptr<Lesson> xor_lesson();
std::unique_ptr<Lesson> symmetry();
std::unique_ptr<Lesson> notebook();
std::unique_ptr<Lesson> moons();
std::unique_ptr<Lesson> linear_stack();
std::unique_ptr<Lesson> chain();

}  // namespace gradwalk::demos
