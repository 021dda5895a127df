#pragma once

#include <cstdint>
#include <gradwalk/nn/random.hpp>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace gradwalk::demos {

/// Numbers that are easy to reckon with, drawn at random.
class Draw {
 public:
  /// `kept`: the names of numbers that are not drawn.
  explicit Draw(std::uint32_t seed, std::set<std::string> kept = {})
      : random_(seed), kept_(std::move(kept)) {}

  /// Whether the number of that name is drawn.
  [[nodiscard]] bool draws(const std::string& name) {
    names_.insert(name);
    return !kept_.contains(name);
  }
  /// The names that were asked for.
  [[nodiscard]] const std::set<std::string>& names() const { return names_; }

  /// One of them.
  double one_of(std::span<const double> numbers);

  /// A number like another, never 0: whole where that is whole, up to twice as
  /// large and at least up to 9; else with one decimal (or in steps of 0.05,
  /// 0.005, … where it has more) up to 0.9 or twice as large, of either sign.
  double like(double number);

  /// With one decimal, of either sign, from 0.1 to 0.9.
  double weight() { return like(0.5); }

 private:
  Random random_;
  std::set<std::string> kept_, names_;
};

}  // namespace gradwalk::demos
