// What is public is what the public headers declare: all else is hidden in a
// shared library. Each source is compiled behind this file (-include), so that
// the headers need not say it again. fmt's formatter, of which they have
// specialisations, must be seen from outside too: they include it.
#pragma GCC visibility push(default)
#include <gradwalk/engine.hpp>
#include <gradwalk/graph/own_operations.hpp>
#pragma GCC visibility pop
