#include <gradwalk/graph/record_lists.hpp>

namespace gradwalk::detail {

void refuse_few(std::string_view function) {
  throw Error(function, "at least one operand", "none");
}

bool all_given(const Nodes& nodes, std::size_t first, std::size_t count) {
  if (nodes.needs_gradient(first)) return false;
  const OperationId* const some = nodes.operations.data() + first;
  OperationId common = given;
  for (std::size_t k = 0; k < count; ++k) common = common & some[k];
  return common == given;
}

namespace {
/// Whether no gradient is asked for in any of them.
bool put_indices(Tape& tape, const ValuesView& nodes, List* place) {
  const auto count = static_cast<Index>(nodes.size());
  const std::size_t first = tape.lists.indices.size();
  Index* index = tape.lists.indices.extend(count);
  OperationId common = given;
  for (const Value& node : Access::handles(nodes)) {
    *index = Access::index(node);
    common = common & tape.operations[*index++];
  }
  *place = {static_cast<Index>(first), count, false, common == given};
  return common == given;
}
}  // namespace

void require_live(std::string_view function,
                  std::initializer_list<const ValuesView*> lists) {
  const Value& front = Access::handles(**lists.begin()).front();
  const Tape& tape = live(function, front);
  for (const ValuesView* list : lists)
    for (const Value& node : Access::handles(*list))
      if (&Access::tape(node) != &tape ||
          !tape.is_innermost_or_base(Access::scope(node))) [[unlikely]]
        live(function, front, node);
}

bool put_lists(std::string_view function,
               std::initializer_list<const ValuesView*> lists) {
  require_live(function, lists);
  Tape& tape = Access::tape(Access::handles(**lists.begin()).front());
  List* place = tape.lists.lists.extend(lists.size());
  bool are_given = true;
  for (const ValuesView* nodes : lists) {
    are_given &= nodes->is_run() ? put_run(tape, *nodes, place)
                                 : put_indices(tape, *nodes, place);
    ++place;
  }
  return are_given;
}

}  // namespace gradwalk::detail
