"""Trains nets of `gradwalk train` again in PyTorch: train.py GRADWALK ROOT

From the same first weights, over the same rows, which are read and standardised
here by themselves. After 100 steps all weights agree within 1e-10: sums are
added in another order, and 100 steps carry that on.
"""

import csv
import json
import subprocess
import sys

import torch

torch.set_default_dtype(torch.float64)
STEPS, TOLERANCE = 100, 1e-10
gradwalk, root = sys.argv[1:]


def standardised(columns):
    columns = torch.tensor(columns)
    return (columns - columns.mean(0)) / columns.std(0, unbiased=False)


def read(table):
    with open(f"{root}/demos/tables/{table}", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    x = standardised([[float(field) for field in row[:-1]] for row in rows])
    return x, [row[-1] for row in rows]


def classes(texts):
    names = sorted(set(texts))
    return torch.tensor([names.index(text) for text in texts])


def forward(layers, x, activation):
    for i, (w, b) in enumerate(layers):
        x = x @ w.T + b.flatten()
        x = activation(x) if i + 1 < len(layers) else x
    return x


def check(table, options, activation, optimizer, loss, target):
    ran = subprocess.run(
        [gradwalk, "train", f"{root}/demos/tables/{table}", "--json", "--batch",
         "all", "--epochs", str(STEPS), *options],
        check=True, capture_output=True)
    document = json.loads(ran.stdout)
    layers = [[torch.tensor(layer[name], requires_grad=True) for name in "Wb"]
              for layer in document["initial"]]
    x, texts = read(table)
    y = target(texts)
    stepper = optimizer([p for layer in layers for p in layer])
    for _ in range(STEPS):
        stepper.zero_grad()
        loss(forward(layers, x, activation), y).backward()
        stepper.step()
    worst = 0.0
    for (w, b), found in zip(layers, document["final"]):
        for mine, theirs in ((w, found["W"]), (b, found["b"])):
            theirs = torch.tensor(theirs)
            assert theirs.shape == mine.shape, (theirs.shape, mine.shape)
            worst = max(worst, (mine - theirs).abs().max().item())
    moved = (layers[0][0] - torch.tensor(document["initial"][0]["W"])).abs()
    good = worst < TOLERANCE and moved.max() > 0.01
    print(f"{table} {' '.join(options)}: {worst:.1e}"
          f"{'' if good else ' FAILED'}")
    return good


def half_squares(output, y):
    return 0.5 * ((output - y) ** 2).mean()


RESULTS = [
    check("iris.csv", ["--hidden", "8,8"], torch.tanh,
          lambda p: torch.optim.Adam(p, lr=0.01),
          torch.nn.functional.cross_entropy, classes),
    check("iris.csv",
          ["--classes", "--optimizer", "momentum", "--rate", "0.1", "--decay",
           "0.01", "--activation", "relu", "--seed", "7"], torch.relu,
          lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9,
                                    weight_decay=0.01),
          torch.nn.functional.cross_entropy, classes),
    check("trees.csv", ["--optimizer", "descent", "--rate", "0.5"], torch.tanh,
          lambda p: torch.optim.SGD(p, lr=0.5), half_squares,
          lambda texts: standardised([[float(text)] for text in texts])),
]
sys.exit(0 if all(RESULTS) else 1)
