// Logistic regression on a CSV: hours of study and of sleep, passed or not.
#include <fmt/core.h>

#include <gradwalk/nn.hpp>
#include <sstream>

using namespace gradwalk;

int main() {
  std::istringstream csv(
      "study,sleep,passed\n"
      "1.0,6.0,0\n2.0,7.5,0\n2.5,5.0,0\n3.0,8.0,1\n4.0,6.5,1\n"
      "4.5,4.0,0\n5.0,7.0,1\n6.0,5.5,1\n1.5,8.5,0\n3.5,5.5,0\n");
  Examples students;
  std::string line;
  std::getline(csv, line);  // the header
  while (std::getline(csv, line)) {
    double study, sleep, passed;
    char comma;
    std::istringstream(line) >> study >> comma >> sleep >> comma >> passed;
    students.inputs.push_back({study, sleep});
    students.targets.push_back({passed});
  }
  Graph graph;
  MLP net(graph, {2, 1}, {.output = Activation::identity});
  GradientDescent descent(0.3);
  const Loss loss = Loss::binary_cross_entropy;
  train(net, students, descent, {.epochs = 5000, .loss = loss});
  const Progress progress = evaluate(net, students, loss, Reduction::mean);
  fmt::print("accuracy {:.0f} %\n", 100 * progress.accuracy);
  fmt::print("5 h and 8 h: {}\n",
             predict(net, {5.0, 8.0}, loss)[0] > 0.9 ? "passes" : "fails");
}
