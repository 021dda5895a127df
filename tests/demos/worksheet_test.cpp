#include <doctest/doctest.h>
#include <fmt/ranges.h>

#include <cmath>

#include "class_sheets.hpp"
#include "classroom_formulas.hpp"
#include "own_formula.hpp"

using namespace gradwalk::demos;

namespace {

/// Central differences with steps of 1e-5 are right to about 1e-9 of numbers
/// near 1, which later ones multiply.
bool agree(double key, double own) {
  return std::abs(key - own) <= 1e-6 * (1.0 + std::abs(own));
}

double own_sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

using KeyNumbers = std::vector<double>;

/// What a sheet gives before its first question, by names.
double given(const Sheet& sheet, const std::string& name,
             std::size_t part = 0) {
  for (const auto& [one, number] : sheet.parts.at(part).given)
    if (one == name) return number;
  FAIL("no " << name);
  return 0.0;
}

/// The answers for numbers, in their order.
KeyNumbers keys_of(const Sheet& sheet) {
  KeyNumbers keys;
  for (const Question& question : sheet.questions)
    if (!question.is_in_words()) keys.push_back(question.answer());
  return keys;
}

void check_lesson(const std::vector<std::string>& texts,
                  KeyNumbers (*by_hand)(const Sheet&)) {
  const Worksheets& all = class_of(texts);
  CHECK(all.sheets.size() == 30);
  for (const StudentSheet& one : all.sheets) {
    const KeyNumbers keys = keys_of(one.sheet), own = by_hand(one.sheet);
    REQUIRE(own.size() > 2);
    REQUIRE(keys.size() >= own.size());
    for (std::size_t i = 0; i < own.size(); ++i) {
      INFO(texts[0], " ", i, ": ", keys[i], " for ", own[i]);
      CHECK(std::abs(keys[i] - own[i]) <= 1e-12);
    }
  }
}

/// One neuron, w1·x1 + w2·x2 with a bias or without.
void neuron(const Sheet& sheet, bool has_bias, KeyNumbers& all) {
  const std::size_t part = has_bias ? 2 : 0;
  const auto of = [&](const char* name) { return given(sheet, name, part); };
  const double x1 = of("x1"), x2 = of("x2"), y = of("y"), w1 = of("w1"),
               w2 = of("w2"), b = has_bias ? of("b") : 0.0;
  const double z = w1 * x1 + w2 * x2 + b, a = own_sigmoid(z);
  const double error = a - y, slope = a * (1.0 - a);
  all.insert(all.end(),
             {z, a, 0.5 * error * error, error, error, slope, error * slope, x1,
              error * slope * x1, x2, error * slope * x2});
  if (has_bias) all.insert(all.end(), {1.0, error * slope});
}

KeyNumbers or_gate(const Sheet& sheet) {
  KeyNumbers all;
  neuron(sheet, false, all);
  neuron(sheet, true, all);
  return all;
}

KeyNumbers paths(const Sheet& sheet) {
  const double a = given(sheet, "a"), b = given(sheet, "b"), c = a + b,
               d = b + 1.0;
  return {c, d, c * d, d, d, c, c, 1, c, 1, d, 1, d, c + d, 1, 2};
}

KeyNumbers dot_product(const Sheet& sheet) {
  const double w1 = given(sheet, "w1"), w2 = given(sheet, "w2"),
               x1 = given(sheet, "x1"), x2 = given(sheet, "x2");
  return {w1 * x1 + w2 * x2, x1, x1, x2, x2};
}

KeyNumbers chain(const Sheet& sheet) {
  const auto of = [&](const char* name) { return given(sheet, name); };
  const double w[]{of("w1"), of("w2"), of("w3")};
  const double b[]{of("b1"), of("b2"), of("b3")};
  double a[4]{of("a0")};
  KeyNumbers all;
  for (int i = 0; i < 3; ++i) {
    const double z = w[i] * a[i] + b[i];
    a[i + 1] = own_sigmoid(z);
    all.insert(all.end(), {z, a[i + 1]});
  }
  const double error = a[3] - of("y");
  double gradient = 2.0 * error;
  all.insert(all.end(),
             {error, error * error, gradient, gradient, 1.0, gradient});
  for (int i = 3; i-- > 0;) {
    const double slope = a[i + 1] * (1.0 - a[i + 1]), dz = gradient * slope;
    gradient = dz * w[i];
    all.insert(all.end(), {slope, dz, a[i], dz * a[i], w[i], gradient, 1, dz});
  }
  return all;
}

const SheetMatrix& matrix(const Sheet& sheet, const std::string& name,
                          bool last = false) {
  const SheetMatrix* found = nullptr;
  for (const SheetPart& part : sheet.parts)
    for (const SheetPart::Item& item : part.items)
      if (const auto* one = std::get_if<SheetMatrix>(&item);
          one != nullptr && one->name == name && (found == nullptr || last))
        found = one;
  REQUIRE(found != nullptr);
  return *found;
}

Matrix zeros(std::size_t rows, std::size_t columns) {
  return Matrix(rows, KeyNumbers(columns));
}

/// The first iteration of a net of 2, 3 and 1 neurons, and its step; in loops.
std::map<std::string, Matrix> xor_iteration(const Sheet& sheet) {
  std::map<std::string, Matrix> m;
  for (const char* name : {"X", "Y", "W1", "b1", "W2", "b2"})
    m[name] = matrix(sheet, name).numbers;
  const std::size_t hidden = m["W1"].size(), count = m["X"][0].size();
  for (const char* name : {"Z1", "A1", "dA1", "∂A1/∂Z1", "dZ1"})
    m[name] = zeros(hidden, count);
  for (const char* name : {"Z2", "A2", "dA2", "∂A2/∂Z2", "dZ2"})
    m[name] = zeros(1, count);
  m["dW1"] = zeros(hidden, 2);
  m["dW2"] = zeros(1, hidden);
  m["db1"] = zeros(hidden, 1);
  m["db2"] = zeros(1, 1);
  for (std::size_t c = 0; c < count; ++c) {
    double z2 = m["b2"][0][0];
    for (std::size_t r = 0; r < hidden; ++r) {
      const double z = m["W1"][r][0] * m["X"][0][c] +
                       m["W1"][r][1] * m["X"][1][c] + m["b1"][r][0];
      const double a = own_sigmoid(z);
      m["Z1"][r][c] = z;
      m["A1"][r][c] = a;
      m["∂A1/∂Z1"][r][c] = a * (1.0 - a);
      z2 += m["W2"][0][r] * a;
    }
    const double a2 = own_sigmoid(z2), slope = a2 * (1.0 - a2);
    const double da2 = (a2 - m["Y"][0][c]) / static_cast<double>(count);
    m["Z2"][0][c] = z2;
    m["A2"][0][c] = a2;
    m["dA2"][0][c] = da2;
    m["∂A2/∂Z2"][0][c] = slope;
    m["dZ2"][0][c] = da2 * slope;
    m["db2"][0][0] += da2 * slope;
    for (std::size_t r = 0; r < hidden; ++r) {
      const double da = da2 * slope * m["W2"][0][r];
      const double dz = da * m["∂A1/∂Z1"][r][c];
      m["dA1"][r][c] = da;
      m["dZ1"][r][c] = dz;
      m["dW2"][0][r] += da2 * slope * m["A1"][r][c];
      m["dW1"][r][0] += dz * m["X"][0][c];
      m["dW1"][r][1] += dz * m["X"][1][c];
      m["db1"][r][0] += dz;
    }
  }
  return m;
}

}  // namespace

TEST_CASE("keys of 20 formulas are those of an evaluation of one's own") {
  CHECK(classroom_formulas.size() == 20);
  int checked = 0, at_kinks = 0, sheets = 0;
  for (const ClassroomFormula& formula : classroom_formulas)
    for (const StudentSheet& one :
         class_of({"expr", std::string(formula.text)}).sheets) {
      ++sheets;
      const OwnFormula own(one.texts);
      // A gradient there is any between both sides'.
      if (own.stands_at_a_kink()) {
        ++at_kinks;
        continue;
      }
      const KeyNumbers answers = own.answers(one.sheet);
      double root = 0.0;
      for (std::size_t i = 0; i < answers.size(); ++i) {
        const Question& question = one.sheet.questions[i];
        if (question.kind == QuestionKind::value) root = answers[i];
        if (question.is_in_words()) continue;
        INFO(fmt::format("{}", fmt::join(one.texts, " ")), ": ", question.asked,
             " is ", question.answer(), ", own ", answers[i]);
        CHECK(agree(question.answer(), answers[i]));
        ++checked;
      }
      CHECK(agree(root, formula.value([&](const char* leaf) {
        return own.number(leaf);
      })));
    }
  MESSAGE(sheets, " sheets, ", checked, " numbers, ", at_kinks, " at kinks");
  CHECK(sheets == 600);
  CHECK(checked > 12'000);
  CHECK(at_kinks < 24);
}

TEST_CASE("keys of lessons are what arithmetic by hand leads to") {
  check_lesson({"or-gate"}, or_gate);
  check_lesson({"paths"}, paths);
  check_lesson({"dot-product"}, dot_product);
  check_lesson({"chain"}, chain);
}

TEST_CASE("keys of xor's matrices are what plain loops lead to") {
  int checked = 0;
  for (const StudentSheet& one : class_of({"xor", "--epochs", "2"}).sheets) {
    auto own = xor_iteration(one.sheet);
    for (const auto& row_of : own) {
      const std::string& name = row_of.first;
      const auto& numbers = row_of.second;
      const SheetMatrix& key = matrix(one.sheet, name);
      for (const SheetMatrix::Hole& hole : key.holes) {
        INFO(name);
        const auto [row, column] = hole.cell;
        CHECK(std::abs(one.sheet.questions[hole.question].answer() -
                       numbers.at(row).at(column)) <= 1e-12);
        ++checked;
      }
    }
  }
  CHECK(checked >= 30 * 12);
}
