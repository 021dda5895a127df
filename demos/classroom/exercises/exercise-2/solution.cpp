#include <gradwalk/engine.hpp>
#include <gradwalk/own_operation.hpp>
using namespace gradwalk;

struct Hinge : rules::Binary {
  static constexpr std::string_view name = "hinge", symbol = "hinge";

  static double value(double y, double s) {
    return y * s < 1.0 ? 1.0 - y * s : 0.0;
  }
  static double by_first(double, double s, double value) {
    return value > 0.0 ? -s : 0.0;
  }
  static double by_second(double y, double, double value) {
    return value > 0.0 ? -y : 0.0;
  }
};
