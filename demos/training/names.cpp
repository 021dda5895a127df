#include "names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/graph.hpp>

namespace gradwalk::demos {

std::vector<Value> inputs_under(Value root) {
  std::vector<Value> inputs;
  for (const Value node : topological_order(root))
    if (node.operation().is_leaf() && !node.needs_gradient())
      inputs.push_back(node);
  std::sort(inputs.begin(), inputs.end(),
            [](Value a, Value b) { return a.index() < b.index(); });
  return inputs;
}

void name_nodes(const MLP& net, const MLP::Pass& pass,
                const std::string& suffix) {
  for (std::size_t l = 0; l < net.layers().size(); ++l)
    for (std::size_t n = 0; n < net.layers()[l].neurons().size(); ++n) {
      const std::string& name = net.layers()[l].neurons()[n].name();
      pass[l].z[n].named(name + ".z" + suffix);
      if (!same_node(pass[l].a[n], pass[l].z[n]))
        pass[l].a[n].named(name + ".a" + suffix);
    }
}

void name_pass(const MLP& net, const std::vector<std::string>& features,
               const MLP::Pass& pass, Value loss, const std::string& suffix) {
  std::vector<std::string> names = features;
  const std::size_t targets = net.sizes().back();
  for (std::size_t k = 1; k <= targets; ++k)
    names.push_back(targets == 1 ? "y" : fmt::format("y{}", k));
  std::vector<Value> inputs = inputs_under(loss);
  std::erase_if(inputs, [](Value input) { return !input.name().empty(); });
  for (std::size_t k = 0; k < std::min(inputs.size(), names.size()); ++k)
    inputs[k].named(names[k] + suffix);
  name_nodes(net, pass, suffix);
}

void name_batch(const MLP& net, const std::vector<std::string>& features,
                const RecordedBatch& batch) {
  constexpr std::size_t most_apart = 8;
  const std::string group = batch.passes.size() > most_apart ? "losses." : "";
  for (std::size_t e = 0; e < batch.passes.size(); ++e) {
    const std::string suffix = fmt::format("_{}", e + 1);
    name_pass(net, features, batch.passes[e], batch.losses[e], suffix);
    batch.losses[e].named(fmt::format("{}loss{}", group, suffix));
  }
  batch.cost.named("cost");
}

}  // namespace gradwalk::demos
