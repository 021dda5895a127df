#pragma once

#include <gradwalk/nn/training.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document.hpp"
#include "page.hpp"
#include "scene.hpp"

namespace gradwalk::demos {

/// What a page plays: words, graphs, and what happens on them, in steps.
///
/// `Page` hands on its words; `show_forward`, `show_backward` and
/// `show_update` their passes.
class Film {
 public:
  explicit Film(int precision) : precision_(precision) {}

  void title(std::string_view text) { title_ = text; }
  void heading(std::string_view text);

  /// Words, until the next pause a step of their own.
  void say(std::string_view text);
  void line(const Line& line);
  void table(const std::vector<Line>& rows);
  void pause();

  /// The pass under root as it is now. A backward pass goes with the forward
  /// pass of the same root before it, if there was one.
  /// `epoch`: of the training that root is the cost of.
  void forward(Value root, int epoch = -1);
  void backward(Value root);

  /// Whether the last pass's graph has the node on its own, not in a box.
  [[nodiscard]] bool draws(Value node) const;

  /// One parameter's step downhill, already taken.
  void update(Value parameter, double before, double gradient, double rate);

  /// The costs of a training, evenly thinned where there are very many.
  void costs(std::span<const Progress> reports);

  /// `title`, `chapters`, `graphs`, `passes` and `steps`.
  [[nodiscard]] Json document() const;

  /// The graphs' drawings, as Graphviz text.
  [[nodiscard]] const std::vector<std::string>& drawings() const {
    return drawings_;
  }

 private:
  void add(Json step);
  void begin_pass(const Scene& scene, int epoch);

  int precision_;
  std::string title_;
  std::string heading_;  ///< of the chapter that the next step begins
  std::vector<std::string> drawings_;
  Json chapters_ = Json::array(), graphs_ = Json::array(),
       passes_ = Json::array(), steps_ = Json::array(), words_ = Json::array();
  Value root_;  ///< of the last pass
  bool swept_ = false;
};

}  // namespace gradwalk::demos
