#pragma once

#include <gradwalk/gradient_check.hpp>
#include <gradwalk/nn/training.hpp>
#include <optional>
#include <string>
#include <vector>

#include "digits/digits.hpp"
#include "parts/by_hand.hpp"

namespace gradwalk::demos {

/// What a fault is looked at with.
struct FaultSetting {
  std::vector<std::size_t> hidden;
  bool source_weights = false;  ///< else by he
  std::uint32_t seed = 42;
  double ink = 255.0;  ///< pixels are divided by it
  Loss loss = Loss::softmax_cross_entropy;
  Digits digits;                  ///< the batch
  std::size_t digits_in_all = 0;  ///< in the file that it is from

  [[nodiscard]] bool operator==(const FaultSetting&) const = default;
};

/// A batch recorded as a graph, forward as the fault has it, and the gradients
/// of the formulas beside those of the engine and beside nudges of each node.
class FaultCheck {
 public:
  /// The nudges of `same`, if it is given, are taken over: it has the same
  /// graph, and is compared with other formulas.
  FaultCheck(const FaultSetting& setting, Fault fault,
             const FaultCheck* same = nullptr);
  FaultCheck(const FaultCheck&) = delete;
  FaultCheck& operator=(const FaultCheck&) = delete;

  /// One matrix, of a layer's z or weights or biases; of large ones, some
  /// entries.
  struct Group {
    std::string name;         ///< `Z3`
    std::size_t checked = 0;  ///< how many entries
    std::size_t engine_wrong = 0, formula_wrong = 0;
  };

  /// On the way back: Z3, W3, b3, Z2, ….
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }

  struct Wrong {
    std::string group, entry;  ///< `Z3`, `Z3[9, 0]`, counted from 0
    std::optional<double> formula;
    double engine, nudged;
  };
  /// The first on the way back for which the formula is wrong.
  [[nodiscard]] const std::optional<Wrong>& first_wrong() const {
    return first_wrong_;
  }

  [[nodiscard]] const FaultSetting& setting() const { return setting_; }
  [[nodiscard]] const ForwardPass& pass() const { return pass_; }

  /// The loss of the batch's first digit.
  [[nodiscard]] Value first_loss() const { return losses_.front(); }

 private:
  using Nodes = std::vector<std::vector<Value>>;

  void record(Fault fault);
  void keep_pass(const MLP& net, const std::vector<MLP::Pass>& passes);
  void nudge();
  /// Of one root, and how many of them have been compared.
  struct Nudges {
    const GradientCheck& check;
    std::size_t compared = 0;
  };
  void compare(const std::string& name, const Nodes& nodes,
               const Matrix& formula, Nudges& nudges);

  FaultSetting setting_;
  Graph graph_;
  std::vector<Value> losses_;
  Value cost_, total_;            ///< the mean of the losses, and their sum
  std::vector<Nodes> z_, w_, b_;  ///< by layer, as in pass_
  ForwardPass pass_;
  struct {
    GradientCheck total, cost;  ///< of each z; of each weight and bias
  } checks_;
  std::vector<Group> groups_;
  std::optional<Wrong> first_wrong_;
};

}  // namespace gradwalk::demos
