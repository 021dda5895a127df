#include <doctest/doctest.h>

#include <gradwalk/gradient_check.hpp>
#include <gradwalk/nn.hpp>
#include <map>
#include <set>
#include <vector>

using namespace gradwalk;

namespace {

/// One row of each list. What is drawn for it does not depend on the rows
/// behind: a new row adds nets, and the others stay as they were.
struct Rows {
  std::size_t activation, loss, initializer;

  [[nodiscard]] std::uint32_t seed(std::size_t net) const {
    return static_cast<std::uint32_t>(
        ((activation * 100 + loss) * 100 + initializer) * 10 + net);
  }
};

/// A net, its examples and their loss, all by one seed.
struct Configuration {
  Random random;
  std::vector<std::size_t> sizes;
  MLPOptions options;
  Loss loss;
  Reduction reduction;
  Examples examples;

  Configuration(const Rows& rows, std::size_t net)
      : random(rows.seed(net)), loss(losses()[rows.loss]) {
    sizes.push_back(whole(1, 4));
    for (std::size_t hidden = whole(1, 4); hidden > 0; --hidden)
      sizes.push_back(whole(1, 4));
    sizes.push_back(has_classes() ? whole(2, 4) : whole(1, 3));
    options.hidden = activations()[rows.activation];
    options.output = meaning_of(loss) == OutputMeaning::value
                         ? pick(activations().first(rows.activation + 1))
                         : Activation::identity;
    options.initializer = initializers()[rows.initializer];
    options.bias = whole(0, 1) == 1;
    options.nodes = whole(0, 1) == 1 ? Nodes::neurons : Nodes::operations;
    reduction = whole(0, 1) == 1 ? Reduction::mean : Reduction::sum;
    for (std::size_t i = whole(1, 3); i > 0; --i) add_example();
  }

 private:
  std::size_t whole(std::uint32_t least, std::uint32_t most) {
    return least + random.interval(most - least);
  }
  [[nodiscard]] bool has_classes() const {
    return meaning_of(loss) == OutputMeaning::softmax;
  }
  template <class T> T pick(std::span<const T> all) {
    return all[random.interval(static_cast<std::uint32_t>(all.size() - 1))];
  }
  void add_example() {
    std::vector<double> inputs(sizes.front()), targets(sizes.back());
    for (double& x : inputs) x = random.normal();
    for (double& y : targets) y = random.uniform();
    if (has_classes()) {
      targets.assign(targets.size(), 0.0);
      targets[whole(0, static_cast<std::uint32_t>(targets.size() - 1))] = 1.0;
    }
    examples.inputs.push_back(inputs);
    examples.targets.push_back(targets);
  }
};

/// How many gradients were looked at, and with what verdict.
struct Compared {
  std::size_t nets = 0, gradients = 0;
  std::map<Verdict, std::size_t> verdicts;
  std::set<std::string> output;
  std::set<std::size_t> hidden_layers;
};

void check_net(const Rows& rows, std::size_t number, Compared& compared) {
  Configuration made(rows, number);
  Graph graph;
  const MLP net(graph, made.sizes, made.options, made.random);
  // A bias of 0 puts what a dead layer feeds exactly on relu's kink.
  for (const Value w : net.parameters())
    if (w.value() == 0.0) w.set(0.1 * made.random.normal());
  const RecordedBatch batch = record_batch(
      net, made.examples, made.loss, made.reduction, 0, made.examples.size());
  const GradientCheck check =
      check_gradients(batch.cost, net.parameters(), 1e-7);
  INFO(name_of(made.loss) << ", seed " << rows.seed(number) << "\n"
                          << net.summary() << fmt::format("{}", check));
  CHECK(check.verdict() != Verdict::different);
  ++compared.nets;
  compared.gradients += check.perturbations.size();
  for (const Perturbation& one : check.perturbations)
    ++compared.verdicts[check.verdict(one)];
  compared.output.insert(made.options.output.name());
  compared.hidden_layers.insert(made.sizes.size() - 2);
}

}  // namespace

TEST_CASE("in nets of every row each gradient agrees with its difference") {
  Compared compared;
  for (std::size_t a = 0; a < activations().size(); ++a)
    for (std::size_t l = 0; l < losses().size(); ++l)
      for (std::size_t i = 0; i < initializers().size(); ++i)
        for (std::size_t net = 0; net < 3; ++net)
          check_net({a, l, i}, net, compared);
  CHECK(compared.nets >= 384);
  CHECK(compared.output.size() == activations().size());
  CHECK(compared.hidden_layers == std::set<std::size_t>{1, 2, 3, 4});
  CHECK(compared.gradients > 5000);
  CHECK(compared.verdicts[Verdict::kink] < compared.gradients / 100);
  // Of gradients that five layers let vanish there is no telling.
  CHECK(compared.verdicts[Verdict::agrees] > compared.gradients * 9 / 10);
}
