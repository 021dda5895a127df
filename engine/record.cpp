#include <gradwalk/error.hpp>
#include <gradwalk/record.hpp>

namespace gradwalk::detail {

std::string describe(Value v) {
  const Tape& tape = Access::tape(v);
  const Index i = index_of(Access::marked(v));
  const std::string& name = tape.name_of(i, Access::scope(v));
  if (!name.empty()) return name;
  return Access::is_live(v) ? fmt::format("node {} ({})", i, v.operation().name)
                            : fmt::format("node {}", i);
}

void refuse(std::string_view function, Value v) {
  if (v == Value()) throw Error(function, "a node", "an empty Value");
  const bool gone = Access::scope(v) < Access::tape(v).base_scope;
  throw Error(function, "a node that still exists",
              describe(v) + (gone ? " of a graph that is gone"
                                  : " of a scope that has ended"));
}

void refuse_foreign(std::string_view function, Value v, Value w) {
  throw Error(function, "nodes of one graph",
              describe(v) + " and, of another, " + describe(w));
}

void refuse_set(Value v) {
  throw Error("set", "an input or a parameter", describe(v));
}

void require_up_to_date(std::string_view function, Value root) {
  Tape& tape = live(function, root);
  const Index leaf = tape.set_since(index_of(Access::marked(root)));
  if (leaf == nobody) return;
  throw Error(function, "forward() after a leaf was set",
              fmt::format("{} computed before {} was set", describe(root),
                          describe(Access::handle(tape, leaf))));
}

Tape& live(std::string_view function, std::size_t least, Operands lists) {
  std::size_t count = 0;
  for (const auto list : lists) count += list.size();
  if (count < least) throw Error(function, "at least one operand", "none");
  const Value first = lists.begin()->front();
  Tape& tape = live(function, first);
  for (const auto list : lists)
    for (const Value& operand : list) live(function, first, operand);
  return tape;
}

}  // namespace gradwalk::detail
