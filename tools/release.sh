#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# release.sh - builds Mailwire for speed.
#
#	tools/release.sh [BUILD]     (default build/release; BUILD/mailwire is the result)
#
# Optimized over all files at once, and by what a run on made captures (bench/gen.c) showed
# about which way each branch goes.  docs/PERFORMANCE.md says what that gives.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath -m "${1:-$root/build/release}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

configure() { # how the profile is used
	if [ -d "$build/meson-info" ]; then
		meson configure "$build" -Db_pgo="$1"
	else
		CC=${CC:-gcc} meson setup --buildtype=release -Db_ndebug=false -Db_lto=true \
			-Db_pgo="$1" "$build" "$root"
	fi >/dev/null
}

train() { # kind, megabytes
	"$build/bench/bench_gen" "$1" "$2" "$work/$1.pcap" >/dev/null
	"$build/mailwire" events -j 1 "$work/$1.pcap" >/dev/null
	"$build/mailwire" events -j 2 "$work/$1.pcap" >/dev/null
	"$build/mailwire" messages "$work/$1.pcap" >/dev/null
	"$build/mailwire" extract -d "$work/$1" "$work/$1.pcap" >/dev/null
	rm -rf "${work:?}/$1" "$work/$1.pcap"
}

find "$build" -name '*.gcda' -delete 2>/dev/null || true
configure generate
ninja -C "$build" mailwire bench/bench_gen bench/bench_floor
train small 8
train attach 24
train pop3 12
train mixed 24
train many 8
configure use
ninja -C "$build" mailwire bench/bench_gen bench/bench_floor
echo "built $build/mailwire"
