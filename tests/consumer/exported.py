"""What a shared library shows is what its headers have. exported.py PREFIX

Of each symbol the outermost name counts: of a member, its class. One that they
do not name is not shown; of a class that they name, no function is hidden.
"""

import pathlib
import re
import subprocess
import sys

PREFIX = pathlib.Path(sys.argv[1])
LINE = re.compile(r" [A-Z] (?:vtable for |typeinfo for |typeinfo name for )?"
                  r"(?:fmt::v\d+::formatter<)?((?:gradwalk::)(?:detail::)?(\w+).*)")
COMMENT = re.compile(r"//.*")


def symbols(*command):
    """The symbols that are ours, each with its outermost name."""
    text = subprocess.run(["nm", "-C", "--defined-only", *command], check=True,
                          capture_output=True, text=True).stdout
    return {found[0]: found[2] for found in LINE.finditer(text)}


def main():
    headers = (PREFIX / "include").rglob("gradwalk/**/*.hpp")
    text = "\n".join(COMMENT.sub("", file.read_text()) for file in headers)
    public = set(re.findall(r"\w+", text))
    classes = set(re.findall(r"(?:class|struct) (\w+)", text))
    wrong, shown = [], 0
    for name in ("gradwalk", "gradwalk_nn"):
        library = str(PREFIX / "lib" / f"lib{name}")
        exported = symbols("-D", library + ".so")
        shown += len(exported)
        wrong += [f"{library}.so shows{line}" for line, outer in exported.items()
                  if outer not in public]
        wrong += [f"{library}.so hides{line}"
                  for line, outer in symbols(library + ".a").items()
                  if line[1] == "T" and outer in classes and line not in exported]
    print("\n".join(wrong + [f"{shown} symbols, {len(wrong)} wrong"]))
    return 1 if wrong or shown < 500 else 0


if __name__ == "__main__":
    sys.exit(main())
