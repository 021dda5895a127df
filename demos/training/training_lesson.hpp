#pragma once

#include <span>
#include <string_view>

#include "plan.hpp"
#include "story/lesson.hpp"

namespace gradwalk::demos {

class Moments;

/// What a trained net does with the examples that it has learned from.
struct Results {
  Matrix outputs;  ///< outputs × examples
  std::vector<std::size_t> predictions;
  const std::vector<Progress>& reports;  ///< of the training
};

/// The frame of every lesson that trains a net: the data, the net, the first
/// two iterations in full, the training, and what was learned.
class TrainingLesson : public Lesson {
 public:
  void declare(Options& options) final;
  [[nodiscard]] std::vector<std::string> varied(std::vector<std::string> texts,
                                                const Options& options,
                                                Draw& draw) override;
  void tell(Story& story) final;

 protected:
  explicit TrainingLesson(TrainingPlan plan)
      : plan_(std::move(plan)), own_(plan_) {}

  [[nodiscard]] const TrainingPlan& plan() const { return plan_; }

  /// Whether the net is the lesson's own, in layers and activations: what its
  /// words are about.
  [[nodiscard]] bool is_own_net() const;

  /// Whether the weights began as the lesson gives them.
  [[nodiscard]] bool is_given() const;

  /// Options of this lesson alone, before the others.
  virtual void declare_own(Options&) {}

  /// What `--loss` takes.
  [[nodiscard]] virtual std::span<const Loss> offered_losses() const;

  /// Whether its settings are a source's, which its words are about.
  [[nodiscard]] virtual bool follows_source() const { return true; }

  /// Other first weights than those that were drawn.
  virtual void set_weights(const MLP&) const {}

  /// How right the net is.
  virtual void tell_learned(Story& story, const MLP& net,
                            const Results& results) const;

  /// Once all is told.
  virtual void end(Story&, const MLP&) {}

  [[nodiscard]] bool is_chosen(std::string_view option) const {
    return options_->is_given(option);
  }

  /// The title, and what it is about.
  virtual void introduce(Story& story) = 0;

  /// Something before the first iteration.
  virtual void begin(Story&, const MLP&) {}

  /// What the results mean.
  virtual void conclude(Story& story, const MLP& net,
                        const Results& results) = 0;

  /// The net's inputs at a point of the plane, where a boundary is drawn.
  [[nodiscard]] virtual std::vector<double> inputs_at(double x1,
                                                      double x2) const {
    return {x1, x2};
  }

  /// Called once the options are known: data that depends on the seed.
  virtual void prepare(TrainingPlan&, Random&) {}

 private:
  void settle();
  [[nodiscard]] bool is_source() const;
  [[nodiscard]] MLP make_net(Graph& graph, Random& random) const;
  void tell_changes(Story& story) const;
  void tell_setting(Story& story, const MLP& net) const;
  void draw(Story& story, const MLP& net) const;
  [[nodiscard]] History train_net(Story& story, const MLP& net,
                                  Moments& moments, Random& random);
  [[nodiscard]] Results tell_results(
      Story& story, const MLP& net, const std::vector<Progress>& reports) const;
  void tell_meaning(Story& story, const Moments& moments,
                    const Results& results);

  TrainingPlan plan_;
  TrainingPlan own_;  ///< before any option
  Options* options_ = nullptr;
};

}  // namespace gradwalk::demos
