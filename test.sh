#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# test.sh - everything that checks Mailwire, in one command.
#
# usage: ./test.sh
#
# Installs what is missing, then builds four times, warnings being errors, and runs the
# tests of each: gcc, clang, clang with AddressSanitizer and UBSan, and with ThreadSanitizer
# (only the workers' test). The lab's end-to-end test runs once, with gcc's build. Then the
# release is built, and held to the benchmark's messages, and each fuzz target runs for a
# moment.
#
#   FUZZ_SECONDS   for each fuzz target (default: 10, less when there are many: all of
#                  them together take two minutes and a half at most)
#   FUZZ_RUNS      for each at most (default: 10000, so that a fast machine goes no farther)
#   FUZZ_SEED      where they begin (default: 1, so that two runs find the same)
#
# Out: a last line "N passed, N failed, N skipped", counted from Meson's own logs, each
# build, the release and each fuzz target being one more, and each line "skipped: what: why" of a test
# that could only do a part; 1 when anything failed.

set -uo pipefail
cd "$(dirname "$0")" || exit 1

FUZZ_SECONDS=${FUZZ_SECONDS:-10}
FUZZ_SECONDS_ALL=150

# Minutes since the start are told, so that what became slow is seen.
step() { printf '\n== %d:%02d %s\n\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*"; }

passed=0 failed=0 skipped=0
failures=()
fail() { failed=$((failed + 1)); failures+=("$1"); }

# count NAME LOG: add up one testlog.json, a JSON object per line.
count() {
	local ok bad off names parts
	if ! [ -s "$2" ]; then
		fail "$1: no tests were run"
		return
	fi
	{ read -r ok bad off; read -r names; parts=$(cat); } < <(python3 - "$2" <<-'X'
		import json, sys
		with open(sys.argv[1], encoding="utf-8") as log:
		    tests = [json.loads(line) for line in log]
		ok = [t for t in tests if t["result"] in ("OK", "EXPECTEDFAIL")]
		off = [t for t in tests if t["result"] == "SKIP"]
		bad = [t for t in tests if t not in ok and t not in off]
		parts = [line for t in ok + bad for line in t.get("stdout", "").splitlines() if line.startswith("skipped: ")]
		print(len(ok), len(bad), len(off) + len(parts))
		print(", ".join(t["name"].split(" / ")[-1] for t in bad))
		print("\n".join(parts))
	X
	)
	passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + off))
	[ -z "$parts" ] || echo "$parts"
	[ "$bad" = 0 ] || failures+=("$1: $names")
}

# build DIR COMPILER MESON-OPTION...        ($targets: what of it; default: all)
targets=all
build() {
	local dir=$1 compiler=$2
	shift 2
	if ! [ -f "$dir/build.ninja" ]; then
		rm -rf "$dir"
		CC=$compiler meson setup "$dir" --werror "$@" || { fail "$dir: meson setup"; return 1; }
	fi
	# shellcheck disable=SC2086  # one word per target
	ninja -C "$dir" $targets || { fail "$dir: build"; return 1; }
	passed=$((passed + 1))
}

# check DIR MESON-TEST-OPTION...
check() {
	local dir=$1
	shift
	rm -f "$dir/meson-logs/testlog.json"
	meson test -C "$dir" --no-rebuild --print-errorlogs "$@"
	count "$dir" "$dir/meson-logs/testlog.json"
}

# fuzz_start TARGET SECONDS: in the background, what it says goes to its log.
fuzz_start() {
	local name=${1##*/fuzz_} options
	options=(-runs="${FUZZ_RUNS:-10000}" -max_total_time="$2" -timeout=10 -rss_limit_mb=1024 -seed="${FUZZ_SEED:-1}" -print_final_stats=0 -verbosity=0
		-artifact_prefix="build/fuzz/$name-")
	[ ! -f "fuzz/fuzz_$name.dict" ] || options+=(-dict="fuzz/fuzz_$name.dict")
	mkdir -p "build/fuzz/corpus/$name"
	options+=("build/fuzz/corpus/$name")
	[ ! -d "fuzz/corpus/$name" ] || options+=("fuzz/corpus/$name")
	"$1" "${options[@]}" >"build/fuzz/$name.log" 2>&1 </dev/null &
	fuzzing[$!]=$name
}

# One of those that run has ended: its verdict.
fuzz_end() {
	local pid='' status name
	wait -n -p pid "${!fuzzing[@]}"
	status=$?
	name=${fuzzing[$pid]}
	unset "fuzzing[$pid]"
	if [ $status = 0 ]; then
		echo "fuzz $name: ok"
		passed=$((passed + 1))
	else
		echo "fuzz $name: FAILED"
		tail -n 40 "build/fuzz/$name.log"
		fail "fuzz $name (build/fuzz/$name.log)"
	fi
}

# Every target for its seconds, as many at a time as there are processors.
fuzz() {
	local programs target seconds cpus
	local -A fuzzing=()
	cpus=$(nproc)
	mapfile -t programs < <(find build/fuzz/fuzz -maxdepth 1 -type f -name 'fuzz_*' -perm -u+x 2>/dev/null | sort)
	if [ ${#programs[@]} = 0 ]; then
		echo "no fuzz targets"
		skipped=$((skipped + 1))
		return
	fi
	seconds=$((FUZZ_SECONDS_ALL * cpus / ${#programs[@]}))
	[ $seconds -gt 0 ] || seconds=1
	[ $seconds -lt "$FUZZ_SECONDS" ] || seconds=$FUZZ_SECONDS
	echo "${#programs[@]} targets, $seconds s each"
	# What runs in the background of a script does not hear Ctrl-C.
	trap 'kill "${!fuzzing[@]}" 2>/dev/null; exit 130' INT TERM
	for target in "${programs[@]}"; do
		[ ${#fuzzing[@]} -lt "$cpus" ] || fuzz_end
		fuzz_start "$target" "$seconds"
	done
	while [ ${#fuzzing[@]} -gt 0 ]; do
		fuzz_end
	done
	trap - INT TERM
}

step "Installing what is missing"
groups=(build test)
[ "$(id -u)" != 0 ] || groups+=(lab gui clients)
tools/deps.sh "${groups[@]}" || echo "test: going on with what is installed"
tools/deps.sh release || echo "test: the release is built with gcc"	# not in the first Debian 12

export ASAN_OPTIONS=${ASAN_OPTIONS:-abort_on_error=0:detect_leaks=1:strict_string_checks=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}

step "gcc"
build build/gcc gcc && check build/gcc

step "clang"
build build/clang clang && check build/clang --no-suite e2e --no-suite compare --no-suite linear

step "clang with AddressSanitizer and UBSan"
build build/asan clang -Db_sanitize=address,undefined -Db_lundef=false && check build/asan --no-suite e2e --no-suite compare --no-suite linear -t 4

step "clang with ThreadSanitizer"
targets="mailwire tests/tools/workers"	# all that the suite runs
build build/tsan clang -Db_sanitize=thread -Db_lundef=false && check build/tsan --suite workers

step "the release, and whether it finds every message of the benchmark"
if tools/release.sh build/release && bench/run --build build/release --scale 0.02 --runs 1; then
	passed=$((passed + 1))
else
	fail "release"
fi

step "fuzzing"
targets=$(for f in fuzz/fuzz_*.c; do f=${f#fuzz/}; echo "fuzz/${f%.c}"; done)
build build/fuzz clang -Dfuzz=true && fuzz

step "done"
for line in "${failures[@]}"; do
	echo "failed: $line"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
