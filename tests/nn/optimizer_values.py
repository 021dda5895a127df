"""Prints tests/nn/optimizer_values.hpp: what PyTorch's optimisers make of two
parameters in 100 steps, in double precision, without and with a weight decay.
"""

import torch

RATE, STEPS = 0.01, 100
OPTIMIZERS = {
    "descent": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "rmsprop": (torch.optim.RMSprop, {}),
    "adam": (torch.optim.Adam, {}),
    "adamw": (torch.optim.AdamW, {}),
}


def trained(kind, options, decay):
    a, b = (torch.tensor(x, dtype=torch.float64, requires_grad=True)
            for x in (3.0, 1.0))
    optimizer = kind([a, b], lr=RATE, weight_decay=decay, **options)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = 0.5 * (a - 1)**2 + 2 * (b + 2)**2 + 0.5 * a * b
        loss.backward()
        optimizer.step()
    return a.item(), b.item()


print(f"""#pragma once

#include <string_view>

// Written by optimizer_values.py.

inline constexpr double torch_rate = {RATE};
inline constexpr int torch_steps = {STEPS};

struct TorchValues {{
  std::string_view name;
  double weight_decay, a, b;
}};

inline constexpr TorchValues torch_values[]{{""")
for name, (kind, options) in OPTIMIZERS.items():
    for decay in 0.0, 0.1:
        a, b = trained(kind, options, decay)
        print(f'    {{"{name}", {decay}, {a!r}, {b!r}}},')
print("};")
