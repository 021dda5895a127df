#include <gradwalk/graph/record_lists.hpp>
#include <string>

#include "attempt.hpp"

namespace gradwalk::detail {

void refuse_few(std::string_view function, std::size_t least,
                std::size_t count) {
  if (count == 0) throw Error(function, "at least one operand", "none");
  throw Error(function, "at least " + std::to_string(least) + " operands",
              std::to_string(count));
}

bool all_given(const Nodes& nodes, std::size_t first, std::size_t count,
               std::int32_t stride) {
  if (nodes.needs_gradient(first)) return false;
  const OperationId* const some = nodes.operations.data() + first;
  OperationId common = given;
  if (stride == 1)
    for (std::size_t k = 0; k < count; ++k) common = common & some[k];
  else
    for (std::int64_t k = 0; k < std::int64_t(count); ++k)
      common = common & some[k * stride];
  return common == given;
}

namespace {
/// Whether no gradient is asked for in any of them.
bool put_indices(Tape& tape, const ValuesView& nodes, std::size_t first,
                 List* place) {
  const auto count = static_cast<Index>(nodes.size());
  *place = {static_cast<Index>(tape.lists.indices.size() + first), count, 0,
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

Values with_inputs(std::string_view function, const ValuesView& operands,
                   Value beside) {
  std::vector<Value> recorded(operands.begin(), operands.end());
  for (Value& operand : recorded)
    if (operand.is_plain_number())
      operand = constant(beside, operand.value(), function);
  return recorded;
}

bool are_live(std::string_view function, ListsOfOperands lists) {
  const Value* first = &Access::handles(**lists.begin()).front();
  const Tape& tape = Access::tape(*first);
  bool are_nodes = true;
  for (const ValuesView* list : lists)
    for (const Value& node : Access::handles(*list)) {
      if (&Access::tape(node) == &tape && Access::is_surely_live(node))
          [[likely]]
        continue;
      if (node.is_plain_number()) {
        are_nodes = false;
      } else {
        if (first->is_plain_number()) first = &node;
        live(function, *first, node);
      }
    }
  return are_nodes;
}

bool put_lists(ListsOfOperands lists, std::size_t* indices) {
  Tape& tape = Access::tape(Access::handles(**lists.begin()).front());
  List* place = tape.lists.lists.room(lists.size());
  bool are_given = true;
  for (const ValuesView* nodes : lists) {
    if (Access::is_strided(*nodes)) {
      are_given &= put_strided(tape, *nodes, place);
    } else {
      are_given &= put_indices(tape, *nodes, *indices, place);
      *indices += nodes->size();
    }
    ++place;
  }
  return are_given;
}

Value record_numbers(std::string_view function, ListsOfOperands lists,
                     Value (*of_nodes)(std::span<const Values> lists),
                     double (*of_numbers)(std::span<const double> operands)) {
  Value node;
  std::vector<double> numbers;
  for (const ValuesView* list : lists)
    for (const Value operand : *list) {
      numbers.push_back(operand.value());
      if (!operand.is_plain_number()) node = operand;
    }
  if (node.is_empty()) return of_numbers(numbers);
  Attempt attempt(live(function, node));
  std::vector<Values> recorded;
  for (const ValuesView* list : lists)
    recorded.push_back(with_inputs(function, *list, node));
  return attempt.kept(of_nodes(recorded));
}

}  // namespace gradwalk::detail
