#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""workers.py - the output is the same for 1, 2, 3 and 8 workers, octet by octet.

usage: workers.py MAILWIRE WORKERS SAMPLE     (WORKERS: tests/tools/workers.c)

Captures: the sample; the shapes of the linear test, normal and hostile, at small sizes; and
many conversations at once, some without their beginning or end, some broken off for hours,
with frames lost, repeated and out of order, and moments that leap and go back.  They come
through standard input, which is read with workers whatever its size.  An output that fails
early ends all threads, and what a pipe has brought is told while it brings nothing more.  A
ThreadSanitizer build runs the same (test.sh).
"""
import os, random, struct, subprocess, sys, tempfile, threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'linear'))
import shapes
from wire import CLIENT, SERVER, Capture, Talk

MAILWIRE, TOOL, SAMPLE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
COMMANDS = [['events'], ['sessions'], ['messages'], ['credentials'], ['findings']]
# What tells of all that a message holds, or goes on with it.
LONG = COMMANDS + [['read'], ['messages', '--journey'], ['stats', '--json']]
WORKERS = 2, 3, 8  # of mailwire never more than the machine has cores, of TOOL always
SMALL = 0.05  # of the linear test's sizes
FIRST_OCTETS = 50000  # less than a batch (engine/batch.h)


def crowd(seed, talks=150):
    """Frames of many conversations, shuffled into one another, and when each came."""
    rng = random.Random(seed)
    queues = []
    for i in range(talks):
        c = Capture()
        t = shapes.smtp(c, i % (talks - 10))  # some addresses and ports come twice
        for _ in range(rng.choice((0, 1, 1, 3))):
            shapes.send(t, shapes.HEADER + b'\r\n' + shapes.text(rng.randrange(5000)))
        if rng.random() < 0.2:
            t.client(b'AUTH PLAIN AGxpbWluZwBzZWNyZXQ=\r\n')
            t.server(rng.choice((b'235 2.7.0 Ok\r\n', b'535 5.7.8 No\r\n')))
        if rng.random() < 0.6:
            shapes.goodbye(t)
        frames = c.frames
        if rng.random() < 0.3:
            frames = frames[rng.randrange(len(frames)):]
        frames = [f for f in frames if rng.random() > 0.03 * (i % 3)]
        if i % 4 == 0:
            for _ in range(5):
                k = rng.randrange(len(frames) or 1)
                frames[k:k + 2] = frames[k:k + 2][::-1]
                frames[k:k] = frames[k:k + 1]
        queues.append(frames)
    out, us = [], 1700000000 * 10**6
    queues = [q for q in queues if q]
    while queues:
        q = rng.choice(queues[:40])
        for _ in range(rng.choice((1, 1, 1, 4))):
            if q:
                out.append((us, q.pop(0)))
                us += rng.choice((1, 50, 900, 20000, 400000))
        if rng.random() < 0.004:
            us += rng.choice((5, 300, 2500, 8000)) * 10**6  # everybody is silent
        if rng.random() < 0.002:
            us -= 30 * 10**6
        if not q:
            queues.remove(q)
    return out


def full_lists():
    """Messages whose records are too long to be copied, at the same time."""
    c = Capture()
    talks = [shapes.smtp(c, i) for i in range(6)]
    for k in range(2):
        for i, t in enumerate(talks):
            shapes.send(t, b'Message-ID: <%d@example.org>\r\nTo: ' % (i % 4) +
                        b',\r\n '.join(b'Name %d <u%d@example.org>' % (n, n)
                                       for n in range((i + k) * 700)) +
                        b'\r\n' + shapes.MIXED + b'--b\r\n\r\ntext\r\n' * (300 * i) + b'--b--')
    for t in talks:
        shapes.goodbye(t)
    return c.octets()


def pcap(frames):
    octets = [struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1)]
    for us, f in frames:
        octets.append(struct.pack('<IIII', us // 10**6, us % 10**6, len(f), len(f)) + f)
    return b''.join(octets)


def captures():
    yield 'sample', open(SAMPLE, 'rb').read()
    for seed in range(3):
        yield f'crowd {seed}', pcap(crowd(seed))
    yield 'full lists', full_lists()
    for shape, n in list(shapes.NORMAL.items()):
        yield shape.__name__, shape(max(2, int(n * SMALL)))
    for shape, (n, _) in shapes.HOSTILE.items():
        yield shape.__name__, shape(max(2, int(n * SMALL)))


def run(command, key, workers, capture):
    r = subprocess.run([MAILWIRE, *command, '--hmac-key', key, '-j', str(workers), '-'],
                       input=capture, capture_output=True)
    return r.returncode, r.stdout, r.stderr


def tool(workers, capture):
    r = subprocess.run([TOOL, str(workers)], input=capture, capture_output=True)
    return r.returncode, r.stdout, r.stderr


def broken(capture, workers):
    """What is wrong when the output cannot be written, is not read to its end, or is one session."""
    events = [MAILWIRE, 'events', '-j', str(workers), '-']
    with open('/dev/full', 'w') as full:
        r = subprocess.run(events, input=capture, stdout=full, stderr=subprocess.PIPE, timeout=60)
    if r.returncode != 1 or b'No space left' not in r.stderr:
        yield f'a full disk: exit {r.returncode}, {r.stderr!r}'
    p = subprocess.Popen(events, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    head = subprocess.Popen(['head', '-c', '9'], stdin=p.stdout, stdout=subprocess.DEVNULL)
    p.stdout.close()
    try:
        p.stdin.write(capture)
        p.stdin.close()
    except BrokenPipeError:
        pass
    try:
        p.wait(60)
    except subprocess.TimeoutExpired:
        p.kill()
        yield 'who read the output went away: no end'
    p.stderr.close()
    head.wait()


def waiting(capture, key, workers):
    """What is wrong when the capture comes in two parts with a pause between them."""
    p = subprocess.Popen(['stdbuf', '-oL', MAILWIRE, 'events', '--hmac-key', key, '-j',
                          str(workers), '-'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    told = threading.Event()
    lines = []

    def read():
        for line in p.stdout:
            lines.append(line)
            told.set()

    reader = threading.Thread(target=read)
    reader.start()
    p.stdin.write(capture[:FIRST_OCTETS])
    p.stdin.flush()
    if not told.wait(30):  # nothing more comes before
        yield 'nothing is told while the pipe is silent'
    p.stdin.write(capture[FIRST_OCTETS:])
    p.stdin.close()
    reader.join()
    if p.wait() != 0 or b''.join(lines) != run(['events'], key, 1, capture)[1]:
        yield f'in two parts: exit {p.returncode}, {len(lines)} lines'


def first_difference(a, b):
    for i, (x, y) in enumerate(zip(a.splitlines(), b.splitlines())):
        if x != y:
            return f'line {i + 1}:\n  {x[:300]}\n  {y[:300]}'
    return f'{len(a)} and {len(b)} octets'


def main():
    bad = told = 0
    with tempfile.NamedTemporaryFile() as key:
        key.write(b'one key for every run, or they differ')
        key.flush()
        for name, capture in captures():
            want = tool(1, capture)
            told += len(want[1])
            for n in WORKERS:
                have = tool(n, capture)
                if have != want or want[0] != 0:
                    bad += 1
                    print(f'{name} with {n} workers: exit {have[0]}, not {want[0]}; '
                          f'{have[2].decode(errors="replace")[:2000]}')
                    print(first_difference(want[1], have[1]))
            for command in (LONG if name == 'full lists' else
                            COMMANDS if name in ('sample', 'crowd 0') else COMMANDS[:1]):
                want = run(command, key.name, 1, capture)
                told += len(want[1])
                for n in WORKERS:
                    have = run(command, key.name, n, capture)
                    if have == want:
                        continue
                    bad += 1
                    print(f'{" ".join(command)} of {name} with {n} workers: exit {have[0]}, not '
                          f'{want[0]}; {have[2].decode(errors="replace")[:2000]}')
                    print(first_difference(want[1], have[1]))
        capture = pcap(crowd(3, 400))
        for n in 1, *WORKERS:
            for what in *broken(capture, n), *waiting(capture, key.name, n):
                bad += 1
                print(f'with {n} workers, {what}')
    print(f'{told} octets compared, {bad} differences or failures')
    return 1 if bad or not told else 0


if __name__ == '__main__':
    sys.exit(main())
