#pragma once

#include "training.hpp"

/// The first steps of an optimiser that remembers, in numbers.
namespace gradwalk::demos {

/// v = decay·v + gradient, and a step along v.
Json show_momentum(Story& story, const Setting& setting);

/// The moments, corrected, and a step by their quotient.
Json show_adam(Story& story, const Setting& setting);

}  // namespace gradwalk::demos
