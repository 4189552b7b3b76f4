#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# layers.sh - holds the #include lines of src/ to the arrows of docs/ARCHITECTURE.md.
#
# usage: tests/layers.sh [SRC]        prints each line that points the wrong way
#
# A rule is a folder and what its files may include beside their own folder: another
# folder (all of it), or one header of it.

src=${1:-$(dirname "$0")/../src}
cd "$src" || exit 2

awk '
BEGIN {
	allow["base"] = ""
	allow["capture"] = "base"
	allow["net"] = "base capture"
	allow["stream"] = "base net"
	allow["mime"] = "base"
	allow["event"] = "base"
	allow["proto"] = "base stream mime event"
	# what a message claims is judged with the pure library that read it
	allow["judge"] = "base event mime"
	# frames of the packet list: struct packet and its notes as plain data
	allow["view"] = "base event net/packet.h stream/stream.h"
	# a message is shown: character sets and HTML as text are part of mime/
	allow["sink"] = "base event view mime"
	allow["engine"] = "base capture net stream proto mime event judge sink"
	# devices to list and open, captures to write, packets to pick
	allow["cmd"] = "base engine sink view event capture net/packet.h stream/stream.h"
	allow["."] = "base cmd"
}
FNR == 1 {
	folder = FILENAME
	if (!sub("/.*", "", folder))
		folder = "."
	if (!(folder in allow)) {
		print FILENAME ": no rule for the folder " folder
		bad = 1
	}
	files++
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
	header = $0
	sub(/^[^"]*"/, "", header)
	sub(/".*/, "", header)
	to = header
	if (!sub("/.*", "", to)) {
		print FILENAME ": " header " is included without its folder"
		bad = 1
		next
	}
	arrows++
	if (to == folder)
		next
	n = split(allow[folder], may, " ")
	for (i = 1; i <= n; i++)
		if (may[i] == to || may[i] == header)
			next
	print FILENAME ": " folder " may not include " header
	bad = 1
}
END {
	if (!files || !arrows) {
		print "nothing was read"
		bad = 1
	}
	exit bad
}' $(find . -name '*.[ch]' | sed 's,^\./,,' | sort)
