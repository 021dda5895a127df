#include "cell_list.hpp"

#include <fmt/format.h>

#include "mistakes.hpp"

namespace gradwalk::demos {

std::string CellList::shown(double x) const { return demos::shown(x, digits_); }
std::string CellList::factor(double x) const {
  return shown_as_factor(x, digits_);
}

CellList::Operands CellList::operands_of(Value node) const {
  Operands found;
  for (const Value parent : node.parents()) {
    found.numbers.push_back(parent.value());
    found.texts.emplace_back(shown(parent.value()));
  }
  return found;
}

void CellList::add(const std::string& matrix, QuestionKind kind, Cell cell,
                   Value node, std::string hint,
                   const std::vector<double>& operands, Work work,
                   std::vector<LikelyMistake> mistakes) {
  Question question{kind,
                    fmt::format("{}, row {}, column {}", matrix, cell.row + 1,
                                cell.column + 1),
                    {std::move(hint)},
                    {},
                    std::move(work),
                    std::move(mistakes)};
  question.spot = {node, kind == QuestionKind::sum ? GraphSpot::gradient : 0};
  for (const double x : operands) question.operands.push_back({x});
  add({matrix, std::move(question), cell});
}

void CellList::add_value(const std::string& matrix, Cell cell, Value node) {
  const Operation& operation = node.operation();
  if (operation.is_leaf()) return;
  const Operands operands = operands_of(node);
  add(matrix, QuestionKind::value, cell, node,
      formula_of(operation, operands.texts).text(), operands.numbers,
      operation.value, value_mistakes(operation));
}

double CellList::sum_of_products(Numbers x) {
  double sum = 0.0;
  for (std::size_t k = 0; k < x.size() / 2; ++k)
    sum += x[k] * x[x.size() / 2 + k];
  return sum;
}

void CellList::add_products(const std::string& matrix, Cell cell, Value node,
                            const std::vector<double>& a,
                            const std::vector<double>& b,
                            std::vector<LikelyMistake> mistakes) {
  if (a.size() > 1) {
    mistakes.push_back(
        {"overwritten", "The last product alone: all of them are added.",
         [](Numbers x) { return x[x.size() / 2 - 1] * x.back(); }});
    mistakes.push_back({"path forgotten",
                        "The first product alone: all of them are added.",
                        [](Numbers x) { return x[0] * x[x.size() / 2]; }});
  }
  std::string hint;
  for (std::size_t k = 0; k < a.size(); ++k)
    hint += (k == 0 ? "" : " + ") + factor(a[k]) + "·" + factor(b[k]);
  std::vector<double> operands = a;
  operands.insert(operands.end(), b.begin(), b.end());
  add(matrix, QuestionKind::sum, cell, node, std::move(hint), operands,
      sum_of_products, std::move(mistakes));
}

}  // namespace gradwalk::demos
