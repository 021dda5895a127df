#pragma once

#include <cstddef>
#include <vector>

#include "workloads.hpp"

/// The same mathematics as plain loops, with no graph: the limit, built for
/// this very processor. Sums run in the order of the operands, or, `split`, in
/// eight parts that can be added side by side.
namespace bench::by_hand {

/// One step of descent: gradients go to `g`, parameters `p` are moved. Returns
/// the cost.
template <bool split>
double step(const Moons& moons, std::vector<double>& p, std::vector<double>& g,
            double rate);
template <bool split>
double step(const Digits& digits, std::size_t example, std::vector<double>& p,
            std::vector<double>& g, double rate);

/// The gradient of a chain of n operations with respect to its a.
double chain(std::size_t n, std::vector<double>& kept);

}  // namespace bench::by_hand
