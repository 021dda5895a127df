"""tests/consumer/alone.py INCLUDE FOLDER: writes files that include every
public header of INCLUDE, and compile if each stands alone.

In a file, a header comes behind others only if it includes each of them itself:
so it sees no more than by itself, and what they share is read once.
"""
import pathlib
import re
import sys

root, folder = map(pathlib.Path, sys.argv[1:])
includes = {}
for path in sorted(root.glob("gradwalk/**/*.hpp")):
    found = re.findall(r"^#include <(gradwalk/.*)>", path.read_text(), re.M)
    includes[str(path.relative_to(root))] = found


def reached(header):
    own = includes[header]
    return set(own).union(*map(reached, own))


left = {header: reached(header) for header in includes}
while left:
    inside = set(left)
    chain = []
    while inside:
        header = max(inside, key=lambda each: len(left[each]))
        chain.insert(0, header)
        inside &= left.pop(header)
    lines = "".join(f"#include <{header}>\n" for header in chain)
    (folder / (chain[-1].replace("/", "-") + ".cpp")).write_text(lines)
