#pragma once

#include <optional>
#include <vector>

#include "story/document.hpp"
#include "story/figure.hpp"
#include "training/training_lesson.hpp"

/// Training a net on digits.
namespace gradwalk::demos {

/// How the net does after so many epochs. The cost is over the digits that it
/// learns from; accuracies are in percent.
struct Report {
  int epoch;
  double cost, train_accuracy, test_accuracy;
};

struct DigitTraining {
  std::vector<Report> reports;
  /// The last step, if Ctrl-C ended the training.
  std::optional<Step> stopped;
  /// The first two steps in matrices, of batches small enough to be read.
  Json iterations = Json::array();
};

/// Trains by `plan`, in a new order for each epoch if it has batches; tells
/// how long it will take yet.
[[nodiscard]] DigitTraining train_on_digits(const MLP& net,
                                            const TrainingPlan& plan, Loss loss,
                                            const Examples& train,
                                            const Examples& test,
                                            Random& random);

/// The cost, and the right answers among both kinds of digits, over the
/// epochs.
[[nodiscard]] Figure digits_figure(const DigitTraining& training);

/// Its iterations, costs and accuracies, and where it was stopped.
[[nodiscard]] Json training_document(const DigitTraining& training);

/// The share of right answers, in percent.
[[nodiscard]] double percent_right(const Matrix& outputs,
                                   const Examples& examples);

}  // namespace gradwalk::demos
