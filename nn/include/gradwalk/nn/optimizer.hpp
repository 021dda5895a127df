#pragma once

#include <functional>
#include <gradwalk/values.hpp>
#include <span>
#include <vector>

namespace gradwalk {

/// The learning rate as a multiple of the optimiser's, by epoch from 0.
/// Errors: a decay over fewer epochs than 1.
using Schedule = std::function<double(int epoch)>;

[[nodiscard]] Schedule constant_rate();
/// Multiplied by `factor` after every `epochs`.
[[nodiscard]] Schedule step_decay(int epochs, double factor);
/// From 1 down to `last` over so many epochs, and `last` from then on.
[[nodiscard]] Schedule linear_decay(int epochs, double last = 0.0);
[[nodiscard]] Schedule cosine_decay(int epochs, double last = 0.0);

/// Moves parameters against their gradients.
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// One step by the gradients of the last backward pass. `scale` multiplies
  /// the learning rate. Shape: the same parameters in every call.
  /// Errors: another number of them.
  void step(const Values& parameters, double scale = 1.0) {
    move(parameters, scale);
  }

 private:
  virtual void move(const Values& parameters, double scale) = 0;
};

/// w - rate·gradient.
class GradientDescent : public Optimizer {
 public:
  explicit GradientDescent(double rate) : rate_(rate) {}

 private:
  void move(const Values& parameters, double scale) override;

  double rate_;
};

/// v = decay·v + gradient; w - rate·v.
class Momentum : public Optimizer {
 public:
  explicit Momentum(double rate, double decay = 0.9)
      : rate_(rate), decay_(decay) {}

 private:
  void move(const Values& parameters, double scale) override;

  double rate_, decay_;
  std::vector<double> velocity_;
};

/// Source: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015),
/// algorithm 1.
class Adam : public Optimizer {
 public:
  explicit Adam(double rate = 0.001, double decay1 = 0.9, double decay2 = 0.999,
                double epsilon = 1e-8)
      : rate_(rate), decay1_(decay1), decay2_(decay2), epsilon_(epsilon) {}

 private:
  void move(const Values& parameters, double scale) override;

  double rate_, decay1_, decay2_, epsilon_;
  int steps_ = 0;
  std::vector<double> first_, second_;
};

}  // namespace gradwalk
