#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""test_readme.py - what README.md shows is what the program prints.

usage: test_readme.py MAILWIRE TOP [--update]

Each line "    $ mailwire ..." of README.md that has output below it is run, from TOP, and
must print the lines below it; a line "..." there stands for any number of lines.

--update writes README.md anew: as many lines before the first "..." and after the last
one as there are now.
"""

import os
import subprocess
import sys
import tempfile
import unittest

MAILWIRE, TOP = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


def examples():
    """-> [(command, lines shown)]"""
    found = []
    with open(os.path.join(TOP, "README.md"), encoding="utf-8") as readme:
        for line in readme:
            line = line.rstrip("\n")
            if line.startswith("    $ "):
                found.append((line[6:], []))
            elif found and (line.startswith("    ") or (not line and found[-1][1])):
                found[-1][1].append(line[4:])
            elif line and found and found[-1][0]:
                found.append(("", []))      # text: what is indented after it is no output
    trimmed = []
    for command, shown in found:
        while shown and not shown[-1]:
            shown.pop()
        if command.startswith("mailwire ") and shown:
            trimmed.append((command, shown))
    return trimmed


def updated(shown, printed):
    if "..." not in shown:
        return printed
    head = shown.index("...")
    tail = len(shown) - 1 - (len(shown) - 1 - shown[::-1].index("..."))
    return printed[:head] + ["..."] + (printed[-tail:] if tail else [])


def update():
    path = os.path.join(TOP, "README.md")
    with open(path, encoding="utf-8") as readme:
        text = readme.read()
    for command, shown in examples():
        block = ["    $ " + command] + [("    " + line).rstrip() for line in shown]
        fresh = ["    $ " + command] + [("    " + line).rstrip() for line in updated(shown, output(command))]
        text = text.replace("\n".join(block), "\n".join(fresh), 1)
    with open(path, "w", encoding="utf-8") as readme:
        readme.write(text)


def output(command):
    with tempfile.TemporaryDirectory() as bin_dir:
        os.symlink(MAILWIRE, os.path.join(bin_dir, "mailwire"))
        env = dict(os.environ, PATH=bin_dir + ":" + os.environ["PATH"], LC_ALL="C.UTF-8")
        run = subprocess.run(["sh", "-c", command], cwd=TOP, env=env, capture_output=True, timeout=60)
    return [line.rstrip() for line in run.stdout.decode().splitlines()]


def mismatch(shown, printed):
    """-> the first line of `shown` that `printed` does not have in its place, or None."""
    at, skipping = 0, False
    for line in shown:
        if line == "...":
            skipping = True
            continue
        if skipping:
            while at < len(printed) and printed[at] != line:
                at += 1
        if at >= len(printed) or printed[at] != line:
            return line
        at, skipping = at + 1, False
    return None if skipping or at == len(printed) else "(the end)"


class Readme(unittest.TestCase):
    def test_every_example_is_real(self):
        found = examples()
        self.assertGreaterEqual(len(found), 4)
        for command, shown in found:
            printed = output(command)
            bad = mismatch(shown, printed)
            self.assertIsNone(bad, "%s: README.md has %r, but it prints\n%s\n(test_readme.py --update puts it right)" %
                              (command, bad, "\n".join(printed[:60])))

    def test_a_wrong_line_is_found(self):
        self.assertIsNone(mismatch(["a", "...", "d"], ["a", "b", "c", "d"]))
        self.assertEqual(mismatch(["a", "...", "e"], ["a", "b", "c", "d"]), "e")
        self.assertEqual(mismatch(["a", "b"], ["a", "b", "c"]), "(the end)")
        self.assertIsNone(mismatch(["a", "..."], ["a", "b", "c"]))


if __name__ == "__main__":
    if sys.argv[3:] == ["--update"]:
        sys.exit(update())
    unittest.main(argv=sys.argv[:1], verbosity=2)
