#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""dialogues.py - dialogues made to exhaust a reader, through the whole program.

usage: dialogues.py PEAK MAILWIRE [--full] [SHAPE...]

Each is made on the fly and read from standard input by `mailwire events`, as in hostile.py.
Checked are what of it is told, where a cap was reached, and the memory: the most that the
process ever had, less what a session with nothing in it needs, is under 12 MiB: the
envelope of ten thousand recipients with its text, and the line it makes.  With --full there
are a million recipients and commands, and lines without end have 1 GiB.

TAP on standard output, with seconds and memory.  That the cost is linear is measured by
linear.py.
"""
import json, subprocess, sys, threading, time

from hostile import CLIENT, MIB, PIECE, SERVER, Wire, repeated

MEMORY_MOST_MIB = 12
FULL, SOME = 1000000, 100000
PORT = {'smtp': 25, 'pop3': 110, 'imap': 143}


class Talk(Wire):
    """One session; `out` may be closed when somebody stops reading."""

    def __init__(self, out, port):
        super().__init__(out)
        self.port = port
        for src, flags in ((CLIENT, 2), (SERVER, 0x12), (CLIENT, 0x10)):
            self.say(src, b'', flags)

    def pieces(self, src, octets):
        other = SERVER if src == CLIENT else CLIENT
        for i in range(0, len(octets), PIECE):
            self.say(src, octets[i:i + PIECE])
            self.say(other, b'', 0x10)

    def client(self, octets):
        self.pieces(CLIENT, octets)

    def server(self, octets):
        self.pieces(SERVER, octets)


def smtp(t):
    t.server(b'220 mx.example.net\r\n')
    t.client(b'EHLO c\r\n')
    t.server(b'250-mx\r\n250-CHUNKING\r\n250 PIPELINING\r\n')


def imap(t):
    t.server(b'* OK IMAP ready\r\n')
    t.client(b'a1 LOGIN a plain-to-see\r\n')
    t.server(b'a1 OK done\r\n')


def nothing(t, n, told):
    smtp(t)


def recipients(t, n, told):
    smtp(t)
    t.client(b'MAIL FROM:<a@example.org>\r\n')
    t.server(b'250 OK\r\n')
    for i in range(0, n, 1000):
        t.client(b''.join(b'RCPT TO:<user%d@example.net> NOTIFY=NEVER X-A=1 ORCPT=rfc822;a+2Bb\r\n' % j
                          for j in range(i, i + 1000)))
        t.server(b'250 2.1.5 OK\r\n' * 1000)
    t.client(b'DATA\r\n')
    t.server(b'354 go on\r\n')
    t.client(b'From: a@example.org\r\n\r\nx\r\n.\r\n')
    t.server(b'250 OK\r\n')
    told['mailwire.envelope.rcpt_not_listed'] = n - 3000  # LIMIT_RECIPIENTS


def commands_unanswered(t, n, told):
    smtp(t)
    for octets in repeated(b'NOOP\r\n', n):
        t.client(octets)
    told['mailwire.command.note'] = 'given up: too many commands wait for replies'


def commands_answered_late(t, n, told):
    smtp(t)
    for octets in repeated(b'NOOP\r\n', n):
        t.client(octets)
    for octets in repeated(b'250 OK\r\n', n):
        t.server(octets)


def commands_answered(t, n, told):
    smtp(t)
    for _ in range(n // 1000):
        t.client(b'NOOP\r\n' * 1000)
        t.server(b'250 OK\r\n' * 1000)
    told['mailwire.session.commands'] = n + 1


def keywords_smtp(t, n, told):
    t.server(b'220 mx.example.net\r\n')
    t.client(b'EHLO c\r\n')
    t.server(b'250-mx\r\n' + b''.join(b'250-KEYWORD%d a b\r\n' % i for i in range(100000)) + b'250 X\r\n')
    t.client(b'MAIL FROM:<a@example.org> SIZE=1\r\n')
    t.server(b'250 OK\r\n')


def keywords_imap(t, n, told):
    imap(t)
    words = [b'KEYWORD%d' % i for i in range(100000)]
    t.client(b'a2 CAPABILITY\r\n')
    t.server(b'* CAPABILITY ' + b' '.join(words) + b'\r\n' +
             b''.join(b'* CAPABILITY %s\r\n' % w for w in words) + b'a2 OK done\r\n')


def keywords_pop3(t, n, told):
    t.server(b'+OK ready\r\n')
    t.client(b'CAPA\r\n')
    t.server(b'+OK\r\n' + b''.join(b'KEYWORD%d a b\r\n' % i for i in range(100000)) + b'.\r\n')


def literals_absurd(t, n, told):
    imap(t)
    for size in (2 ** 63 - 1, 2 ** 63, 2 ** 64 - 1, 2 ** 64, 10 ** 40):
        t.client(b'b1 LOGIN {%d}\r\n' % size)
        t.server(b'b1 NO too long\r\n')
        t.server(b'* 1 FETCH (BODY[] {%d}\r\n' % size)
        for octets in repeated(b'x' * 78 + b'\r\n', n // 10):
            t.server(octets)


def chunk_absurd(t, n, told):
    smtp(t)
    t.client(b'MAIL FROM:<a@example.org>\r\n')
    t.server(b'250 OK\r\n')
    t.client(b'RCPT TO:<b@example.net>\r\n')
    t.server(b'250 OK\r\n')
    t.client(b'BDAT %d LAST\r\n' % (2 ** 63 - 1))
    for octets in repeated(b'x' * 78 + b'\r\n', n):
        t.client(octets)


def endless(octets, n):
    return repeated(octets, n * 1024)


def line_of_the_client(t, n, told):
    smtp(t)
    for octets in endless(b'x', n):
        t.client(octets)


def line_of_the_server(t, n, told):
    t.server(b'220 ')
    for octets in endless(b'x', n):
        t.server(octets)


def line_of_pop3(t, n, told):
    t.server(b'+OK ready\r\n')
    t.client(b'LIST\r\n')
    t.server(b'+OK\r\n')
    for octets in endless(b'1', n):
        t.server(octets)


def line_of_imap(t, n, told):
    imap(t)
    t.client(b'a2 NOOP\r\n')
    t.server(b'* LIST ')
    for octets in endless(b'(', n):
        t.server(octets)


SHAPES = [recipients, commands_unanswered, commands_answered_late, commands_answered,
          keywords_smtp, keywords_imap, keywords_pop3, literals_absurd, chunk_absurd,
          line_of_the_client, line_of_the_server, line_of_pop3, line_of_imap]
PROTOCOL = {keywords_pop3: 'pop3', line_of_pop3: 'pop3', keywords_imap: 'imap',
            literals_absurd: 'imap', line_of_imap: 'imap'}


def has(record, key, value):
    for word in key.split('.'):
        record = record.get(word, {}) if isinstance(record, dict) else {}
    return record == value


def run(peak, mailwire, shape, n):
    """Whether all that must be told was, seconds, and the most memory in KiB."""
    told, missing, err = {}, {}, []
    p = subprocess.Popen([peak, mailwire, 'events', '-j', '1', '-'], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def listen():
        seen = set()
        for line in p.stdout:
            wanted = [k for k in told if k not in seen and k.split('.')[-1].encode() in line]
            if wanted:
                record = json.loads(line)
                seen.update(k for k in wanted if has(record, k, told[k]))
        missing.update({k: v for k, v in told.items() if k not in seen})

    readers = [threading.Thread(target=listen),
               threading.Thread(target=lambda: err.append(p.stderr.read()))]
    # What must be told is known before anything is said.
    shape(Silent(), n, told)
    for r in readers:
        r.start()
    begun = time.monotonic()
    with p.stdin:
        shape(Talk(p.stdin, PORT[PROTOCOL.get(shape, 'smtp')]), n, told)
    p.wait()
    seconds = time.monotonic() - begun
    for r in readers:
        r.join()
    status, kib = map(int, err[0].split()[-2:])
    if status:
        raise RuntimeError('wait status %d: %s' % (status, err[0][-500:].decode()))
    return missing, seconds, kib


class Silent:
    def client(self, octets):
        pass

    server = client


def main(peak, mailwire, *args):
    n = FULL if '--full' in args else SOME
    names = [a for a in args if a != '--full']
    shapes = [s for s in SHAPES if not names or s.__name__ in names]
    _, _, base = run(peak, mailwire, nothing, n)
    bad = 0
    print('1..%d' % len(shapes))
    for number, shape in enumerate(shapes, 1):
        missing, seconds, kib = run(peak, mailwire, shape, n)
        mib = (kib - base) / 1024
        ok = not missing and mib < MEMORY_MOST_MIB
        bad += not ok
        print('%s %d - %s: n=%d, %.1f s, %.1f MiB%s' % (
            'ok' if ok else 'not ok', number, shape.__name__, n, seconds, mib,
            ', not told: %s' % missing if missing else ''), flush=True)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) >= 3 else __doc__)
