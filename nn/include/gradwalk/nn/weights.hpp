#pragma once

#include <gradwalk/nn/mlp.hpp>
#include <string>

namespace gradwalk {

/// Writes a net's weights as JSON: for each layer its name and activation, `W`
/// (outputs × inputs) and `b` (outputs), which numpy.array reads. The file
/// takes its name when it is whole.
/// Errors: the file cannot be written; a weight is nan or inf.
void save(const MLP& net, const std::string& path);

/// Reads weights back, bit for bit. A file that is damaged or does not fit is
/// refused, and the net is left as it was: its shapes and, where the file names
/// them, its activations must be those of the net.
/// Errors: no such file, not JSON, or another net's: what and where.
///
/// ```cpp
/// Graph graph;
/// const MLP net(graph, {2, 1}, {.seed = 1});
/// const MLP other(graph, {2, 1}, {.seed = 2});
/// save(net, "net.json");
/// load(other, "net.json");
/// const double w1 = net.parameters()[0].value();
/// fmt::print("{}\n", w1 == other.parameters()[0].value());  // prints true
/// ```
void load(const MLP& net, const std::string& path);

/// Writes any nodes as a JSON object, {name: value}: all parameters of a graph,
/// say, which are `graph.parameters()`. The file takes its name when it is
/// whole.
/// Errors: the file cannot be written; a node has no name, or that of another;
/// a value is nan or inf.
void save(const ValuesView& nodes, const std::string& path);

/// Reads their values back, bit for bit, into leaves of these names. On an
/// error all are left as they were.
/// Errors: no such file, not JSON; a name that only one side has, or that two
/// nodes have; a node that is no leaf.
void load(const ValuesView& leaves, const std::string& path);

}  // namespace gradwalk
