#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""linear.py - twice the input costs at most 2.2 times the instructions, whatever it is.

usage: linear.py MAILWIRE [SHAPE...]

`mailwire events` reads each capture of shapes.py at two sizes under valgrind's callgrind,
which counts instructions: time on a shared machine proves nothing.  What it costs to start
and what is done once (binding symbols, loading a character set) is taken off: the cost of
the same shape at size 1.  Then, without valgrind: ten times as much
normal mail needs no more memory, and an open session without traffic at most 64 KiB.  77 (skipped) without valgrind.

TAP on standard output, a line for each shape with its figures; one that is known to be
worse is "not ok ... # TODO reason", and fails the test when it no longer is.
"""
import concurrent.futures, os, re, shutil, subprocess, sys, tempfile

import shapes

RATIO_MAX = 2.2
MEMORY_RATIO_MAX, MEMORY_MAX_MIB = 1.3, 64
WORKERS_MIB = 8     # what is on its way between threads, which small files do without
MAILWIRE = os.path.abspath(sys.argv[1])


def instructions(path, options):
    # One worker, whatever the size: threads have a price that small files do not pay.
    r = subprocess.run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null',
                        MAILWIRE, 'events', '-j', '1', *options, path], stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    counted = re.search(r'Collected : (\d+)', r.stderr)
    if r.returncode or not counted:
        raise RuntimeError(f'{path}: exit {r.returncode}\n{r.stderr}')
    return int(counted[1])


# What a child is charged for begins with the memory of who forked it, and we are large.
SMALL_PARENT = '''
import os, sys
null = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], {}, file_actions=null), 0)
print(status, used.ru_maxrss)
'''


def peak_mib(path, options):
    out = subprocess.run([sys.executable, '-S', '-c', SMALL_PARENT, MAILWIRE, 'events',
                          *options, path], check=True, capture_output=True, text=True).stdout
    status, kib = map(int, out.split())
    if status:
        raise RuntimeError(f'{path}: wait status {status}')
    return kib / 1024


def measure(work, shape, sizes, how):
    """`how` many it costs at each size; a capture lives only as long as it is measured."""
    got = []
    for n in sizes:
        path = os.path.join(work, f'{shape.__name__}-{how.__name__}-{n}.pcap')
        with open(path, 'wb') as f:
            f.write(shape(n))
        try:
            got.append(how(path, getattr(shape, 'options', [])))
        finally:
            os.unlink(path)
    return got


def linear(work, shape, n, known):
    base, once, twice = measure(work, shape, (1, n, 2 * n), instructions)
    once, twice = once - base, twice - base
    ok = twice <= RATIO_MAX * max(once, 1)
    note = f'{shape.__name__}: n={n}, {once / 1e6:.1f} M and {twice / 1e6:.1f} M instructions, ' \
           f'{twice / max(once, 1):.2f} times'
    if known and ok:
        return False, note + ' (expected to be worse: take it off the list)', ''
    return ok, note, f' # TODO {known}' if known else ''


def flat(work, shape, n):
    little, much = measure(work, shape, (n, 10 * n), peak_mib)
    return (much <= MEMORY_RATIO_MAX * little + WORKERS_MIB and much < MEMORY_MAX_MIB,
            f'{shape.__name__}: memory at n={n} and ten times that: '
            f'{little:.1f} and {much:.1f} MiB', '')


def idle(work, shape, n, most_kib):
    """What one more open session takes: the messages are over."""
    some, twice = measure(work, shape, (n, 2 * n), peak_mib)
    each = (twice - some) * 1024 / n
    return (each <= most_kib, f'{shape.__name__}: {each:.1f} KiB for each of {n} sessions', '')


def main():
    chosen = sys.argv[2:]
    table = {s: (n, None) for s, n in shapes.NORMAL.items()} | shapes.HOSTILE
    table = {s: v for s, v in table.items() if not chosen or s.__name__ in chosen}
    normal = [s for s in table if s in shapes.NORMAL]
    silent = [s for s in shapes.IDLE if not chosen or s.__name__ in chosen]
    if not shutil.which('valgrind'):
        print('1..0 # SKIP valgrind is not installed')
        return 77
    bad = number = 0
    print(f'1..{len(table) + len(normal) + len(silent)}')
    with tempfile.TemporaryDirectory(prefix='mailwire-linear.') as work, \
            concurrent.futures.ThreadPoolExecutor(2) as pool:
        tests = [pool.submit(linear, work, s, *v) for s, v in table.items()]
        tests += [pool.submit(flat, work, s, shapes.MEMORY[s]) for s in normal]
        tests += [pool.submit(idle, work, s, *shapes.IDLE[s]) for s in silent]
        for t in tests:
            number += 1
            ok, note, todo = t.result()
            bad += not ok and not todo
            print(f'{"ok" if ok else "not ok"} {number} - {note}{todo}', flush=True)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
