// micrograd's demo: two moons, a 2-16-16-1 net of relu, a max-margin loss, L2.
#include <fmt/core.h>

#include <cmath>
#include <gradwalk/nn.hpp>

using namespace gradwalk;

Examples two_moons(std::size_t count, Random& random) {
  Examples moons;
  for (std::size_t i = 0; i < count; ++i) {
    const double angle = random.uniform(0, M_PI), side = i % 2 ? 1 : -1;
    moons.inputs.push_back(
        {(side > 0 ? 1 - std::cos(angle) : std::cos(angle)) +
             random.normal(0, 0.1),
         (side > 0 ? 0.5 - std::sin(angle) : std::sin(angle)) +
             random.normal(0, 0.1)});
    moons.targets.push_back({side});
  }
  return moons;
}

int main() {
  Graph graph;
  Random random(1337);
  MLP net(graph, {2, 16, 16, 1},
          {.hidden = Activation::relu, .output = Activation::identity,
           .initializer = Initializer::he});
  const Examples moons = two_moons(100, random);
  GradientDescent descent(0.3);
  descent.set_weight_decay(2e-4);
  train(net, moons, descent,
        {.epochs = 150,
         .loss = [](const ValuesView& side, const ValuesView& score) {
           return relu(1 - side[0] * score[0]);
         },
         .schedule = linear_decay(150, 0.1)});
  int right = 0;
  for (std::size_t i = 0; i < moons.size(); ++i)
    right += predict(net, moons.inputs[i])[0] * moons.targets[i][0] > 0;
  fmt::print("{} of {} right\n", right, moons.size());
}
