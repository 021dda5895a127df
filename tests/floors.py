"""Floors: no file includes one of a floor above its own. floors.py [ROOT]

The floors, from the ground: graph, ask, batch, nn, demos. A public header of
the engine that the graph and the batch do not own is of ask.
"""

import pathlib
import re
import sys

FLOORS = ["graph", "ask", "batch", "nn", "demos"]
GRAPH = {"error", "graph", "operation", "operators", "rules", "value", "values"}
ALL = "engine/include/gradwalk/engine.hpp"  # has every floor of the engine


def floor_of(path):
    """The floor of a file, by its path from the root; None: of no floor."""
    parts = pathlib.PurePosixPath(path).parts
    if path == ALL or parts[0] not in ("engine", "nn", "demos"):
        return None
    if parts[0] != "engine":
        return FLOORS.index(parts[0])
    if parts[1] != "include":
        return FLOORS.index(parts[1])
    if parts[3] == "graph" or parts[3].removesuffix(".hpp") in GRAPH:
        return FLOORS.index("graph")
    return FLOORS.index("batch" if parts[3] == "batch.hpp" else "ask")


def included(root, path):
    """The files of ours that a file includes."""
    folders = [root / path.parent, root / "engine", root / "engine/include",
               root / "nn", root / "nn/include", root / "demos"]
    for line in (root / path).read_text().splitlines():
        found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        for folder in folders if found else []:
            if (folder / found[1]).is_file():
                file = (folder / found[1]).resolve().relative_to(root.resolve())
                yield file.as_posix()
                break


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    checked, upward = 0, []
    for folder in ("engine", "nn", "demos"):
        for file in sorted((root / folder).rglob("*.[hc]pp")):
            path = file.relative_to(root)
            own = floor_of(path.as_posix())
            for other in included(root, path) if own is not None else []:
                checked += 1
                theirs = floor_of(other)
                if other == ALL and own <= FLOORS.index("batch"):
                    theirs = len(FLOORS)
                if theirs is not None and theirs > own:
                    upward.append(f"{path} includes {other}")
    print("\n".join(upward + [f"{checked} includes, {len(upward)} upward"]))
    return 1 if upward or checked < 100 else 0


sys.exit(main())
