#pragma once

#include <gradwalk/values.hpp>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

/// How the losses of a batch become its cost.
enum class Reduction { mean, sum };

/// What a batch adds up to, on how many threads, and what it keeps.
struct BatchOptions {
  Reduction reduction = Reduction::mean;
  int threads = 1;
  /// Nodes whose values and gradients can be asked for.
  std::vector<Value> kept = {};
  /// One of `Batch::levels()`; "" is the best of them.
  std::string_view level = {};
};

/// One example's graph, evaluated for many examples at once. What an `if` chose
/// when it was recorded is chosen for all: `where(x > 0, a, b)` is decided for
/// each.
///
/// The graph is read once, when the Batch is made: `root` is one example's
/// loss, the inputs are the leaves that change with each example. Nodes that
/// depend on them are computed for all examples side by side; `linear` and
/// `dot` nodes over the same operands, such as a layer's neurons, together;
/// every other node once. Each call reads the other leaves as they are set
/// then. Nothing is recorded, and the graph's own values stay as they are.
///
/// The graph may forget what was recorded of root: the Batch keeps what it
/// needs. Inputs that are forgotten and do not change with each example keep
/// their value; parameters must still exist when it is called.
///
/// The numbers are those of recording each example and their mean, to the
/// order in which sums are added; a node that is computed once passes on the
/// sum of what reaches it. They are the same bit for bit, but for the sign of
/// nan, for any number of threads and at any level; on another machine too,
/// but for pow, sin and cos, of which its `<cmath>` may return others.
///
/// ```cpp
/// Graph graph;
/// Value x = graph.input(0.0, "x"), w = graph.parameter(2.0, "w");
/// Batch batch(where(x > 0, w * x, 0.0), {x}, {.reduction = Reduction::sum});
/// const std::vector<double> examples{-1, 3, 4};
/// fmt::print("{}, ", batch.backward(examples));
/// fmt::print("∂cost/∂w = {}\n", w.gradient());
/// ```
/// ```
/// 14, ∂cost/∂w = 7
/// ```
class Batch {
 public:
  /// One list of leaves for each source of numbers: inputs, targets.
  /// Errors: an input that is no leaf, or is there twice; a root that depends
  /// on none; no such level; fewer threads than 1.
  Batch(Value root, std::vector<std::vector<Value>> inputs,
        BatchOptions options = {});
  Batch(Value root, std::initializer_list<std::initializer_list<Value>> inputs,
        BatchOptions options = {});
  /// The same with one list.
  Batch(Value root, const ValuesView& inputs, BatchOptions options = {});
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;
  ~Batch();

  /// For each example, where its numbers for one list of inputs are.
  using Rows = std::span<const double* const>;

  /// The mean or the sum of root over the examples.
  /// Shape: one of Rows for each list of inputs, all of one length.
  /// Errors: no examples; another number of lists, or lists of different
  /// lengths; a parameter that is forgotten.
  double forward(std::span<const Rows> examples);
  /// The same for a batch of one list: (examples × inputs), row by row.
  double forward(std::span<const double> examples);

  /// The same, and the gradients: afterwards, each parameter under root that
  /// is no input has `gradient()` as after a backward pass from the cost, and
  /// the graph's other nodes 0.
  double backward(std::span<const Rows> examples);
  double backward(std::span<const double> examples);

  /// A kept node's value for each example of the last call, and ∂cost/∂node; of
  /// a node that does not depend on the inputs, the one number it has.
  /// Errors: a node that is not kept; gradients after `forward`, or before any
  /// call, or of a node that is given.
  [[nodiscard]] std::span<const double> values(Value node) const;
  [[nodiscard]] std::span<const double> gradients(Value node) const;

  /// The machine code that this build has and this machine runs, from the
  /// plainest to the best: "plain", "v3", "v4" of x86-64.
  [[nodiscard]] static std::vector<std::string_view> levels();

 private:
  class Evaluator;
  [[nodiscard]] Evaluator& evaluator(std::string_view function) const;

  std::unique_ptr<Evaluator> evaluator_;
};

}  // namespace gradwalk
