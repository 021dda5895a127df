"""Builds the graphs that `expressions` prints again in PyTorch, and compares
every value and every parameter's gradient: expressions COUNT | compare.py

Both are within 1e-12 of the size of the largest number in the graph: the two
add up in another order, and exp and log come from other libraries.
"""

import sys

import torch

torch.set_default_dtype(torch.float64)
half = 0.5


def choose(sign, negative, zero, positive):
    return torch.where(sign < 0, negative, torch.where(sign == 0, zero, positive))


def softmax(first, *scores):
    index = next(i for i, s in enumerate(scores) if s is first)
    return torch.softmax(torch.stack(scores), 0)[index]


def linear(*x):
    n = len(x) // 2
    return torch.dot(torch.stack(x[:n]), torch.stack(x[n:2 * n])) + x[-1]


# Those that PyTorch has under another name, or takes otherwise.
OTHERS = {
    "min": torch.minimum,
    "max": torch.maximum,
    "leaky_relu": lambda a, slope: torch.where(a > 0, a, slope * a),
    "squared_error": lambda y, p: half * (y - p) ** 2,
    "negate": torch.negative,
    # torch.nn.functional.softplus cuts off at 20.
    "softplus": lambda a: torch.logaddexp(a, torch.zeros(())),
    "sum": lambda *x: torch.stack(x).sum(),
    "mean": lambda *x: torch.stack(x).mean(),
    "dot": lambda *x: torch.dot(torch.stack(x[:len(x) // 2]),
                                torch.stack(x[len(x) // 2:])),
    "linear": linear,
    "log_sum_exp": lambda *x: torch.logsumexp(torch.stack(x), 0),
    "softmax": softmax,
    "choose": choose,
}


def function(operation):
    """An operation in PyTorch, found by its name; None if there is none."""
    if operation in OTHERS:
        return OTHERS[operation]
    for place in (torch, torch.special, torch.nn.functional):
        if hasattr(place, operation):
            return getattr(place, operation)
    return None


def check(lines):
    """One graph; returns how many numbers were compared."""
    nodes, leaves = [], []
    size, wrong = 1.0, []
    for line in lines:
        operation, value, gradient, *parents = line.split()
        value, gradient = float(value), float(gradient)
        if operation in ("input", "parameter"):
            learned = operation == "parameter"
            node = torch.tensor(value, requires_grad=learned)
            if learned:
                leaves.append((node, gradient, len(nodes)))
        else:
            node = function(operation)(*(nodes[int(p)] for p in parents))
        nodes.append(node)
        size = max(size, abs(value), abs(gradient))
        if not abs(node.item() - value) <= 1e-12 * size:
            wrong.append(f"value of node {len(nodes) - 1}, {operation}: "
                         f"{value!r}, PyTorch {node.item()!r}")
    if nodes[-1].requires_grad:
        nodes[-1].backward()
    for node, gradient, index in leaves:
        theirs = 0.0 if node.grad is None else node.grad.item()
        if not abs(theirs - gradient) <= 1e-12 * size:
            wrong.append(f"gradient of node {index}: {gradient!r}, "
                         f"PyTorch {theirs!r}")
    for complaint in wrong:
        print(complaint)
    if wrong:
        print("in the graph\n" + "\n".join(f"{i}: {l}" for i, l in
                                           enumerate(lines)))
    return len(nodes) + len(leaves), bool(wrong)


def unknown(lines):
    """The operations of a graph that PyTorch does not have."""
    names = {line.split()[0] for line in lines} - {"input", "parameter"}
    return {name for name in names if function(name) is None}


def main():
    graphs = [g.strip().splitlines() for g in sys.stdin.read().split("graph\n")
              if g.strip()]
    missing = set().union(*(unknown(graph) for graph in graphs))
    if missing:
        print("not in PyTorch, so that their graphs are left out:",
              ", ".join(sorted(missing)))
    total = len(graphs)
    graphs = [graph for graph in graphs if not unknown(graph)]
    results = [check(graph) for graph in graphs]
    wrong = sum(bad for _, bad in results)
    print(f"{len(graphs)} graphs, {sum(n for n, _ in results)} numbers, "
          f"{wrong} graphs differ")
    sys.exit(wrong > 0 or not graphs or len(graphs) < total / 2)


main()
