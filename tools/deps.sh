#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# deps.sh - install what Mailwire needs on Debian 12, by purpose.
#
# usage: tools/deps.sh GROUP...      build release test lab gui clients
#
#   build   compiler, Meson and the libraries of the program
#   release what tools/release.sh builds best with
#   test    the second compiler, sanitizers, the programs the tests compare with
#   lab     the namespaces' tools and the clients; the mail servers are not
#           installed but unpacked for the lab alone (lab/servers)
#   gui     the real mail client of the lab, and a display for it
#   clients the other mail clients that lab/peers plays with
#
# Asks nothing, and does nothing when all is there, so that it also works offline.

set -euo pipefail

declare -A PACKAGES=(
	[build]='gcc libc6-dev meson ninja-build pkg-config scdoc
		libpcap-dev libssl-dev libmagic-dev zlib1g-dev libzstd-dev liblz4-dev
		liblzma-dev libbz2-dev libpsl-dev libicu-dev libcmocka-dev'
	[release]='clang-19 lld-19 llvm-19 libclang-rt-19-dev'
	[test]='clang libclang-rt-14-dev llvm-14 libgmime-3.0-dev
		mandoc python3 python3-dkim tshark valgrind'
	[lab]='iproute2 ethtool procps curl openssl python3'
	[gui]='sylpheed xvfb'
	[clients]='swaks msmtp mpop fetchmail getmail6 isync
		offlineimap3'
)

top=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || { sed -n '6p' "$0" | cut -c3- >&2; exit 2; }

root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		echo "deps: root or sudo is needed to run: $*" >&2
		return 1
	fi
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=()
with_servers=
for group in "$@"; do
	[ -n "${PACKAGES[$group]:-}" ] || { echo "deps: there is no group '$group' (build release test lab gui clients)" >&2; exit 2; }
	[ "$group" != lab ] || with_servers=yes
	for package in ${PACKAGES[$group]}; do
		installed "$package" || missing+=("$package")
	done
done

# No package here is a service (fetchmail has a daemon, which Debian leaves off). Should one that comes along want to start something,
# it is told no, unless the machine has its own rule for that.
policy=/usr/sbin/policy-rc.d
policy_ours=
log=$(mktemp)
cleanup() {
	[ -z "$policy_ours" ] || root rm -f "$policy"
	rm -f "$log"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

apt() {
	root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" \
		>"$log" 2>&1 </dev/null || { cat "$log" >&2; return 1; }
}

install() {
	apt update
	if [ ! -e "$policy" ]; then
		policy_ours=yes
		printf '#!/bin/sh\nexit 101\n' | root tee "$policy" >/dev/null
		root chmod 755 "$policy"
	fi
	case " $* " in
	*' tshark '*)	# may ordinary users capture?  The tests do not need it: no.
		root apt-get -qq install -y --no-install-recommends debconf >/dev/null
		echo 'wireshark-common wireshark-common/install-setuid boolean false' | root debconf-set-selections ;;
	esac
	apt install -y --no-install-recommends "$@"
}

if [ ${#missing[@]} -gt 0 ]; then
	echo "deps: installing ${missing[*]}"
	install "${missing[@]}" || { echo "deps: could not install the packages for: $*" >&2; exit 1; }
fi
if [ -n "$with_servers" ]; then
	# Without root the lab cannot run either, so the servers wait until it can.
	if [ "$(id -u)" = 0 ]; then
		"$top/lab/servers" >/dev/null
	else
		"$top/lab/servers" --check >/dev/null || root "$top/lab/servers" >/dev/null
	fi
fi
