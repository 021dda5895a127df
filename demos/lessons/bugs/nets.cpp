#include "nets.hpp"

#include <fmt/format.h>

#include "net_run.hpp"
#include "story/text.hpp"
#include "zoo.hpp"

namespace gradwalk::demos {

namespace {

ProblemNumbers numbers_of(const SmallNet& net, const BrokenEngine* engine) {
  Graph graph;
  return NetRun(graph, net).step(engine);
}

/// The names of a matrix's numbers: `W1`, `W1[2]`, `W1[2,1]`.
void name(std::vector<std::string>& all, const std::string& matrix,
          std::size_t rows, std::size_t columns) {
  for (std::size_t r = 1; r <= rows; ++r)
    for (std::size_t c = 1; c <= columns; ++c)
      all.push_back(columns > 1 ? fmt::format("{}[{},{}]", matrix, r, c)
                    : rows > 1  ? fmt::format("{}[{}]", matrix, r)
                                : matrix);
}

/// Sets each number in turn to each that may be chosen, and each label to each
/// class.
class Filling {
 public:
  Filling(SmallNet net, const std::function<bool(const Problem&)>& visit)
      : net_(std::move(net)), visit_(visit) {
    for (std::vector<double>& example : net_.examples)
      for (double& x : example) numbers_.push_back(&x);
    for (double& parameter : net_.parameters) numbers_.push_back(&parameter);
    fill(0);
  }

 private:
  bool fill(std::size_t i) {
    if (i < net_.labels.size()) {
      for (net_.labels[i] = 0; net_.labels[i] < net_.sizes.back();
           ++net_.labels[i])
        if (fill(i + 1)) return true;
      return false;
    }
    const std::size_t place = i - net_.labels.size();
    if (place == numbers_.size()) return visit_(net_);
    for (const double number : chosen_numbers) {
      *numbers_[place] = number;
      if (fill(i + 1)) return true;
    }
    return false;
  }

  SmallNet net_;
  const std::function<bool(const Problem&)>& visit_;
  std::vector<double*> numbers_;
};

/// Every shape of so many numbers at most, of one layer or of two, with two
/// classes or more.
std::vector<SmallNet> shapes(std::size_t most) {
  std::vector<SmallNet> all;
  for (std::size_t count = 1; count <= most; ++count)
    for (const bool is_deep : {true, false})
      for (std::size_t inputs = 1; inputs <= count; ++inputs)
        for (std::size_t hidden = 1; hidden <= (is_deep ? count : 1); ++hidden)
          for (std::size_t classes = 2; classes <= count; ++classes)
            for (std::size_t examples = 1; examples <= count; ++examples) {
              SmallNet net;
              net.resize(is_deep ? std::vector{inputs, hidden, classes}
                                 : std::vector{inputs, classes},
                         examples);
              if (net.parameters.size() + examples * (inputs + 1) == count)
                all.push_back(net);
            }
  return all;
}

constexpr std::size_t most_numbers = 8;

}  // namespace

void SmallNet::resize(std::vector<std::size_t> layers, std::size_t count) {
  sizes = std::move(layers);
  examples.assign(count, std::vector<double>(sizes.front()));
  labels.assign(count, 0);
  std::size_t all = 0;
  for (std::size_t l = 0; l + 1 < sizes.size(); ++l)
    all += (sizes[l] + 1) * sizes[l + 1];
  parameters.assign(all, 0.0);
}

std::string SmallNet::given() const {
  std::string text = "The net ";
  text += joined(sizes, "-") + ". ";
  for (std::size_t e = 0; e < labels.size(); ++e)
    text += fmt::format("Example {}: x\u00A0=\u00A0{}, label\u00A0{}. ", e + 1,
                        joined(examples[e], ", "), labels[e]);
  std::size_t at = 0;
  for (std::size_t l = 1; l < sizes.size(); ++l)
    for (std::size_t n = 1; n <= sizes[l]; ++n) {
      const std::span<const double> weights(&parameters[at], sizes[l - 1]);
      at += weights.size();
      text += fmt::format(
          "Layer {}, neuron {}: w\u00A0=\u00A0{}, b\u00A0=\u00A0{}. ", l, n,
          joined(weights, ", "), parameters[at++]);
    }
  return text + fmt::format("One step with the rate {}.", rate);
}

std::vector<std::string> SmallNet::names() const {
  std::vector<std::string> all;
  const std::size_t layers = sizes.size() - 1, m = labels.size();
  const auto named = [](const char* letter, std::size_t l) {
    return fmt::format("{}{}", letter, l);
  };
  for (std::size_t l = 1; l <= layers; ++l) {
    name(all, named("Z", l), sizes[l], m);
    if (l < layers) name(all, named("A", l), sizes[l], m);
  }
  for (std::size_t l = layers; l > 0; --l) {
    name(all, named("dZ", l), sizes[l], m);
    name(all, named("dW", l), sizes[l], sizes[l - 1]);
    name(all, named("db", l), sizes[l], 1);
  }
  for (std::size_t l = 1; l <= layers; ++l) {
    name(all, named("new W", l), sizes[l], sizes[l - 1]);
    name(all, named("new b", l), sizes[l], 1);
  }
  return all;
}

ProblemNumbers SmallNet::right() const { return numbers_of(*this, nullptr); }

ProblemNumbers SmallNet::found_by(const BrokenEngine& engine) const {
  return numbers_of(*this, &engine);
}

Value SmallNet::record_in(Graph& graph) const {
  const NetRun run(graph, *this);
  run.cost().backward();
  return run.cost();
}

std::vector<Size> net_sizes() {
  std::vector<Size> sizes;
  for (const SmallNet& net : shapes(most_numbers))
    sizes.push_back(
        {fmt::format("{} numbers, net {}, {}",
                     net.parameters.size() +
                         net.labels.size() * (net.sizes.front() + 1),
                     joined(net.sizes, "-"),
                     counted(net.labels.size(), "example", "examples")),
         [net](const std::function<bool(const Problem&)>& visit) {
           Filling(net, visit);
         }});
  return sizes;
}

SmallNet drawn_net(Random& random) {
  SmallNet net;
  net.resize({1, 1, 2}, 1);
  net.examples[0][0] = drawn_number(random);
  net.labels[0] = below(net.sizes.back(), random);
  for (double& parameter : net.parameters) parameter = drawn_number(random);
  return net;
}

ProblemNumbers net_costs(const BrokenEngine* engine, double bright, int steps) {
  SmallNet net;
  net.resize({2, 2, 2}, 4);
  net.examples = {{0.0, 0.0}, {0.0, bright}, {bright, 0.0}, {bright, bright}};
  net.labels = {0, 1, 1, 0};
  // clang-format off
  net.parameters = {1.0, -1.0, -0.5, -1.0, 1.0, -0.5,
                    -0.5, -0.5, 0.0, 0.5, 0.5, 0.0};
  // clang-format on
  Graph graph;
  NetRun run(graph, net);
  ProblemNumbers costs{run.cost().value()};
  for (int step = 0; step < steps; ++step) {
    run.step(engine);
    costs.push_back(run.cost().value());
  }
  return costs;
}

}  // namespace gradwalk::demos
