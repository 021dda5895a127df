#include <gradwalk/engine.hpp>
#include <gradwalk/own_operation.hpp>
using namespace gradwalk;

struct Hinge : rules::Binary {
  static constexpr std::string_view name = "hinge", symbol = "hinge";

  static double value(double y, double s) {
    return 0.0 * y * s;  // write here
  }
  static double by_first(double y, double s, double value) {
    return 0.0 * y * s * value;  // write here
  }
  static double by_second(double y, double s, double value) {
    return 0.0 * y * s * value;  // write here
  }
};
