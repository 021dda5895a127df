#pragma once
#include <cmath>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <vector>
namespace tiny {
// Part 1: a node of the graph. Its rule finds its local gradients.
using Row = std::vector<double>;
struct Node {
  double value, gradient;
  std::vector<std::shared_ptr<Node>> parents;  // in the order written
  std::function<Row(const Node&)> rule;        // ∂node/∂parent for each
  double in(std::size_t i) const { return parents[i]->value; }
};
using Number = std::shared_ptr<Node>;
inline Number node(double value, std::vector<Number> parents = {},
                   std::function<Row(const Node&)> rule = {}) {
  return std::make_shared<Node>(Node{value, 0.0, parents, rule});
}
// Part 2: forward. An operation computes its value and keeps its rule.
inline Number operator+(const Number& a, const Number& b) {
  return node(a->value + b->value, {a, b}, [](auto&) { return Row{1, 1}; });
}
inline Number operator-(const Number& a, const Number& b) {
  return node(a->value - b->value, {a, b}, [](auto&) { return Row{1, -1}; });
}
inline Number operator*(const Number& a, const Number& b) {
  auto rule = [](auto& n) { return Row{n.in(1), n.in(0)}; };
  return node(a->value * b->value, {a, b}, rule);
}
inline Number operator/(const Number& a, const Number& b) {
  auto rule = [](auto& n) { return Row{1 / n.in(1), -n.value / n.in(1)}; };
  return node(a->value / b->value, {a, b}, rule);
}
inline Number sigmoid(const Number& a) {
  auto rule = [](auto& n) { return Row{n.value * (1 - n.value)}; };
  return node(1 / (1 + std::exp(-a->value)), {a}, rule);
}
// Part 3: backward, over the nodes in order, the last one first.
using Nodes = std::vector<Node*>;
inline void sort(Node* n, std::set<Node*>& seen, Nodes& order, int depth) {
  if (depth > 1000) throw std::length_error("tiny: over 1000 in a row");
  if (!seen.insert(n).second) return;  // each node once
  for (const Number& p : n->parents) sort(p.get(), seen, order, depth + 1);
  order.push_back(n);  // behind all of its parents
}
inline Nodes backward(const Number& root) {
  std::set<Node*> seen;
  Nodes order;
  sort(root.get(), seen, order, 1);
  for (Node* n : order) n->gradient = 0;  // from zero each time
  root->gradient = 1;
  for (Node* n : Nodes(order.rbegin(), order.rend()))
    for (std::size_t i = 0; i < n->parents.size(); ++i)  // += : every path
      n->parents[i]->gradient += n->gradient * n->rule(*n)[i];
  return order;
}
}  // namespace tiny
