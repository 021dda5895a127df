#include <doctest/doctest.h>

#include <gradwalk/gradient_check.hpp>
#include <gradwalk/nn.hpp>
#include <set>
#include <vector>

using namespace gradwalk;

namespace {

/// A net, its examples and their loss, all by one seed.
struct Configuration {
  Random random;
  std::vector<std::size_t> sizes;
  MLPOptions options;
  Loss loss;
  Reduction reduction;
  Examples examples;

  explicit Configuration(std::uint32_t seed)
      : random(seed), loss(pick(losses())) {
    sizes.push_back(whole(1, 4));
    for (std::size_t hidden = whole(1, 4); hidden > 0; --hidden)
      sizes.push_back(whole(1, 4));
    sizes.push_back(has_classes() ? whole(2, 4) : whole(1, 3));
    options.hidden = pick(activations());
    options.output = meaning_of(loss) == OutputMeaning::value
                         ? pick(activations())
                         : Activation::identity;
    options.initializer = pick(initializers());
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

}  // namespace

TEST_CASE("in 300 random nets every gradient agrees with its difference") {
  std::set<Activation> hidden, output;
  std::set<Loss> loss;
  std::set<Initializer> initializer;
  std::set<std::size_t> layers;
  std::size_t compared = 0, kinks = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    Configuration made(seed);
    Graph graph;
    const MLP net(graph, made.sizes, made.options, made.random);
    // A bias of 0 puts what a dead layer feeds exactly on relu's kink.
    for (const Value w : net.parameters())
      if (w.value() == 0.0) w.set(0.1 * made.random.normal());
    const RecordedBatch batch = record_batch(
        net, made.examples, made.loss, made.reduction, 0, made.examples.size());
    const GradientCheck check =
        check_gradients(batch.cost, net.parameters(), 1e-7);
    INFO("seed " << seed << "\n" << net.summary() << fmt::format("{}", check));
    CHECK(check.passed());
    compared += check.nudges.size();
    for (const Nudge& nudge : check.nudges) kinks += nudge.kink;
    hidden.insert(made.options.hidden);
    output.insert(made.options.output);
    loss.insert(made.loss);
    initializer.insert(made.options.initializer);
    layers.insert(made.sizes.size() - 2);
  }
  CHECK(hidden.size() == activations().size());
  CHECK(output.size() == activations().size());
  CHECK(loss.size() == losses().size());
  CHECK(initializer.size() == initializers().size());
  CHECK(layers == std::set<std::size_t>{1, 2, 3, 4});
  CHECK(compared > 5000);
  CHECK(kinks < compared / 100);
}
