#include "trial.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gradwalk::demos {

namespace {

double largest_gradient(const MLP& net, const Examples& examples,
                        const TrainingPlan& plan) {
  const Graph::Scope scope{net.graph()};
  record_batch(net, examples, plan.loss, plan.reduction, 0, examples.size())
      .cost.backward();
  double largest = 0.0;
  for (const Value parameter : net.layers()[0].parameters())
    largest = std::max(largest, std::abs(parameter.gradient()));
  return largest;
}

}  // namespace

Trial::Trial(const TrainingPlan& plan) {
  Graph graph;
  const MLP net(graph, plan.sizes(), plan.net);
  plan.set_given(net);
  const Examples examples = plan.data.examples();
  parameters = net.parameters().size();
  first_gradient = largest_gradient(net, examples, plan);
  History history;
  TrainingOptions options = plan.options();
  options.history = &history;
  train(net, examples, *plan.made_optimizer(), options);
  reports = std::move(history.trained);
}

}  // namespace gradwalk::demos
