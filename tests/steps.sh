# Runs the steps of tests/run beside each other and counts what passed. A step
# is `step NAME BUILD TARGETS COMMAND...`: it needs TARGETS of BUILD, and COMMAND
# ends with `count`. all_steps, of tests/run, calls `step` for each; what that
# then does is in $visit. Sourced by tests/run.

work=build-tests/steps # of each step: its log, and its counts when it has ended
kept=build-tests/kept  # of each that passed: of which tree, and its counts
wanted=                # the names that were asked for; all steps, if it is empty

step() { "$visit" "$@"; }

is_wanted() {
  [ -n "$wanted" ] || return 0
  for part in $wanted; do
    case $1 in *"$part"*) return 0 ;; esac
  done
  return 1
}

# Visits: the names that are wanted; the targets that they need of $build_name;
# one step, $only_step, in this process; the next that nobody has taken.
say_name() { ! is_wanted "$1" || echo "$1"; }
say_targets() {
  [ "$2" != "$build_name" ] || ! is_wanted "$1" || echo "$3"
}
run_one() {
  [ "$1" = "$only_step" ] || return 0
  step_build=$2
  shift 3
  "$@"
}
take() {
  is_wanted "$1" && [ ! -e "$work/build-$2.counts" ] &&
    mkdir "$work/$1.taken" 2>/dev/null || return 0
  # Asked for by its name, a step runs, whatever has passed before.
  if [ -z "$wanted" ] && [ -n "$tree" ] &&
    [ "$(sed -n 1p "$kept/$1" 2>/dev/null)" = "$tree" ]; then
    sed -n 2p "$kept/$1" >"$work/$1.counts"
    tell "$1" "as before"
    return
  fi
  began=$(date +%s)
  # timeout ends whatever the step has started, also when it is ended itself.
  $limit tests/run --one "$1" >"$work/$1.log" 2>&1 </dev/null &
  child=$!
  wait "$child" || true
  [ -s "$work/$1.counts" ] || echo "0 1 0" >"$work/$1.counts"
  tell "$1" "$(($(date +%s) - began)) s"
  case $(cat "$work/$1.counts") in
    *' 0 0') printf '%s\n' "$tree" "$(cat "$work/$1.counts")" >"$kept/$1" ;;
  esac
}

# tree_now: what a test can depend on, as one number: the files as they are, and
# the compilers; nothing outside of a git checkout.
tree_now() {
  git ls-files -co --exclude-standard >/dev/null 2>&1 || return 0
  {
    git ls-files -co --exclude-standard -z | xargs -0 cksum 2>/dev/null
    g++ --version
    clang++ --version
  } | cksum
}

# tell NAME TIME: a line for the step; and what it said, if not all passed.
tell() {
  read -r passed failed skipped <"$work/$1.counts"
  {
    printf '%-28s %5d passed %5d failed %9s' "$1" "$passed" "$failed" "$2"
    [ "$skipped" = 0 ] && echo || echo ", $skipped skipped"
    [ "$failed$skipped" = 00 ] || tail -n 100 "$work/$1.log"
    [ "$failed" = 0 ] || echo "All that it said: $work/$1.log"
    [ "$failed" = 0 ] || echo "The step alone: tests/run $1"
  } >"$work/$1.told"
  cat "$work/$1.told"
}

# count PASSED FAILED SKIPPED: what the step that runs has to say.
count() { echo "$1 $2 $3" >"$work/$only_step.counts"; }

# check COMMAND...: one test. Status 77: what it needs is not there.
check() {
  "$@" && status=0 || status=$?
  case $status in
    0) count 1 0 0 ;;
    77) count 0 0 1 ;;
    *) count 0 1 0 ;;
  esac
}

# cases PROGRAM [ARGUMENT]...: a doctest program of the step's build; its test
# cases are counted. Says how to run one that failed alone.
cases() {
  program=$builds/$step_build/$1
  shift
  output=$("$program" "$@" 2>&1) && status=0 || status=$?
  summary=$(printf '%s\n' "$output" | sed -n 's/^\[doctest\] test cases: *//p')
  # Of a program that did not run, there is none.
  set -- $(echo "${summary:-0 0 0 0 0 0}" | awk '{ print $3, $6 }')
  # A crash is a failure that the summary does not count.
  [ "$status" = 0 ] || [ "$2" != 0 ] || set -- "$1" 1
  [ "$1" != 0 ] || [ "$2" != 0 ] || set -- 0 1
  count "$1" "$2" 0
  printf '%s\n' "$output"
  [ "$2" = 0 ] || printf '%s\n' "$output" | sed -n 's/^TEST CASE:  *//p' |
    sort -u | tr "',*" '???' | sed "s|.*|One case alone: $program -tc='&'|"
}

# tap NUMBER COMMAND...: a program that ends with TAP's figures; NUMBER tests.
tap() {
  number=$1
  shift
  output=$("$@" 2>&1) && status=0 || status=$?
  printf '%s\n' "$output"
  set -- $(printf '%s\n' "$output" | awk '/^# pass/ { p = $3 }
    /^# fail/ { f = $3 } /^# skipped/ { s = $3 }
    END { print p + 0, f + 0, s + 0 }')
  [ $(($1 + $2)) -gt 0 ] || set -- 0 1 0
  [ "$status" = 0 ] || [ "$2" != 0 ] || set -- "$1" 1 "$3"
  [ "$status" = 77 ] && count 0 0 "$number" || count "$1" "$2" "$3"
}

# Takes steps until none is left; as many processors, as many of these.
work_off() {
  child=
  trap 'kill $child 2>/dev/null; exit 1' TERM
  visit=take
  all_steps
}

run_steps() {
  limit=
  ! have timeout || limit='timeout 1200'
  workers=
  trap 'kill $workers 2>/dev/null; wait; exit 130' INT TERM HUP
  for _ in $(seq "$(getconf _NPROCESSORS_ONLN)"); do
    work_off &
    workers="$workers $!"
  done
  wait
}

# The plain line of the end; fails if a test did.
sum_up() {
  cat "$work"/*.counts | awk '
    { passed += $1; failed += $2; skipped += $3 }
    END {
      printf "%d passed, %d failed", passed, failed
      if (skipped) printf ", %d skipped", skipped
      printf "\n"
      exit failed > 0
    }'
}
