# Installs what is missing, with the machine's own package manager. Says what
# it installs, and nothing about what is there. Sourced by demos/run and
# tests/run.

# thing      apt                 dnf                 pacman         brew
packages='
compiler     g++                 gcc-c++             gcc            gcc
clang        clang               clang               clang          llvm
meson        meson               meson               meson          meson
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
node         nodejs              nodejs              nodejs         node
npm          npm                 npm                 npm            node
chromium     chromium            chromium            chromium       chromium
doctest      doctest-dev         doctest-devel       doctest        doctest
'

have() { command -v "$1" >/dev/null 2>&1; }

# Whether the compiler finds a header, with pkg-config's flags for package $2.
have_header() {
  printf '#if !__has_include(<%s>)\n#error\n#endif\n' "$1" |
    c++ $(pkg-config --cflags "$2" 2>/dev/null) -E -x c++ - >/dev/null 2>&1
}

is_there() {
  case $1 in
    compiler) have c++ && have g++ ;;
    clang) have clang++ ;;
    chromium) have chromium || have chromium-browser || have google-chrome ;;
    meson | ninja | pkg-config | dot | gnuplot | node | npm | valgrind)
      have "$1" ;;
    fmt) have pkg-config && pkg-config --exists fmt ;;
    cli11) have c++ && have_header CLI/CLI.hpp CLI11 ;;
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

# build DIRECTORY TARGET [MESON OPTION]...: configures it once, and builds what
# is not up to date; of the directory's targets those in $only, if it is set.
# Silent, unless it fails or there is much to do. TARGET is a file that the
# build makes; where it knows of none, because something was not installed when
# it was configured, it is configured anew.
build() {
  directory=$1
  target=$2
  shift 2
  [ -f "$directory/build.ninja" ] ||
    echo "Building in $directory/ (a few minutes, the first time)" >&2
  log=$(mktemp)
  if configure_and_build "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

configure_and_build() {
  if [ ! -f "$directory/build.ninja" ]; then
    meson setup "$directory" "$@" || return 1
  elif ! ninja -C "$directory" build.ninja ||
    ! ninja -C "$directory" -t query "$target"; then
    meson setup --wipe "$directory" "$@" || return 1
  fi
  ninja -C "$directory" ${only:-}
}
