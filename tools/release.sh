#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# release.sh - builds Mailwire for speed.
#
#	tools/release.sh [BUILD]     (default build/release; BUILD/mailwire is the result)
#
# Optimized over all files at once, and by what runs on made captures (bench/gen.c) showed
# about which way each branch goes.  With clang 19, where it is there (tools/deps.sh release),
# in two rounds: what is inlined where is known in the second.  Else, or with CC=gcc, with gcc.
# The benchmark's floor gets the same treatment.  docs/PERFORMANCE.md says what it gives.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath -m "${1:-$root/build/release}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
targets=(mailwire bench/bench_gen bench/bench_floor)

llvm=19
if [ -z "${CC:-}" ]; then
	CC=clang-$llvm
	for program in "clang-$llvm" "ld.lld-$llvm" "llvm-ar-$llvm" "llvm-profdata-$llvm"; do
		command -v "$program" >/dev/null || CC=gcc
	done
fi

captures() {
	"$build/bench/bench_gen" small 8 "$work/small.pcap" >/dev/null
	"$build/bench/bench_gen" attach 24 "$work/attach.pcap" >/dev/null
	"$build/bench/bench_gen" pop3 12 "$work/pop3.pcap" >/dev/null
	"$build/bench/bench_gen" mixed 24 "$work/mixed.pcap" >/dev/null
	"$build/bench/bench_gen" many 8 "$work/many.pcap" >/dev/null
}

train() {
	local capture

	for capture in "$work"/*.pcap; do
		"$build/bench/bench_floor" "$capture" >/dev/null
		"$build/mailwire" events -j 1 "$capture" >/dev/null
		"$build/mailwire" events -j 2 "$capture" >/dev/null
		"$build/mailwire" messages "$capture" >/dev/null
		"$build/mailwire" extract -d "$work/out" "$capture" >/dev/null
		rm -rf "$work/out"
	done
}

# Builds with options of Meson and these flags for compiler and linker.
build_with() { # flags, options...
	local flags=$1

	shift
	if [ -d "$build/meson-info" ]; then
		meson configure "$build" -Dc_args="$flags" -Dc_link_args="$flags" "$@"
	else
		meson setup --buildtype=release -Db_ndebug=false -Db_lto=true \
			-Dc_args="$flags" -Dc_link_args="$flags" "$@" "$build" "$root"
	fi >/dev/null
	ninja -C "$build" "${targets[@]}"
}

with_gcc() {
	export CC
	find "$build" -name '*.gcda' -delete 2>/dev/null || true
	build_with '' -Db_pgo=generate
	captures
	train
	build_with '' -Db_pgo=use
}

# What the runs left in $work/raw, with what was known before, becomes $work/profile.
merge_profile() {
	local known=()

	[ ! -e "$work/profile" ] || known=("$work/profile")
	"llvm-profdata-$llvm" merge -o "$work/merged" "$work/raw" "${known[@]}"
	mv "$work/merged" "$work/profile"
	rm -rf "$work/raw"
}

with_clang() {
	# Programs share the profile, and each has a main() of its own.
	local use="-fprofile-use=$build/profile -Wno-backend-plugin"

	export CC CC_LD=lld-$llvm AR=llvm-ar-$llvm
	build_with "-fprofile-generate=$work/raw"
	captures
	train
	merge_profile
	cp "$work/profile" "$build/profile"
	build_with "$use -fcs-profile-generate=$work/raw"
	train
	merge_profile
	cp "$work/profile" "$build/profile"
	build_with "$use"
}

# A build directory belongs to one compiler.
if [ -d "$build/meson-info" ] && [ ! -e "$build/release.cc" ]; then
	echo "release: $build was not set up by this script; name another directory" >&2
	exit 1
elif [ -d "$build/meson-info" ] && [ "$(cat "$build/release.cc")" != "$CC" ]; then
	rm -rf "$build"
fi
mkdir -p "$build"
echo "$CC" >"$build/release.cc"
case $CC in
clang-"$llvm") with_clang ;;
*) with_gcc ;;
esac
echo "built $build/mailwire with $CC"
