#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""holes.py - messages with octets missing: is the map of what is missing exact?

usage: holes.py MAILWIRE MIME_DUMP CAPTURES MESSAGES

Frames that carry octets of a message are taken out of captures, and which octets of the
message are gone then is computed here, from the sequence numbers of all frames of the
connection; Mailwire is not asked.  Then the record must say so:

- size, missing_bytes and every hole, with its place; the map of `show --map` the same
- sha256_partial is the hash of the octets that are left, and there is no sha256
- parts that end before the first hole are complete and have the hash they had; so have
  those whose boundary and containers lie outside the holes
- parts that a hole lies in are not complete, and have sha256_partial only

Captures: pcap and pcapng files of the folder, with the messages Mailwire finds when nothing
is missing, and every message of MESSAGES as a session made here.  What is taken out of a
pcapng file are the blocks of its frames; all others stay as they are.  77 when neither is
there; MAILWIRE_CAPTURES and MAILWIRE_MESSAGES name other folders.
"""
import gzip, hashlib, json, os, random, re, struct, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../linear'))
import wire

MSS = 400          # of the sessions made here: most messages are small
CHOICES = 3        # of frames to take out, for each message of a capture
MAPS = 40          # every so many-th message of the sessions made here: each costs a run
mailwire, mime_dump = sys.argv[1:3]


# --- captures

class Recording:
    """A capture file: pieces of octets, some of which are the records of frames."""

    def __init__(self):
        self.pieces = []    # (octets, number of the frame or 0)
        self.frames = []    # (link type, octets), the first is number 1

    def without(self, gone):
        return b''.join(octets for octets, n in self.pieces if n not in gone)

    def add_frame(self, octets, link, frame):
        self.frames.append((link, frame))
        self.pieces.append((octets, len(self.frames)))


def read_pcap(octets):
    """None: it is none, or cut, which is another test's matter."""
    order = {b'\xd4\xc3\xb2\xa1': '<', b'\xa1\xb2\xc3\xd4': '>', b'\x4d\x3c\xb2\xa1': '<',
             b'\xa1\xb2\x3c\x4d': '>'}.get(octets[:4])
    if not order:
        return None
    r, at = Recording(), 24
    r.pieces.append((octets[:24], 0))
    link = struct.unpack(order + 'I', octets[20:24])[0] & 0xffff
    while at + 16 <= len(octets):
        n, whole = struct.unpack(order + 'II', octets[at + 8:at + 16])
        if n != whole or at + 16 + n > len(octets):
            return None
        r.add_frame(octets[at:at + 16 + n], link, octets[at + 16:at + 16 + n])
        at += 16 + n
    return r


SECTION, INTERFACE, OLD_PACKET, SIMPLE, ENHANCED = 0x0a0d0d0a, 1, 2, 3, 6


def read_pcapng(octets):
    """As read_pcap(): draft-ietf-opsawg-pcapng, its blocks that hold frames."""
    if octets[:4] != b'\n\r\r\n':
        return None
    r, at, order, links = Recording(), 0, '<', []
    while at + 12 <= len(octets):
        if octets[at:at + 4] == b'\n\r\r\n':
            order = '<' if octets[at + 8:at + 12] == b'\x4d\x3c\x2b\x1a' else '>'
            links = []
        kind, size = struct.unpack(order + 'II', octets[at:at + 8])
        block = octets[at:at + size]
        if size < 12 or size % 4 or len(block) < size:
            return None
        at += size
        if kind == INTERFACE:
            links.append(struct.unpack(order + 'H', block[8:10])[0])
        if kind == ENHANCED:
            number, _, _, n, whole = struct.unpack(order + '5I', block[8:28])
            head = 28
        elif kind == OLD_PACKET:
            number, _, _, _, n, whole = struct.unpack(order + 'HHIIII', block[8:28])
            head = 28
        elif kind == SIMPLE:
            number, n = 0, struct.unpack(order + 'I', block[8:12])[0]
            head = 12
            whole = n
        else:
            r.pieces.append((block, 0))
            continue
        if n != whole or head + n + 4 > size or number >= len(links):
            return None
        r.add_frame(block, links[number], block[head:head + n])
    return r


def tcp(frame, link):
    """(source, destination, sequence number, flags, octets), or None."""
    if link == 1:
        at, kind = 14, frame[12:14]
        while kind in (b'\x81\0', b'\x88\xa8'):
            kind, at = frame[at + 2:at + 4], at + 4
        if kind not in (b'\x08\0', b'\x86\xdd'):
            return None
    elif link in (12, 101):
        at = 0
    elif link == 113:
        at = 16
    elif link == 0:
        at = 4
    else:
        return None
    ip = frame[at:]
    if len(ip) < 40:
        return None
    if ip[0] >> 4 == 4:
        head, total = (ip[0] & 15) * 4, struct.unpack('>H', ip[2:4])[0]
        if ip[9] != 6 or struct.unpack('>H', ip[6:8])[0] & 0x3fff:
            return None
        src, dst, segment = ip[12:16], ip[16:20], ip[head:total]
    elif ip[0] >> 4 == 6 and ip[6] == 6:
        src, dst = ip[8:24], ip[24:40]
        segment = ip[40:40 + struct.unpack('>H', ip[4:6])[0]]
    else:
        return None
    if len(segment) < 20:
        return None
    sport, dport, seq = struct.unpack('>HHI', segment[:8])
    return (src, sport), (dst, dport), seq, segment[13], segment[(segment[12] >> 4) * 4:]


class Direction:
    """The octets of one direction, with the frames that carried them."""

    def __init__(self):
        self.first, self.syns = None, 0
        self.spans = []    # (frame, from, to)
        self.octets = {}   # from: octets

    def add(self, number, seq, flags, data):
        if flags & 2:
            self.syns += 1
            seq += 1
        if self.first is None:
            self.first = seq & 0xffffffff
        at = (seq - self.first + 0x80000000) % 0x100000000 - 0x80000000
        if data:
            self.spans.append((number, at, at + len(data)))
            self.octets.setdefault(at, data)

    def stream(self):
        out = bytearray()
        for at, data in sorted(self.octets.items()):
            if at > len(out) or at < 0:
                return None      # a hole already, or what came before the first frame
            out[at:at + len(data)] = data if at + len(data) > len(out) else out[at:at + len(data)]
        return bytes(out)


def directions(frames):
    found, of_frame = {}, {}
    for number, (link, frame) in enumerate(frames, 1):
        t = tcp(frame, link)
        if t:
            d = found.setdefault(t[:2], Direction())
            d.add(number, *t[2:])
            of_frame[number] = d
    return of_frame


# --- what must be missing

def union(ranges):
    out = []
    for a, b in sorted(r for r in ranges if r[0] < r[1]):
        if out and a <= out[-1][1]:
            out[-1][1] = max(out[-1][1], b)
        else:
            out.append([a, b])
    return out


def without(ranges, kept):
    """What of `ranges` no range of `kept` covers."""
    left = []
    for a, b in union(ranges):
        for c, d in union(kept):
            if d <= a or c >= b:
                continue
            if c > a:
                left.append([a, c])
            a = d
        if a < b:
            left.append([a, b])
    return left


def stuffed(raw):
    return re.sub(rb'(?m)^\.', b'..', raw)


# --- what is told

def events(path):
    out = subprocess.run([mailwire, 'events', path], capture_output=True)
    if out.returncode:
        sys.exit('%s: %s' % (path, out.stderr.decode()))
    return [r['mailwire'] | {'parts': r['mailwire'].get('mime', {}).get('parts', [])}
            for r in map(json.loads, out.stdout.splitlines())
            if r['event'].get('action') == 'message-transferred']


def dumps_of(messages, work):
    """What the parser makes of the whole messages."""
    paths = [os.path.join(work, 'message%d' % i) for i in range(len(messages))]
    for path, raw in zip(paths, messages):
        with open(path, 'wb') as f:
            f.write(raw)
    return [json.loads(line) for i in range(0, len(paths), 100) for line in subprocess.run(
        [mime_dump, *paths[i:i + 100]], capture_output=True, check=True).stdout.splitlines()]


def line_start_before(raw, at):
    return raw.rfind(b'\n', 0, max(at - 1, 0)) + 1


def can_be_found(part, parts, raw, holes):
    """All that leads to this part, and all of it, is there."""
    begin = line_start_before(raw, part['header_offset'])  # of its boundary
    end = part['body_offset'] + part['body_octets']
    end = raw.find(b'\n', end + 2) + 1 or len(raw)         # of the boundary that ends it
    for a, b in holes:
        if a < end and b > begin:
            return False
        # Behind a hole parsing goes on with the next line.
        if b <= begin and raw.find(b'\n', b, begin) < 0 and b != begin:
            return False
    while part['parent'] >= 0:
        part = parts[part['parent']]
        first = raw.find(b'\n', part['body_offset']) + 1
        if any(a < first and b > part['header_offset'] for a, b in holes):
            return False
        above = line_start_before(raw, part['header_offset']) if part['parent'] >= 0 else 0
        if any(a < part['body_offset'] and b > above for a, b in holes):
            return False
    return True


def wrong(raw, holes, m, whole):
    """What of the record is not as computed."""
    told = m['message']
    expected = [{'offset': a, 'bytes': b - a} for a, b in holes]
    if told.get('holes', []) != expected:
        yield 'holes are %s, not %s' % (told.get('holes'), expected)
        return
    if told['size'] != len(raw) or told['missing_bytes'] != sum(b - a for a, b in holes):
        yield 'size %d, missing %d' % (told['size'], told['missing_bytes'])
    left = bytearray(raw)
    for a, b in reversed(holes):
        del left[a:b]
    if told['complete'] or 'sha256' in told or \
            told['sha256_partial'] != hashlib.sha256(left).hexdigest():
        yield 'the digest of what is left'
    good = {p['sha256'] for p in m['parts'] if p.get('complete') and 'sha256' in p}
    for p in m['parts']:
        if p.get('complete') != ('sha256' in p) or p.get('complete') == ('sha256_partial' in p):
            yield 'digest of %s' % p['path']
        if not p['complete'] and not p.get('missing_bytes') and p is not m['parts'][-1]:
            yield '%s is not complete, and nothing is missing' % p['path']
    for p in whole['parts']:
        if p['multipart'] or p['message'] or p['inner'] or not p['complete']:
            continue
        yield from wrong_part(raw, holes, p, {q['path']: q for q in m['parts']}.get(p['path']))
        if can_be_found(p, whole['parts'], raw, holes):
            wrong.parts += 1
            if p['sha256'] not in good:
                yield 'part %s is whole on the wire' % p['path']


def wrong_part(raw, holes, p, told):
    """All holes lie in the body of this part: it has what is left."""
    begin, end = p['body_offset'], p['body_offset'] + p['body_octets']
    if any(a < begin or b > end for a, b in holes):
        return
    wrong.partly += 1
    if not told or told['complete'] or told['missing_bytes'] != sum(b - a for a, b in holes):
        yield 'part %s does not say that octets are missing' % p['path']
    elif p['encoding'] in ('7bit', '8bit', 'binary'):
        left = bytearray(raw[begin:end])
        for a, b in reversed(holes):
            del left[a - begin:b - begin]
        if told['sha256_partial'] != hashlib.sha256(left).hexdigest():
            yield 'part %s has not what is left of it' % p['path']
    elif p['encoding'] == 'base64' and told['size'] > p['decoded_octets'] * (
            end - begin - told['missing_bytes']) // (end - begin) + 6:
        yield 'part %s has more than is left of it' % p['path']


wrong.partly = 0   # that had holes
wrong.parts = 0    # that had to be found whole


def map_differs(path, m, holes):
    out = subprocess.run([mailwire, 'show', '--map', path, str(m['message_id'])],
                         capture_output=True).stdout.decode()
    found = []
    for line in out.splitlines():
        if line.endswith('octets not captured') or line.endswith('octet not captured'):
            first, _, last = line.split()[0].replace(',', '').partition('-')
            found.append([int(first), int(last or first) + 1])
    return union(found) != union(holes)


# --- the cases

def choose(rng, spans, begin, end, wire_form):
    """Frames to take out: inside the message, not its first or last, none with a stuffed dot
    or its line end, as nobody can say how many octets of the message these were."""
    inside = [n for n, a, b in spans if begin < a and b < end - 1]
    inside = [n for n in inside if all(
        b'\n..' not in wire_form[max(a - begin - 3, 0):b - begin + 3]
        for k, a, b in spans if k == n)]
    if not inside:
        return set()
    first = rng.randrange(len(inside))
    return set(rng.choice([[inside[first]], inside[first:first + 3],
                           rng.sample(inside, min(len(inside), 2))]))


def cases_of_capture(path, work):
    """(octets of a capture with frames taken out, which message, its octets, its holes)"""
    with (gzip.open if path.endswith('.gz') else open)(path, 'rb') as f:
        octets = f.read()
    recording = read_pcap(octets) or read_pcapng(octets)
    if not recording:
        return
    of_frame = directions(recording.frames)
    plain = os.path.join(work, 'whole.pcap')
    with open(plain, 'wb') as f:
        f.write(octets)
    for m in events(plain)[:40]:
        if not m['message']['complete'] or len(m['message'].get('frames', [])) < 3:
            continue
        raw = subprocess.run([mailwire, 'show', '--raw', plain, str(m['message_id'])],
                             capture_output=True).stdout
        d = of_frame.get(m['message']['frames'][0]['number'])
        stream = d.stream() if d and d.syns <= 1 else None
        if not stream:
            continue
        form = stuffed(raw)
        at = stream.find(form)
        if at < 0 or stream.find(form, at + 1) >= 0:
            form, at = raw, stream.find(raw)
            if at < 0 or stream.find(raw, at + 1) >= 0:
                continue
        rng = random.Random(len(raw))
        for _ in range(CHOICES):
            gone = choose(rng, d.spans, at, at + len(form), form)
            missing = without([[a, b] for n, a, b in d.spans if n in gone],
                              [[a, b] for n, a, b in d.spans if n not in gone])
            holes = [[a - at - form[:a - at].count(b'\n..'), b - at - form[:a - at].count(b'\n..')]
                     for a, b in missing]
            if not holes or form is not raw and form.startswith(b'..'):
                continue
            yield recording.without(gone), m['message_id'], raw, holes


def sessions_of(messages, rng):
    """One capture with a session for each message, some frames of which are left out."""
    capture, cases = wire.Capture(), []
    for number, raw in enumerate(messages):
        t = wire.Talk(capture, number).open()
        t.server(b'220 mx.example.net\r\n')
        for line in b'EHLO c', b'MAIL FROM:<a@example.org>', b'RCPT TO:<b@example.net>', b'DATA':
            t.client(line + b'\r\n')
            t.server(b'354 go on\r\n' if line == b'DATA' else b'250 OK\r\n')
        first, begin = len(capture.frames), t.seq[0]
        form = stuffed(raw)
        t.client(form + b'.\r\n', MSS)
        spans = [(first + i, i * MSS, min((i + 1) * MSS, len(form) + 3))
                 for i in range(len(capture.frames) - first)]
        gone = choose(rng, spans, 0, len(form), form)
        for n in gone:
            capture.frames[n] = None
        holes = [[a - form[:a].count(b'\n..') - form.startswith(b'..'),
                  b - form[:a].count(b'\n..') - form.startswith(b'..')]
                 for a, b in union([[a, b] for n, a, b in spans if n in gone])]
        cases.append((number + 1, raw, holes))
        t.server(b'250 OK\r\n')
        t.client(b'QUIT\r\n')
        t.server(b'221 bye\r\n')
        t.close()
    capture.frames = [f for f in capture.frames if f is not None]
    return capture.octets(), cases


def check(path, name, m, raw, holes, whole, with_map=True):
    bad = 0
    for what in wrong(raw, holes, m, whole):
        print('%s, message %d: %s' % (name, m['message_id'], what), flush=True)
        bad += 1
    if with_map and map_differs(path, m, holes):
        print('%s, message %d: the map differs' % (name, m['message_id']), flush=True)
        bad += 1
    return bad


def from_captures(folder, work):
    bad = n = 0
    for name in sorted(os.listdir(folder)):
        if not name.endswith(('cap', 'cap.gz', 'capng', 'capng.gz')):
            continue
        seen = n
        for octets, number, raw, holes in cases_of_capture(os.path.join(folder, name), work):
            path = os.path.join(work, 'holes.pcap')
            with open(path, 'wb') as f:
                f.write(octets)
            told = [m for m in events(path) if m['message_id'] == number]
            n += 1
            if told:
                bad += check(path, name, told[0], raw, holes, dumps_of([raw], work)[0])
            else:
                print('%s: message %d is not told' % (name, number))
                bad += 1
        from_captures.files += n > seen
    return bad, n


from_captures.files = 0


def from_messages(folder, work):
    bad = n = 0
    names = sorted(os.path.join(d, f) for d, _, fs in os.walk(folder) for f in fs
                   if f != 'INDEX.tsv')
    messages = []
    for name in names:
        with open(name, 'rb') as f:
            raw = re.sub(rb'(?<!\r)\n', b'\r\n', f.read())
        raw += b'' if raw.endswith(b'\r\n') else b'\r\n'
        # What is no line end for SMTP but looks like one is another test's matter.
        messages.append(raw if len(raw) < 1 << 20 and not re.search(rb'\r(?!\n)', raw) else b'x\r\n')
    path = os.path.join(work, 'holes.pcap')
    dumps = dumps_of(messages, work)
    for seed in range(3):
        octets, cases = sessions_of(messages, random.Random(seed))
        with open(path, 'wb') as f:
            f.write(octets)
        told = {m['message_id']: m for m in events(path)}
        for number, raw, holes in cases:
            if holes:
                n += 1
                bad += check(path, os.path.relpath(names[number - 1], folder), told[number], raw,
                             holes, dumps[number - 1], number % MAPS == 0)
    return bad, n


def main():
    captures = os.environ.get('MAILWIRE_CAPTURES', sys.argv[3])
    messages = os.environ.get('MAILWIRE_MESSAGES', sys.argv[4])
    bad = n = 0
    with tempfile.TemporaryDirectory(prefix='mailwire-holes.') as work:
        for folder, run in (captures, from_captures), (messages, from_messages):
            if not os.path.isdir(folder):
                continue
            b, k = run(folder, work)
            print('%s: %d messages with holes' % (run.__name__, k), flush=True)
            bad, n = bad + b, n + k
    print('in %d captures' % from_captures.files)
    if not n:
        print('neither captures nor messages')
        sys.exit(77)
    print('%d whole parts and %d with holes looked for, %d things wrong' % (
        wrong.parts, wrong.partly, bad))
    sys.exit(bool(bad))


main()
