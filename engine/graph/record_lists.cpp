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
bool put_indices(Tape& tape, const ValuesView& nodes, std::size_t first,
                 List* place) {
  const auto count = static_cast<Index>(nodes.size());
  *place = {static_cast<Index>(tape.lists.indices.size() + first), count, false,
            false};
  Index* index = tape.lists.indices.room(first + count) + first;
  OperationId common = given;
  for (const Value& node : Access::handles(nodes)) {
    *index = Access::index(node);
    common = common & tape.operations[*index++];
  }
  return place->is_given = common == given;
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
               std::initializer_list<const ValuesView*> lists,
               std::size_t* indices) {
  require_live(function, lists);
  Tape& tape = Access::tape(Access::handles(**lists.begin()).front());
  List* place = tape.lists.lists.room(lists.size());
  bool are_given = true;
  for (const ValuesView* nodes : lists) {
    if (nodes->is_run()) {
      are_given &= put_run(tape, *nodes, place);
    } else {
      are_given &= put_indices(tape, *nodes, *indices, place);
      *indices += nodes->size();
    }
    ++place;
  }
  return are_given;
}

}  // namespace gradwalk::detail
