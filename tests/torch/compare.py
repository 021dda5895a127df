"""Builds the graphs that `expressions` prints again in PyTorch, and compares
every value and every parameter's gradient:

    expressions COUNT | compare.py
    expressions COUNT edges | compare.py edges

At edges each difference is one of REASONS, and each of these is met.

Both are within 1e-12 of the size of the largest number in the graph: the two
add up in another order, and exp and log come from other libraries.
"""

import math
import sys

import torch
from torch.nn.functional import (binary_cross_entropy_with_logits,
                                 cross_entropy)

torch.set_default_dtype(torch.float64)
half, zero = 0.5, torch.zeros(())


def choose(sign, negative, zero, positive):
    return torch.where(sign < 0, negative, torch.where(sign == 0, zero, positive))


def softmax(*scores):
    return torch.softmax(torch.stack(scores), 0)[0]


def compare_(a, b):
    a, b = a.detach(), b.detach()
    return torch.where(a == b, zero, torch.where(a != a, a, torch.where(
        b != b, b, torch.sign(a - b))))


def clamp(x, low, high):
    # torch.clamp passes nothing on between equal bounds, nor beside a nan.
    nans = sum(torch.where(torch.isnan(b), b, zero) for b in (low, high))
    return torch.where(x < low, torch.where(high < low, high, low),
                       torch.where(high < x, high, x)) + nans.detach()


class Cbrt(torch.autograd.Function):
    @staticmethod
    def forward(context, a):
        y = torch.copysign(torch.abs(a) ** (1 / 3), a)
        context.save_for_backward(y)
        return y

    @staticmethod
    def backward(context, gradient):
        return gradient / (3 * context.saved_tensors[0] ** 2)


def direction_cosine(*x):
    return x[0] / torch.linalg.vector_norm(torch.stack(x))


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
    "compare": compare_,
    "binary_cross_entropy": lambda y, z: binary_cross_entropy_with_logits(z, y),
    "negative_log_softmax": lambda *x: cross_entropy(torch.stack(x),
                                                     torch.tensor(0)),
    "softmax_cross_entropy": lambda *x: cross_entropy(
        torch.stack(x[len(x) // 2:]), torch.stack(x[:len(x) // 2])),
    "choose": choose,
    "atan2": torch.atan2,
    "norm": lambda *x: torch.linalg.vector_norm(torch.stack(x)),
    "direction_cosine": direction_cosine,
    "cbrt": Cbrt.apply,
    "clamp": clamp,
    "gaussian": lambda a: torch.exp(-a * a),
    "normal_density": lambda a: torch.exp(-a * a / 2) / math.sqrt(2 * math.pi),
    "normal_cdf": torch.special.ndtr,
    # torch.polygamma, which is digamma's gradient, has but 10 digits.
    "polygamma": None,
    "digamma": None,
    "swish": torch.nn.functional.silu,
    "elu": lambda a, alpha: torch.where(a > 0, a, alpha * torch.expm1(a)),
    "amin": lambda *x: torch.amin(torch.stack(x)),
    "amax": lambda *x: torch.amax(torch.stack(x)),
    "where_less": lambda a, b, yes, no: torch.where(a < b, yes, no),
    "where_at_most": lambda a, b, yes, no: torch.where(a <= b, yes, no),
    "where_equal": lambda a, b, yes, no: torch.where(a == b, yes, no),
    "detach": lambda a: a.detach(),
}


def function(operation):
    """An operation in PyTorch, found by its name; None if there is none."""
    if operation in OTHERS:
        return OTHERS[operation]
    for place in (torch, torch.special, torch.nn.functional):
        if hasattr(place, operation):
            return getattr(place, operation)
    return None


def same(ours, theirs, size):
    if math.isfinite(ours) and math.isfinite(theirs):
        return abs(theirs - ours) <= 1e-12 * size
    return ours == theirs or (math.isnan(ours) and math.isnan(theirs))


class Node:
    """A line: a node, and in `theirs` the same in PyTorch."""

    def __init__(self, line, nodes):
        self.operation, value, gradient, *parents = line.split()
        self.value, self.gradient = float(value), float(gradient)
        self.not_taken = any(p.startswith("-") for p in parents)
        self.parents = [nodes[int(p.lstrip("-"))] for p in parents]
        self.learned = self.operation == "parameter"
        self.theirs = (
            function(self.operation)(*(p.theirs for p in self.parents))
            if parents else
            torch.tensor(self.value, requires_grad=self.learned))

    def their_gradient(self):
        return 0.0 if self.theirs.grad is None else self.theirs.grad.item()


# Where the two differ at edges: which of our numbers beside which of theirs, in
# a graph with which node.
nan = math.isnan
SCORES = ("softmax", "negative_log_softmax", "softmax_cross_entropy",
          "binary_cross_entropy")
REASONS = {
    "no path goes through a branch not taken; PyTorch multiplies by its 0":
        lambda what, ours, theirs, node:
            what == "gradient" and nan(theirs) and not nan(ours) and
            node.not_taken,
    "of an infinite score we have the limit, PyTorch inf - inf":
        lambda what, ours, theirs, node:
            nan(theirs) and not nan(ours) and node.operation in SCORES and
            any(math.isinf(p.value) for p in node.parents),
    "the slope of a^0 in a, of 0^b in b, and of 0·log b in 0, is 0, and times "
    "inf nan; PyTorch leaves it out":
        lambda what, ours, theirs, node:
            what == "gradient" and nan(ours) and not nan(theirs) and
            node.operation in ("pow", "xlogy") and
            0 in (node.parents[0].value, node.parents[1].value),
    "PyTorch has -0 where we have 0 (an extreme of both, a cross-entropy whose "
    "targets are 0), and so the other infinity as a slope, or angle, there":
        lambda what, ours, theirs, node:
            theirs == -ours and
            (what == "gradient" and math.isinf(ours) and node.value == 0 and
             node.operation in ("max", "min", "amax", "amin", "clamp",
                                "relu", "softmax_cross_entropy") or
             what == "value" and node.operation == "atan2" and
             node.parents[0].value == 0),
    "the sign of nan, abs's slope, is nan; PyTorch's is 0":
        lambda what, ours, theirs, node:
            nan(ours) and theirs == 0 and nan(node.value) and
            node.operation == ("sign" if what == "value" else "abs"),
    "acosh has no slope below its domain; PyTorch has one from -1 down":
        lambda what, ours, theirs, node:
            what == "gradient" and nan(ours) and node.operation == "acosh" and
            node.parents[0].value <= -1,
    "a direction beside inf has slopes inf/inf; PyTorch others":
        lambda what, ours, theirs, node:
            what == "gradient" and nan(ours) and
            node.operation == "direction_cosine" and
            any(math.isinf(p.value) for p in node.parents),
    "the angle of a point at infinity has the slope 0; PyTorch's atan2 inf/inf":
        lambda what, ours, theirs, node:
            what == "gradient" and nan(theirs) and not nan(ours) and
            node.operation == "atan2" and
            any(math.isinf(p.value) for p in node.parents),
    "a vector of zeros has the slope 0; PyTorch's hypot has 0/0":
        lambda what, ours, theirs, node:
            nan(theirs) and not nan(ours) and node.value == 0 and
            node.operation in ("hypot", "norm", "direction_cosine"),
    "beside a nan all operands of amax and amin share the gradient; PyTorch's "
    "is 0/0":
        lambda what, ours, theirs, node:
            what == "gradient" and nan(theirs) and not nan(ours) and
            node.operation in ("amax", "amin") and nan(node.value),
}


def check(lines):
    """One graph: how many numbers were compared, which reasons they differ for,
    and what differs for none."""
    nodes, size, count = [], 1.0, 0
    found, wrong = set(), []

    def compare(what, index, ours, theirs, at):
        nonlocal size, count
        count += 1
        if math.isfinite(ours):
            size = max(size, abs(ours))
        if same(ours, theirs, size):
            return True
        reasons = {reason for reason, holds in REASONS.items()
                   if any(holds(what, ours, theirs, node) for node in at)}
        found.update(reasons)
        if not reasons:
            wrong.append(f"{what} of node {index}, {nodes[index].operation}: "
                         f"{ours!r}, PyTorch {theirs!r}")
        return False

    for index, line in enumerate(lines):
        node = Node(line, nodes)
        nodes.append(node)
        # What is made from a number that differs would differ, too.
        if not compare("value", index, node.value, node.theirs.item(), [node]):
            return count, found, wrong
    if nodes[-1].theirs.requires_grad:
        nodes[-1].theirs.backward()
    for index, node in enumerate(nodes):
        if node.learned:
            compare("gradient", index, node.gradient, node.their_gradient(),
                    nodes)
    return count, found, wrong


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
    numbers, differ = 0, 0
    reasons = dict.fromkeys(REASONS, 0)
    for graph in graphs:
        count, found, wrong = check(graph)
        numbers += count
        differ += bool(wrong)
        for reason in found:
            reasons[reason] += 1
        if wrong:
            print("\n".join(wrong) + "\nin the graph\n" + "\n".join(
                f"{i}: {line}" for i, line in enumerate(graph)))
    print(f"{len(graphs)} graphs, {numbers} numbers, {differ} graphs differ")
    edges = "edges" in sys.argv[1:]
    for reason, count in reasons.items():
        if edges:
            print(f"{count} differ as they should: {reason}")
    unused = edges and not all(reasons.values())
    for_none = edges or not any(reasons.values())
    sys.exit(differ > 0 or not graphs or len(graphs) < total / 2 or unused or
             not for_none)


main()
