#pragma once

#include <cstddef>
#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <string_view>

/// Sums of exponentials, and the probabilities and cross-entropies made of
/// them.
namespace gradwalk::rules {

/// log(exp(x1) + exp(x2) + …), shifted by the highest x so that exp cannot
/// overflow.
struct LogSumExp : AnyArity<1> {
  static constexpr std::string_view name = "log_sum_exp", symbol = "log Σ exp";
  static auto value(const auto& operands) {
    const auto x = all_of(operands);
    const auto shift = highest(x);
    return shift + exponential_sum(x, shift).log();
  }
  static void local_gradients(const auto& operands, auto, auto&& out) {
    const auto x = all_of(operands);
    const auto sum = exponential_sum(x, highest(x));
    for (std::size_t i = 0; i < x.size(); ++i) out(i, sum.part(i));
  }
};
/// One probability of a softmax, exp(x0) / (exp(x0) + exp(x1) + …), shifted as
/// log_sum_exp is: of the first score; the others are the rest.
struct Softmax : AnyArity<1> {
  static constexpr std::string_view name = "softmax", symbol = "softmax";
  static auto value(const auto& operands) {
    const auto x = all_of(operands);
    return exponential_sum(x, highest(x)).part(0);
  }
  static void local_gradients(const auto& operands, auto y, auto&& out) {
    const auto x = all_of(operands);
    const auto sum = exponential_sum(x, highest(x));
    out(0, y * sum.all_but(0, y));
    for (std::size_t i = 1; i < x.size(); ++i) out(i, -y * sum.part(i));
  }
};

/// -log of the probability of the first of some scores, exp(x0) / Σ exp(x): the
/// cross-entropy where the first is right.
struct NegativeLogSoftmax : AnyArity<2> {
  static constexpr std::string_view name = "negative_log_softmax",
                                    symbol = "-log softmax";
  static auto value(const auto& operands) {
    const auto x = all_of(operands);
    const auto sum = exponential_sum(x, highest(x));
    return sum.surprise(0, sum.log());
  }
  static void local_gradients(const auto& operands, auto, auto&& out) {
    const auto x = all_of(operands);
    const auto sum = exponential_sum(x, highest(x));
    out(0, -sum.all_but(0, sum.part(0)));
    for (std::size_t i = 1; i < x.size(); ++i) out(i, sum.part(i));
  }
};
/// Σ target·-log(probability of the score); the operands are the targets, then
/// the scores. A target of 0 leaves its score out, also one of -inf.
struct SoftmaxCrossEntropy : AnyArity<2> {
  static constexpr std::string_view name = "softmax_cross_entropy",
                                    symbol = "cross-entropy";
  static constexpr bool in_pairs = true;
  static auto value(const auto& operands) {
    const std::size_t n = operands.size() / 2;
    const auto targets = operands.subspan(0, n), x = operands.subspan(n, n);
    const auto sum = exponential_sum(x, highest(x));
    const auto log = sum.log();
    return total(n, [&](std::size_t k) {
      return except(targets[k] == 0.0, 0.0, targets[k] * sum.surprise(k, log));
    });
  }
  static void local_gradients(const auto& operands, auto, auto&& out) {
    const std::size_t n = operands.size() / 2;
    const auto targets = operands.subspan(0, n), x = operands.subspan(n, n);
    const auto sum = exponential_sum(x, highest(x));
    const auto log = sum.log();
    for (std::size_t k = 0; k < n; ++k) out(k, sum.surprise(k, log));
    const auto all = total(n, [&](std::size_t k) { return targets[k]; });
    for (std::size_t k = 0; k < n; ++k)
      out(n + k, cross_entropy_slope(targets[k], all, sum.part(k),
                                     sum.all_but(k, sum.part(k))));
  }
};

/// -target·log(σ(score)) - (1 - target)·log(1 - σ(score)), where no term of one
/// sign is subtracted from another.
struct BinaryCrossEntropy : Binary {
  static constexpr std::string_view name = "binary_cross_entropy",
                                    symbol = "cross-entropy";
  // What takes an exp is too long for clang++ to inline unasked.
  [[gnu::always_inline]] static auto value(auto target, auto score) {
    return log1p(exp(-abs(score))) +
           where(score > 0.0, (1.0 - target) * score, -target * score);
  }
  static auto by_first(auto, auto score, auto) { return -score; }
  [[gnu::always_inline]] static auto by_second(auto target, auto score, auto) {
    return (1.0 - target) * logistic(score) - target * logistic(-score);
  }
};

}  // namespace gradwalk::rules
