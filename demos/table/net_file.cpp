#include "net_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/error.hpp>
#include <gradwalk/nn/weights.hpp>
#include <stdexcept>
#include <variant>

#include "story/files.hpp"
#include "story/json.hpp"

namespace gradwalk::demos {

namespace {

Json document_of(const Scaled& column) {
  return {{"name", column.name},
          {"mean", column.mean},
          {"deviation", column.deviation}};
}

/// Another kind of value throws std::bad_variant_access.
template <class Kind> const Kind& as(const Json& json) {
  return std::get<Kind>(json.tree());
}

Scaled scaled_in(Json& json) {
  const Scaled column{as<std::string>(json["name"]), as<double>(json["mean"]),
                      as<double>(json["deviation"])};
  if (!(column.deviation > 0.0)) throw std::invalid_argument("a deviation");
  return column;
}

/// The enumerator of that name. Errors: std::invalid_argument.
template <class Enumerator>
Enumerator named(std::span<const Enumerator> all, const std::string& name) {
  for (const Enumerator one : all)
    if (name_of(one) == name) return one;
  throw std::invalid_argument(name);
}

Encoding encoding_in(Json& table) {
  Encoding encoding{.target = scaled_in(table["target"]),
                    .loss = named(losses(), as<std::string>(table["loss"]))};
  for (std::size_t i = 0; i < as<Json::Array>(table["inputs"]).size(); ++i)
    encoding.inputs.push_back(scaled_in(table["inputs"][i]));
  for (const Json& name : as<Json::Array>(table["classes"]))
    encoding.classes.push_back(as<std::string>(name));
  return encoding;
}

/// Without what no `train` has made: too few layers, or a net of other inputs
/// and outputs than the table's.
NetFile net_in(Json& document) {
  NetFile file{.encoding = encoding_in(document["table"])};
  file.sizes.push_back(file.encoding.inputs.size());
  file.options.activations.clear();
  for (std::size_t i = 0; i < as<Json::Array>(document["layers"]).size(); ++i) {
    Json& layer = document["layers"][i];
    file.sizes.push_back(as<Json::Array>(layer["W"]).size());
    file.options.activations.emplace_back(
        named(activations(), as<std::string>(layer["activation"])));
  }
  if (file.sizes.size() < 2 || file.sizes.back() != file.encoding.outputs() ||
      std::ranges::find(file.sizes, 0u) != file.sizes.end())
    throw std::invalid_argument("layers");
  return file;
}

}  // namespace

void save(const MLP& net, const Encoding& encoding, const std::string& path) {
  for (const Value w : net.parameters())
    if (!std::isfinite(w.value()))
      throw Error("--save", "finite weights", fmt::format("{}", w));
  Json inputs = Json::array();
  for (const Scaled& input : encoding.inputs)
    inputs.push_back(document_of(input));
  write_whole("--save", path, [&](const std::string& beside) {
    gradwalk::save(net, beside);
    Json document = Json::parsed(read_text(beside));
    document.append("table", {{"inputs", inputs},
                              {"target", document_of(encoding.target)},
                              {"classes", encoding.classes},
                              {"loss", name_of(encoding.loss)}});
    write_text("--save", beside, document.dump_indented() + "\n");
  });
}

NetFile read_net(const std::string& path) {
  const std::string text = read_text(path);
  try {
    Json document = Json::parsed(text);
    return net_in(document);
  } catch (const std::invalid_argument&) {
  } catch (const std::bad_variant_access&) {
  }
  throw Error(path, "weights that gradwalk train has kept", "something else");
}

}  // namespace gradwalk::demos
