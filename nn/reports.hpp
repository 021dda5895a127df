#pragma once

#include <gradwalk/nn/training.hpp>
#include <limits>

namespace gradwalk {

/// How a net does as its training goes on, told to whom the options name, and
/// whether it is to go on.
class Reports {
 public:
  Reports(const MLP& net, const Examples& examples,
          const TrainingOptions& options)
      : net_(net), examples_(examples), options_(options) {}

  /// Whether to go on, after the report before this epoch if one is due.
  bool go_on(int epoch);

  /// The parameters of the lowest cost, if the options have patience.
  void set_best() const {
    if (!best_.empty()) net_.parameters().set(best_);
  }

 private:
  [[nodiscard]] Progress progress(const Examples& examples, int epoch) const;
  bool has_patience(double cost);

  const MLP& net_;
  const Examples& examples_;
  const TrainingOptions& options_;
  std::vector<double> best_;
  double lowest_ = std::numeric_limits<double>::infinity();
  int waited_ = 0;  ///< reports since the lowest cost
};

}  // namespace gradwalk
