#include "net_run.hpp"

#include <gradwalk/functions.hpp>
#include <gradwalk/nn/loss.hpp>
#include <gradwalk/nn/optimizer.hpp>
#include <gradwalk/operators.hpp>

#include "zoo.hpp"

namespace gradwalk::demos {

namespace {

void append(ProblemNumbers& numbers, const Matrix& matrix) {
  for (const std::vector<double>& row : matrix)
    numbers.insert(numbers.end(), row.begin(), row.end());
}

}  // namespace

NetRun::NetRun(Graph& graph, const SmallNet& net)
    : given_(net),
      net_(graph, net.sizes,
           {.hidden = Activation::relu, .output = Activation::identity}) {
  for (std::size_t i = 0; i < net.parameters.size(); ++i)
    net_.parameters()[i].set(net.parameters[i]);
  std::vector<Value> losses;
  for (std::size_t e = 0; e < net.labels.size(); ++e) {
    passes_.push_back(net_(std::span<const double>(net.examples[e])));
    losses.push_back(
        softmax_cross_entropy(passes_.back().back().z, net.labels[e]));
  }
  cost_ = mean(losses).named("cost");
}

ProblemNumbers NetRun::step(const BrokenEngine* engine) {
  cost_.backward();
  ProblemNumbers numbers;
  for (std::size_t l = 0; l < layers(); ++l) {
    append(numbers, over_passes(l, &Layer::Output::z, &Value::value));
    if (l + 1 < layers())
      append(numbers, over_passes(l, &Layer::Output::a, &Value::value));
  }
  if (engine == nullptr)
    step_by_gradwalk(numbers);
  else
    step_by_hand(*engine, numbers);
  for (const Layer& layer : net_.layers()) {
    append(numbers, weights_of(layer, &Value::value));
    append(numbers, biases_of(layer, &Value::value));
  }
  net_.graph().forward();
  return numbers;
}

void NetRun::step_by_gradwalk(ProblemNumbers& numbers) {
  for (std::size_t l = layers(); l-- > 0;) {
    // Of each example's own loss, as by hand.
    Matrix dz = over_passes(l, &Layer::Output::z, &Value::gradient);
    for (std::vector<double>& row : dz)
      for (double& number : row) number *= double(passes_.size());
    append(numbers, dz);
    append(numbers, weights_of(net_.layers()[l], &Value::gradient));
    append(numbers, biases_of(net_.layers()[l], &Value::gradient));
  }
  GradientDescent(given_.rate).step(net_.parameters());
}

void NetRun::step_by_hand(const BrokenEngine& engine, ProblemNumbers& numbers) {
  // Where there is no other layer, its gradient is not taken.
  const bool is_alone =
      engine.fault_by_hand == Fault::returned && layers() == 1;
  const HandGradients found = gradients_by_hand(
      pass(), Loss::softmax_cross_entropy,
      is_alone ? Fault::none : engine.fault_by_hand, passes_.size());
  for (std::size_t l = layers(); l-- > 0;) {
    append(numbers, found.dz[l]);
    append(numbers, found.dw[l]);
    for (std::size_t n = 0; n < net_.sizes()[l + 1]; ++n)
      numbers.push_back(found.db[l].at(n)[0]);
  }
  for (std::size_t l = 0; l < layers(); ++l)
    move(l, engine.direction * given_.rate, found);
}

void NetRun::move(std::size_t l, double rate, const HandGradients& by) {
  const auto neurons = net_.layers()[l].neurons();
  const auto down = [rate](Value parameter, double gradient) {
    parameter.set(parameter.value() - rate * gradient);
  };
  for (std::size_t n = 0; n < neurons.size(); ++n) {
    for (std::size_t k = 0; k < neurons[n].weights().size(); ++k)
      down(neurons[n].weights()[k], by.dw[l][n][k]);
    down(neurons[n].bias().value(), by.db[l].at(n)[0]);
  }
}

ForwardPass NetRun::pass() const {
  ForwardPass pass{.x = transposed(given_.examples),
                   .weights = {},
                   .z = {},
                   .a = {},
                   .labels = given_.labels};
  for (std::size_t l = 0; l < layers(); ++l) {
    pass.weights.push_back(weights_of(net_.layers()[l], &Value::value));
    pass.z.push_back(over_passes(l, &Layer::Output::z, &Value::value));
    pass.a.push_back(over_passes(l, &Layer::Output::a, &Value::value));
  }
  return pass;
}

}  // namespace gradwalk::demos
