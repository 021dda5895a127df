#include <fmt/format.h>

#include <gradwalk/graph.hpp>
#include <utility>

#include "attempt.hpp"
#include "idle_tapes.hpp"
#include "passes.hpp"

namespace gradwalk {

using detail::Access;
using detail::Index;
using detail::OperationId;
using detail::Tape;

void Graph::ReturnToPool::operator()(Tape* tape) const noexcept {
  detail::retire(tape);
}

Graph::Graph() : tape_(detail::idle_tapes().take().release()) {
  tape_->begin();
  own_tape();
}
Graph::Graph(Graph&& other) noexcept : tape_(std::move(other.tape_)) {
  own_tape();
}
Graph& Graph::operator=(Graph&& other) noexcept {
  tape_ = std::move(other.tape_);
  own_tape();
  return *this;
}
Graph::~Graph() = default;

void Graph::own_tape() noexcept {
  if (tape_ != nullptr) tape_->graph = this;
}

Graph& graph_of(Value node) { return *detail::live("graph_of", node).graph; }

Tape& Graph::tape(std::string_view function) const {
  if (tape_ == nullptr)
    throw Error(function, "a graph", "one that was moved from");
  return *tape_;
}

namespace {
Value leaf(Tape& tape, OperationId kind, double value, std::string name) {
  detail::Attempt attempt(tape);
  const Value leaf = Access::handle(tape, tape.put_leaf(kind, value));
  return attempt.kept(name.empty() ? leaf : leaf.named(std::move(name)));
}

Values leaves(Tape& tape, OperationId kind, std::span<const double> values,
              std::string_view name) {
  if (values.empty()) return {};
  detail::Attempt attempt(tape);
  const Value first = Access::handle(tape, tape.put_leaf(kind, values[0]));
  for (const double value : values.subspan(1)) tape.put_leaf(kind, value);
  const Values all = Access::strided(first, values.size(), 1);
  if (!name.empty())
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i].named(fmt::format("{}{}", name, i + 1));
  return attempt.kept(all);
}
}  // namespace

Value Graph::input(double value, std::string name) {
  return leaf(tape("input"), detail::input, value, std::move(name));
}

Value Graph::parameter(double value, std::string name) {
  return leaf(tape("parameter"), detail::parameter, value, std::move(name));
}

Values Graph::inputs(std::span<const double> values, std::string_view name) {
  return leaves(tape("inputs"), detail::input, values, name);
}

Values Graph::parameters(std::span<const double> values,
                         std::string_view name) {
  return leaves(tape("parameters"), detail::parameter, values, name);
}

Values Graph::parameters() const {
  Tape& mine = tape("parameters");
  std::vector<Value> all;
  for (Index i = 0; i < mine.size; ++i)
    if (mine.operations[i] == detail::parameter)
      all.push_back(Access::handle(mine, i));
  return all;
}

void Graph::forward() {
  Tape& mine = tape("forward");
  mine.require_not_frozen();
  detail::forward(mine);
}

void Graph::backward(Value root) {
  require_own("backward", root);
  root.backward();
}

std::vector<Value> Graph::topological_order(Value root) const {
  require_own("topological_order", root);
  return gradwalk::topological_order(root);
}

void Graph::require_own(std::string_view function, Value v) const {
  const Tape& mine = tape(function);
  if (&detail::live(function, v) != &mine)
    throw Error(function, "a node of this graph",
                detail::describe(v) + " of another");
}

std::size_t Graph::size() const { return tape("size").size; }

// Of the order of recording, root and what it depends on.
std::vector<Value> topological_order(Value root) {
  Tape& tape = detail::live("topological_order", root);
  const std::vector<bool> reached = tape.ancestors(Access::index(root));
  std::vector<Value> leaves, operations;
  for (Index i = 0; i < reached.size(); ++i)
    if (reached[i])
      (tape.is_leaf(i) ? leaves : operations)
          .push_back(Access::handle(tape, i));
  leaves.insert(leaves.end(), operations.begin(), operations.end());
  return leaves;
}

Graph::Scope::Scope(Graph& graph)
    : tape_(&graph.tape("Scope")), number_(tape_->open_scope()) {}

Graph::Scope::~Scope() { tape_->close_scope(number_); }

}  // namespace gradwalk
