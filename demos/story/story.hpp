#pragma once

#include <functional>
#include <initializer_list>
#include <memory>

#include "document.hpp"
#include "sink.hpp"

namespace gradwalk::demos {

/// What a lesson talks to: it hands on each event to every sink.
class Story {
 public:
  using Sinks = std::vector<std::unique_ptr<Sink>>;

  /// The style outlives it.
  Story(const Style& style, Sinks sinks);

  [[nodiscard]] const Style& style() const { return style_; }

  /// A number as this story shows it.
  [[nodiscard]] std::string number(double value) const;

  /// A row of a matrix: `[0.1  0.6]`.
  [[nodiscard]] std::string row(const std::vector<double>& values) const;

  void title(std::string_view text);
  void heading(std::string_view text);

  /// A paragraph, broken at blanks (not at U+00A0).
  void say(std::string_view text);

  /// A remark on what the lessons' sources have wrong, in parentheses; says
  /// nothing without --sources. Whether it was said.
  bool of_sources(std::string_view text);

  /// Lines that are laid out already: a formula, a drawing of characters.
  void line(const Line& line);
  void lines(std::string_view text);
  void blank();

  /// Rows of cells. A row whose ink is `name` stands above the others.
  void table(const std::vector<Line>& rows);
  void wide_table(const std::vector<Line>& rows, std::size_t first);

  /// A matrix under its name and shape; long ones are cut.
  void matrix(const std::string& name, const Matrix& matrix,
              Ink ink = Ink::plain);

  /// The end of a step, where a reader may stop to think.
  void pause();
  /// What a quiz asks here; the words that follow answer it.
  void question(const Question& question);

  /// The named leaves under root: what is given, and what is learned.
  void leaves(const Walk& walk);
  /// The formula of each node under root.
  void formulas(const Walk& walk);
  /// The pass that comes next is a net's.
  void net(const NetNodes& nodes);
  void forward(const Walk& walk);
  void backward(const Walk& walk);
  void paths(const Paths& paths);
  /// Each gradient beside what perturbing its node does to the root.
  void perturbations(const GradientCheck& check);

  /// A step downhill on each parameter by its gradient, which it takes:
  /// parameter - rate × gradient.
  void update(std::span<const Value> parameters, double rate);

  /// Passes that the words tell in their own way: for what plays graphs.
  void play_forward(const Walk& walk);
  void play_backward(const Walk& walk);

  void training(const TrainingPlan& plan);
  void iteration(const Iteration& iteration);
  void progress(const TrainingPlan& plan, const Progress& progress);
  void trained(const Trained& trained);

  /// Graph `number` of the lesson, drawn as it is now.
  void drawing(int number, Value root);
  void drawing(int number, Value root, DotOptions options);

  /// The lesson's curves, which are only found if a sink wants them.
  void figure(const std::function<Figure()>& figure);

  /// Members of the document, in the order in which they are told.
  void entry(std::string_view name, const Json& value);
  void entries(const Json& members);

  /// Ctrl-C ended the lesson before it was done.
  void interrupt() { is_interrupted_ = true; }
  [[nodiscard]] bool is_interrupted() const { return is_interrupted_; }

  /// What the lesson was asked to test is not right.
  void fail() { is_failed_ = true; }
  [[nodiscard]] bool is_failed() const { return is_failed_; }

  void finish();

 private:
  const Style& style_;
  Sinks sinks_;
  bool is_interrupted_ = false, is_failed_ = false;
};

}  // namespace gradwalk::demos
