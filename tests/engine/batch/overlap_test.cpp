#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <vector>

using namespace gradwalk;

namespace {

/// Neurons over the same inputs whose weights are parts of one list, each
/// `stride` after the last; a negative one goes backwards.
struct Overlapping {
  Graph graph;
  Values x, w;
  Value root;

  Overlapping(std::size_t neurons, std::size_t width, std::ptrdiff_t stride) {
    const auto distance = static_cast<std::size_t>(std::abs(stride));
    const std::size_t count = (neurons - 1) * distance + width;
    std::vector<double> numbers;
    for (std::size_t i = 0; i < count; ++i)
      numbers.push_back(0.3 + 0.1 * static_cast<double>(i));
    x = graph.inputs(std::vector<double>(width, 0.0));
    w = graph.parameters(numbers);
    std::vector<Value> squares;
    for (std::size_t n = 0; n < neurons; ++n) {
      const std::size_t at = stride > 0 ? n : neurons - 1 - n;
      squares.push_back(square(dot(w.subspan(at * distance, width), x)));
    }
    root = sum(squares);
  }
};

double number(std::size_t i) { return std::sin(static_cast<double>(i) + 1.0); }

}  // namespace

TEST_CASE("neurons of any width and stride add up all their gradients") {
  for (const std::string_view level : Batch::levels())
    for (std::size_t neurons = 2; neurons <= 5; ++neurons)
      for (std::size_t width = 1; width <= 6; ++width)
        for (std::ptrdiff_t stride = -7; stride <= 7; ++stride) {
          if (stride == 0) continue;
          INFO(level << ": " << neurons << " neurons of width " << width
                     << ", stride " << stride);
          Overlapping made(neurons, width, stride);
          std::vector<double> table, expected(made.w.size());
          for (std::size_t i = 0; i < 3 * width; ++i)
            table.push_back(number(i));
          for (std::size_t e = 0; e < 3; ++e) {
            for (std::size_t i = 0; i < width; ++i)
              made.x[i].set(table[e * width + i]);
            made.graph.forward();
            made.root.backward();
            for (std::size_t k = 0; k < made.w.size(); ++k)
              expected[k] += made.w[k].gradient();
          }
          Batch batch(made.root, made.x,
                      {.reduction = Reduction::sum, .level = level});
          batch.backward(table);
          // A gradient is a sum of up to 15 terms below 20, in another order.
          for (std::size_t k = 0; k < made.w.size(); ++k)
            CHECK(std::abs(made.w[k].gradient() - expected[k]) <= 1e-13 * 20);
        }
}
