#include <fmt/format.h>

#include <gradwalk/error.hpp>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/operation.hpp>

namespace gradwalk::detail {

std::string describe(Value v) {
  if (v.is_plain_number())
    return fmt::format("the number {}", Access::number(v));
  const Tape& tape = Access::tape(v);
  const Index i = Access::index(v);
  const std::string& name = tape.name_of(i, Access::scope(v));
  if (!name.empty()) return name;
  return Access::is_live(v) ? fmt::format("node {} ({})", i, v.operation().name)
                            : fmt::format("node {}", i);
}

void require_live(std::string_view function, Tape& tape, Index index,
                  ScopeNumber scope) {
  if (tape.is_open(scope)) return;
  const Value v = Access::handle(tape, index, scope);
  if (v.is_empty()) throw Error(function, "a node", "an empty Value");
  if (v.is_plain_number()) throw Error(function, "a node", describe(v));
  const bool gone = Access::scope(v) < Access::tape(v).base_scope;
  throw Error(function, "a node that still exists",
              describe(v) + (gone ? " of a graph that is gone"
                                  : " of a scope that has ended"));
}

void require_live(std::string_view function, Tape& tape, Index index,
                  ScopeNumber scope, Tape& other, Index other_index,
                  ScopeNumber other_scope) {
  require_live(function, tape, index, scope);
  require_live(function, other, other_index, other_scope);
  if (&tape == &other) return;
  const Value v = Access::handle(tape, index, scope);
  const Value w = Access::handle(other, other_index, other_scope);
  throw Error(function, "nodes of one graph",
              describe(v) + " and, of another, " + describe(w));
}

void refuse_set(std::string_view function, Value v) {
  throw Error(function, "an input or a parameter", describe(v));
}

void Tape::refuse_given(std::string_view function, Index i) {
  throw Error(function, "a parameter, or a node that depends on one",
              fmt::format("{}, which is given: make {} a parameter",
                          describe(Access::handle(*this, i)),
                          is_leaf(i) ? "it" : "an input under it"));
}

void refuse_place(std::string_view function, std::size_t first,
                  std::size_t count, std::size_t size) {
  throw Error(function, fmt::format("places among {}", size),
              fmt::format("{} from {} on", count, first));
}

void refuse_stale(std::string_view function, Value node, Value leaf) {
  throw Error(function, "forward() after a leaf was set",
              fmt::format("{} computed before {} was set", describe(node),
                          describe(leaf)));
}

void require_up_to_date(std::string_view function, Value root) {
  Tape& tape = live(function, root);
  const Index leaf = tape.set_since(Access::index(root));
  if (leaf != nobody) refuse_stale(function, root, Access::handle(tape, leaf));
}

}  // namespace gradwalk::detail
