#pragma once

#include <gradwalk/gradient_check.hpp>
#include <gradwalk/paths.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "figure.hpp"
#include "json.hpp"
#include "net_nodes.hpp"
#include "style.hpp"
#include "text.hpp"
#include "walk.hpp"

namespace gradwalk {
struct Progress;
}

namespace gradwalk::demos {

struct Iteration;
struct Question;
struct TrainingPlan;
struct Trained;

/// One parameter's step downhill, already taken.
struct Update {
  Value parameter;
  std::string label;
  double before, gradient, rate, after;
};

/// An equation between matrices, as text and as LaTeX.
struct Equation {
  std::string text, latex;
};

/// One of a lesson's graphs, as it is now.
struct Drawing {
  int number;  ///< from 1; what --graph chooses by
  Value root;
  DotOptions options;
};

/// What a story is shown in: text on a terminal, a document, a page, a file.
///
/// A lesson says what happens, in events, and each sink shows of them what it
/// can; what it does not override it leaves out.
class Sink {
 public:
  explicit Sink(const Style& style) : style_(style) {}
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  // Words.
  virtual void title(std::string_view) {}
  virtual void heading(std::string_view) {}
  /// A paragraph.
  virtual void say(std::string_view) {}
  /// A line that is laid out already.
  virtual void line(const Line&) {}
  virtual void table(const std::vector<Line>&) {}
  /// A table that may be parted behind column `first` where it is too wide.
  virtual void wide_table(const std::vector<Line>&, std::size_t /*first*/) {}
  virtual void matrix(const std::string& /*name*/, const Matrix&, Ink) {}
  /// Beside each other.
  virtual void equations(const std::vector<Equation>&) {}
  /// An equation that ends in a number: `cost = … = 0.125`.
  virtual void result(const Equation&, double) {}
  virtual void blank() {}
  /// The end of a step, where a reader may stop to think.
  virtual void pause() {}
  /// What a quiz asks here; the words that follow answer it.
  virtual void question(const Question&) {}

  // What happens on a graph.
  /// The pass that comes next is a net's.
  virtual void net(const NetNodes&) {}
  virtual void leaves(const Walk&) {}
  virtual void formulas(const Walk&) {}
  virtual void forward(const Walk&) {}
  virtual void backward(const Walk&) {}
  virtual void paths(const Paths&) {}
  virtual void perturbations(const GradientCheck&) {}
  virtual void updates(std::span<const Update>) {}
  /// Passes that the words tell in their own way: for what plays graphs.
  virtual void play_forward(const Walk&) {}
  virtual void play_backward(const Walk&) {}

  // What happens in a training.
  virtual void training(const TrainingPlan&) {}
  virtual void iteration(const Iteration&) {}
  virtual void progress(const TrainingPlan&, const Progress&) {}
  virtual void trained(const Trained&) {}

  // What stands beside the words.
  virtual void drawing(const Drawing&) {}
  [[nodiscard]] virtual bool wants_figure() const { return false; }
  virtual void figure(const Figure&) {}
  /// A member of the document; without a name, all members of an object.
  virtual void entry(std::string_view /*name*/, const Json&) {}

  /// The story is over: what is shown at the end, or written to a file.
  virtual void finish() {}

 protected:
  [[nodiscard]] const Style& style() const { return style_; }

 private:
  const Style& style_;
};

}  // namespace gradwalk::demos
