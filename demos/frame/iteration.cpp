#include "iteration.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gradwalk::demos {

namespace {

/// ∂a/∂z, (neurons × examples); 1 where a is z.
Matrix local_gradients(const RecordedBatch& batch, std::size_t layer) {
  Matrix matrix(batch.passes.front()[layer].z.size());
  for (const MLP::Pass& pass : batch.passes)
    for (std::size_t n = 0; n < matrix.size(); ++n) {
      const Value a = pass[layer].a[n], z = pass[layer].z[n];
      matrix[n].push_back(a == z ? 1.0 : a.local_gradients().front());
    }
  return matrix;
}

std::string shape(const Matrix& matrix) {
  return fmt::format("({} × {})", matrix.size(), matrix.front().size());
}

/// `Z1`, and plain `Z` in a net of one layer.
std::string numbered(const std::string& name, std::size_t layer,
                     const MLP& net) {
  return net.layers().size() == 1 ? name : fmt::format("{}{}", name, layer + 1);
}

/// The activation's formula and its slope, from the engine's own rules.
std::pair<std::string, std::string> formulas(Activation activation,
                                             const std::string& z,
                                             const std::string& a) {
  Graph graph;
  const Value node = activate(activation, graph.parameter(0.5, z));
  if (node.operation().is_leaf()) return {z, "1"};
  std::vector<Formula> operands{Formula(z)};
  const std::vector<Value> parents = node.parents();
  for (std::size_t k = 1; k < parents.size(); ++k)
    operands.emplace_back(parents[k].value());
  return {formula_of(node.operation(), operands).text(),
          local_formulas_of(node.operation(), operands, Formula(a))[0].text()};
}

}  // namespace

IterationNumbers numbers_of(const MLP& net, const RecordedBatch& batch) {
  IterationNumbers iteration{{}, batch.cost.value()};
  for (std::size_t l = 0; l < net.layers().size(); ++l)
    iteration.layers.push_back(
        {over_examples(batch.passes, l, &Layer::Output::z, &Value::value),
         over_examples(batch.passes, l, &Layer::Output::a, &Value::value),
         over_examples(batch.passes, l, &Layer::Output::a, &Value::gradient),
         local_gradients(batch, l),
         over_examples(batch.passes, l, &Layer::Output::z, &Value::gradient),
         weights_of(net.layers()[l], &Value::gradient),
         biases_of(net.layers()[l], &Value::gradient)});
  return iteration;
}

Json weights_document(const MLP& net) {
  Json layers = Json::array();
  for (const Layer& layer : net.layers())
    layers.push_back({{"W", weights_of(layer, &Value::value)},
                      {"b", biases_of(layer, &Value::value)}});
  return layers;
}

Json iteration_document(const IterationNumbers& iteration) {
  Json layers = Json::array();
  for (const LayerNumbers& layer : iteration.layers)
    layers.push_back({{"Z", layer.z},
                      {"A", layer.a},
                      {"dA", layer.da},
                      {"local", layer.local},
                      {"dZ", layer.dz},
                      {"dW", layer.dw},
                      {"db", layer.db}});
  return {{"layers", layers}, {"cost", iteration.cost}};
}

void show_matrix(Page& page, const std::string& name, const Matrix& matrix,
                 Ink ink) {
  constexpr std::size_t most_rows = 6, most_columns = 6;
  if (matrix.empty()) return;
  const std::string head = fmt::format("{} {}", name, shape(matrix));
  std::vector<Line> rows;
  for (std::size_t r = 0; r < std::min(matrix.size(), most_rows); ++r) {
    Line row{{r == 0 ? head : ""}, {r == 0 ? "=" : ""}};
    for (std::size_t c = 0; c < std::min(matrix[r].size(), most_columns); ++c)
      row.push_back({page.number(matrix[r][c]), ink});
    if (matrix[r].size() > most_columns) row.push_back({"…"});
    rows.push_back(row);
  }
  if (matrix.size() > most_rows) rows.push_back({{""}, {""}, {"…"}});
  if (page.fits(rows)) {
    page.table(rows);
    return;
  }
  page.line({{head + " ="}});
  for (Line& row : rows) row.erase(row.begin(), row.begin() + 2);
  page.table(rows);
}

void show_weights(Page& page, const MLP& net) {
  for (std::size_t l = 0; l < net.layers().size(); ++l) {
    const Layer& layer = net.layers()[l];
    show_matrix(page, numbered("W", l, net), weights_of(layer, &Value::value),
                Ink::forward);
    show_matrix(page, numbered("b", l, net), biases_of(layer, &Value::value),
                Ink::forward);
  }
}

void show_forward(Page& page, const MLP& net, const Plan& plan,
                  const IterationNumbers& iteration) {
  for (std::size_t l = 0; l < iteration.layers.size(); ++l) {
    const Layer& layer = net.layers()[l];
    const std::string z = numbered("Z", l, net), a = numbered("A", l, net);
    const std::string before = l == 0 ? "X" : numbered("A", l - 1, net);
    page.line({{fmt::format(
        "{} = {}·{}{}   {} = {}", z, numbered("W", l, net), before,
        layer.has_bias() ? " + " + numbered("b", l, net) : "", a,
        formulas(layer.neurons().front().activation(), z, a).first)}});
    show_matrix(page, z, iteration.layers[l].z, Ink::forward);
    show_matrix(page, a, iteration.layers[l].a, Ink::forward);
    page.blank();
    page.pause();
  }
  const bool is_mean = plan.reduction == Reduction::mean;
  page.line(
      {{fmt::format("cost = {}Σ (Y - {})² = ", is_mean ? "1/(2m) " : "1/2 ",
                    numbered("A", net.layers().size() - 1, net))},
       {page.number(iteration.cost), Ink::forward}});
  page.pause();
}

void show_backward(Page& page, const MLP& net, const Plan& plan,
                   const IterationNumbers& iteration) {
  const bool is_mean = plan.reduction == Reduction::mean;
  for (std::size_t l = iteration.layers.size(); l-- > 0;) {
    const LayerNumbers& numbers = iteration.layers[l];
    const std::string z = numbered("Z", l, net), a = numbered("A", l, net);
    const std::string before = l == 0 ? "X" : numbered("A", l - 1, net);
    const bool last = l + 1 == iteration.layers.size();
    const std::string da =
        last ? fmt::format("{}(Y - {})", is_mean ? "-1/m · " : "-", a)
             : fmt::format("{}ᵀ · d{}", numbered("W", l + 1, net),
                           numbered("Z", l + 1, net));
    const std::string slope =
        formulas(net.layers()[l].neurons().front().activation(), z, a).second;
    const std::string local = fmt::format("∂{}/∂{}", a, z);
    page.line({{fmt::format("d{} = {}   {} = {}   d{} = d{} × {}", a, da, local,
                            slope, z, a, local)}});
    show_matrix(page, "d" + a, numbers.da, Ink::backward);
    show_matrix(page, local, numbers.local, Ink::plain);
    show_matrix(page, "d" + z, numbers.dz, Ink::backward);
    page.line({{fmt::format(
        "d{} = d{} · {}ᵀ{}", numbered("W", l, net), z, before,
        numbers.db.empty() ? ""
                           : fmt::format("   d{} = Σ d{} over the examples",
                                         numbered("b", l, net), z))}});
    show_matrix(page, "d" + numbered("W", l, net), numbers.dw, Ink::backward);
    show_matrix(page, "d" + numbered("b", l, net), numbers.db, Ink::backward);
    if (l > 0) page.blank();
    page.pause();
  }
}

}  // namespace gradwalk::demos
