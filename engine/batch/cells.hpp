#pragma once

#include <string_view>
#include <vector>

#include "numbers.hpp"
#include "plan.hpp"
#include "threads.hpp"

namespace gradwalk::detail {

/// What a batch has once for all examples: the leaves that do not vary, which
/// it reads from its graph and whose gradients it writes there, and the
/// operations on them.
class Cells {
 public:
  /// The plan outlives it.
  Cells(const Plan& plan, Value root);

  [[nodiscard]] const double* values() const { return values_.data(); }
  [[nodiscard]] double* gradients() const { return gradients_.data(); }

  /// Copies each leaf's value, as it is set now, to its cell, and computes the
  /// operations. An input that is forgotten keeps its value.
  /// Errors: a parameter that is forgotten.
  void read(std::string_view function, Threads& threads);

  /// Sets to 0 the gradients that more than one step adds to; or all of them.
  void clear_shared_gradients();
  void clear_gradients();

  /// Sweeps the operations, from the last to the first.
  void sweep();
  /// The same by the rule at the edges. `reached`: the cells that have an open
  /// path to a root through rows.
  void sweep_carefully(std::vector<bool> reached);

  /// Gives each parameter the gradient of its cell, and the graph's other
  /// nodes 0. Whether one may be nan: true too where inf and -inf are among
  /// them.
  [[nodiscard]] bool write_gradients() const;

 private:
  /// Leaves of which leaf and cell are next to each other.
  struct Stretch {
    Value first;
    std::size_t cell, count;
    bool learns;  ///< they are parameters
  };

  void find_stretches();
  void read_leaves(std::string_view function, Threads& threads);
  void gather_operands(const CellStep& step);

  const Plan& plan_;
  const AlignedDoubles values_, gradients_;
  std::vector<double> operands_;
  std::vector<Stretch> stretches_;
  Tape& tape_;
  ScopeNumber graph_;  ///< the tape may come to serve another
};

}  // namespace gradwalk::detail
