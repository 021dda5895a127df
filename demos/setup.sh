# Installs what is missing, with the machine's own package manager. Says what
# it installs, and nothing about what is there. Sourced by demos/run and
# tests/run.

# thing      apt                 dnf                 pacman         brew
packages='
compiler     g++                 gcc-c++             gcc            gcc
clang        clang               clang               clang          llvm
sanitizers   libclang-rt-dev     compiler-rt         compiler-rt    llvm
meson        meson               meson               meson          meson
cmake        cmake               cmake               cmake          cmake
doxygen      doxygen             doxygen             doxygen        doxygen
eigen        libeigen3-dev       eigen3-devel        eigen          eigen
ninja        ninja-build         ninja-build         ninja          ninja
pkg-config   pkg-config          pkgconf-pkg-config  pkgconf        pkgconf
fmt          libfmt-dev          fmt-devel           fmt            fmt
cli11        libcli11-dev        cli11-devel         cli11          cli11
json         nlohmann-json3-dev  json-devel          nlohmann-json  nlohmann-json
pegtl        tao-pegtl-dev       PEGTL-devel         pegtl          pegtl
dot          graphviz            graphviz            graphviz       graphviz
zlib         zlib1g-dev          zlib-devel          zlib           zlib
gnuplot      gnuplot-nox         gnuplot             gnuplot        gnuplot
benchmark    libbenchmark-dev    google-benchmark-devel benchmark   google-benchmark
valgrind     valgrind            valgrind            valgrind       valgrind
patch        patch               patch               patch          gpatch
python       python3             python3             python         python3
emscripten   emscripten          emscripten          emscripten     emscripten
node         nodejs              nodejs              nodejs         node
npm          npm                 npm                 npm            node
chromium     chromium-headless-shell chromium            chromium       chromium
doctest      doctest-dev         doctest-devel       doctest        doctest
xmllint      libxml2-utils       libxml2             libxml2        libxml2
'

have() { command -v "$1" >/dev/null 2>&1; }

# Whether the compiler finds a header, with pkg-config's flags for package $2.
have_header() {
  printf '#if !__has_include(<%s>)\n#error\n#endif\n' "$1" |
    c++ $(pkg-config --cflags "$2" 2>/dev/null) -E -x c++ - >/dev/null 2>&1
}

# Whether clang++ can link what it compiles for a sanitizer.
have_sanitizers() {
  echo 'int main() {}' |
    clang++ -fsanitize=address,undefined -x c++ - -o /dev/null >/dev/null 2>&1
}

is_there() {
  case $1 in
    compiler) have c++ && have g++ ;;
    clang) have clang++ ;;
    sanitizers) have_sanitizers ;;
    chromium)
      have chromium-headless-shell || have chromium || have chromium-browser ||
        have google-chrome
      ;;
    meson | cmake | ninja | pkg-config | dot | gnuplot | node | npm | valgrind | \
      patch | doxygen | xmllint)
      have "$1" ;;
    python) have python3 ;;
    emscripten) have em++ ;;
    fmt) have pkg-config && pkg-config --exists fmt ;;
    cli11) have c++ && have_header CLI/CLI.hpp CLI11 ;;
    eigen) have pkg-config && pkg-config --exists eigen3 ;;
    zlib) have pkg-config && pkg-config --exists zlib ;;
    pegtl) have c++ && have_header tao/pegtl.hpp pegtl ;;
    json) have c++ && have_header nlohmann/json.hpp nlohmann_json ;;
    benchmark) have pkg-config && pkg-config --exists benchmark ;;
    doctest) have c++ && have_header doctest/doctest.h doctest ;;
  esac
}

package_manager() {
  for manager in apt-get dnf pacman brew; do
    have "$manager" && echo "$manager" && return
  done
}

install_packages() {
  manager=$1
  shift
  root=
  [ "$(id -u)" = 0 ] || [ "$manager" = brew ] || root=sudo
  case $manager in
    apt-get)
      $root apt-get update -q &&
        $root env DEBIAN_FRONTEND=noninteractive \
          apt-get install -q -y --no-install-recommends "$@"
      ;;
    dnf) $root dnf install -q -y "$@" ;;
    pacman) $root pacman -S --noconfirm --needed "$@" ;;
    brew) brew install --quiet "$@" ;;
  esac
}

# set_up THING...: installs those of the things that are missing.
set_up() {
  missing=
  for thing in "$@"; do
    is_there "$thing" || missing="$missing $thing"
  done
  [ -n "$missing" ] || return 0
  manager=$(package_manager)
  case $manager in
    apt-get) column=2 ;;
    dnf) column=3 ;;
    pacman) column=4 ;;
    brew) column=5 ;;
    *)
      echo "set-up: expected apt, dnf, pacman or brew to install$missing, got none of them" >&2
      return 1
      ;;
  esac
  names=$(for thing in $missing; do
    echo "$packages" | awk -v thing="$thing" -v column="$column" \
      '$1 == thing { print $column }'
  done | sort -u | tr '\n' ' ')
  echo "Installing $names" >&2
  log=$(mktemp)
  if install_packages "$manager" $names >"$log" 2>&1 </dev/null; then
    echo "Installed  $names" >&2
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    echo "set-up: expected $manager to install $names, got the error above" >&2
    return 1
  fi
}

# build DIRECTORY TARGETS [MESON OPTION]...: configures it once, and builds those
# of its targets that are not up to date. Says how far it is; silent where there
# is nothing to do. TARGETS are files that the build makes, or `all`; where it
# knows one of them not, because something was not installed when it was
# configured, it is configured anew.
build() {
  directory=$1
  targets=$2
  shift 2
  [ -f "$directory/build.ninja" ] ||
    echo "Building in $directory/ (a minute or two, the first time)" >&2
  mkdir -p "$directory"
  log=$directory/build.log
  : >"$log"
  { configure_and_build "$@" 2>&1 </dev/null && echo built; } |
    show_progress && return
  grep -v '^\[[0-9]*/[0-9]*\] ' "$log" >&2 || true
  echo "expected $directory/ to be built, got the errors above ($log has all)" >&2
  return 1
}

configure_and_build() {
  if [ ! -f "$directory/build.ninja" ]; then
    meson setup "$directory" "$@" || return 1
  elif ! ninja -C "$directory" build.ninja ||
    ! ninja -C "$directory" -t query $targets; then
    meson setup --wipe "$directory" "$@" || return 1
  fi
  ninja -C "$directory" $targets
}

# Reads what a build says into $log and shows its `[12/40]`: on a terminal on
# one line, elsewhere every ten seconds. Succeeds if the last line is `built`.
show_progress() {
  status=1
  shown=
  since=$(date +%s)
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    case $line in
      built) status=0 ;;
      '['*/*'] '*)
        if [ -t 2 ]; then
          shown=${line%%]*}]
          printf '\r%s' "$shown" >&2
        elif [ $(($(date +%s) - since)) -ge 10 ]; then
          since=$(date +%s)
          echo "${line%%]*}]" >&2
        fi
        ;;
    esac
  done
  [ -z "$shown" ] || printf '\r%*s\r' "${#shown}" '' >&2
  return $status
}
