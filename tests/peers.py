#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""peers.py - what docs/PEERS.md names as a test exists.

usage: peers.py PROJECT

An entry is a heading "### X: what it is about"; a proof is a line "- `file`: `case`".  Each
entry has one or more, and each chapter all the entries that it should have.

  tests/dialog/x.t     is among the transcripts that are run, and `case` is in one of the
                       lines of what is expected
  tests/unit/test_x.c  `case` is in the table of its tests
  tests/shape.c        `case` is the name or the group of a shape
  tests/linear/*.py    `case` is in a table of shapes
  other .py            `case` is a function
"""
import os
import re
import string
import sys

CHAPTERS = {
    "What tshark shows": list(string.ascii_uppercase[:19]),
    "What users of Wireshark ask for": ["W%d" % n for n in range(1, 24)],
    "What users of Zeek, Suricata and Arkime ask for": ["Z%d" % n for n in range(1, 18)],
    "How parsers of mail have failed": list(string.ascii_uppercase[:10]),
    "What is worth noticing on the wire": ["N%d" % n for n in range(1, 29)],
}


def read(project, name):
    with open(os.path.join(project, name), encoding="utf-8") as file:
        return file.read()


def has_case(project, name, case):
    """None, or what is wrong."""
    if not os.path.isfile(os.path.join(project, name)):
        return "there is no such file"
    text = read(project, name)
    word = re.escape(case)
    if name.endswith(".t"):
        if "'%s'," % os.path.basename(name)[:-2] not in read(project, "tests/dialog/meson.build"):
            return "the transcript is not run"
        found = case in text.partition("\n---\n")[2]
    elif name == "tests/shape.c":
        found = re.search(r'LOSS(LESS|Y)\(("%s", ".*"|".*", "%s")\)' % (word, word), text)
    elif name.startswith("tests/linear/"):
        found = re.search(r"\b%s: \(?\d" % word, text)
    elif name.endswith(".c"):
        found = re.search(r"cmocka_unit_test\(%s\)" % word, text)
    else:
        found = re.search(r"^ *def %s\(" % word, text, re.M)
    return None if found else "it has no such case"


def main(project):
    bad, proofs = [], 0
    chapter = entry = None
    entries = {}
    for number, line in enumerate(read(project, "docs/PEERS.md").splitlines(), 1):
        if line.startswith("## "):
            chapter = line[3:]
            entries.setdefault(chapter, {})
        elif m := re.match(r"### (\w+): ", line):
            entry = m[1]
            if entries[chapter].setdefault(entry, 0):
                bad.append("%d: a second entry %s" % (number, entry))
        elif line.startswith("- "):
            if not (m := re.fullmatch(r"- `([^`]+)`: `([^`]+)`", line)):
                bad.append("%d: no proof: %s" % (number, line))
                continue
            entries[chapter][entry] += 1
            proofs += 1
            if why := has_case(project, m[1], m[2]):
                bad.append("%d: %s: %s: %s" % (number, m[1], m[2], why))
    for name, wanted in CHAPTERS.items():
        found = entries.get(name, {})
        bad += ["%s: %s is missing" % (name, e) for e in wanted if e not in found]
        bad += ["%s: %s is one too many" % (name, e) for e in found if e not in wanted]
        bad += ["%s: %s has no test" % (name, e) for e in found if not found[e]]
    for why in bad:
        print("docs/PEERS.md: " + why)
    print("%d entries, %d tests named, %d wrong" % (sum(map(len, entries.values())), proofs, len(bad)))
    return 1 if bad or not proofs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
