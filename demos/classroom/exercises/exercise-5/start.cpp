#include <memory>
#include <set>
#include <vector>

// A node: its value, its gradient, its parents and ∂node/∂parent for each.
struct Node {
  double value = 0.0, gradient = 0.0;
  std::vector<std::shared_ptr<Node>> parents{};
  std::vector<double> local_gradients{};
};
using Number = std::shared_ptr<Node>;

Number leaf(double value) { return std::make_shared<Node>(Node{value}); }

Number operator+(const Number& a, const Number& b) {
  return std::make_shared<Node>(
      Node{a->value + b->value, 0.0, {a, b}, {1.0, 1.0}});
}
Number operator*(const Number& a, const Number& b) {
  return std::make_shared<Node>(
      Node{a->value * b->value, 0.0, {a, b}, {b->value, a->value}});
}

// Puts a node and all that it was computed from into a list, each once.
void visit(const Number& node, std::set<Number>& seen,
           std::vector<Number>& order) {
  if (!seen.insert(node).second) return;
  order.insert(order.begin(), node);
  for (const Number& parent : node->parents) visit(parent, seen, order);
}

// Goes through that list from its end: root is to come first.
void backward(const Number& root) {
  std::set<Number> seen;
  std::vector<Number> order;
  visit(root, seen, order);
  for (const Number& node : order) node->gradient = 0.0;
  root->gradient = 1.0;
  for (auto node = order.rbegin(); node != order.rend(); ++node)
    for (std::size_t i = 0; i < (*node)->parents.size(); ++i)
      (*node)->parents[i]->gradient =
          (*node)->gradient * (*node)->local_gradients[i];
}
