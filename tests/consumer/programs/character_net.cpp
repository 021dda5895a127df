// The next character from two before: embeddings, a hidden layer, softmax.
#include <fmt/core.h>

#include <gradwalk/nn.hpp>
#include <string>

using namespace gradwalk;

int main() {
  const std::string text = "the cat sat on the mat. the rat sat on the cat. ";
  const std::string letters = "abcdefghijklmnopqrstuvwxyz. ";
  Graph graph;
  Random random(1);
  std::vector<Values> embeddings;  // three numbers for each letter
  for (std::size_t i = 0; i < letters.size(); ++i)
    embeddings.push_back(
        graph.parameters({random.normal(), random.normal(), random.normal()}));
  MLP net(graph, {6, 16, letters.size()},
          {.hidden = Activation::tanh, .output = Activation::identity});
  Adam adam(0.02);
  double cost = 0.0;
  for (int epoch = 0; epoch < 60; ++epoch) {
    Graph::Scope scope(graph);
    std::vector<Value> losses;
    for (std::size_t i = 2; i < text.size(); ++i) {
      std::vector<Value> inputs;
      for (const char before : {text[i - 2], text[i - 1]})
        for (const Value number : embeddings[letters.find(before)])
          inputs.push_back(number);
      losses.push_back(
          negative_log_softmax(net(inputs).back().a, letters.find(text[i])));
    }
    const Value loss = mean(losses);
    loss.backward();
    adam.step(graph.parameters());
    cost = loss.value();
  }
  fmt::print("{}\n", cost < 0.3 ? "learned" : "not learned");
}
