#include <fmt/format.h>

#include <cmath>
#include <gradwalk/nn/weights.hpp>
#include <set>
#include <string_view>
#include <vector>

#include "json_file.hpp"

namespace gradwalk {

namespace {

using Json = JsonFile::Json;

void require_finite(const ValuesView& nodes, std::string_view expected) {
  for (const Value w : nodes)
    if (!std::isfinite(w.value()))
      throw Error("save", expected, fmt::format("{}", w));
}

/// Errors: a node has no name, or that of another.
std::set<std::string_view> require_names(std::string_view function,
                                         const ValuesView& nodes) {
  std::set<std::string_view> names;
  for (const Value node : nodes) {
    detail::live(function, node);
    if (node.name().empty())
      throw Error(function, "nodes with names", detail::describe(node));
    if (!names.insert(node.name()).second)
      throw Error(function, "each name once", node.name() + " twice");
  }
  return names;
}

WrittenJson document(const Layer& layer) {
  WrittenJson w = WrittenJson::array(), b = WrittenJson::array();
  for (const Neuron& neuron : layer.neurons()) {
    WrittenJson row = WrittenJson::array();
    for (const Value weight : neuron.weights()) row.push_back(weight.value());
    w.push_back(row);
    if (neuron.bias()) b.push_back(neuron.bias()->value());
  }
  return {{"name", layer.name()},
          {"activation", layer.activation().name()},
          {"W", w},
          {"b", b}};
}

void read(const JsonFile& file, const Layer& layer, const Json& stored,
          const std::string& place, std::vector<double>& values) {
  const Json& w = file.member(stored, "W", place);
  const Json& b = file.member(stored, "b", place);
  const std::size_t neurons = layer.neurons().size();
  file.require_size(w, neurons, place + ".W");
  file.require_size(b, layer.has_bias() ? neurons : 0, place + ".b");
  for (std::size_t n = 0; n < neurons; ++n) {
    const std::vector<double> row =
        file.numbers(w[n], layer.inputs(), fmt::format("{}.W[{}]", place, n));
    values.insert(values.end(), row.begin(), row.end());
    if (layer.has_bias())
      values.push_back(file.number(b[n], fmt::format("{}.b[{}]", place, n)));
  }
  // A file that names none fits any.
  if (stored.contains("activation"))
    file.require_text(stored["activation"], layer.activation().name(),
                      "activation", place + ".activation");
}

}  // namespace

void save(const ValuesView& nodes, const std::string& path) {
  require_names("save", nodes);
  require_finite(nodes, "finite values");
  WrittenJson::object_t members;  // to find each by its name would take long
  for (const Value node : nodes)
    members.emplace_back(node.name(), node.value());
  write(members, path);
}

void load(const ValuesView& leaves, const std::string& path) {
  const std::set<std::string_view> names = require_names("load", leaves);
  for (const Value leaf : leaves)
    if (!detail::live("load", leaf).is_leaf(detail::Access::index(leaf)))
      detail::refuse_set("load", leaf);
  const JsonFile file(path);
  std::vector<double> values;
  for (const Value leaf : leaves)
    values.push_back(
        file.number(file.member(file.top(), leaf.name()), leaf.name()));
  for (const auto& [name, value] : file.top().items())
    if (!names.contains(name))
      file.refuse({}, "no more than the names that are loaded",
                  fmt::format("\"{}\"", name));
  for (std::size_t i = 0; i < values.size(); ++i) leaves[i].set(values[i]);
}

void save(const MLP& net, const std::string& path) {
  net.require_live();
  require_finite(net.parameters(), "finite weights");
  WrittenJson layers = WrittenJson::array();
  for (const Layer& layer : net.layers()) layers.push_back(document(layer));
  write({{"gradwalk", "weights"}, {"layers", layers}}, path);
}

void load(const MLP& net, const std::string& path) {
  net.require_live();
  const JsonFile file(path);
  const Json& layers = file.member(file.top(), "layers");
  file.require_size(layers, net.layers().size(), "layers");
  std::vector<double> values;
  for (std::size_t l = 0; l < net.layers().size(); ++l)
    read(file, net.layers()[l], layers[l], fmt::format("layers[{}]", l),
         values);
  net.parameters().set(values);
}

}  // namespace gradwalk
