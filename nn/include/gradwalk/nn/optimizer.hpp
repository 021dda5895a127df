#pragma once

#include <gradwalk/values.hpp>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace gradwalk {

/// Moves parameters against their gradients.
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// One step by the gradients of the last backward pass. `scale` multiplies
  /// the learning rate. Shape: the same parameters in every call.
  /// Errors: none; one twice; another node than a parameter; those of two
  /// graphs; another number of them, where an optimiser remembers something of
  /// each. Nothing is moved then.
  void step(const ValuesView& parameters, double scale = 1.0);

 private:
  virtual void move(const ValuesView& parameters, double scale) = 0;
  void require_parameters(const ValuesView& parameters);

  // The last run that was found to be right: a node never becomes another.
  Value first_;
  std::size_t count_ = 0;
};

/// w - rate·gradient.
class GradientDescent : public Optimizer {
 public:
  explicit GradientDescent(double rate) : rate_(rate) {}

 private:
  void move(const ValuesView& parameters, double scale) override;

  double rate_;
};

/// v = decay·v + gradient; w - rate·v.
class Momentum : public Optimizer {
 public:
  explicit Momentum(double rate, double decay = 0.9)
      : rate_(rate), decay_(decay) {}

 private:
  void move(const ValuesView& parameters, double scale) override;

  double rate_, decay_;
  std::vector<double> velocity_;
};

/// Source: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015),
/// algorithm 1.
class Adam : public Optimizer {
 public:
  explicit Adam(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999,
                double epsilon = 1e-8)
      : rate_(rate), beta1_(beta1), beta2_(beta2), epsilon_(epsilon) {}

 private:
  void move(const ValuesView& parameters, double scale) override;

  double rate_, beta1_, beta2_, epsilon_;
  int steps_ = 0;
  std::vector<double> first_, second_;
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
[[nodiscard]] std::span<const NamedOptimizer> optimizers();

}  // namespace gradwalk
