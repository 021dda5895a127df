#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/labels.hpp>

#include "loss_words.hpp"
#include "matrix_words.hpp"
#include "training/interrupt.hpp"
#include "training/iteration.hpp"
#include "words.hpp"

/// A training in words.
namespace gradwalk::demos {

namespace {

/// The activation's formula and its slope, from the engine's own rules.
std::pair<Formula, Formula> activation_formulas(
    const ActivationFunction& activation, const std::string& z,
    const std::string& a) {
  Graph graph;
  const Value node = activation(graph.parameter(0.5, z));
  if (node.operation().is_leaf()) return {Formula(z), Formula("1")};
  std::vector<Formula> operands{Formula(z)};
  const std::vector<Value> parents = node.parents();
  for (std::size_t k = 1; k < parents.size(); ++k)
    operands.emplace_back(parents[k].value());
  return {formula_of(node.operation(), operands),
          local_formulas_of(node.operation(), operands, Formula(a))[0]};
}

/// How a layer's matrices are called: `Z1`.
struct LayerNames {
  LayerNames(const MLP& net, std::size_t layer)
      : z(numbered("Z", layer, net)),
        a(numbered("A", layer, net)),
        w(numbered("W", layer, net)),
        b(numbered("b", layer, net)),
        before(layer == 0 ? "X" : numbered("A", layer - 1, net)) {}

  std::string z, a, w, b, before;
};

std::string latex(const std::string& name) { return Formula(name).latex(); }

/// `Z = W·X + b` and `A = σ(Z)` of one layer.
std::vector<Equation> forward_equations(const Layer& layer,
                                        const LayerNames& names) {
  const auto [activated, slope] =
      activation_formulas(layer.activation(), names.z, names.a);
  const bool has_bias = layer.has_bias();
  return {{fmt::format("{} = {}·{}{}", names.z, names.w, names.before,
                       has_bias ? " + " + names.b : ""),
           fmt::format("{} = {} \\cdot {}{}", latex(names.z), latex(names.w),
                       latex(names.before),
                       has_bias ? " + " + latex(names.b) : "")},
          {names.a + " = " + activated.text(),
           latex(names.a) + " = " + activated.latex()}};
}

/// `dA` of one layer, its slope ∂A/∂Z, and `dZ`.
std::vector<Equation> backward_equations(const Iteration& iteration,
                                         std::size_t l) {
  const MLP& net = iteration.net;
  const LayerNames names(net, l);
  const bool last = l + 1 == net.layers().size();
  const std::string z = latex(names.z), a = latex(names.a);
  Equation da = output_gradient(iteration.plan.loss, iteration.plan.reduction,
                                {names.a, a});
  if (!last) {
    const LayerNames next(net, l + 1);
    da = {fmt::format("{}ᵀ · d{}", next.w, next.z),
          fmt::format("{}^{{\\top}} \\cdot d{}", latex(next.w), latex(next.z))};
  }
  const Formula slope =
      activation_formulas(net.layers()[l].activation(), names.z, names.a)
          .second;
  const std::string local =
      fmt::format("\\frac{{\\partial {}}}{{\\partial {}}}", a, z);
  return {
      {fmt::format("d{} = {}", names.a, da.text),
       fmt::format("d{} = {}", a, da.latex)},
      {fmt::format("∂{}/∂{} = {}", names.a, names.z, slope.text()),
       fmt::format("{} = {}", local, slope.latex())},
      {fmt::format("d{} = d{} × ∂{}/∂{}", names.z, names.a, names.a, names.z),
       fmt::format("d{} = d{} \\times {}", z, a, local)}};
}

/// `dW` and `db` of one layer.
std::vector<Equation> weight_equations(const LayerNames& names, bool has_bias) {
  std::vector<Equation> equations{
      {fmt::format("d{} = d{} · {}ᵀ", names.w, names.z, names.before),
       fmt::format("d{} = d{} \\cdot {}^{{\\top}}", latex(names.w),
                   latex(names.z), latex(names.before))}};
  if (has_bias)
    equations.push_back(
        {fmt::format("d{} = Σ d{} over the examples", names.b, names.z),
         fmt::format("d{} = \\textstyle\\sum d{} \\text{{ over the "
                     "examples}}",
                     latex(names.b), latex(names.z))});
  return equations;
}

}  // namespace

void Words::weights(const MLP& net) {
  for (const auto& [name, numbers] : weight_matrices(net))
    matrix(name, numbers, Ink::forward);
}

bool Words::is_told_in_matrices(const Iteration& iteration) {
  return iteration.batch.passes.size() <= most_examples;
}

void Words::explain(const Iteration& iteration, const std::string& what) {
  if (iteration.number > 1) return;
  say(what);
  blank();
}

void Words::forward_in_matrices(const Iteration& iteration) {
  const MLP& net = iteration.net;
  const TrainingPlan& plan = iteration.plan;
  if (iteration.batch.passes.size() < plan.data.size()) {
    const std::size_t first = static_cast<std::size_t>(iteration.number - 1) *
                              plan.batch % plan.data.size();
    say(fmt::format("A batch of m = {}, {}.", iteration.batch.passes.size(),
                    plan.shuffles
                        ? "drawn at random"
                        : fmt::format("from example {} on", first + 1)));
    blank();
  }
  const IterationNumbers& numbers = iteration.numbers;
  for (std::size_t l = 0; l < numbers.layers.size(); ++l) {
    const LayerNames names(net, l);
    explain(iteration, forward_words(net, l));
    equations(forward_equations(net.layers()[l], names));
    matrix(names.z, numbers.layers[l].z, Ink::forward);
    matrix(names.a, numbers.layers[l].a, Ink::forward);
    blank();
    pause();
  }
  const std::string a = LayerNames(net, net.layers().size() - 1).a;
  result(cost_equation(plan.loss, plan.reduction, {a, latex(a)}), numbers.cost);
  pause();
}

void Words::backward_in_matrices(const Iteration& iteration) {
  const std::vector<LayerNumbers>& layers = iteration.numbers.layers;
  for (std::size_t l = layers.size(); l-- > 0;) {
    const LayerNumbers& numbers = layers[l];
    const LayerNames names(iteration.net, l);
    explain(iteration, backward_words(iteration.net, l));
    equations(backward_equations(iteration, l));
    matrix("d" + names.a, numbers.da, Ink::backward);
    matrix(fmt::format("∂{}/∂{}", names.a, names.z), numbers.local, Ink::plain);
    matrix("d" + names.z, numbers.dz, Ink::backward);
    equations(weight_equations(names, !numbers.db.empty()));
    matrix("d" + names.w, numbers.dw, Ink::backward);
    matrix("d" + names.b, numbers.db, Ink::backward);
    if (l > 0) blank();
    pause();
  }
}

void Words::update_in_matrices(const Iteration& iteration) {
  const TrainingPlan& plan = iteration.plan;
  say(plan.is_plain_descent()
          ? fmt::format(
                "Every parameter has taken a step: parameter - {} × its "
                "gradient.",
                number(plan.rate))
          : fmt::format("Every parameter has taken a step ({}).",
                        plan.rate_text(number(plan.rate))));
  blank();
  weights(iteration.net);
  pause();
}

void Words::iteration(const Iteration& iteration) {
  if (!is_told_in_matrices(iteration)) return;
  if (iteration.number > 1) {
    heading("Update");
    update_in_matrices(iteration);
  }
  heading(fmt::format("Iteration {}: forward", iteration.number));
  forward_in_matrices(iteration);
  heading(fmt::format("Iteration {}: backward", iteration.number));
  backward_in_matrices(iteration);
}

void Words::trained(const Trained& trained) {
  const TrainingPlan& plan = trained.plan;
  const std::vector<Progress>& reports = trained.reports;
  heading(fmt::format("Training: {}, {}", counted_epochs(plan.epochs),
                      plan.rate_text(number(plan.rate))));
  constexpr std::size_t shown = 12;
  const Digits digits = style().precise ? style().digits() : Digits(17);
  const bool has_test = !trained.held_out.empty();
  if (trained.is_stopped)
    say(
        fmt::format("{} has ended the training: what follows is by the weights "
                    "that it had then.",
                    Interrupt::cause));
  std::vector<Line> rows{names_of_columns(
      has_test ? std::vector<std::string>{"epoch", "cost", "cost of the test"}
               : std::vector<std::string>{"epoch", "cost"})};
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const std::size_t left = reports.size() - 1 - i;
    const bool early = i < 4, late = left < 6;
    if (reports.size() > shown && !early && !late &&
        i % ((reports.size() - 1) / 5) != 0)
      continue;
    rows.push_back({{fmt::format("{}", reports[i].epoch)},
                    {gradwalk::number(reports[i].cost, digits), Ink::forward}});
    if (has_test)
      rows.back().push_back(
          {gradwalk::number(trained.held_out[i].cost, digits)});
  }
  if (plan.reduction == Reduction::sum && plan.data.size() > 1)
    say(fmt::format("The cost is the sum of {} losses, not their mean.",
                    plan.data.size()));
  if (!style().precise)
    say(!style().sources || !plan.is_source
            ? "Costs are in full; --precision shortens them."
            : "Costs are in full, to hold beside a source's; "
              "--precision shortens them." +
                  (plan.beside_source.empty() ? "" : " " + plan.beside_source));
  blank();
  table(rows);
  pause();
}

}  // namespace gradwalk::demos
