#pragma once

#include <gradwalk/values.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace gradwalk {

/// A number for each of some parameters: their gradients, added up over
/// backward passes, to be read and changed before an optimiser's step.
class Gradients {
 public:
  /// Of 0 each. Errors: none; one twice; another node than a parameter; those
  /// of two graphs.
  explicit Gradients(const ValuesView& parameters);

  /// Adds scale × what the last backward pass left: `Value::gradient`.
  /// Errors: a parameter is gone. Nothing is added then.
  void add(double scale = 1.0);

  void clear();  ///< All are 0 again.

  [[nodiscard]] const Values& parameters() const { return parameters_; }

  /// In the order of the parameters.
  [[nodiscard]] std::span<double> numbers() { return numbers_; }
  [[nodiscard]] std::span<const double> numbers() const { return numbers_; }

  /// √(sum of their squares), also where a square is too large for a double.
  [[nodiscard]] double norm() const;

  /// Where the norm is above `most`, makes all shorter by one factor, so that
  /// it is `most`. Returns the norm before.
  /// Errors: `most` below 0, or nan; a norm that is nan or inf.
  /// Source: Pascanu et al., On the Difficulty of Training Recurrent Neural
  /// Networks (2013), algorithm 1. PyTorch divides by norm + 1e-6.
  double clip(double most);

 private:
  Values parameters_;
  std::vector<double> numbers_;
};

namespace detail {
/// Errors: none; one twice; another node than a parameter; those of two graphs.
void require_parameters(std::string_view function,
                        const ValuesView& parameters);
}  // namespace detail

}  // namespace gradwalk
