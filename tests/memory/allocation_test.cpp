#include <doctest/doctest.h>

#include <gradwalk/engine.hpp>
#include <optional>

#include "failing_memory.hpp"

using namespace gradwalk;

TEST_CASE("a formula ends without an allocation, however deep") {
  std::optional<Formula> sum = Formula("x");
  for (int i = 0; i < 100'000; ++i) sum = *sum + Formula("x");
  CHECK(!runs_out_of_memory(0, [&] { sum.reset(); }));
}
