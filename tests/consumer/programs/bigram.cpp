// A bigram of characters, learned by gradients: what follows what.
#include <fmt/core.h>

#include <gradwalk/nn.hpp>
#include <string>

using namespace gradwalk;

int main() {
  const std::vector<std::string> names{"emma",   "olivia", "ava",    "isabella",
                                       "sophia", "mia",    "amelia", "ella"};
  const std::string letters = ".abcdefghijklmnopqrstuvwxyz";
  Graph graph;
  std::vector<Values> rows;  // the scores of what follows each letter
  for (const char letter : letters)
    rows.push_back(
        graph.parameters(std::vector<double>(27, 0.0), std::string(1, letter)));
  GradientDescent descent(20.0);
  const Values all = graph.parameters();
  double cost = 0.0;
  for (int step = 0; step < 200; ++step) {
    Graph::Scope scope(graph);
    std::vector<Value> losses;
    for (const std::string& name : names) {
      std::size_t before = 0;
      for (const char letter : name + ".") {
        const std::size_t next = letters.find(letter);
        losses.push_back(negative_log_softmax(rows[before], next));
        before = next;
      }
    }
    const Value loss = mean(losses);
    loss.backward();
    descent.step(all);
    cost = loss.value();
  }
  const double ends = softmax(rows[letters.find('a')])[0].value();
  fmt::print("cost {:.2f}; after a, the end: {:.0f} %\n", cost, 100 * ends);
}
