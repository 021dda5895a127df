#include "first_not_finite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/health.hpp>

#include "net_batch.hpp"

namespace gradwalk {

namespace {

void name_all(const std::vector<Value>& nodes, const char* letter) {
  for (std::size_t i = 0; i < nodes.size(); ++i)
    nodes[i].named(fmt::format("{}{}", letter, i + 1));
}

void name_pass(const MLP& net, const MLP::Pass& pass) {
  for (std::size_t l = 0; l < pass.size(); ++l)
    for (std::size_t n = 0; n < pass[l].z.size(); ++n) {
      const std::string& name = net.layers()[l].neurons()[n].name();
      pass[l].a[n].named(name + ".a");
      pass[l].z[n].named(name + ".z");
    }
}

bool is_finite(const MLP& net, Value loss, NotFinite what) {
  if (what == NotFinite::loss) return std::isfinite(loss.value());
  loss.backward();
  const Values& all = net.parameters();
  return std::all_of(all.begin(), all.end(),
                     [](Value w) { return std::isfinite(w.gradient()); });
}

}  // namespace

std::optional<std::string> first_not_finite(const MLP& net,
                                            const Examples& examples,
                                            const LossFunction& loss,
                                            std::span<const std::size_t> order,
                                            NotFinite what) {
  constexpr std::size_t most_columns = 120;
  for (const std::size_t i : order) {
    const Graph::Scope scope{net.graph()};
    const std::vector<Value> x = given(net.graph(), examples.inputs[i]);
    const std::vector<Value> y = given(net.graph(), examples.targets[i]);
    const MLP::Pass pass = net(x);
    const Value one = loss(y, pass.back().a).named("loss");
    if (is_finite(net, one, what)) continue;
    name_all(x, "x");
    name_all(y, "y");
    name_pass(net, pass);
    const std::string found = fmt::format("{}", *first_non_finite(one));
    return fmt::format("in example {}: {}", i + 1,
                       shortened(found, most_columns));
  }
  return std::nullopt;
}

}  // namespace gradwalk
