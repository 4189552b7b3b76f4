# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash disable=SC2034
#
# lib.sh - what the experiments of the lab share: namespaces, processes, the capture.
#
# Sourced by lab/run and lab/peers/run. Everything started through these
# functions is stopped when the script ends, by process id, whichever way it ends.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tmp=${TMPDIR:-/tmp}
began=$(date +%s%N)
keep=			# set: the servers' folder survives
run=			# the servers' folder, made by lab_begin
doing=			# what is under way, to be named when it fails
namespaces=()		# of this run
servers=()		# process ids, in the order of their start
started=()		# the same for capture and clients

die() { echo "lab: $*" >&2; exit 1; }
say() { printf 'lab: %5d ms  %s\n' $((($(date +%s%N) - began) / 1000000)) "$*"; }

have() {
	local program
	for program; do
		[ -x "$(type -P "$program")" ] || return 1
	done
}

need_root_and_tools() {
	local tool
	[ "$(id -u)" = 0 ] || die "network namespaces need root"
	for tool in ip ss ethtool sysctl python3; do
		have $tool || die "$tool is not installed (tools/deps.sh lab)"
	done
}

# The program that captures: $MAILWIRE, or the one built here, or the one installed.
find_mailwire() {
	mailwire=${MAILWIRE:-$top/build/mailwire}
	[ -x "$mailwire" ] || [ -n "${MAILWIRE:-}" ] || mailwire=$(command -v mailwire) ||
		die "mailwire is not built (meson setup build && ninja -C build)"
	[ -x "$mailwire" ] || die "cannot run $mailwire"
}

until_true() {		# SECONDS COMMAND...
	local until=$((SECONDS + $1))
	shift
	until "$@"; do
		[ $SECONDS -lt $until ] || return 1
		sleep 0.02
	done
}

# --- what is running, and how it is stopped ------------------------------------------

alive() { kill -0 "$1" 2>/dev/null; }

# stop PID [SIGNAL]: asked to end, waited for, and killed when it does not in 3 seconds.
stop() {
	local n
	alive "$1" || return 0
	kill "${2:--TERM}" "$1" 2>/dev/null || true
	for n in {1..200}; do
		alive "$1" || break
		[ "$n" != 150 ] || kill -KILL "$1" 2>/dev/null || true
		sleep 0.02
	done
	wait "$1" 2>/dev/null || true
}

# sweep NAMESPACE: end what lives in it, and it.  Servers' children come and go; the
# namespace knows them all.  They get 0.2 seconds: nothing they hold is kept.
sweep() {
	local n pids
	[ -e "/run/netns/$1" ] || return 0
	for n in {1..200}; do
		pids=$(ip netns pids "$1" 2>/dev/null)
		[ -n "$pids" ] || break
		# shellcheck disable=SC2086  # one word per process
		if [ "$n" -lt 10 ]; then kill $pids 2>/dev/null; else kill -KILL $pids 2>/dev/null; fi
		sleep 0.02
	done
	ip netns del "$1"
}

cleanup() {
	local status=$? n
	trap '' INT TERM HUP
	set +e
	[ "$status" = 0 ] || [ -z "$doing" ] || echo "lab: this failed: $doing" >&2
	exec 2>/dev/null	# the shell would tell of each process that it was killed
	for ((n = ${#started[@]} - 1; n >= 0; n--)); do
		stop "${started[n]}"
	done
	[ ${#servers[@]} = 0 ] || kill "${servers[@]}" 2>/dev/null
	for n in "${namespaces[@]}"; do
		sweep "$n"
	done
	for n in "${servers[@]}"; do
		stop "$n" -KILL
	done
	if [ -n "$run" ] && [ -n "$keep" ]; then
		echo "lab: the servers' folder is kept: $run"
	elif [ -n "$run" ]; then
		rm -rf "$run"
	fi
	exit "$status"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# What a lab left that was killed outright (SIGKILL leaves no time to clean up).
sweep_old() {
	local ns dir pid
	for ns in $(ip netns list | grep -oE '^mailwire-[a-z]+-[0-9]+'); do
		[ -e "/proc/${ns##*-}" ] || sweep "$ns" || true
	done
	for dir in "$tmp"/mailwire-lab.[0-9]*; do
		pid=${dir##*/mailwire-lab.}
		[ ! -d "$dir" ] || [ -e "/proc/${pid%%.*}" ] || rm -rf "$dir"
	done
}

# lab_begin OUTDIR LEFTOVER...: the folder of the results, rid of an earlier run's, and the
# folder of the servers.
lab_begin() {
	mkdir -p "$1"
	out=$(cd "$1" && pwd)
	shift
	for leftover; do
		rm -rf "${out:?}/$leftover"
	done
	sweep_old
	run=$(mktemp -d "$tmp/mailwire-lab.${keep:-$$}.XXXXXX")
	chmod 755 "$run"
}

# --- the network: NAME stands for the namespace mailwire-NAME-PID ---------------------

netns_add() {		# NAME
	ip netns add "mailwire-$1-$$"
	namespaces+=("mailwire-$1-$$")
	ip -n "mailwire-$1-$$" link set lo up
}

# device_up NAME DEVICE [ADDRESS...]: one end of a veth pair, ready for use.
device_up() {
	local ns=mailwire-$1-$$ device=$2 address
	shift 2
	for address; do
		case $address in
		*:*) ip -n "$ns" addr add "$address/64" dev "$device" nodad ;;
		*) ip -n "$ns" addr add "$address/24" dev "$device" ;;
		esac
	done
	ip -n "$ns" link set "$device" up
	# With offloads on, frames are larger than the wire's and checksums are left blank.
	ip netns exec "$ns" ethtool -K "$device" tso off gso off gro off tx off rx off sg off >/dev/null
	# As on the machines of that time: no TCP timestamps, hence 1460 octets a segment.
	ip netns exec "$ns" sysctl -qw net.ipv4.tcp_timestamps=0
}

# inside NAME COMMAND...: run it in that namespace; a signal to us is not kept waiting until
# it ends.
inside() {
	local ns=mailwire-$1-$$
	shift
	ip netns exec "$ns" "$@" </dev/null &
	started+=($!)
	wait $!
}

# serve NAME ROOT LABEL COMMAND...: a server in that namespace, in its root, with the run's
# folder as /lab.  Each step is an exec, so the id we keep is the server's own; the mounts end
# with it.
serve() {
	local ns=mailwire-$1-$$ root=$2 label=$3
	shift 3
	# shellcheck disable=SC2016  # $1, $2 and $@ are the inner shell's
	ip netns exec "$ns" unshare -m sh -c '
		mount --bind "$1" "$2/lab" && mount --rbind /dev "$2/dev" && mount -t proc proc "$2/proc" &&
		shift && exec chroot "$@"' - "$run" "$root" "$@" </dev/null >"$run/$label.out" 2>&1 &
	servers+=($!)
}

# ids ROOT USER [GROUP]: UID:GID of an account of that root.
ids() {
	local uid gid
	uid=$(awk -F: -v name="$2" '$1 == name { print $3 }' "$1/etc/passwd")
	gid=$(awk -F: -v name="${3:-$2}" '$1 == name { print $3 }' "$1/etc/group")
	echo "$uid:$gid"
}

# --- the capture ----------------------------------------------------------------------

capturing() {
	alive "$capture_pid" || { cat "$out/capture.log" >&2; die "the capture ended before it began"; }
	grep -q -e 'capturing on' -e 'listening on' "$out/capture.log"
}

# capture_start NAME COMMAND...
# A background command of a script ignores SIGINT, which is how a capture is ended: undo that.
capture_start() {
	local ns=mailwire-$1-$$
	shift
	: >"$out/capture.log"
	ip netns exec "$ns" env --default-signal=INT "$@" \
		</dev/null >"$out/capture.txt" 2>"$out/capture.log" &
	capture_pid=$!
	started+=($!)
	until_true 10 capturing || die "the capture did not begin"
}

# capture_stop FILE.  The last segments of a teardown are on the wire a moment after the
# client has gone.
capture_stop() {
	sleep 0.2
	stop "$capture_pid" -INT
	wait "$capture_pid" || { cat "$out/capture.log" >&2; die "the capture failed"; }
	[ -s "$1" ] || die "the capture left no file"
}
