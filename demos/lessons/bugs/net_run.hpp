#pragma once

#include <gradwalk/nn/mlp.hpp>

#include "nets.hpp"
#include "parts/by_hand.hpp"

namespace gradwalk::demos {

/// A small net in a graph, which takes steps. The net outlives it.
class NetRun {
 public:
  NetRun(Graph& graph, const SmallNet& net);

  [[nodiscard]] Value cost() const { return cost_; }

  /// One step by gradwalk, or by an engine of the zoo: all numbers of it, as
  /// SmallNet::names() has them.
  ProblemNumbers step(const BrokenEngine* engine);

 private:
  [[nodiscard]] std::size_t layers() const { return net_.layers().size(); }
  [[nodiscard]] Matrix over_passes(std::size_t l, LayerPart part,
                                   NodeNumber number) const {
    return over_examples(passes_, l, part, number);
  }
  [[nodiscard]] ForwardPass pass() const;
  /// Each adds its gradients to `numbers`, and moves the parameters.
  void step_by_gradwalk(ProblemNumbers& numbers);
  void step_by_hand(const BrokenEngine& engine, ProblemNumbers& numbers);
  void move(std::size_t l, double rate, const HandGradients& by);

  const SmallNet& given_;
  MLP net_;
  std::vector<MLP::Pass> passes_;
  Value cost_;
};

}  // namespace gradwalk::demos
