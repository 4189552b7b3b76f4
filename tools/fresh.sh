#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# fresh.sh - run a command of this repository on a Debian 12 that has nothing but bash and git.
#
# usage: tools/fresh.sh [COMMAND [ARGUMENT...]]     (default: ./demo.sh; root; needs debootstrap)
#
#   tools/fresh.sh                         the demo, as a newcomer's machine runs it
#   tools/fresh.sh ./test.sh               everything
#
# What is committed (HEAD) is cloned into a minimal Debian and COMMAND is run there, in mount
# and process namespaces of its own, so that nothing is mounted or left running afterwards.
# This finds the package that tools/deps.sh forgot, which no developer's machine can.
#
# In:   FRESH_DIR  where the system is made (default: a folder under /var/tmp, removed at
#                  the end; a folder that is named is kept, and used again as it was left)
#       MIRROR     the Debian mirror (default: deb.debian.org)
# Out:  COMMAND's output and status

set -euo pipefail

top=$(cd "$(dirname "$0")/.." && pwd)
mirror=${MIRROR:-http://deb.debian.org/debian}
[ $# -gt 0 ] || set -- ./demo.sh
case $1 in -h | --help) sed -n '5,18p' "$0" | cut -c3-; exit 0 ;; esac

die() { echo "fresh: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || die "only root may make and enter a system"
command -v debootstrap >/dev/null || die "debootstrap is not installed"

made=
dir=${FRESH_DIR:-}
if [ -z "$dir" ]; then
	made=$(mktemp -d /var/tmp/mailwire-fresh.XXXXXX)
	dir=$made
fi
cleanup() { [ -z "$made" ] || rm -rf --one-file-system "$made"; }
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

system=$dir/system
if [ ! -e "$system/.ready" ]; then
	rm -rf --one-file-system "$system"
	mkdir -p "$system"
	debootstrap --variant=minbase bookworm "$system" "$mirror" >"$dir/debootstrap.log" 2>&1 ||
		{ tail -n 20 "$dir/debootstrap.log" >&2; die "debootstrap failed"; }
	cat >"$system/etc/apt/sources.list" <<-X
		deb $mirror bookworm main
		deb $mirror bookworm-updates main
		deb ${mirror%/debian}/debian-security bookworm-security main
	X
	cp -L /etc/resolv.conf "$system/etc/resolv.conf"
	echo "127.0.0.1 localhost $(hostname)" >"$system/etc/hosts"
	chroot "$system" sh -c 'apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
		apt-get -qq install -y --no-install-recommends git bash' >"$dir/git.log" 2>&1 ||
		{ tail -n 20 "$dir/git.log" >&2; die "git could not be installed there"; }
	touch "$system/.ready"
fi
rm -rf "$system/root/mailwire"
git clone --quiet --no-hardlinks "$top" "$system/root/mailwire"

# "ip netns" wants / to be a mount point, which a folder entered with chroot is not.
# shellcheck disable=SC2016  # $1 and $@ are the inner shell's
unshare --mount --pid --fork --kill-child bash -c '
	set -e
	mount --make-rprivate /
	mount --bind "$1" "$1"
	mount -t proc proc "$1/proc"
	mount -t sysfs sysfs "$1/sys"
	mount --rbind /dev "$1/dev"
	root=$1
	shift
	exec chroot "$root" env -i HOME=/root TERM="${TERM:-dumb}" PATH=/usr/sbin:/usr/bin:/sbin:/bin \
		bash -c "cd /root/mailwire && exec \"\$@\"" - "$@"
' - "$system" "$@"
