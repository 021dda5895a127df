#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gradwalk/nn/weights.hpp>
#include <nlohmann/json.hpp>
#include <system_error>

namespace gradwalk {

namespace {

using Json = nlohmann::ordered_json;

Json document(const MLP& net) {
  Json layers = Json::array();
  for (const Layer& layer : net.layers()) {
    Json w = Json::array(), b = Json::array();
    for (const Neuron& neuron : layer.neurons()) {
      Json row = Json::array();
      for (const Value weight : neuron.weights()) row.push_back(weight.value());
      w.push_back(row);
      if (neuron.bias()) b.push_back(neuron.bias()->value());
    }
    layers.push_back(
        {{"name", layer.name()},
         {"activation", name_of(layer.neurons().front().activation())},
         {"W", w},
         {"b", b}});
  }
  return {{"gradwalk", "weights"}, {"layers", layers}};
}

/// Reads a document while checking it: what is wrong is told with its place.
class Reader {
 public:
  Reader(const std::string& path, const Json& document)
      : path_(path), document_(document) {}

  std::vector<double> parameters(const MLP& net) const {
    const Json& layers = member(document_, "layers", "");
    require_size(layers, net.layers().size(), "layers");
    std::vector<double> values;
    for (std::size_t l = 0; l < net.layers().size(); ++l)
      read(net.layers()[l], layers[l], fmt::format("layers[{}]", l), values);
    return values;
  }

 private:
  [[noreturn]] void refuse(const std::string& place,
                           const std::string& expected,
                           const std::string& got) const {
    throw Error("load", fmt::format("{} at {} of {}", expected, place, path_),
                got);
  }

  void require_size(const Json& array, std::size_t size,
                    const std::string& place) const {
    if (!array.is_array())
      refuse(place, fmt::format("a list of {}", size), array.type_name());
    if (array.size() != size)
      refuse(place, fmt::format("a list of {}", size),
             fmt::format("{}", array.size()));
  }

  [[nodiscard]] const Json& member(const Json& object, const char* name,
                                   const std::string& place) const {
    if (!object.is_object() || !object.contains(name))
      refuse(place.empty() ? "the top" : place, fmt::format("\"{}\"", name),
             "none");
    return object[name];
  }

  [[nodiscard]] double number(const Json& value,
                              const std::string& place) const {
    if (!value.is_number()) refuse(place, "a number", value.type_name());
    return value;
  }

  /// A file that names none fits any.
  void require_activation(const Layer& layer, const Json& stored,
                          const std::string& place) const {
    const std::string_view expected =
        name_of(layer.neurons().front().activation());
    const auto found = stored.find("activation");
    if (found == stored.end() || *found == expected) return;
    refuse(place + ".activation", fmt::format("the activation {}", expected),
           found->is_string() ? found->get<std::string>() : found->type_name());
  }

  void read(const Layer& layer, const Json& stored, const std::string& place,
            std::vector<double>& values) const {
    const Json& w = member(stored, "W", place);
    const Json& b = member(stored, "b", place);
    const std::size_t neurons = layer.neurons().size();
    require_size(w, neurons, place + ".W");
    require_size(b, layer.has_bias() ? neurons : 0, place + ".b");
    for (std::size_t n = 0; n < neurons; ++n) {
      const std::string row = fmt::format("{}.W[{}]", place, n);
      require_size(w[n], layer.inputs(), row);
      for (std::size_t i = 0; i < layer.inputs(); ++i)
        values.push_back(number(w[n][i], fmt::format("{}[{}]", row, i)));
      if (layer.has_bias())
        values.push_back(number(b[n], fmt::format("{}.b[{}]", place, n)));
    }
    require_activation(layer, stored, place);
  }

  const std::string& path_;
  const Json& document_;
};

}  // namespace

void save(const MLP& net, const std::string& path) {
  net.require_live();
  for (const Value w : net.parameters())
    if (!std::isfinite(w.value()))
      throw Error("save", "finite weights", fmt::format("{}", w));
  // A link is followed; what is there and no file is never replaced.
  std::error_code failed;
  const std::filesystem::path found = std::filesystem::canonical(path, failed);
  const std::string target = failed ? path : found.string();
  const bool replaces_no_file = !failed && !is_regular_file(found);
  const std::string beside = fmt::format("{}.{}.part", target, getpid());
  {
    std::ofstream file;
    if (!replaces_no_file) file.open(beside);
    if (!(file << document(net).dump(1) << '\n').flush()) {
      std::filesystem::remove(beside, failed);
      throw Error("save", "a file that can be written", path);
    }
  }
  std::filesystem::rename(beside, target, failed);
  if (failed) {
    std::filesystem::remove(beside, failed);
    throw Error("save", "a file that can be written", path);
  }
}

void load(const MLP& net, const std::string& path) {
  net.require_live();
  std::ifstream file(path);
  if (!file || std::filesystem::is_directory(path))
    throw Error("load", "a file that can be read", path);
  Json document;
  try {
    document = Json::parse(file);
  } catch (const Json::parse_error& error) {
    throw Error("load", "JSON in " + path,
                fmt::format("something else at byte {}", error.byte));
  } catch (const Json::out_of_range&) {
    throw Error("load", "JSON in " + path, "a number that no double holds");
  }
  const std::vector<double> values = Reader(path, document).parameters(net);
  for (std::size_t i = 0; i < values.size(); ++i)
    net.parameters()[i].set(values[i]);
}

}  // namespace gradwalk
