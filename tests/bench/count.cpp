#include <cstdlib>
#include <string_view>

#include "on_graphs.hpp"

namespace {
/// Not within main, which compilers take for run once and leave as it is.
template <class W> [[gnu::noinline]] void run(W& workload, int steps) {
  for (int k = 0; k < steps; ++k) workload.step();
}
}  // namespace

/// count WORKLOAD STEPS: does so many steps, and nothing else, for a program
/// that counts instructions. Without arguments, names each workload and its
/// operations a step.
int main(int count, char** arguments) {
  bool found = count == 1;
  bench::each_on_graph([&]<class W>(const char* name, std::type_identity<W>) {
    if (count == 1) fmt::print("{} {}\n", name, W::operations);
    if (count != 3 || name != std::string_view(arguments[1])) return;
    found = true;
    W workload;
    run(workload, std::atoi(arguments[2]));
  });
  return found ? 0 : 2;
}
