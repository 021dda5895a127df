"""W2's net, 784-32-16-10 with ReLU and softmax cross-entropy, as arrays.

usage: vectorised.py numpy|torch
Prints what tests/bench/batch.cpp prints: workload, who, microseconds an
example of the fastest step, or of an epoch of 60,000 examples.
"""
import math
import sys
import time

SIZES = (784, 32, 16, 10)
RATE = 0.01


def fastest(run, examples):
    best, start, runs = math.inf, time.perf_counter(), 0
    while runs < 3 or time.perf_counter() - start < 0.3:
        begin = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begin)
        runs += 1
    return best / examples * 1e6


def numpy_steps():
    import numpy as np

    random = np.random.default_rng(0)
    w = [(random.random(shape) * 2 - 1) * math.sqrt(3 / shape[0])
         for shape in zip(SIZES, SIZES[1:])]
    b = [np.zeros(size) for size in SIZES[1:]]

    def step(x, y):
        h1 = x @ w[0]
        h1 += b[0]
        np.maximum(h1, 0, out=h1)
        h2 = h1 @ w[1]
        h2 += b[1]
        np.maximum(h2, 0, out=h2)
        d3 = h2 @ w[2]
        d3 += b[2]
        d3 -= d3.max(1, keepdims=True)
        np.exp(d3, out=d3)
        d3 /= d3.sum(1, keepdims=True)
        d3[np.arange(len(y)), y] -= 1
        d3 /= len(y)
        d2 = d3 @ w[2].T
        d2 *= h2 > 0
        d1 = d2 @ w[1].T
        d1 *= h1 > 0
        for i, (a, d) in enumerate(((x, d1), (h1, d2), (h2, d3))):
            w[i] -= RATE * (a.T @ d)
            b[i] -= RATE * d.sum(0)

    return step, lambda count: (random.random((count, SIZES[0])),
                                random.integers(0, SIZES[-1], count))


def torch_steps():
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    layers = []
    for inputs, outputs in zip(SIZES, SIZES[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1]).double()
    descent = torch.optim.SGD(net.parameters(), lr=RATE)
    loss = torch.nn.CrossEntropyLoss()

    def step(x, y):
        descent.zero_grad(set_to_none=True)
        loss(net(x), y).backward()
        descent.step()

    return step, lambda count: (
        torch.rand(count, SIZES[0], dtype=torch.float64),
        torch.randint(0, SIZES[-1], (count,)))


def main(who):
    step, examples = numpy_steps() if who == "numpy" else torch_steps()
    for size in (64, 4096):
        x, y = examples(size)
        print(f"W2B/{size} {who} {fastest(lambda: step(x, y), size):.4f}")
    x, y = examples(60_000)

    def epoch(size):
        for i in range(0, len(y), size):
            step(x[i:i + size], y[i:i + size])

    for size in (32, len(y)):
        print(f"epoch/{size} {who} {fastest(lambda: epoch(size), len(y)):.4f}")


main(sys.argv[1])
