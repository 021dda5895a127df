#pragma once

#include <gradwalk/nn/training.hpp>
#include <memory>
#include <string>
#include <vector>

#include "parts/one_by_one.hpp"
#include "story/document.hpp"
#include "story/story.hpp"
#include "training/data.hpp"

/// One neuron and one table, trained in several ways.
namespace gradwalk::demos {

/// What all of them share. The hyper-parameters are the three numbers.
struct Setting {
  Data data;
  Random random;  ///< as it stands once the data are drawn
  int epochs;
  double rate;
  std::size_t batch;  ///< examples of a mini-batch

  [[nodiscard]] Examples examples() const { return data.examples(); }
};

/// A neuron with the or-gate's first weights, `w1`, `w2` and `b`.
[[nodiscard]] MLP first_neuron(Graph& graph);

/// One way to train it.
struct Method {
  std::string name;
  std::size_t batch;  ///< examples a step
  std::unique_ptr<Optimizer> optimizer;
  Schedule schedule = constant_rate();
};

/// What became of it: before each epoch, and after the last.
struct Run {
  std::string name, optimizer;
  std::size_t batch, updates;  ///< examples a step, steps an epoch
  double rate;
  std::vector<double> costs;
  Matrix parameters;  ///< epochs × (w1, w2, b)
};

[[nodiscard]] Run run(Method method, const Setting& setting);

/// Full batch, mini-batch, stochastic, annealed, momentum, Adam.
[[nodiscard]] std::vector<Run> run_all(const Setting& setting);

/// The parameters of the lowest cost, or what comes close to it.
[[nodiscard]] Run run_long(const Setting& setting);

/// Whether an epoch has a row in a table.
[[nodiscard]] bool is_listed(int epoch, int last);

/// The costs side by side, for the document.
Json show_runs(Story& story, const Setting& setting,
               const std::vector<Run>& runs, const Run& lowest);

/// How the rate falls, and what that does to the cost's last epochs.
void show_annealing(Story& story, const Setting& setting,
                    const std::vector<Run>& runs);

}  // namespace gradwalk::demos
