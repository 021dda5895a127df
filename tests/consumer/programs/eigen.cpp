// A system of equations solved by Eigen, and what its answer depends on.
#include <Eigen/LU>
#include <gradwalk/eigen.hpp>
#include <gradwalk/engine.hpp>
#include <iostream>

using namespace gradwalk;

int main() {
  Graph graph;
  Eigen::Matrix<Value, 2, 2> a;
  a << graph.parameter(4.0, "a11"), graph.parameter(1.0, "a12"),
      graph.parameter(2.0, "a21"), graph.parameter(3.0, "a22");
  const Eigen::Matrix<Value, 2, 1> b(9.0, 7.0);
  const Eigen::Matrix<Value, 2, 1> x = a.fullPivLu().solve(b);
  const Value length = x.norm();
  length.backward();
  std::cout << x.transpose() << '\n' << length << '\n';
  for (const Value entry : a.reshaped())
    std::cout << entry.name() << ": " << entry.gradient() << '\n';
  std::cout << ((a * x - b).norm() < 1e-12) << ' '
            << check_gradients(length).passed() << '\n';
}
