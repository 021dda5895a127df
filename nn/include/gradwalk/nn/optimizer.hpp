#pragma once

#include <cstddef>
#include <gradwalk/nn/gradients.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

/// What changes in an optimiser while it is used.
struct OptimizerState {
  double rate;
  double weight_decay = 0.0;
  std::size_t steps = 0;  ///< that were taken
  /// What it remembers: lists of a number for each parameter. The first step
  /// makes them, of 0.
  std::vector<std::vector<double>> memory = {};
};

/// A step that is being taken.
struct Move {
  const ValuesView& parameters;
  std::span<const double> gradients;  ///< none: those of the last pass
  double rate;                        ///< for this step
  double weight_decay;
  bool decouples_decay;
  std::size_t number;  ///< of the step, from 1

  /// Sets each parameter to f(i, w, gradient): which it is, its value and its
  /// gradient, weight decay included.
  template <class F> void each(F f) const;
};

/// Moves parameters against their gradients.
///
/// With a weight decay, decay·w is added to each gradient, as the penalty
/// ½·decay·w² in the loss would.
/// Errors where one is made: a rate that is nan; a decay or beta that is not
/// from 0 to below 1; an epsilon or a weight decay below 0, or nan.
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// One step by the gradients of the last backward pass. `scale` multiplies
  /// the learning rate. Shape: the same parameters in every call.
  /// Errors: none; one twice; another node than a parameter; those of two
  /// graphs; another number of them, where an optimiser remembers something of
  /// each. Nothing is moved then.
  void step(const ValuesView& parameters, double scale = 1.0);

  /// The same by these gradients.
  void step(const Gradients& gradients, double scale = 1.0);

  /// Its name and the numbers that never change: `Momentum with decay 0.9`.
  [[nodiscard]] const std::string& kind() const { return kind_.text; }
  [[nodiscard]] const OptimizerState& state() const { return state_; }

  [[nodiscard]] double rate() const { return state_.rate; }
  [[nodiscard]] double weight_decay() const { return state_.weight_decay; }

  /// Below 0 it climbs. Errors: nan, as where an optimiser is made.
  void set_rate(double rate);
  /// Errors: below 0, or nan.
  void set_weight_decay(double decay);

 protected:
  /// What does not change: as a saved state must have it.
  struct Kind {
    std::string text;
    std::size_t lists = 0;  ///< of its memory
    /// The weight decay takes rate·decay·w from w before the step instead, and
    /// the gradient stays as it is.
    bool decouples_decay = false;
  };

  /// Errors: the rate is nan.
  Optimizer(Kind kind, double rate);

  /// A list of the memory.
  [[nodiscard]] std::span<double> memory(std::size_t list) {
    return state_.memory[list];
  }

 private:
  friend void load(Optimizer& optimizer, const std::string& path);

  virtual void move(const Move& step) = 0;
  void take(const ValuesView& parameters, std::span<const double> gradients,
            double scale);
  void require_parameters(const ValuesView& parameters);
  void prepare_memory(std::size_t parameters);

  Kind kind_;
  OptimizerState state_;
  // The last run that was found to be right: a node never becomes another.
  Value first_;
  std::size_t count_ = 0;
};

/// w - rate·gradient.
class GradientDescent : public Optimizer {
 public:
  explicit GradientDescent(double rate);

 private:
  void move(const Move& step) override;
};

/// v = decay·v + gradient; w - rate·v.
class Momentum : public Optimizer {
 public:
  explicit Momentum(double rate, double decay = 0.9);

 private:
  void move(const Move& step) override;

  double decay_;
};

/// v = decay·v + gradient; w - rate·(gradient + decay·v).
/// Source: Sutskever et al., On the Importance of Initialization and Momentum
/// in Deep Learning (2013), in PyTorch's form.
class Nesterov : public Optimizer {
 public:
  explicit Nesterov(double rate, double decay = 0.9);

 private:
  void move(const Move& step) override;

  double decay_;
};

/// s = decay·s + (1 - decay)·gradient²; w - rate·gradient / (√s + epsilon).
/// Source: Hinton, Neural Networks for Machine Learning (2012), lecture 6e,
/// with PyTorch's epsilon and defaults.
class RMSprop : public Optimizer {
 public:
  explicit RMSprop(double rate = 0.01, double decay = 0.99,
                   double epsilon = 1e-8);

 private:
  void move(const Move& step) override;

  double decay_, epsilon_;
};

/// Source: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015),
/// algorithm 1.
class Adam : public Optimizer {
 public:
  explicit Adam(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999,
                double epsilon = 1e-8);

 protected:
  Adam(std::string_view name, bool decouples_decay, double rate, double beta1,
       double beta2, double epsilon);

 private:
  void move(const Move& step) override;

  double beta1_, beta2_, epsilon_;
};

/// Adam, but for its weight decay: that is taken from w before the step, by
/// rate·decay·w, and does not go through the moments.
/// Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization
/// (2019), algorithm 2, in PyTorch's form.
class AdamW : public Adam {
 public:
  explicit AdamW(double rate = 0.001, double weight_decay = 0.01,
                 double beta1 = 0.9, double beta2 = 0.999,
                 double epsilon = 1e-8);
};

/// An optimiser that can be asked for by its name.
struct NamedOptimizer {
  std::string_view name;
  /// Its other numbers are its class's defaults.
  std::unique_ptr<Optimizer> (*make)(double rate);
};

[[nodiscard]] inline std::string_view name_of(const NamedOptimizer& optimizer) {
  return optimizer.name;
}
/// All that have a name.
[[nodiscard]] std::span<const NamedOptimizer> optimizers();

/// Writes an optimiser's kind and state as JSON. The file takes its name when
/// it is whole.
/// Errors: the file cannot be written; a number is nan or inf.
void save(const Optimizer& optimizer, const std::string& path);

/// Reads the state back, bit for bit: with the weights as they were, training
/// goes on as if it had not been interrupted. On an error the optimiser is left
/// as it was.
/// Errors: no such file, not JSON, or another kind's: what and where.
void load(Optimizer& optimizer, const std::string& path);

template <class F> void Move::each(F f) const {
  // By value, all: then a compiler knows that no step changes them.
  auto plain = [f, i = std::size_t{0}](double w, double g) mutable {
    return f(i++, w, g);
  };
  if (gradients.empty() && weight_decay == 0.0) return parameters.update(plain);
  parameters.update(
      [step = *this, plain, i = std::size_t{0}](double w, double g) mutable {
        if (!step.gradients.empty()) g = step.gradients[i++];
        if (step.decouples_decay)
          w *= 1.0 - step.rate * step.weight_decay;
        else
          g += step.weight_decay * w;
        return plain(w, g);
      });
}

}  // namespace gradwalk
