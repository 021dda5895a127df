#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "graphs.hpp"
#include "nets.hpp"
#include "parts/by_hand.hpp"

/// Engines with one fault each.
namespace gradwalk::demos {

/// Either tiny with one place of its source changed, or a net's step by hand.
struct BrokenEngine {
  std::string_view name;
  std::string_view fault;             ///< in a few words
  std::string_view symptom;           ///< what one sees of it in a training
  std::string_view why;               ///< its numbers are wrong
  std::string_view wrong{}, right{};  ///< the lines of source
  // Of one for graphs.
  ProblemNumbers (*numbers)(const SmallGraph&) = nullptr;
  ProblemNumbers (*costs)(int steps) = nullptr;
  // Of one for nets.
  Fault fault_by_hand = Fault::none;
  double direction = 1.0;  ///< of its step: 1 is downhill
  double bright = 1.0;     ///< the largest input of its training

  [[nodiscard]] bool is_for_nets() const { return numbers == nullptr; }
};

/// A new one is a row of zoo.cpp; one for graphs is made from tiny by a row of
/// `broken` in the meson.build of demos/lessons.
[[nodiscard]] std::span<const BrokenEngine> zoo();
/// The one of that name, which there is.
[[nodiscard]] const BrokenEngine& engine_named(std::string_view name);

/// Whether two numbers are not the same, but for what rounding can do in a
/// few operations: 1e-16 of a number up to 1e9.
[[nodiscard]] bool differ(double a, double b);

/// The first place where two lists do; none where they are the same.
[[nodiscard]] std::optional<std::size_t> first_difference(
    const ProblemNumbers& a, const ProblemNumbers& b);

/// The smallest problem that tells an engine from gradwalk.
struct Smallest {
  struct Tried {
    std::string size;
    std::size_t problems;
  };
  std::unique_ptr<Problem> problem;
  std::string size;          ///< of it
  std::vector<Tried> tried;  ///< all of these sizes, which tell nothing
  std::size_t before = 0;    ///< of its own size
};
[[nodiscard]] Smallest smallest_for(const BrokenEngine& engine);

}  // namespace gradwalk::demos
