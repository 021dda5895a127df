"""Writes elementary_values.hpp: what exp, tanh, log and log1p are at points.

Computed with 400 digits, so that 50 are left of log(1 + 5e-324). A row has a
point, the double next to the value there, and how far beyond this double the
value is, in thousandths of its last place.
"""

import math
import random
from decimal import Decimal, getcontext

getcontext().prec = 400
draw = random.Random(1)


def log1p(x):
    return (1 + x).ln()


def tanh(x):
    power = (2 * x).exp()
    return (power - 1) / (power + 1)


def between(low, high):
    return lambda: draw.uniform(low, high)


def powers(low, high, sign):
    return lambda: sign * 2.0 ** draw.uniform(low, high)


FUNCTIONS = {
    "exp": (Decimal.exp, [between(-1, 1), between(-708, 709.7),
                          between(-745, -708), powers(-60, 0, -1)]),
    "tanh": (tanh, [between(-1, 1), between(-20, 20), between(0.4, 0.6),
                    powers(-1074, 0, -1)]),
    "log": (Decimal.ln, [between(0.5, 2), powers(-1022, 1023, 1),
                         powers(-1074, -1022, 1), between(0.99, 1.01)]),
    "log1p": (log1p, [between(0, 1), between(-1, 0), powers(-60, 1000, 1),
                      powers(-1074, 0, -1)]),
}

print("""#pragma once

// By elementary_values.py, which says what is here.
struct KnownValue {
  double x, nearest;
  int thousandths_beyond;
};""")
for name, (function, ranges) in FUNCTIONS.items():
    print(f"constexpr KnownValue {name}_rows[] = {{")
    for drawn in ranges * 14:
        x = drawn()
        value = function(Decimal(x))
        nearest = float(value)
        beyond = (value - Decimal(nearest)) / Decimal(math.ulp(nearest))
        print(f"    {{{x.hex()}, {nearest.hex()}, {round(1000 * beyond)}}},")
    print("};")
