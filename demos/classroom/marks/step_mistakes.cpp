#include "step_mistakes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "questions/marking.hpp"
#include "questions/mistakes.hpp"

namespace gradwalk::demos {

namespace {

/// One edge of a path: from a node to an operation that uses it.
struct Edge {
  const Path& path;
  std::size_t j;

  [[nodiscard]] double local() const { return path.local_gradients[j]; }
  [[nodiscard]] std::string name() const {
    return Formula::derivative(path.labels[j + 1], path.labels[j]).text();
  }
  /// What is made of the path's product if this factor is another.
  [[nodiscard]] double product_with(double factor) const {
    double product = factor;
    for (std::size_t k = 0; k < path.local_gradients.size(); ++k)
      if (k != j) product *= path.local_gradients[k];
    return product;
  }
  [[nodiscard]] std::vector<LikelyMistake> mistakes() const {
    const Value node = path.nodes[j + 1];
    const std::vector<Value> parents = node.parents();
    const auto operand = std::ranges::find_if(
        parents,
        [&](const Value& parent) { return same_node(parent, path.nodes[j]); });
    return local_mistakes(node.operation(),
                          static_cast<std::size_t>(operand - parents.begin()));
  }
  /// What these are worked out from.
  [[nodiscard]] std::vector<double> numbers() const {
    std::vector<double> numbers;
    for (const Value parent : path.nodes[j + 1].parents())
      numbers.push_back(parent.value());
    numbers.push_back(path.nodes[j + 1].value());
    return numbers;
  }
};

class StepDiagnosis {
 public:
  StepDiagnosis(const Paths& paths, double number, Digits digits)
      : paths_(paths), number_(number), digits_(digits) {}

  /// Of as many factors as a path has, two or more: those that are no factor of
  /// it, where that is one.
  void compare(const Path& path, const std::vector<double>& factors) {
    if (factors.size() < 2 || factors.size() != path.local_gradients.size())
      return;
    std::vector<double> others = factors;
    std::vector<std::size_t> left;
    for (std::size_t j = 0; j < path.local_gradients.size(); ++j) {
      const auto same = std::ranges::find_if(others, [&](double factor) {
        return is_right(factor, path.local_gradients[j], digits_);
      });
      if (same == others.end())
        left.push_back(j);
      else
        others.erase(same);
    }
    if (left.size() != 1) return;
    const Edge edge{path, left.front()};
    found_.push_back(
        {"another factor",
         fmt::format("{} is {}, not {}.", edge.name(), number(edge.local()),
                     number(others.front()))});
  }

  void try_all() {
    consider(-paths_.sum, "sign", "Look at the sign.");
    if (paths_.count > 1) try_paths();
    for (const Path& path : paths_.listed)
      for (std::size_t j = 0; j < path.local_gradients.size(); ++j)
        try_edge({path, j});
    consider(paths_.listed.front().nodes.front().value(), "value for gradient",
             "That is the node's value; asked is how fast the result changes "
             "with it.");
  }

  [[nodiscard]] std::vector<StepMistake> found() { return std::move(found_); }

 private:
  [[nodiscard]] std::string number(double x) const { return shown(x, digits_); }

  void try_paths() {
    double product = 1.0;
    for (const Path& path : paths_.listed) {
      const std::string advice = fmt::format(
          "There are {} paths: add all of their products.", paths_.count);
      consider(path.product, "path forgotten", advice);
      consider(paths_.sum - path.product, "path forgotten", advice);
      product *= path.product;
    }
    consider(product, "product for sum",
             "Along a path numbers are multiplied, over paths added.");
  }

  void try_edge(const Edge& edge) {
    const bool is_told =
        std::ranges::any_of(found_, [](const StepMistake& mistake) {
          return mistake.name == "another factor" || mistake.name == "sign";
        });
    if (is_told) return;
    const double others = paths_.sum - edge.path.product;
    if (edge.path.local_gradients.size() > 1)
      consider(others + edge.product_with(1.0), "factor forgotten",
               fmt::format("Multiply by {} = {}, too.", edge.name(),
                           number(edge.local())));
    for (const LikelyMistake& mistake : edge.mistakes())
      if (mistake.name != "sign")
        consider(others + edge.product_with(mistake.work(edge.numbers())),
                 std::string(mistake.name),
                 fmt::format("{} is {}. {}", edge.name(), number(edge.local()),
                             mistake.advice));
  }

  void consider(double wrong, std::string name, std::string advice) {
    const bool is_told = std::ranges::any_of(
        found_, [&](const StepMistake& other) { return other.name == name; });
    if (is_told || !is_right(number_, wrong, digits_) || wrong == 0.0) return;
    found_.push_back({std::move(name), std::move(advice)});
  }

  const Paths& paths_;
  double number_;
  Digits digits_;
  std::vector<StepMistake> found_;
};

}  // namespace

std::vector<StepMistake> step_mistakes(const Paths& paths, double number,
                                       const std::vector<double>& factors,
                                       Digits digits) {
  StepDiagnosis diagnosis(paths, number, digits);
  if (paths.listed.empty()) return {};
  if (paths.listed.size() == 1) diagnosis.compare(paths.listed[0], factors);
  diagnosis.try_all();
  return diagnosis.found();
}

}  // namespace gradwalk::demos
