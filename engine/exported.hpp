// What is public is what the public headers declare: all else is hidden in a
// shared library. Each source is compiled behind this file (-include), so that
// the headers need not say it again; only the friends of Formula, which no
// header declares outside of it, are shown where they are defined. fmt's
// formatter, of which they have specialisations, must be seen from outside too:
// they include it.
#pragma GCC visibility push(default)
#include <gradwalk/engine.hpp>
#include <gradwalk/own_operation.hpp>
#pragma GCC visibility pop
