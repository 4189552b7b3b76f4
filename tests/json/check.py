#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""usage: check.py HOSTILE - what json_string() writes is what Python reads and means.

Octets that are not UTF-8 must be U+FFFD exactly where Python puts them, and no octet that
commands a terminal may be left raw.
"""
import json
import subprocess
import sys
import unicodedata

turns = set("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
lines = subprocess.run([sys.argv[1], "20260801"], stdout=subprocess.PIPE, check=True).stdout
n = 0
for line in lines.splitlines():
    octets, _, text = line.partition(b" ")
    text = text.decode("utf-8")  # strict: the line itself is valid
    want = bytes.fromhex(octets.decode()).decode("utf-8", errors="replace")
    got = json.loads(text)
    assert got == want, (octets, text, want)
    bad = [c for c in text if unicodedata.category(c) == "Cc" or c in turns]
    assert not bad, (octets, text)
    n += 1
assert n == 20000, n
