"""Includes: what a file names, it includes. includes.py [ROOT]

Where many sources are compiled as one, a file may lack an #include that another
brings along. So each file is read by itself here: what it names of the standard
library or of fmt must be in a header that it includes, itself or by way of our
own headers. What a standard header brings along does not count. A name that
STANDARD does not have is not looked for; a header of ours that is missing is
found by a build with -Dunity=off.
"""

import pathlib
import re
import sys

from floors import INCLUDE, file_of

# Of each header the names that we use; a name may stand at several.
STANDARD = {
    "algorithm": "adjacent_find all_of any_of clamp copy copy_n count count_if"
    " fill fill_n find find_if find_if_not max max_element min minmax_element"
    " replace reverse sort stable_sort unique",
    "array": "array",
    "atomic": "atomic",
    "bit": "bit_cast",
    "cassert": "assert",
    "cctype": "isalnum tolower",
    "cerrno": "errno",
    "charconv": "from_chars",
    "chrono": "chrono chrono_literals micro",
    "cmath": "abs atan ceil cos exp isfinite isnan log log10 log1p nan pow"
    " round sin sqrt tanh",
    "concepts": "convertible_to same_as signed_integral unsigned_integral",
    "condition_variable": "condition_variable",
    "csignal": "SIGINT sig_atomic_t signal",
    "cstdint": "int64_t uint8_t uint32_t uint64_t",
    "cstdio": "FILE fclose ferror fflush fread fseek fwrite rewind tmpfile",
    "cstdlib": "EXIT_FAILURE EXIT_SUCCESS abs aligned_alloc free getenv"
    " realloc",
    "exception": "current_exception exception exception_ptr rethrow_exception",
    "filesystem": "filesystem",
    "fmt/core.h": "format format_context formatter print",
    "fmt/format.h": "format format_context formatter join print",
    "fstream": "ifstream ios ofstream",
    "functional": "function less",
    "initializer_list": "initializer_list",
    "iostream": "cin ios",
    "iterator": "random_access_iterator random_access_iterator_tag size",
    "limits": "numeric_limits",
    "list": "list",
    "map": "map",
    "memory": "make_shared make_unique shared_ptr unique_ptr",
    "mutex": "call_once lock_guard mutex once_flag unique_lock",
    "new": "bad_alloc",
    "numbers": "numbers",
    "numeric": "accumulate inner_product iota",
    "optional": "nullopt optional",
    "random": "mt19937",
    "ranges": "begin end input_range size",
    "set": "set",
    "span": "span",
    "spawn.h": "posix_spawnp",
    "sstream": "istringstream",
    "stdexcept": "runtime_error",
    "string": "getline string to_string",
    "string_view": "string_view u32string_view",
    "sys/wait.h": "waitpid",
    "system_error": "errc error_code system_error",
    "thread": "jthread this_thread",
    "type_traits": "decay_t is_arithmetic_v is_same_v is_trivially_copyable_v"
    " remove_cvref_t",
    "unistd.h": "isatty",
    "unordered_map": "unordered_map",
    "unordered_set": "unordered_set",
    "utility": "exchange move pair swap",
    "variant": "get get_if holds_alternative variant visit",
    "vector": "vector",
}
HOMES = {}
for header, all_names in STANDARD.items():
    for one in all_names.split():
        HOMES.setdefault(one, set()).add(header)
USE = re.compile(
    r"\b(?:std|fmt)::(?:ranges::)?(\w+)|(?<![\w.:>])"
    r"(assert|errno|EXIT_FAILURE|EXIT_SUCCESS|isatty|posix_spawnp|SIGINT"
    r"|waitpid)\b(?!\w)")

TEXT = re.compile(r'//.*|R"\((?:.|\n)*?\)"|"(?:\\.|[^"\\\n])*"'
                  r"|'(?:\\.|[^'\\\n])+'")


def names(pattern, text):
    """What any group of a pattern finds."""
    return {name for found in pattern.findall(text)
            for name in ([found] if isinstance(found, str) else found) if name}


def reached(root, path, known):
    """What a file includes, itself or by way of headers of ours."""
    if path not in known:
        known[path] = set()
        for name in INCLUDE.findall((root / path).read_text()):
            other = file_of(root, path, name)
            known[path] |= ({other} | reached(root, other, known) if other
                            else {name})
    return known[path]


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    known, checked, wrong = {}, 0, []
    for folder in ("engine", "nn", "demos"):
        for path in sorted((root / folder).rglob("*.[hc]pp")):
            file = path.relative_to(root)
            there = reached(root, file, known)
            used = names(USE, TEXT.sub(" ", path.read_text())) & HOMES.keys()
            checked += len(used)
            wrong += [f"{file} names {name}: expected an #include of "
                      f"{' or '.join(sorted(HOMES[name]))}"
                      for name in sorted(used) if not HOMES[name] & there]
    print("\n".join(wrong + [f"{checked} names, {len(wrong)} not included"]))
    return 1 if wrong or checked < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
