#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <stdexcept>

#include "failing_memory.hpp"
#include "world.hpp"

/// fuzz ROUNDS [SEED]: so many rounds of random calls of the whole public
/// interface, of which some run out of memory, for the sanitizers to watch.
/// Round k has the seed SEED + k; `fuzz 1 SEED` does one alone and says what it
/// does.

extern "C" [[gnu::weak]] void __sanitizer_set_death_callback(void (*)());

namespace {

using namespace gradwalk::fuzz;
using gradwalk::Error;

std::uint64_t seed_now = 0;
void tell_seed() {
  fmt::print(stderr, "The round alone: fuzz 1 {}\n", seed_now);
}

/// Whether the action was to run out of memory, and may have.
bool runs_out(World& world, const Action& action) {
  const bool fails = world.one_in(4) && action.may_run_out;
  const auto enough = static_cast<long>(world.below(world.one_in(2) ? 6 : 200));
  return fails ? runs_out_of_memory(enough, [&] { action.act(world); })
               : (action.act(world), false);
}

/// What has grown too large to be looked at in a moment.
void tidy_up(World& world) {
  if (world.nodes.size() > 300)
    world.nodes.erase(world.nodes.begin(), world.nodes.begin() + 200);
  if (world.lists.size() > 20) world.lists.erase(world.lists.begin());
  if (world.subgraphs.size() > 5) world.subgraphs.clear();
  if (world.batches.size() > 5) world.batches.pop_back();
  if (world.scopes.size() > 6) world.scopes.clear();
}

void run_round(std::uint64_t seed, const std::string& file, bool is_told) {
  World world(seed);
  world.file = file;
  const std::array kinds{graph_actions(), graph_actions(), graph_actions(),
                         graph_actions(), ask_actions(),   net_actions()};
  for (int k = 0; k < 400; ++k) {
    const Action& action = world.any(kinds[world.below(kinds.size())]);
    if (is_told) fmt::print(stderr, "{}\n", action.name);
    try {
      if (runs_out(world, action) && is_told)
        fmt::print(stderr, "  memory ran out\n");
    } catch (const Error& refused) {
      if (is_told) fmt::print(stderr, "  {}\n", refused.what());
    }
    tidy_up(world);
    if (k % 80 == 79) require_right_numbers(world);
  }
}

}  // namespace

int main(int count, char** arguments) {
  const int rounds = count > 1 ? std::atoi(arguments[1]) : 0;
  const std::uint64_t seed =
      count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
  if (__sanitizer_set_death_callback != nullptr)
    __sanitizer_set_death_callback(tell_seed);
  std::set_terminate([] {
    tell_seed();
    std::abort();
  });
  const auto pid = std::chrono::steady_clock::now().time_since_epoch().count();
  const std::string file = std::filesystem::temp_directory_path() /
                           fmt::format("gradwalk-fuzz-{}.json", pid);
  int status = rounds > 0 ? 0 : 2;
  for (int k = 0; k < rounds && status == 0; ++k) try {
      seed_now = seed + static_cast<std::uint64_t>(k);
      run_round(seed_now, file, rounds == 1);
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}\n", error.what());
      tell_seed();
      status = 1;
    }
  std::filesystem::remove(file);
  if (status == 0) fmt::print("{} rounds\n", rounds);
  return status;
}
