// micrograd's demo: two moons, a 2-16-16-1 net of relu, a max-margin loss, L2.
#include <fmt/core.h>

#include <cmath>
#include <gradwalk/nn.hpp>

using namespace gradwalk;

Examples two_moons(Random random) {
  Examples moons;
  for (int i = 0; i < 100; ++i) {
    const double angle = random.uniform(0, M_PI), side = i % 2 ? 1 : -1;
    const double x = 0.5 - side * (0.5 - std::cos(angle));
    const double y = 0.25 - side * (std::sin(angle) - 0.25);
    moons.inputs.push_back(
        {x + random.normal(0, 0.1), y + random.normal(0, 0.1)});
    moons.targets.push_back({side});
  }
  return moons;
}

int main() {
  Graph graph;
  const Examples moons = two_moons(Random(1337));
  MLP net(graph, {2, 16, 16, 1},
          {.hidden = Activation::relu, .output = Activation::identity});
  GradientDescent descent(0.3);
  descent.set_weight_decay(2e-4);
  const auto margin = [](const ValuesView& side, const ValuesView& score) {
    return relu(1 - side[0] * score[0]);
  };
  train(net, moons, descent,
        {.epochs = 200, .loss = margin, .schedule = linear_decay(200, 0.1)});
  const auto scores = predict(net, moons.inputs);
  int right = 0;
  for (std::size_t i = 0; i < 100; ++i)
    right += scores[i][0] * moons.targets[i][0] > 0;
  fmt::print("{} of 100 right\n", right);
}
