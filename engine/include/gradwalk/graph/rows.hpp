#pragma once

#include <gradwalk/graph/nodes.hpp>
#include <gradwalk/rules.hpp>

namespace gradwalk::detail {

/// The number of a rule's row in `gradwalk::operations()`, and as a node has
/// it.
template <class Rule>
inline constexpr std::size_t row_of = rules::All::index_of<Rule>();
template <class Rule>
inline constexpr auto id_of = static_cast<OperationId>(row_of<Rule>);
static_assert(id_of<rules::Parameter> == parameter && rules::All::size < 128);

/// Of a rule that is declared outside the library: own_operation.hpp.
template <class Rule> OperationId own_id();
template <class Rule> OperationId any_id() {
  if constexpr (row_of<Rule> < rules::All::size)
    return id_of<Rule>;
  else
    return own_id<Rule>();
}

}  // namespace gradwalk::detail
