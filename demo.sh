#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# demo.sh - from a fresh Debian 12 to mail read off the wire, in one command.
#
# usage: ./demo.sh
#
# Installs what is missing (tools/deps.sh), builds into build/, runs the lab live when
# it may (root, and namespaces allowed) or else reads the recorded sample, prints the
# account of the capture, and says what to try next. Results go to build/demo/.

set -euo pipefail
cd "$(dirname "$0")"

step() { printf '\n== %s\n\n' "$*"; }

why=''
if [ "$(id -u)" != 0 ]; then
	why="only root may make the lab's network namespaces (sudo ./demo.sh runs it live)"
elif ! unshare --net --mount true 2>/dev/null; then
	why="this machine does not allow network namespaces"
fi

step "Installing what is missing"
tools/deps.sh build
if [ -z "$why" ]; then
	tools/deps.sh lab || why="the lab's servers could not be fetched (see above)"
fi

step "Building"
[ -f build/build.ninja ] || meson setup build >build-setup.log 2>&1 || { cat build-setup.log >&2; exit 1; }
rm -f build-setup.log
ninja -C build mailwire

out=build/demo
mkdir -p $out
capture=''
if [ -z "$why" ]; then
	step "The lab: a mail client, a mail server, and Mailwire on the wire between them"
	if lab/run --clients script $out/lab; then
		capture=$out/lab/lab.pcapng
	else
		why="the lab did not run (see above)"
	fi
fi
if [ -z "$capture" ]; then
	capture=samples/lab.pcapng
	step "Reading the recorded sample: $why"
fi

step "The account: mailwire read --show-secrets $capture"
build/mailwire read --show-secrets "$capture"

rm -rf $out/messages
build/mailwire extract "$capture" -d $out/messages >/dev/null

step "Where things are"
cat <<X
  the program     build/mailwire
  the capture     $capture
  the messages    $out/messages/

Next:

  build/mailwire sessions    $capture
  build/mailwire follow      $capture 1
  build/mailwire messages    $capture
  build/mailwire show        $capture 1
  build/mailwire credentials $capture --show-secrets
  build/mailwire packets     $capture
  build/mailwire events      $capture
  sudo build/mailwire capture          your own mail, live

X
