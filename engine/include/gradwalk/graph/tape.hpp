#pragma once

#include <gradwalk/graph/nodes.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace gradwalk {
class Graph;
}

/// What a graph keeps beside its nodes, so that a wrong handle, or a number
/// that is out of date, is refused, and so that a pass costs only what it must.
namespace gradwalk::detail {

/// Which scope a node was recorded in. Like OperationId a type of its own, so
/// that a compiler knows that recording parents does not change it.
enum class ScopeNumber : std::uint32_t {};
inline constexpr ScopeNumber no_scope{0xffff'ffff};  ///< of an empty Value

struct OpenScope {
  ScopeNumber number;
  Index first_node;
  std::size_t lists, indices;  ///< how many there were
};

class Names;
struct Layer;
struct Tape;
/// What becomes of a graph's tape when the graph ends.
void retire(Tape* tape) noexcept;

struct Tape : Nodes {
  Tape();
  ~Tape();

  /// Begins a graph, or ends one: every handle so far is refused from now on.
  void begin();
  void end() noexcept;
  [[nodiscard]] bool is_exhausted() const;

  Graph* graph = nullptr;  ///< whose tape it is, wherever that has moved to

  /// Scopes nest: the nodes of the innermost are the last ones. A number is
  /// never used twice, not even by a later graph on the same tape, so that a
  /// handle's number tells whether its node still exists.
  ScopeNumber scope{};       ///< the innermost that is open
  ScopeNumber base_scope{};  ///< the graph's own

  [[nodiscard]] bool is_innermost_or_base(ScopeNumber number) const {
    return number == scope || number == base_scope;
  }
  [[nodiscard]] bool is_open(ScopeNumber number) const;
  [[nodiscard]] ScopeNumber scope_of(Index i) const;
  ScopeNumber open_scope();
  void close_scope(ScopeNumber number) noexcept;

  /// What has been recorded so far, and back to that.
  [[nodiscard]] OpenScope here(ScopeNumber number) const {
    return {number, static_cast<Index>(size), lists.lists.size(),
            lists.indices.size()};
  }
  void forget_since(const OpenScope& then) noexcept;

  void name(Index i, ScopeNumber number, std::string text);
  void forget_names(std::size_t first) noexcept;  ///< of that node and later
  /// The name last given to node i of that scope, or "".
  [[nodiscard]] const std::string& name_of(Index i, ScopeNumber number) const;

  /// Which of the nodes 0 … root are root's ancestors, or root itself.
  [[nodiscard]] std::vector<bool> ancestors(Index root) const;

  /// ∂root/∂node of the last backward pass; 0 where it left none.
  /// Errors: node i is given, and not the root.
  [[nodiscard]] double gradient_of(Index i) {
    if (!takes_gradient(i)) [[unlikely]]
      refuse_given("gradient", i);
    return i < covered ? gradients[i] : 0.0;
  }
  [[nodiscard]] bool has_gradient(Index i) const {
    return i < covered && takes_gradient(i);
  }
  [[noreturn]] void refuse_given(std::string_view function, Index i);
  std::size_t covered = 0;  ///< nodes that existed when that pass began

  /// Gradients of 0 for all nodes, of which a sweep will write to leading
  /// leaves and from `lowest` to `root`. Costs what the last one wrote.
  double* clear_gradients(Index lowest, Index root);

  /// The gradients as they are, of which all of the first `nodes` are written.
  double* room_for_gradients();
  void now_covers(std::size_t nodes);

  /// Where a sweep from `root` may stop: its lowest ancestor that is no leading
  /// leaf; or below, where to look would cost more than to sweep.
  [[nodiscard]] Index lowest_ancestor(Index root) const;

  /// What of the nodes is run as a whole when they are computed again: found
  /// when that is done for the second time, forgotten when one more is
  /// recorded.
  void prepare_replay();
  [[nodiscard]] std::span<const Layer> layers() const;

  /// Sets a leaf. What depends on it is out of date until `forward`.
  void set_leaf(std::size_t i, double value) {
    values[i] = value;
    now_set(i, 1);
  }
  /// That leaves were set.
  void now_set(std::size_t first, std::size_t count) {
    if (leading_leaves == size) return;
    // A leaf has no parents: how many nodes there were stands in their place.
    const Parents set_now{static_cast<Index>(size), set_round_};
    for (std::size_t k = 0; k < count; ++k) parents[first + k] = set_now;
    any_set_ = true;
  }
  /// A leaf that was set after node i was computed from it; or after root was,
  /// or an ancestor of root; or `nobody`.
  [[nodiscard]] Index set_after(Index i) const;
  [[nodiscard]] Index set_since(Index root) const;
  void now_up_to_date();

  std::unique_ptr<Tape> next_idle;  ///< while it has no graph

 private:
  [[nodiscard]] bool takes_gradient(Index i) const {
    return needs_gradient(i) || i == root_;
  }
  template <class Visit> void each_ancestor(Index root, Visit visit) const;
  [[nodiscard]] ScopeNumber next_scope();
  friend void retire(Tape* tape) noexcept;
  friend class Frozen;

  std::vector<OpenScope> open_scopes_;
  ScopeNumber last_scope_{};
  ScopeNumber closes_later_ = no_scope;  ///< when it is thawed
  bool ends_later_ = false;
  std::unique_ptr<Names> names_;

  // Of the gradients, those from cleared_ on were never written. Before it they
  // are 0, but for leaves before swept_leaves_ and nodes between the two
  // others: what the last pass, or a batch, may have left.
  std::size_t cleared_ = 0;
  std::size_t gradient_room_ = 0;  ///< for how many of them there is room
  std::size_t swept_leaves_ = 0, swept_first_ = 0, swept_end_ = 0;
  Index root_ = nobody;  ///< of the last pass, while it exists

  std::vector<Layer> layers_;
  std::size_t replayed_ = 0;   ///< how many nodes were, last
  std::size_t layers_of_ = 0;  ///< how many nodes there were when found

  bool any_set_ = false;
  Index set_round_ = 1;  ///< what a leaf was set in before is over
};

/// The tape of an empty Value, and that of a plain number: no scope that a
/// handle may have is open there.
extern Tape no_tape, plain_numbers;

}  // namespace gradwalk::detail
