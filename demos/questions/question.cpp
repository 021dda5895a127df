#include "question.hpp"

#include <array>
#include <gradwalk/formula.hpp>

#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

struct Row {
  QuestionKind kind;
  std::string_view name, words;
};
constexpr std::array all_kinds{
    Row{QuestionKind::value, "value", "value"},
    Row{QuestionKind::first_node, "first-node", "which node first"},
    Row{QuestionKind::path, "path", "is there a path"},
    Row{QuestionKind::sign, "sign", "sign"},
    Row{QuestionKind::local, "local", "local gradient"},
    Row{QuestionKind::product, "product", "upstream × local"},
    Row{QuestionKind::sum, "sum", "sum over paths"},
    Row{QuestionKind::update, "update", "update"},
    Row{QuestionKind::count_paths, "count-paths", "count of paths"},
    Row{QuestionKind::shape, "shape", "shape"},
    Row{QuestionKind::engine, "engine", "which engine"},
};

const Row& row_of(QuestionKind kind) {
  return all_kinds.at(static_cast<std::size_t>(kind));
}

}  // namespace

std::span<const QuestionKind> question_kinds() {
  static constexpr auto kinds = [] {
    std::array<QuestionKind, all_kinds.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = all_kinds[i].kind;
    return all;
  }();
  return kinds;
}
std::string_view words_of(QuestionKind kind) { return row_of(kind).words; }
std::string_view name_of(QuestionKind kind) { return row_of(kind).name; }

Option asked_kinds(std::set<QuestionKind>& into) {
  Option option{Option::Kind::list,
                "--ask",
                "KIND,...",
                "only these: value, local, product, sum …",
                "",
                "one of " + names_of(question_kinds()),
                [&into](const std::string& text) {
                  for (const Row& row : all_kinds)
                    if (row.name == text) return into.insert(row.kind), true;
                  return false;
                }};
  for (const Row& row : all_kinds) option.words.emplace_back(row.name);
  return option;
}

std::set<QuestionKind> usual_kinds() {
  std::set<QuestionKind> kinds(question_kinds().begin(),
                               question_kinds().end());
  kinds.erase(QuestionKind::sign);
  return kinds;
}

double Question::by(const Work& calculation) const {
  std::vector<double> numbers;
  for (const Operand& operand : operands) numbers.push_back(operand.number);
  return calculation(numbers);
}

std::string Question::right_answer(Digits digits) const {
  if (!is_in_words()) return shown(answer(), digits);
  return kind == QuestionKind::first_node ? joined(accepted, " or ")
                                          : accepted.front();
}

Work local_gradient_of(const Operation& operation, std::size_t k) {
  return [locals = operation.local_gradients, k](std::span<const double> x) {
    return locals(x.first(x.size() - 1), x.back())[k];
  };
}

std::string shown(double number, Digits digits) {
  return gradwalk::number(number, digits);
}
std::string shown_as_factor(double number, Digits digits) {
  return Formula(shown(number, digits)).within(Formula::Binding::product);
}

}  // namespace gradwalk::demos
