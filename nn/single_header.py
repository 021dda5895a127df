"""Writes the engine and the nets as one header. single_header.py ROOT FILE

Every header and source once, each behind what it includes; what a source
defines is inline, so that any number of files may include the header.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
FOLDERS = [ROOT / name for name in ("engine/include", "nn/include", "engine")]
INCLUDE = re.compile(r'#include [<"](.+)[>"]')
NO_DEFINITION = re.compile(
    r"$|[ #/{}]|(class|constexpr|enum|namespace|struct|template|using)\b")
HEAD = """#pragma once
#pragma GCC system_header

// With nothing to link.
#ifndef FMT_HEADER_ONLY
#define FMT_HEADER_ONLY
#endif

// The loops of a batch, once: as the compiler is told to make all else.
#define LEVEL_NAME "plain"
#define KERNELS kernels_plain
"""


def with_inline(lines):
    """What a file defines at the outermost level, made inline."""
    nameless = continued = False
    for line in lines:
        if line in ("namespace {", "}  // namespace"):
            nameless = line == "namespace {"
        elif not (nameless or continued or NO_DEFINITION.match(line)):
            line = "inline " + line
        continued = bool(line) and line[0].isalpha() and line[-1] not in ";}{"
        yield line


def lines_of(path, written):
    """A file's lines, behind those of what it includes that is not written."""
    written.add(path)
    own = []
    for line in path.read_text().splitlines():
        include = INCLUDE.match(line)
        if not include:
            own.append(line)
            continue
        places = [folder / include[1] for folder in [path.parent, *FOLDERS]]
        file = next((place for place in places if place.is_file()), None)
        name = file or include[1]
        if name not in written:
            written.add(name)
            yield from lines_of(file, written) if file else [line]
    if path.suffix == ".hpp":
        yield from (line for line in own if line != "#pragma once")
    else:
        yield from with_inline(own)


def main():
    comment = [f"// {line}".rstrip() for line in
               (ROOT / "LICENSE").read_text().splitlines()]
    written = set()
    parts = [comment, HEAD.splitlines()]
    for name in ("engine/include/gradwalk/version.hpp",
                 "nn/include/gradwalk/nn.hpp"):
        parts.append(list(lines_of(ROOT / name, written)))
    for source in [*sorted(ROOT.glob("engine/*/*.cpp")),
                   *sorted(ROOT.glob("nn/*.cpp"))]:
        if "nlohmann" not in source.read_text():
            parts.append(list(lines_of(source, written)))
            continue
        # Its includes are its own: they may not be read.
        lines = list(lines_of(source, set(written)))
        parts.append(["#if __has_include(<nlohmann/json.hpp>)", *lines, "#endif"])
    pathlib.Path(sys.argv[2]).write_text(
        "\n".join(line for part in parts for line in part) + "\n")


if __name__ == "__main__":
    main()
