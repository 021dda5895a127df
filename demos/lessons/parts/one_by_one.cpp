#include "one_by_one.hpp"

namespace gradwalk::demos {

SharedNeuron neuron_on(const Data& data, Start start) {
  return {data, start.w1, start.w2, 0.0};
}

Data rows_of(const Data& data, std::size_t first, std::size_t count) {
  Data rows{data.features, {}, {}};
  for (std::size_t i = first; i < first + count; ++i) {
    rows.inputs.push_back(data.inputs[i % data.size()]);
    rows.labels.push_back(data.labels[i % data.size()]);
  }
  return rows;
}

Json by_name(const Gradients& gradients) {
  Json named = Json::object();
  for (std::size_t k = 0; k < parameter_names.size(); ++k)
    named[parameter_names[k]] = gradients[k];
  return named;
}

Gradients gradients_of(const SharedNeuron& neuron) {
  return {neuron.w1.gradient(), neuron.w2.gradient(), neuron.b.gradient()};
}

OneByOne::OneByOne(const Data& data, Start start) {
  for (std::size_t i = 0; i < data.size(); ++i) {
    const SharedNeuron single = neuron_on(rows_of(data, i, 1), start);
    single.losses.front().backward();
    examples.push_back(gradients_of(single));
    nodes += single.graph.size();
    for (std::size_t k = 0; k < total.size(); ++k)
      total[k] += examples.back()[k];
  }
  for (std::size_t k = 0; k < total.size(); ++k)
    average[k] = total[k] / static_cast<double>(data.size());
}

}  // namespace gradwalk::demos
