#include "loss_words.hpp"

#include <fmt/format.h>

namespace gradwalk::demos {

namespace {

/// What a loss takes A for: the answer, or what makes a probability of it.
Equation answer_of(Loss loss, const Equation& a) {
  switch (meaning_of(loss)) {
    case OutputMeaning::value:
      return a;
    case OutputMeaning::sigmoid:
      return {fmt::format("σ({})", a.text),
              fmt::format("\\sigma({})", a.latex)};
    case OutputMeaning::softmax:
      break;
  }
  return {fmt::format("softmax({})", a.text),
          fmt::format("\\mathrm{{softmax}}({})", a.latex)};
}

/// What is summed, behind its factor.
Equation summed(Loss loss, const Equation& answer) {
  const auto& [p, latex] = answer;
  switch (loss) {
    case Loss::squared_error:
    case Loss::softmax_squared_error:
      return {fmt::format("Σ (Y - {})²", p),
              fmt::format("\\sum (Y - {})^2", latex)};
    case Loss::binary_cross_entropy:
      return {
          fmt::format("Σ -(Y·log {0} + (1 - Y)·log(1 - {0}))", p),
          fmt::format("\\sum -(Y \\log {0} + (1 - Y) \\log(1 - {0}))", latex)};
    case Loss::softmax_cross_entropy:
      return {fmt::format("Σ -Y·log {}", p),
              fmt::format("\\sum -Y \\log {}", latex)};
    default:
      return {"Σ loss", "\\sum \\mathrm{loss}"};
  }
}

}  // namespace

Equation cost_equation(Loss loss, Reduction reduction, const Equation& a) {
  const bool is_mean = reduction == Reduction::mean;
  const Equation sum = summed(loss, answer_of(loss, a));
  const bool is_halved = loss == Loss::squared_error;
  const char* text =
      is_mean ? (is_halved ? "1/(2m) " : "1/m ") : (is_halved ? "1/2 " : "");
  const char* latex = is_mean
                          ? (is_halved ? "\\tfrac{1}{2m} " : "\\tfrac{1}{m} ")
                          : (is_halved ? "\\tfrac{1}{2} " : "");
  return {fmt::format("cost = {}{} = ", text, sum.text),
          fmt::format("\\mathrm{{cost}} = {}{} = ", latex, sum.latex)};
}

Equation output_gradient(Loss loss, Reduction reduction, const Equation& a) {
  // Of others it is no short formula, as through softmax that of a square.
  if (loss != Loss::squared_error && loss != Loss::binary_cross_entropy &&
      loss != Loss::softmax_cross_entropy)
    return {"∂cost/∂" + a.text,
            fmt::format("\\frac{{\\partial \\mathrm{{cost}}}}{{\\partial {}}}",
                        a.latex)};
  const bool is_mean = reduction == Reduction::mean;
  const Equation answer = answer_of(loss, a);
  return {fmt::format("{}(Y - {})", is_mean ? "-1/m · " : "-", answer.text),
          fmt::format("-{}(Y - {})", is_mean ? "\\tfrac{1}{m} " : "",
                      answer.latex)};
}

}  // namespace gradwalk::demos
