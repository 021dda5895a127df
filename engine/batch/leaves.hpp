#pragma once

#include "plan.hpp"
#include "threads.hpp"

/// What a batch reads from its graph and writes to it.
namespace gradwalk::detail {

/// The leaves of a plan that have a cell, in stretches of which leaf and cell
/// are next to each other.
class Leaves {
 public:
  Leaves(const Plan& plan, Value root);

  /// Copies each leaf's value, as it is set now, to its cell. An input that
  /// is forgotten is left out.
  /// Errors: a parameter that is forgotten.
  void read(std::string_view function, double* cells, Threads& threads) const;

  /// Gives each parameter the gradient of its cell, and the graph's other
  /// nodes 0. Whether one may be nan: true too where inf and -inf are among
  /// them.
  bool write_gradients(const double* cells) const;

 private:
  struct Stretch {
    Value first;
    std::size_t cell, count;
  };
  Tape& tape_;
  ScopeNumber graph_;  ///< the tape may come to serve another
  std::vector<Stretch> stretches_;
};

}  // namespace gradwalk::detail
