#include "cells.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <gradwalk/formula.hpp>
#include <gradwalk/labels.hpp>
#include <utility>

#include "cell_list.hpp"
#include "mistakes.hpp"
#include "training/iteration.hpp"
#include "training/names.hpp"

namespace gradwalk::demos {

namespace {

/// The first of those that are farthest from 0.
Cell farthest(const Matrix& matrix) {
  Cell best;
  for (std::size_t r = 0; r < matrix.size(); ++r)
    for (std::size_t c = 0; c < matrix[r].size(); ++c)
      if (std::abs(matrix[r][c]) > std::abs(matrix[best.row][best.column]))
        best = {r, c};
  return best;
}

class CellQuestions : private CellList {
 public:
  CellQuestions(const Iteration& iteration, Digits digits)
      : CellList(digits), iteration_(iteration) {}

  [[nodiscard]] std::vector<CellQuestion> of_passes() {
    const std::size_t count = iteration_.numbers.layers.size();
    for (std::size_t l = 0; l < count; ++l) forward(l);
    for (std::size_t l = count; l-- > 0;) backward(l);
    return taken();
  }

  [[nodiscard]] std::vector<CellQuestion> of_update() {
    for (std::size_t l = 0; l < iteration_.numbers.layers.size(); ++l)
      update(l);
    return taken();
  }

 private:
  [[nodiscard]] const LayerNumbers& numbers(std::size_t l) const {
    return iteration_.numbers.layers[l];
  }
  [[nodiscard]] const Neuron& neuron(std::size_t l, Cell cell) const {
    return iteration_.net.layers()[l].neurons()[cell.row];
  }
  [[nodiscard]] std::string name(const std::string& letter,
                                 std::size_t l) const {
    return numbered(letter, l, iteration_.net);
  }
  void forward(std::size_t l) {
    const Cell cell = farthest(numbers(l).z);
    const auto& output = iteration_.batch.passes[cell.column][l];
    const Value z = output.z[cell.row], a = output.a[cell.row];
    add_value(name("Z", l), cell, z);
    if (!same_node(a, z)) add_value(name("A", l), cell, a);
  }

  void backward(std::size_t l) {
    const LayerNumbers& here = numbers(l);
    const Cell cell = farthest(here.dz);
    const auto [r, c] = cell;
    const std::string z = name("Z", l), a = name("A", l);
    if (l + 1 < iteration_.numbers.layers.size()) from_next(l, cell);
    const auto& output = iteration_.batch.passes[c][l];
    if (!same_node(output.a[r], output.z[r])) local(l, cell, output.a[r]);
    add(
        "d" + z, QuestionKind::product, cell, output.a[r],
        fmt::format("{} × {}", factor(here.da[r][c]), factor(here.local[r][c])),
        {here.da[r][c], here.local[r][c]},
        [](Numbers x) { return x[0] * x[1]; }, product_mistakes());
    shape(l);
    weight(l);
    bias(l);
  }

  /// dA of a hidden layer: over the paths through each neuron behind it.
  void from_next(std::size_t l, Cell cell) {
    const Matrix weights = weight_matrices(iteration_.net)[2 * (l + 1)].matrix;
    std::vector<double> w, dz;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      w.push_back(weights[k][cell.row]);
      dz.push_back(numbers(l + 1).dz[k][cell.column]);
    }
    add_products("d" + name("A", l), cell,
                 iteration_.batch.passes[cell.column][l].a[cell.row], w, dz,
                 {});
  }

  void local(std::size_t l, Cell cell, Value a) {
    const Operation& operation = a.operation();
    Operands operands = operands_of(a);
    operands.numbers.push_back(a.value());
    const Formula formula = local_formulas_of(operation, operands.texts,
                                              Formula(shown(a.value())))[0];
    add(fmt::format("∂{}/∂{}", name("A", l), name("Z", l)), QuestionKind::local,
        cell, a, formula.text(), operands.numbers,
        local_gradient_of(operation, 0), local_mistakes(operation, 0));
  }

  void shape(std::size_t l) {
    const Matrix& dw = numbers(l).dw;
    const std::size_t rows = dw.size(), columns = dw.front().size();
    Question question{
        QuestionKind::shape,
        fmt::format("the shape of d{}, rows × columns", name("W", l)),
        {fmt::format("It is that of {}: a gradient for each weight.",
                     name("W", l))}};
    for (const char* between : {" × ", "x", "*", ",", " "})
      question.accepted.push_back(
          fmt::format("{}{}{}", rows, between, columns));
    question.accepted.push_back(fmt::format("({}, {})", rows, columns));
    question.expected = "rows × columns, such as 1 × 3";
    add({"d" + name("W", l), std::move(question)});
  }

  /// Σ over the examples of dZ times what came in.
  void weight(std::size_t l) {
    const Cell cell = farthest(numbers(l).dw);
    const std::vector<double>& dz = numbers(l).dz[cell.row];
    std::vector<double> in;
    for (std::size_t e = 0; e < dz.size(); ++e) {
      const Value from =
          l > 0 ? iteration_.batch.passes[e][l - 1].a[cell.column]
                : inputs_under(iteration_.batch.losses[e])[cell.column];
      in.push_back(from.value());
    }
    const auto count = static_cast<double>(dz.size());
    add_products(
        "d" + name("W", l), cell, neuron(l, cell).weights()[cell.column], dz,
        in,
        {{"mean taken twice", "The mean over the examples is in dZ already.",
          [count](Numbers x) {
            return CellList::sum_of_products(x) / count;
          }}});
  }

  /// Σ dZ over the examples, of one neuron.
  void bias(std::size_t l) {
    if (numbers(l).db.empty()) return;
    const Cell cell = farthest(numbers(l).db);
    const std::vector<double>& dz = numbers(l).dz[cell.row];
    std::string text;
    for (const double x : dz) text += (text.empty() ? "" : " + ") + factor(x);
    double everything = 0.0;
    for (const std::vector<double>& row : numbers(l).dz)
      for (const double x : row) everything += x;
    const auto total = [](Numbers x) {
      double sum = 0.0;
      for (const double each : x) sum += each;
      return sum;
    };
    add("d" + name("b", l), QuestionKind::sum, cell, *neuron(l, cell).bias(),
        text, dz, total,
        {{"summed over everything",
          "Each neuron has a bias of its own: add up its row only.",
          [everything](Numbers) { return everything; }},
         {"overwritten", "The last example alone: all of them are added.",
          [](Numbers x) { return x.back(); }},
         {"mean taken twice", "The mean over the examples is in dZ already.",
          [total](Numbers x) {
            return total(x) / static_cast<double>(x.size());
          }}});
  }

  void update(std::size_t l) {
    const Cell cell = farthest(numbers(l).dw);
    const double before =
        weight_matrices(iteration_.net)[2 * l].matrix[cell.row][cell.column];
    const double gradient = numbers(l).dw[cell.row][cell.column];
    const double rate = iteration_.plan.rate;
    add(
        name("W", l), QuestionKind::update, cell,
        neuron(l, cell).weights()[cell.column],
        fmt::format("{} - {} × {}", shown(before), factor(rate),
                    factor(gradient)),
        {before, rate, gradient}, [](Numbers x) { return x[0] - x[1] * x[2]; },
        update_mistakes());
  }

  const Iteration& iteration_;
};

}  // namespace

std::vector<CellQuestion> cell_questions(const Iteration& iteration,
                                         Digits digits) {
  return CellQuestions(iteration, digits).of_passes();
}
std::vector<CellQuestion> update_questions(const Iteration& iteration,
                                           Digits digits) {
  return CellQuestions(iteration, digits).of_update();
}

}  // namespace gradwalk::demos
