#pragma once

#include <gradwalk/graph/edges.hpp>
#include <gradwalk/graph/storage.hpp>
#include <memory>
#include <string>
#include <utility>

/// A graph's storage: its nodes in flat arrays, in the order they were
/// recorded. Readers of the engine start here; users of it need not.
///
/// Node i is values[i], edges[i], operations[i] and, after a backward pass,
/// gradients[i]: 8 + 24 + 1 + 8 bytes. Its name, if it has one, is in names.
///
///     index       0        1        2        3         4      5
///     operation   input x  param w  param b  multiply  add    linear
///     parents     -        -        -        1, 0      3, 2   listed
///     locals      -        -        -        x, w      1, 1   runs 0 … 2
///                 `-- leading leaves ----'
///     runs        1 × 1, 0 × 1, 2 × 1
///
/// The edges of a node of any number of parents say where its operands stand
/// in `runs`, as nodes recorded one after the other: a neuron over a whole
/// image takes three runs, 24 bytes, and its sums go through memory in order.
///
/// Invariants: parents stand before their node, so that index order is a
/// topological order. Scopes nest: the nodes of the innermost open scope are
/// the last ones, and forgetting them is forgetting everything after a mark.
/// The first node is a leaf.
namespace gradwalk::detail {

struct OpenScope {
  ScopeNumber number;
  Index first_node;
  std::size_t first_run;
  std::size_t first_operand_gradient;
};

class Names;

struct Tape {
  Tape();
  ~Tape();

  Array<double> values;
  Array<Edges> edges;
  Array<OperationId> operations;

  /// Not of type Index: a compiler may then keep them in registers while
  /// parents are written.
  std::size_t size = 0;
  std::size_t capacity = 0;
  bool is_closed = false;

  /// The numbers of the innermost open scope and of the graph itself. A
  /// number is never used twice, not even by a later graph on the same tape,
  /// so that a handle's number tells whether its node still exists.
  ScopeNumber scope{};
  ScopeNumber base_scope{};
  std::vector<OpenScope> open_scopes;  ///< the graph's own first
  ScopeNumber last_scope{};

  /// Leaves with no operation before them: where the backward pass stops.
  std::size_t leading_leaves = 0;

  /// Node i has gradients[i] if i < swept, else 0.
  Array<double> gradients;
  std::size_t gradient_capacity = 0;
  std::size_t swept = 0;

  Stack<Run> runs;
  Stack<double> operand_gradients;
  std::array<std::vector<double>, 2> gathered;  ///< for OperandValues

  /// If any_set: how many nodes there were when leaf i was last set, if
  /// operations were among them and no forward pass has come since; else 0, or
  /// no entry. Its children among those nodes are out of date.
  std::vector<Index> set_at;
  bool any_set = false;
  Index latest_set = 0;

  std::unique_ptr<Names> names;

  /// Whether a scope is open: the common two are told at once.
  [[nodiscard]] bool is_innermost_or_base(ScopeNumber number) const {
    return number == scope || number == base_scope;
  }
  [[nodiscard]] bool is_open(ScopeNumber number) const;

  /// While there is one, nothing can be recorded: who holds the addresses of
  /// its numbers need not fear that they move.
  class Closed {
   public:
    explicit Closed(Tape& tape)
        : tape_(tape), capacity_(std::exchange(tape.capacity, tape.size)) {
      tape.is_closed = true;
    }
    Closed(const Closed&) = delete;
    Closed& operator=(const Closed&) = delete;
    ~Closed() {
      tape_.capacity = capacity_;
      tape_.is_closed = false;
    }

   private:
    Tape& tape_;
    std::size_t capacity_;
  };

  /// The place of the next node. To be asked for before its value is computed:
  /// a call between the two would have compilers keep numbers in memory.
  std::size_t next_place() {
    if (size == capacity) [[unlikely]]
      grow();
    return size;
  }
  /// Puts a node there.
  Index put(std::size_t place, OperationId operation, double value,
            const Edges& node_edges) {
    size = place + 1;
    values[place] = value;
    edges[place] = node_edges;
    operations[place] = operation;
    return static_cast<Index>(place);
  }
  Index push_leaf(OperationId operation, double value);

  [[nodiscard]] bool is_leaf(Index i) const {
    return operations[i] < first_operation;
  }
  /// Whether its edges are a list; a leaf's and a fixed arity's are not.
  [[nodiscard]] bool is_listed(Index i) const;
  [[nodiscard]] OperandEdges operand_edges(Index i) const {
    return std::bit_cast<OperandEdges>(edges[i]);
  }
  [[nodiscard]] std::span<const Run> runs_of(const OperandEdges& e) const {
    return {runs.data() + e.first_run, e.run_count};
  }
  [[nodiscard]] OperandValues operand_values(const OperandEdges& e) {
    return {values.data(), runs_of(e), e.count, gathered};
  }

  /// Calls visit(parent) for each parent of node i, with its mark.
  template <class Visit> void each_parent(Index i, Visit visit) const {
    const auto [first, second] = edges[i].parents;
    if (is_listed(i)) {
      for (const Run& run : runs_of(operand_edges(i)))
        for (Index k = 0; k < run.count; ++k) visit(run.first + k);
      return;
    }
    if (first != nobody) visit(first);
    if (second != nobody) visit(second);
  }

  /// The parents of node i, each with its mark, and ∂node/∂parent for each.
  [[nodiscard]] std::vector<Index> parents_of(Index i) const;
  [[nodiscard]] std::vector<double> local_gradients_of(Index i) const;

  /// Node i as an edge records it: with its mark.
  [[nodiscard]] Index marked(Index i) const;

  /// The number of the scope that node i was recorded in.
  [[nodiscard]] ScopeNumber scope_of(Index i) const;

  void name(Index i, ScopeNumber number, std::string text);

  /// The name last given to node i of that scope, or "".
  [[nodiscard]] const std::string& name_of(Index i, ScopeNumber number) const;

  void set_leaf(Index i, double value) {
    values[i] = value;
    now_set({i, 1});
  }
  /// That leaves were set.
  void now_set(Run leaves) {
    if (leading_leaves != size) note_set(leaves);
  }

  /// Which of the nodes 0 … root are root's ancestors, or root itself.
  [[nodiscard]] std::vector<bool> ancestors(Index root) const;

  /// A leaf whose setting left `root` out of date, or `nobody`.
  [[nodiscard]] Index set_since(Index root) const;

  /// What `set_since` knows, once every node has been computed again.
  void now_up_to_date();

  /// Room for the gradients of all nodes.
  double* room_for_gradients();

  ScopeNumber open_scope();
  void close_scope(ScopeNumber number);

  /// Begins a graph, or ends one: every handle so far is refused from now on.
  void begin();
  void end() noexcept;
  [[nodiscard]] bool is_exhausted() const;

 private:
  [[nodiscard]] ScopeNumber next_scope();
  void note_set(Run leaves);
  void grow();
};

/// The tape of an empty Value: every number is closed there.
extern Tape no_tape;

}  // namespace gradwalk::detail
