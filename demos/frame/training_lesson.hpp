#pragma once

#include <optional>

#include "data.hpp"
#include "lesson.hpp"
#include "matrix.hpp"

namespace gradwalk::demos {

/// What a training lesson sets out with; options change it.
struct Plan {
  Data data{};
  std::vector<std::size_t> hidden{};  ///< neurons of each hidden layer
  MLPOptions net{};
  /// W and b of a net without hidden layers, where the source gives them; not
  /// used once the seed, the initialiser or the layers are chosen.
  std::optional<std::vector<double>> given{};
  double rate = 1.0;
  int epochs = 5000;
  int every = 100;
  std::size_t batch = 0;
  Reduction reduction = Reduction::mean;
  bool one_by_one = false;  ///< TrainingOptions::one_by_one

  [[nodiscard]] std::vector<std::size_t> sizes() const;
};

/// One step of training, in matrices. W is (outputs × inputs), b is (outputs ×
/// 1), the rest (neurons × examples).
struct LayerNumbers {
  Matrix z, a, da, local, dz, dw, db;  ///< local: ∂a/∂z
};
struct IterationNumbers {
  std::vector<LayerNumbers> layers;
  double cost = 0.0;
};

/// The frame of every lesson that trains a net: the data, the net, the first
/// two iterations in full, the training, and what was learned.
class TrainingLesson : public Lesson {
 public:
  void declare(CLI::App& options) final;
  Outcome run(Page& page) final;

 protected:
  explicit TrainingLesson(Plan plan) : plan_(std::move(plan)), own_(plan_) {}

  [[nodiscard]] const Plan& plan() const { return plan_; }

  /// Whether the net is the lesson's own, in layers and activations: what its
  /// words are about.
  [[nodiscard]] bool is_own_net() const;

  /// Whether the weights began as the lesson gives them.
  [[nodiscard]] bool is_given() const {
    return plan_.given.has_value() && given_applies_;
  }

  /// The heading of the page, and what it is about.
  virtual void introduce(Page& page) = 0;

  /// Something before the first iteration; may add to the document.
  virtual void begin(Page&, const MLP&, Json&) {}

  /// What the results mean; may add to the document.
  virtual void conclude(Page& page, const MLP& net, Json& document) = 0;

  /// The net's inputs at a point of the plane, where a boundary is drawn.
  [[nodiscard]] virtual std::vector<double> inputs_at(double x1,
                                                      double x2) const {
    return {x1, x2};
  }

  /// Called once the options are known: data that depends on the seed.
  virtual void prepare(Plan&, Random&) {}

 private:
  [[nodiscard]] MLP make_net(Graph& graph, Random& random) const;
  void show_changes(Page& page) const;
  void show_setting(Page& page, const MLP& net) const;
  std::vector<Progress> train_net(Page& page, const MLP& net, Json& document);
  void show_results(Page& page, const MLP& net, Json& document) const;

  Plan plan_;
  Plan own_;  ///< before any option
  bool given_applies_ = true;
};

}  // namespace gradwalk::demos
