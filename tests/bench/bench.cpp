#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>

#include "by_hand.hpp"
#include "on_graphs.hpp"
#ifdef WITH_ADOLC
#include "on_adolc.hpp"
#endif

/// The workloads on the library beside the loops by hand. Each reports the
/// fastest of its repetitions as `min`, and its operations a step as `ops`.
namespace {

using bench::Digits;
using bench::Moons;

double fastest(const std::vector<double>& times) {
  return *std::min_element(times.begin(), times.end());
}

template <class Function>
void add(const char* name, double operations, Function step) {
  benchmark::RegisterBenchmark(name,
                               [=](benchmark::State& state) {
                                 auto one_step = step();
                                 one_step();  // which touches its memory
                                 for (auto _ : state) one_step();
                                 state.counters["ops"] = operations;
                               })
      ->Unit(benchmark::kMicrosecond)
      ->ComputeStatistics("min", fastest);
}

template <bool split> auto moons_by_hand() {
  return [p = Moons().parameters, g = Moons().parameters,
          moons = Moons()]() mutable {
    benchmark::DoNotOptimize(bench::by_hand::step<split>(moons, p, g, 0.05));
  };
}

template <bool split> auto digits_by_hand() {
  return [p = Digits().parameters, g = Digits().parameters, digits = Digits(),
          example = std::size_t{0}]() mutable {
    example = (example + 1) % Digits::examples;
    benchmark::DoNotOptimize(
        bench::by_hand::step<split>(digits, example, p, g, 0.01));
  };
}

template <std::size_t length> auto chain_by_hand() {
  return [kept = std::vector<double>()]() mutable {
    benchmark::DoNotOptimize(bench::by_hand::chain(length, kept));
  };
}

template <class Workload> auto stepping() {
  return [workload = std::make_shared<Workload>()] { workload->step(); };
}

}  // namespace

int main(int count, char** arguments) {
  add("W1/by_hand", Moons::operations, moons_by_hand<false>);
  add("W2/by_hand", Digits::operations, digits_by_hand<false>);
  add("W2/by_hand_split", Digits::operations, digits_by_hand<true>);
  add("W3/by_hand", 1e6, chain_by_hand<1'000'000>);
  bench::each_on_graph([]<class W>(const char* name, std::type_identity<W>) {
    add(name, W::operations, stepping<W>);
  });
#ifdef WITH_ADOLC
  add("W1/ADOL-C", Moons::operations, stepping<bench::on_adolc::MoonsTraced>);
  add("W2/ADOL-C", Digits::operations, stepping<bench::on_adolc::DigitsTraced>);
  add("W3/ADOL-C", 1e6, stepping<bench::on_adolc::ChainTraced>);
#endif
  benchmark::Initialize(&count, arguments);
  benchmark::RunSpecifiedBenchmarks();
}
