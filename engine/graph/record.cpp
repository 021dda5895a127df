#include <fmt/format.h>

#include <gradwalk/error.hpp>
#include <gradwalk/graph/record.hpp>

namespace gradwalk::detail {

std::string describe(Value v) {
  const Tape& tape = Access::tape(v);
  const Index i = index_of(Access::marked(v));
  const std::string& name = tape.name_of(i, Access::scope(v));
  if (!name.empty()) return name;
  return Access::is_live(v) ? fmt::format("node {} ({})", i, v.operation().name)
                            : fmt::format("node {}", i);
}

void require_open(std::string_view function, Tape& tape, Index marked,
                  ScopeNumber scope) {
  if (tape.is_open(scope)) return;
  const Value v = Access::handle(tape, marked, scope);
  if (v == Value()) throw Error(function, "a node", "an empty Value");
  const bool gone = Access::scope(v) < Access::tape(v).base_scope;
  throw Error(function, "a node that still exists",
              describe(v) + (gone ? " of a graph that is gone"
                                  : " of a scope that has ended"));
}

void require_open(std::string_view function, Tape& tape, Index marked,
                  ScopeNumber scope, Tape& other, Index other_marked,
                  ScopeNumber other_scope) {
  require_open(function, tape, marked, scope);
  require_open(function, other, other_marked, other_scope);
  if (&tape == &other) return;
  const Value v = Access::handle(tape, marked, scope);
  const Value w = Access::handle(other, other_marked, other_scope);
  throw Error(function, "nodes of one graph",
              describe(v) + " and, of another, " + describe(w));
}

void refuse_set(std::string_view function, Value v) {
  throw Error(function, "an input or a parameter", describe(v));
}

void refuse_place(std::string_view function, std::size_t first,
                  std::size_t count, std::size_t size) {
  throw Error(function, fmt::format("places among {}", size),
              fmt::format("{} from {} on", count, first));
}

void require_up_to_date(std::string_view function, Value root) {
  Tape& tape = live(function, root);
  const Index leaf = tape.set_since(index_of(Access::marked(root)));
  if (leaf == nobody) return;
  throw Error(function, "forward() after a leaf was set",
              fmt::format("{} computed before {} was set", describe(root),
                          describe(Access::handle(tape, leaf))));
}

void refuse_few(std::string_view function) {
  throw Error(function, "at least one operand", "none");
}

bool push_operands(std::string_view function, Tape& tape,
                   std::initializer_list<const Values*> lists) {
  const Value first = (*lists.begin())->front();
  for (const Values* list : lists)
    for (std::size_t i = 0; i < (list->is_run() ? 1 : list->size()); ++i)
      live(function, first, (*list)[i]);

  bool needed = false;
  Run* last = nullptr;
  for (const Values* list : lists)
    for (const Value operand : *list) {
      const Index marked = Access::marked(operand);
      needed = needed || needs_gradient(marked);
      if (last != nullptr && last->first + last->count == marked)
        ++last->count;
      else
        *(last = tape.runs.extend(1)) = {marked, 1};
    }
  return needed;
}

}  // namespace gradwalk::detail
