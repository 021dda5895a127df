#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <gradwalk/graph/nodes.hpp>
#include <initializer_list>

#include "pass_on.hpp"

/// The passes through a node whose operation is declared outside the library.
/// Nothing is allocated: a sweep that has begun comes to its end.
namespace gradwalk::detail {

void compute_own(Nodes& nodes, std::size_t i);
void pass_on_own(const Nodes& nodes, double* gradients, std::size_t i,
                 Doubt& doubt);

/// A function for each row that an operation may have.
template <class Function>
constexpr auto rows_of_all(Function of_own,
                           std::initializer_list<Function> of_rules) {
  std::array<Function, std::size_t(given)> rows{};
  std::ranges::fill(rows, of_own);
  std::ranges::copy(of_rules, rows.begin());
  return rows;
}

}  // namespace gradwalk::detail
