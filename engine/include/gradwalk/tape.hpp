#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

/// A graph's storage: its nodes in flat arrays, in the order they were
/// recorded. Readers of the engine start here; users of it need not.
///
/// Node i is values[i], edges[i], operations[i] and, after a backward pass,
/// gradients[i]: 8 + 24 + 1 + 8 bytes. Its name, if it has one, is in names.
///
///     index       0        1        2        3         4
///     operation   input x  param w  param b  multiply  add
///     edges       -        -        -        (1, 0)    (3, 2)
///                 `-- leading leaves ----'
///
/// Invariants: parents stand before their node, so that index order is a
/// topological order. Scopes nest: the nodes of the innermost open scope are
/// the last ones, and forgetting them is forgetting everything after a mark.
namespace gradwalk::detail {

using Index = std::uint32_t;

/// Which row of `gradwalk::operations()`; the leaves come first.
enum class OperationId : std::uint8_t {};
inline constexpr OperationId input{0}, parameter{1}, first_operation{2};

/// The mark, on an edge's parent and in a handle, of a node into which no
/// gradient flows: an input, or a node that depends on inputs alone.
inline constexpr Index no_gradient = 0x8000'0000;

/// In place of a parent: none, or (as the first) that the edges are a list of
/// operands of which one or more need a gradient. Both carry the mark.
inline constexpr Index nobody = 0xffff'ffff;
inline constexpr Index listed = 0xffff'fffe;
inline constexpr Index most_nodes = 0x7fff'fff0;

constexpr Index index_of(Index marked) { return marked & ~no_gradient; }
constexpr bool needs_gradient(Index marked) {
  return (marked & no_gradient) == 0;
}

/// The edges of a node with one or two parents.
struct Edges {
  std::array<double, 2> local_gradients{};
  std::array<Index, 2> parents{nobody, nobody};
};

/// The same 24 bytes for a node of any number of parents: `count` of them at
/// operands[first]. Its local gradients are recorded at
/// operand_gradients[first_gradient]; or that is `recomputed`, and they are
/// made from the operands' values when needed.
struct OperandEdges {
  static constexpr std::uint64_t recomputed = ~std::uint64_t{0};

  std::uint64_t first;
  std::uint64_t first_gradient;
  Index mark;  ///< `listed`, or `nobody` where no operand needs a gradient
  Index marked_count;  ///< marked too, so that it is not taken for a parent

  [[nodiscard]] std::size_t count() const { return index_of(marked_count); }
};

/// The same 24 bytes for a leaf: it was set when there were `set_at` nodes, so
/// its children among those are out of date; 0 if none are.
struct LeafEdges {
  std::uint64_t set_at = 0;
  std::uint64_t unused = 0;
  std::array<Index, 2> parents{nobody, nobody};
};
static_assert(sizeof(Edges) == 24 && sizeof(OperandEdges) == 24 &&
              sizeof(LeafEdges) == 24);

/// An array that grows without touching what it does not yet use: a
/// std::vector would write zeros over every fresh page.
template <class T> class Array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  T& operator[](std::size_t i) { return data_.get()[i]; }
  const T& operator[](std::size_t i) const { return data_.get()[i]; }
  T* data() { return data_.get(); }
  [[nodiscard]] const T* data() const { return data_.get(); }

  void reserve(std::size_t capacity) {
    void* moved = std::realloc(data_.get(), capacity * sizeof(T));
    if (moved == nullptr) throw std::bad_alloc();
    static_cast<void>(data_.release());
    data_.reset(static_cast<T*>(moved));
  }
  void clear() { data_.reset(); }

 private:
  struct Free {
    void operator()(T* data) const { std::free(data); }
  };
  std::unique_ptr<T, Free> data_;
};

/// The values of a node's operands, as the rules of any arity read them.
struct OperandValues {
  const double* values;
  const Index* operands;
  std::size_t count;

  [[nodiscard]] std::size_t size() const { return count; }
  double operator[](std::size_t i) const {
    return values[index_of(operands[i])];
  }
};

struct OpenScope {
  std::uint32_t number;
  Index first_node;
  std::size_t first_operand;
  std::size_t first_operand_gradient;
};

struct Name {
  std::uint32_t scope;  ///< the scope of the node that was given it
  std::string text;
};

struct Tape {
  Array<double> values;
  Array<Edges> edges;
  Array<OperationId> operations;
  Index size = 0;
  Index capacity = 0;

  /// The numbers of the innermost open scope and of the graph itself. A
  /// number is never used twice, not even by a later graph on the same tape,
  /// so that a handle's number tells whether its node still exists.
  std::uint32_t scope = 0;
  std::uint32_t base_scope = 0;
  std::vector<OpenScope> open_scopes;  ///< the graph's own first
  std::uint32_t last_scope = 0;

  /// Leaves with no operation before them: where the backward pass stops.
  Index leading_leaves = 0;

  /// Node i has gradients[i] if i < swept, else 0.
  Array<double> gradients;
  Index gradient_capacity = 0;
  Index swept = 0;

  std::vector<Index> operands;
  std::vector<double> operand_gradients;

  /// Leaves set since the last forward pass while operations stood here.
  std::vector<Index> set_leaves;

  /// By index. A forgotten node's name stays until another takes its place,
  /// so that an error can still name it.
  std::unordered_map<Index, Name> names;

  [[nodiscard]] bool is_open(std::uint32_t number) const {
    return number == scope || number == base_scope || is_open_between(number);
  }

  Index push(OperationId operation, double value, const Edges& node_edges) {
    if (size == capacity) [[unlikely]]
      grow();
    const Index i = size++;
    values[i] = value;
    edges[i] = node_edges;
    operations[i] = operation;
    return i;
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
  [[nodiscard]] OperandValues operand_values(const OperandEdges& e) const {
    return {values.data(), operands.data() + e.first, e.count()};
  }

  /// Calls visit(parent) for each parent of node i, with its mark.
  template <class Visit> void each_parent(Index i, Visit visit) const {
    const auto [first, second] = edges[i].parents;
    if (is_listed(i)) {
      const OperandEdges e = operand_edges(i);
      for (std::size_t k = 0; k < e.count(); ++k) visit(operands[e.first + k]);
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
  [[nodiscard]] std::uint32_t scope_of(Index i) const;

  /// The name last given to node i of that scope, or "".
  [[nodiscard]] const std::string& name_of(Index i, std::uint32_t number) const;

  void set_leaf(Index i, double value) {
    values[i] = value;
    if (leading_leaves != size) note_set(i);
  }

  /// Which of the nodes 0 … root are root's ancestors, or root itself.
  [[nodiscard]] std::vector<bool> ancestors(Index root) const;

  /// A leaf whose setting left `root` out of date, or `nobody`.
  [[nodiscard]] Index set_since(Index root) const;

  /// What `set_since` knows, once every node has been computed again.
  void now_up_to_date();

  std::uint32_t open_scope();
  void close_scope(std::uint32_t number);

  /// Begins a graph, or ends one: every handle so far is refused from now on.
  void begin();
  void end() noexcept;
  [[nodiscard]] bool is_exhausted() const;

 private:
  [[nodiscard]] bool is_open_between(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t next_scope();
  void note_set(Index leaf);
  void grow();
};

/// The tape of an empty Value: every number is closed there.
extern Tape no_tape;

}  // namespace gradwalk::detail
