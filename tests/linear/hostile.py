#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""hostile.py - messages made to exhaust a reader, through the whole program.

usage: hostile.py PEAK MAILWIRE [--full] [SHAPE...]

Each message is made on the fly and read from standard input by `mailwire events`, so that
nothing but Mailwire holds it.  Checked are what of it is told (the cap that was reached, by
name; the digest of what was decoded), and the memory: the most that the process ever had,
less what the same session with a message of one line needs, is under 8 MiB.  With --full
the sizes are those of the largest messages promised: a 10 GiB attachment, a header line of
1 GiB; that takes minutes.

Then the same memory is held to by every command that reads mail, from a file and through a
pipe, for the message with all its lists full; by those that keep most, for the others.  A
message in front of it has two small files: to tell their types libmagic maps a database of
8 MiB, once.

TAP on standard output.  That the cost is linear is measured by linear.py.
"""
import base64, hashlib, json, os, shutil, struct, subprocess, sys, tempfile, threading

# Meson fills fresh memory with a pattern: then all of a buffer counts, used or not.
os.environ.pop('MALLOC_PERTURB_', None)

MEMORY_MOST_MIB = 8
PIECE = 60000      # octets of a segment, as captured where the network card cuts them
KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
CLIENT, SERVER = b'\xc0\0\2\1', b'\xc6\x33\x64\1'

HEADER = (b'From: a@example.org\r\nDate: Mon, 23 Nov 2026 08:30:00 +0800\r\n'
          b'MIME-Version: 1.0\r\n')


# Of text and of other octets.
FILES = HEADER + (b'Content-Type: multipart/mixed; boundary=b\r\n\r\n'
                  b'--b\r\nContent-Type: text/plain; name=x\r\n\r\none line\r\n'
                  b'--b\r\nContent-Type: application/x-y; name=y\r\n\r\n\1\2\3\r\n--b--\r\n')


# --- a capture on the fly

class Wire:
    """Writes frames to `out` as they are made; checksums are zero, as with offloading."""
    port, client_port = 25, 40000

    def __init__(self, out):
        self.out, self.us, self.seq = out, 0, {CLIENT: 1000, SERVER: 5000}
        out.write(struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 262144, 101))

    def say(self, src, data, flags=0x18):
        dst = SERVER if src == CLIENT else CLIENT
        ports = self.client_port, self.port
        if src == SERVER:
            ports = ports[::-1]
        tcp = struct.pack('>HHIIBBHHH', *ports, self.seq[src] & 0xffffffff,
                          self.seq[dst] & 0xffffffff, 0x50, flags, 65535, 0, 0)
        n = 40 + len(data)
        ip = struct.pack('>BBHHHBBH4s4s', 0x45, 0, n, 0, 0, 64, 6, 0, src, dst)
        self.us += 10
        self.out.write(struct.pack('<IIII', 1700000000 + self.us // 1000000,
                                   self.us % 1000000, n, n) + ip + tcp + data)
        self.seq[src] += len(data) + (flags & 3 != 0)

    def session(self, message, recipients=1, piece=PIECE):
        self.say(CLIENT, b'', 2)
        self.say(SERVER, b'', 0x12)
        self.say(CLIENT, b'', 0x10)
        self.say(SERVER, b'220 mx.example.net\r\n')
        for asked, answered in [(b'EHLO c', b'250 mx'), (b'MAIL FROM:<a@example.org>', b'250 OK')] + [
                (b'RCPT TO:<user%d@example.net> NOTIFY=NEVER' % i, b'250 2.1.5 Recipient %d OK' % i)
                for i in range(recipients)] + [(b'DATA', b'354 go on')]:
            self.say(CLIENT, asked + b'\r\n')
            self.say(SERVER, answered + b'\r\n')
        held = b''
        for octets in message:
            held += octets
            at = 0
            for at in range(piece, len(held) + 1, piece):
                self.say(CLIENT, held[at - piece:at])
                self.say(SERVER, b'', 0x10)
            held = held[at:]
        self.say(CLIENT, held + b'\r\n.\r\n')
        self.say(SERVER, b'250 OK\r\n')
        self.say(CLIENT, b'QUIT\r\n')
        self.say(SERVER, b'221 bye\r\n')
        self.say(CLIENT, b'', 0x11)
        self.say(SERVER, b'', 0x11)
        self.say(CLIENT, b'', 0x10)
        self.client_port += 1


def most_kib(what, err):
    """What peak said at the end of standard error."""
    status, kib = map(int, err.split()[-2:])
    if status:
        raise RuntimeError('%s: wait status %d: %s' % (what, status, err[-500:].decode()))
    return kib


def run(peak, mailwire, shape, message):
    """The message's record, and the most memory in KiB."""
    p = subprocess.Popen([peak, mailwire, 'events', '-j', '1', '-'],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = [], []
    readers = [threading.Thread(target=lambda f, to: to.append(f.read()), args=a)
               for a in ((p.stdout, out), (p.stderr, err))]
    for r in readers:
        r.start()
    with p.stdin:
        Wire(p.stdin).session(message, **SESSIONS.get(shape, {}))
    p.wait()
    for r in readers:
        r.join()
    kib = most_kib('events', err[0])
    for line in out[0].decode().splitlines():
        record = json.loads(line)
        if record['event'].get('action') == 'message-transferred':
            return record['mailwire'], kib
    raise RuntimeError('no message in the output')


# --- the messages: each gives its octets, then fills what must be told of it

def repeated(octets, times):
    """That many times, some MiB of them at once at most."""
    each = max(1, MIB // len(octets))
    piece = octets * each
    for _ in range(times // each):
        yield piece
    yield octets * (times % each)


def nested_multiparts(full, tell):
    yield HEADER
    for i in range(10000):
        yield b'Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n' % (i, i)
    tell['defects'] = {'depth'}


def nested_messages(full, tell):
    yield HEADER
    yield from repeated(b'Content-Type: message/rfc822\r\n\r\n', 10000)
    tell['defects'] = {'depth'}


def signed_messages_inside(full, tell):
    """Each with hops, results and a signature, one beside the other and in one another."""
    yield HEADER + b'Content-Type: multipart/mixed; boundary=b\r\n\r\n'
    for i in range(2000):
        yield b'--b\r\n'
        for _ in range(i % 3 + 1):
            yield (b'Content-Type: message/rfc822\r\n\r\n'
                   b'Received: by a; Mon, 23 Nov 2026 08:30:00 +0000\r\n'
                   b'Authentication-Results: a; spf=pass smtp.mailfrom=b; dkim=fail header.d=c\r\n'
                   b'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=a; s=a; h=from; b=A; bh=AAAA\r\n')
        yield b'\r\ntext\r\n'
    yield b'--b--\r\n'
    tell['defects'] = {'trace_many', 'parts_many'}


def a_million_headers(full, tell):
    yield HEADER
    yield from repeated(b'X-A: b\r\n', 1000000)
    yield b'\r\nbody'
    tell['defects'] = {'header_many'}
    tell['headers'] = 10000


def a_million_hops(full, tell):
    yield HEADER
    yield from repeated(b'Received: from a by b with ESMTPS id c; Mon, 23 Nov 2026 08:30:00 +0000\r\n',
                        1000000 if full else 200000)
    yield b'\r\nbody'
    tell['defects'] = {'header_many', 'trace_many'}


def a_long_header_line(full, tell):
    yield HEADER + b'Subject: '
    yield from repeated(b'x', GIB if full else 128 * MIB)
    yield b'\r\n\r\nbody'
    tell['defects'] = {'header_long'}


def a_boundary_of_a_mebibyte(full, tell):
    yield HEADER + b'Content-Type: multipart/mixed;\r\n boundary="'
    yield from repeated(b'b', MIB)
    yield b'"\r\n\r\n--'
    yield from repeated(b'b', MIB)
    yield b'\r\n\r\npart\r\n'
    tell['defects'] = {'header_long', 'boundary_long'}


def a_boundary_of_100_kibibytes(full, tell):
    yield HEADER + b'Content-Type: multipart/mixed; boundary="'
    yield from repeated(b'b', 100 * KIB)
    yield b'"\r\n\r\n--'
    yield from repeated(b'b', 100 * KIB)
    yield b'\r\n\r\npart\r\n'
    tell['defects'] = {'boundary_long'}


def many_parts(full, tell):
    yield HEADER + b'Content-Type: multipart/mixed; boundary=b\r\n\r\n'
    yield from repeated(b'--b\r\nContent-Type: text/plain; name=x\r\n\r\ntext\r\n', 100000)
    yield b'--b--\r\n'
    tell['defects'] = {'parts_many'}


def everything_at_once(full, tell):
    """Each list of the record as long as it gets."""
    yield HEADER + b'Content-Type: multipart/mixed; boundary=b\r\n'
    yield b'To: ' + b',\r\n '.join(b'Name %d <user%d@example.org>' % (i, i) for i in range(8000)) + b'\r\n'
    yield b'References: ' + b'\r\n '.join(b'<%d@example.org>' % i for i in range(1000)) + b'\r\n'
    yield b'Authentication-Results: a' + b'; spf=pass (reason) smtp.mailfrom=b header.d=c' * 300 + b'\r\n'
    yield (b'Received: from ' + b'a' * 900 + b' by ' + b'b' * 900 + b' with ESMTPS id c;'
           b' Mon, 23 Nov 2026 08:30:00 +0000\r\n') * 200
    yield b'DKIM-Signature: v=1; a=rsa-sha256; d=a; s=a; h=from; b=A; bh=AAAA; l=%d\r\n' * 40 % tuple(range(40))
    yield b'X-Field: ' + b'y' * 200 + b'\r\n'
    yield from repeated(b'X-A: b\r\n', 9000)
    yield from repeated(b'X-Field: ' + b'y' * 200 + b'\r\n', 3000)
    yield b'\r\n'
    yield b'--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n'
    yield b''.join(b'Final-Recipient: rfc822; %d@example.org\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n' % i
                   for i in range(1500))
    for i in range(2500):
        yield b'--b\r\nContent-Type: text/plain; name="%s"\r\nContent-ID: <%d@example.org>\r\n' % (
            b'%04d' % i * 250, i)
        yield b'Content-Description: %s\r\n\r\ntext\r\n' % (b'd' * 1000)
    yield b'--b--\r\n'
    tell['defects'] = {'trace_many', 'parts_many', 'memory', 'header_many'}


def only_padding(full, tell):
    yield HEADER + b'Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    yield from repeated(b'=' * 76 + b'\r\n', (GIB if full else 64 * MIB) // 78)
    tell['part'] = 0, hashlib.sha256().hexdigest()
    tell['defects'] = set()


def a_large_attachment(full, tell):
    lines = 57 * 1024
    octets = bytes(range(256)) * 57 * 4  # a whole number of lines
    text = b''.join(base64.b64encode(octets[i:i + 57]) + b'\r\n' for i in range(0, len(octets), 57))
    times = (10 * GIB if full else 256 * MIB) // lines + 1
    digest = hashlib.sha256()
    yield HEADER + (b'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n'
                    b'Content-Type: application/octet-stream; name=large.bin\r\n'
                    b'Content-Transfer-Encoding: base64\r\n\r\n')
    for _ in range(times):
        digest.update(octets)
        yield text
    yield b'--b--\r\n'
    tell['defects'] = set()
    tell['part'] = times * len(octets), digest.hexdigest()


def controls(full, tell):
    """Octets that people and JSON see as \\x01 or \\u0001, in names and in the text."""
    yield HEADER + b'To: ' + b'\2' * (250 * KIB) + b'\r\nSubject: ' + b'\1' * (250 * KIB) + b'\r\n\r\n'
    yield from repeated(b'\1', 2 * MIB)
    tell['defects'] = set()


def signs(full, tell):
    """Header fields of nothing but signs, each of which is a token of its own."""
    yield HEADER
    for name in (b'To', b'Reply-To', b'Received', b'Authentication-Results', b'List-Unsubscribe'):
        for sign in (b'a ', b'<', b'(', b'@', b':', b'a=b; ', b'"a" '):
            yield name + b': ' + sign * (250 * KIB // len(sign)) + b'\r\n'
    yield b'\r\nbody'
    tell['defects'] = set()


SHAPES = [nested_multiparts, nested_messages, signed_messages_inside, a_million_headers,
          a_million_hops, a_long_header_line, a_boundary_of_a_mebibyte,
          a_boundary_of_100_kibibytes, many_parts, everything_at_once,
          only_padding, a_large_attachment, controls, signs]
SESSIONS = {everything_at_once: {'recipients': 6000, 'piece': 100}}
STREAMED = {a_long_header_line, only_padding, a_large_attachment} # never in a file

# Every command that reads mail.
COMMANDS = ['events -j 1 FILE', 'events -j 2 FILE', 'messages -j 2 FILE',
            'messages --journey -j 2 FILE', 'read -j 1 FILE', 'read -j 2 FILE', 'show FILE 2',
            'show --html FILE 2', 'show --headers FILE 2', 'show --raw FILE 2',
            'show --map FILE 2', 'show --part 1 FILE 2', 'extract -d DIR/a FILE',
            'extract -d DIR/a --eml --parts --mbox DIR/b --maildir DIR/c FILE',
            'findings -j 2 FILE', 'findings --json -j 2 FILE', 'sessions -j 2 FILE',
            'follow FILE 2', 'follow --full FILE 2', 'follow --json FILE 2', 'packets FILE',
            'packets -V FILE', 'stats -j 2 FILE', 'stats --json -j 2 FILE',
            'credentials -j 2 FILE']
# Those that keep most; and of messages that are too large for a file.
GREEDY = ['events -j 2 FILE', 'read -j 2 FILE', 'show FILE 2', 'extract -d DIR/a FILE']
STREAMING = ['show FILE 2', 'extract -d DIR/a --max-size 16M FILE']


class Commands:
    """Peaks over those with a message of one line."""
    def __init__(self, peak, mailwire, folder):
        self.program, self.folder, self.bases = [peak, mailwire], folder, {}
        self.least = self.file('least', [HEADER + b'\r\none line'])

    def write(self, f, message, **session):
        w = Wire(f)
        w.session([FILES])
        w.session(message, **session)

    def file(self, name, message, **session):
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as f:
            self.write(f, message, **session)
        return path

    def kib(self, command, capture, pipe):
        """The most memory; `capture` is a file, or writes itself to what it is given."""
        with tempfile.TemporaryDirectory(prefix='hostile-') as d:
            words = [w.replace('FILE', '-' if pipe else str(capture)).replace('DIR', d)
                     for w in command.split()]
            p = subprocess.Popen(self.program + words, stdout=subprocess.DEVNULL,
                                 stdin=subprocess.PIPE if pipe else subprocess.DEVNULL,
                                 stderr=subprocess.PIPE)
            try:
                if callable(capture):
                    capture(p.stdin)
                elif pipe:
                    with open(capture, 'rb') as f:
                        shutil.copyfileobj(f, p.stdin)
                if pipe:
                    p.stdin.close()
            except BrokenPipeError:
                pass  # it has seen the message that it was asked for
            with p.stderr:
                err = p.stderr.read()
            p.wait()
            return most_kib(command, err)

    def more(self, command, capture, pipe):
        if (command, pipe) not in self.bases:
            self.bases[command, pipe] = self.kib(command, self.least, pipe)
        kib = self.kib(command, capture, pipe) - self.bases[command, pipe]
        if kib > MEMORY_MOST_MIB * 1024 and not callable(capture):
            # Threads meet in another way each time, which is worth half a MiB.
            kib = min(kib, self.kib(command, capture, pipe) - self.bases[command, pipe])
        return kib / 1024, command.replace('FILE', '-' if pipe else 'FILE')

    def shape(self, shape):
        """What each command took, the most first."""
        session = SESSIONS.get(shape, {})
        if shape in STREAMED:
            ways = [(c, True) for c in STREAMING]
            capture = lambda f: self.write(f, shape(False, {}), **session)
        else:
            ways = ([(c, pipe) for c in COMMANDS for pipe in (False, True)]
                    if shape is everything_at_once else [(c, False) for c in GREEDY])
            capture = self.file('shape', shape(False, {}), **session)
        return sorted((self.more(c, capture, pipe) for c, pipe in ways), reverse=True)


def differences(tell, record):
    defects = set(record.get('mime', {}).get('defects', []))
    if not tell['defects'] <= defects:
        yield 'defects are %s, not %s' % (sorted(defects), sorted(tell['defects']))
    listed = len(record['imf'].get('headers', []))
    if 'headers' in tell and listed != tell['headers']:
        yield '%d header fields are listed' % listed
    if record['message'].get('complete') is not True:
        yield 'not complete'
    if 'part' in tell:
        size, digest = tell['part']
        part = record['mime']['parts'][-1]
        if part['size'] != size or part['sha256'] != digest:
            yield 'the part has %d octets (%d), %s' % (part['size'], size, part['sha256'])


def main():
    peak, mailwire, *chosen = [a for a in sys.argv[1:] if a != '--full']
    full = '--full' in sys.argv
    shapes = [s for s in SHAPES if not chosen or s.__name__ in chosen]
    _, base = run(peak, mailwire, None, [HEADER + b'\r\none line'])
    bad = 0
    print('1..%d\n# %.1f MiB for a message of one line' % (2 * len(shapes), base / 1024))
    for i, shape in enumerate(shapes, 1):
        tell = {}
        record, kib = run(peak, mailwire, shape, shape(full, tell))
        wrong = list(differences(tell, record))
        more = (kib - base) / 1024
        if more > MEMORY_MOST_MIB:
            wrong.append('too much memory')
        bad += bool(wrong)
        print('%s %d - %s: %.1f MiB over a message of one line%s' % (
            'not ok' if wrong else 'ok', i, shape.__name__, more,
            ''.join('; ' + w for w in wrong)), flush=True)
    with tempfile.TemporaryDirectory(prefix='hostile-') as folder:
        commands = Commands(peak, mailwire, folder)
        for i, shape in enumerate(shapes, len(shapes) + 1):
            took = commands.shape(shape)
            over = [t for t in took if t[0] > MEMORY_MOST_MIB]
            bad += bool(over)
            print('%s %d - %s, %d ways: %s' % (
                'not ok' if over else 'ok', i, shape.__name__, len(took),
                '; '.join('%.1f MiB %s' % t for t in over or took[:2])), flush=True)
    sys.exit(bool(bad))


if __name__ == '__main__':
    main()
