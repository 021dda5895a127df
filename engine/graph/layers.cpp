#include "layers.hpp"

#include <algorithm>
#include <gradwalk/graph/record.hpp>
#include <optional>

namespace gradwalk::detail {

namespace {

class Finder {
 public:
  explicit Finder(const Nodes& nodes) : nodes_(nodes), uses_(nodes.size, 0) {
    for (Index i = 0; i < nodes.size; ++i)
      nodes.each_parent(i, [&](Index parent) {
        uses_[parent] =
            static_cast<unsigned char>(std::min(uses_[parent] + 1, 2));
      });
  }

  [[nodiscard]] std::vector<Layer> find() const {
    std::vector<Layer> layers;
    for (std::size_t i = nodes_.leading_leaves; i < nodes_.size;) {
      const std::optional<Layer> neuron = neuron_at(i);
      if (!neuron) {
        ++i;
        continue;
      }
      i = neuron->end();
      if (layers.empty() || !join(layers.back(), *neuron))
        layers.push_back(*neuron);
    }
    return layers;
  }

 private:
  /// Whether node i is a product and the next one adds it to something, which
  /// is returned, or `nobody`.
  [[nodiscard]] Index added_to(std::size_t i) const {
    if (i + 1 >= nodes_.size ||
        nodes_.operations[i] != id_of<rules::Multiply> ||
        nodes_.operations[i + 1] != id_of<rules::Add> || uses_[i] != 1)
      return nobody;
    const auto [a, b] = nodes_.parents[i + 1];
    return b == i ? a : a == i ? b : nobody;
  }

  [[nodiscard]] std::optional<Layer> neuron_at(std::size_t i) const {
    const Index start = added_to(i);
    if (start == nobody) return std::nullopt;
    const auto [w, x] = nodes_.parents[i];
    Layer neuron{static_cast<Index>(i), 1,    1, {w, 0, 0}, {x, 0, 0},
                 {start, 0, 0},         false};
    for (std::size_t next = i + 2;
         added_to(next) == next - 1 && uses_[next - 1] == 1; next += 2) {
      const auto [next_w, next_x] = nodes_.parents[next];
      if (neuron.terms == 1) {
        neuron.weights.term = std::int64_t{next_w} - w;
        neuron.inputs.term = std::int64_t{next_x} - x;
      }
      if (next_w != neuron.weights.at(0, neuron.terms) ||
          next_x != neuron.inputs.at(0, neuron.terms))
        break;
      ++neuron.terms;
    }
    if (neuron.terms < 2 || !stands_apart(neuron)) return std::nullopt;
    neuron.inputs_given = are_given(neuron);
    return neuron;
  }

  struct Span {
    std::size_t low, high;
  };
  static Span span(const Stride& operands, Index terms) {
    const std::size_t one = operands.at(0, 0),
                      other = operands.at(0, terms - 1);
    return {std::min(one, other), std::max(one, other)};
  }
  /// Whether each operand is one only once, and exists before the neuron.
  static bool stands_apart(const Layer& neuron) {
    const Span w = span(neuron.weights, neuron.terms);
    const Span x = span(neuron.inputs, neuron.terms);
    const Index start = neuron.start.first;
    const auto holds = [&](Span s) {
      return s.low <= start && start <= s.high;
    };
    return neuron.weights.term != 0 && neuron.inputs.term != 0 &&
           (w.high < x.low || x.high < w.low) && !holds(w) && !holds(x) &&
           std::max({w.high, x.high, std::size_t{start}}) < neuron.first;
  }
  [[nodiscard]] bool are_given(const Layer& neuron) const {
    for (std::size_t k = 0; k < neuron.terms; ++k)
      if (nodes_.needs_gradient(neuron.inputs.at(0, k))) return false;
    return true;
  }

  /// Makes the neuron the layer's next, if it is one.
  static bool join(Layer& layer, const Layer& neuron) {
    if (layer.end() != neuron.first || layer.terms != neuron.terms ||
        layer.inputs.first != neuron.inputs.first ||
        layer.inputs.term != neuron.inputs.term ||
        layer.weights.term != neuron.weights.term)
      return false;
    if (layer.neurons == 1) {
      layer.weights.neuron =
          std::int64_t{neuron.weights.first} - layer.weights.first;
      layer.start.neuron = std::int64_t{neuron.start.first} - layer.start.first;
    }
    const Span w = span(neuron.weights, neuron.terms);
    if (neuron.weights.first != layer.weights.at(layer.neurons, 0) ||
        neuron.start.first != layer.start.at(layer.neurons, 0) ||
        w.high >= layer.first || neuron.start.first >= layer.first)
      return false;
    ++layer.neurons;
    return true;
  }

  const Nodes& nodes_;
  std::vector<unsigned char> uses_;
};

/// Some neurons side by side: a sum waits for none of the others.
template <std::size_t some>
void compute_some(const Layer& layer, std::size_t neuron, double* values) {
  const double *w[some], *const x = values + layer.inputs.first;
  double *to[some], z[some];
  for (std::size_t j = 0; j < some; ++j) {
    w[j] = values + layer.weights.at(neuron + j, 0);
    to[j] = values + layer.first + (neuron + j) * layer.size();
    z[j] = values[layer.start.at(neuron + j, 0)];
  }
  for (std::int64_t k = 0; k < layer.terms; ++k) {
    const double input = x[k * layer.inputs.term];
    for (std::size_t j = 0; j < some; ++j) {
      const double product = w[j][k * layer.weights.term] * input;
      z[j] += product;
      to[j][2 * k] = product;
      to[j][2 * k + 1] = z[j];
    }
  }
}

/// to += upstream × local, for operands that stand apart.
void add(double* __restrict to, std::int64_t to_step,
         const double* __restrict local, std::int64_t local_step,
         std::int64_t count, double upstream) {
  if (to_step == 1 && local_step == 1)
    for (std::int64_t k = 0; k < count; ++k) to[k] += upstream * local[k];
  else
    for (std::int64_t k = 0; k < count; ++k)
      to[k * to_step] += upstream * local[k * local_step];
}

}  // namespace

std::vector<Layer> find_layers(const Nodes& nodes) {
  return Finder(nodes).find();
}

void compute(const Layer& layer, double* values) {
  constexpr std::size_t some = 4;
  std::size_t neuron = 0;
  for (; neuron + some <= layer.neurons; neuron += some)
    compute_some<some>(layer, neuron, values);
  for (; neuron < layer.neurons; ++neuron)
    compute_some<1>(layer, neuron, values);
}

void pass_on(const Layer& layer, const double* values, double* gradients) {
  const std::int64_t w_step = layer.weights.term, x_step = layer.inputs.term;
  for (std::size_t j = layer.neurons; j-- > 0;) {
    double* const own = gradients + layer.first + j * layer.size();
    const double upstream = own[layer.size() - 1];
    if (upstream == 0.0) continue;
    // A sum passes on what it receives: all are the same.
    std::fill_n(own, layer.size(), upstream);
    gradients[layer.start.at(j, 0)] += upstream;
    const std::size_t w = layer.weights.at(j, 0), x = layer.inputs.first;
    add(gradients + w, w_step, values + x, x_step, layer.terms, upstream);
    if (!layer.inputs_given)
      add(gradients + x, x_step, values + w, w_step, layer.terms, upstream);
  }
}

}  // namespace gradwalk::detail
