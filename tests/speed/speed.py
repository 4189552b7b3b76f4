#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""speed.py - normal mail costs no more instructions than it did.

usage: speed.py MAILWIRE [--write]

Time on a shared machine proves nothing; callgrind counts instructions.  For each shape the
cost of one more (message, session, octet) is what 2n cost more than n, by n, without
SHA-256, which is libcrypto's and differs with the machine.  It is held against figures.txt:
more than TOLERANCE above fails, as far below asks for the figure to be written anew, so
that what was gained is kept (--write).  77 (skipped) without valgrind or AVX2, with which
the figures were made.
"""
import os, re, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'linear'))
import shapes

FIGURES = os.path.join(HERE, 'figures.txt')
TOLERANCE = 0.08
# Meson fills fresh memory with a pattern to find bugs: that is counted, too.
os.environ.pop('MALLOC_PERTURB_', None)
MAILWIRE = os.path.abspath(sys.argv[1])
SHAPES = {  # shape: n
    shapes.sessions: 60, shapes.messages: 100, shapes.retr: 100, shapes.body: 300000,
    shapes.attachment: 300000,
}


def instructions(path):
    r = subprocess.run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null',
                        MAILWIRE, 'events', '--hash', 'none', '-j', '1', path],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE, text=True)
    counted = re.search(r'Collected : (\d+)', r.stderr)
    if r.returncode or not counted:
        sys.exit(f'{path}: exit {r.returncode}\n{r.stderr}')
    return int(counted[1])


def cost(work, shape, n):
    counts = []
    for size in n, 2 * n:
        path = os.path.join(work, f'{shape.__name__}-{size}.pcap')
        with open(path, 'wb') as f:
            f.write(shape(size))
        counts.append(instructions(path))
    return (counts[1] - counts[0]) / n


def main():
    if not shutil.which('valgrind') or 'avx2' not in open('/proc/cpuinfo').read():
        sys.exit(77)
    kept = {}
    if os.path.exists(FIGURES):
        for line in open(FIGURES):
            if line.strip() and not line.startswith('#'):
                name, figure = line.split()
                kept[name] = float(figure)
    with tempfile.TemporaryDirectory() as work:
        now = {s.__name__: cost(work, s, n) for s, n in SHAPES.items()}
    bad = 0
    for name, figure in now.items():
        was = kept.get(name)
        change = figure / was - 1 if was else 0
        verdict = 'ok'
        if was is None:
            verdict = 'no figure is kept'
        elif change > TOLERANCE:
            verdict = f'dearer by more than {TOLERANCE:.0%}'
        elif change < -TOLERANCE:
            verdict = f'cheaper by more than {TOLERANCE:.0%}: write the figures anew (--write)'
        bad += verdict != 'ok'
        print(f'{name:12} {figure:12.2f}  {change:+7.1%}  {verdict}')
    if '--write' in sys.argv:
        with open(FIGURES, 'w') as f:
            f.write('# Instructions for one more of each shape; written by speed.py --write.\n')
            f.writelines(f'{name} {figure:.2f}\n' for name, figure in now.items())
        return 0
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
