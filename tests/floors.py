"""Floors: no file includes one of a floor above its own. floors.py [ROOT]

The floors, from the ground, are FLOORS; the rooms of one floor do not know
each other. A public header of the engine that the graph and the batch do not
own is of ask. Headers that are slow to compile are where SLOW says only.
"""

import pathlib
import re
import sys

FLOORS = [["graph"], ["ask", "batch"], ["nn", "formula"], ["story", "digits"],
          ["training", "table"], ["questions"],
          ["sinks", "lessons"], ["classroom"], ["browser"], ["program"]]
ROOMS = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
GRAPH = {"condition", "eigen", "error", "functions", "graph", "misuse",
         "operation", "operators", "rules", "value", "value_text", "values",
         "version"}
ALL = "engine/include/gradwalk/engine.hpp"  # has every room of the engine
EXPORTED = "engine/exported.hpp"  # is of none: the build includes it
SLOW = {
    "CLI/": ["demos/command_line.cpp"],
    "nlohmann/": ["demos/story/json.cpp", "nn/json_file.hpp"],
    "tao/pegtl": ["demos/formula/grammar.hpp", "demos/formula/parse.cpp"],
}


def room_of(path):
    """The room of a file, by its path from the root; None: of none."""
    parts = pathlib.PurePosixPath(path).parts
    if path in (ALL, EXPORTED) or parts[0] not in ("engine", "nn", "demos"):
        return None
    if parts[0] == "nn":
        return "nn"
    if parts[0] == "demos":
        return parts[1] if parts[1] in ROOMS else "program"
    if parts[1] != "include":
        return parts[1]
    if parts[3] == "graph" or parts[3].removesuffix(".hpp") in GRAPH:
        return "graph"
    return "batch" if parts[3] == "batch.hpp" else "ask"


def is_upward(own, other):
    """Whether a file of this room must not include that file."""
    if other == ALL:
        return ROOMS[own] <= ROOMS["batch"]
    theirs = room_of(other)
    return theirs not in (None, own) and ROOMS[theirs] >= ROOMS[own]


INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def file_of(root, path, name):
    """The file of ours that a file includes by this name, or None."""
    for folder in (root / path.parent, root / "engine", root / "engine/include",
                   root / "nn", root / "nn/include", root / "demos"):
        if (folder / name).is_file():
            return (folder / name).resolve().relative_to(root.resolve())
    return None


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    checked, wrong = 0, []
    for folder in ("engine", "nn", "demos"):
        for file in sorted((root / folder).rglob("*.[hc]pp")):
            path = file.relative_to(root)
            own = room_of(path.as_posix())
            for name in INCLUDE.findall(file.read_text()):
                checked += 1
                other = file_of(root, path, name)
                if other and own and is_upward(own, other.as_posix()):
                    wrong.append(f"{path} includes {other}, of a floor above")
                for slow, places in SLOW.items():
                    if name.startswith(slow) and path.as_posix() not in places:
                        wrong.append(f"{path} includes {name}, which is slow")
    print("\n".join(wrong + [f"{checked} includes, {len(wrong)} wrong"]))
    return 1 if wrong or checked < 500 else 0


if __name__ == "__main__":
    sys.exit(main())
