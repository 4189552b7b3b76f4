#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""smtp_boundaries.py - where SMTP messages begin and end, by an independent reading.

usage: smtp_boundaries.py MAILWIRE FOLDER [NAME...]

Every TCP connection of every capture in FOLDER whose server speaks SMTP is followed by tshark
(-z follow,tcp,raw) and read here with RFC 5321 and 3030 in hand: DATA up to CRLF.CRLF with its
stuffing taken out, BDAT by its octets, replies in the order of the commands.  The size and
SHA-256 of each complete message, in order, must be those of `mailwire messages --json`.

Connections with octets missing are not compared: what a hole means is no matter of reading.
Skipped (77) without tshark or captures; MAILWIRE_CAPTURES names another folder.
"""
import hashlib, json, os, re, shutil, subprocess, sys

# What tshark hands over is not what crossed the wire, or tells less; each with the reason.
EXEMPT = {
    # LF.LF is no end by RFC 5321; these servers take it for one and answer, and Mailwire, which
    # watches both, tells the message that they took (and smtp.lenient_end).
    'snort3_demo__inspectors__smtp__alert_before_server_response.pcap': 'a lenient server',
    'suricata-verify__smtp-url-base64__smtp-url-b64.pcap': 'a lenient server',
    # The greeting has no line end and runs into the reply to EHLO: one reply too few, which
    # the 354 later puts right.
    'suricata-verify__detect-email-cc.pcap': 'a greeting without end',
    'suricata-verify__detect-email-received.pcap': 'a greeting without end',
}


def tshark(*args):
    env = dict(os.environ, HOME='/nonexistent', WIRESHARK_CONFIG_DIR='/nonexistent', TZ='UTC')
    return subprocess.run(['tshark', '-n', *args], capture_output=True, env=env,
                          timeout=300).stdout.decode('utf-8', 'replace')


def turns(path, stream):
    """[(side, octets)]: what each side of a connection said, in the order of the capture."""
    said = []
    for line in tshark('-r', path, '-q', '-z', f'follow,tcp,raw,{stream}').split('\n'):
        side, text = (1, line[1:]) if line.startswith('\t') else (0, line)
        if text and re.fullmatch('[0-9a-f]+', text):
            said.append((side, bytes.fromhex(text)))
    return said


class Server:
    """The replies, one after the other."""

    def __init__(self, octets):
        self.lines = octets.split(b'\n')[:-1]
        self.at = 0

    def reply(self):
        """The code of the next reply, or None."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if re.match(rb'\d\d\d(?!\d|-)', line):
                return int(line[:3])
        return None


class Client:
    def __init__(self, octets):
        self.octets, self.at = octets, 0

    def line(self):
        end = self.octets.find(b'\n', self.at)
        if end < 0:
            return None
        line = self.octets[self.at:end].rstrip(b'\r')
        self.at = end + 1
        return line

    def body(self):
        """A message after 354, or None when its end is not there."""
        rest = b'\r\n' + self.octets[self.at:]
        end = rest.find(b'\r\n.\r\n')
        if end < 0:
            self.at = len(self.octets)
            return None
        self.at += end + 3
        return rest[:end + 2].replace(b'\r\n.', b'\r\n')[2:]

    def chunk(self, n):
        taken = self.octets[self.at:self.at + n]
        self.at += n
        return taken if len(taken) == n else None


def messages(client, server):
    """[(size, sha256)] of what was sent whole."""
    found, chunks, lmtp, accepted, refused = [], None, False, 0, False

    def add(octets):
        found.append((len(octets), hashlib.sha256(octets).hexdigest()))

    server.reply()
    while (line := client.line()) is not None:
        verb = line.split(b' ')[0].upper()
        words = line.split()
        if verb == b'DATA':
            if server.reply() != 354:
                continue
            octets = client.body()
            if octets is None:
                break
            add(octets)
            for _ in range(accepted if lmtp else 1):
                server.reply()
            accepted = 0
        elif verb == b'BDAT' and len(words) in (2, 3) and words[1].isdigit() and \
                int(words[1]) < 1 << 63 and (len(words) == 2 or words[2].upper() == b'LAST'):
            part, last = client.chunk(int(words[1])), len(words) == 3
            if part is None:
                break
            if not refused:
                chunks = (chunks or b'') + part
            code = server.reply()
            if code is None or code // 100 == 2:
                if last and not refused:
                    add(chunks)
            elif last and not refused:
                add(chunks)    # transferred whole, and refused
            else:
                refused = True
            if last:
                for _ in range(accepted - 1 if lmtp else 0):
                    server.reply()
                chunks, refused, accepted = None, False, 0
        elif verb == b'AUTH':
            while server.reply() == 334:
                client.line()
        elif verb == b'STARTTLS':
            if server.reply() == 220 and client.octets[client.at:client.at + 1] == b'\x16':
                break
        else:
            code = server.reply()
            lmtp |= verb == b'LHLO'
            accepted += verb == b'RCPT' and code is not None and code // 100 == 2
            if verb in (b'RSET', b'MAIL', b'EHLO', b'HELO', b'LHLO') and (code or 250) // 100 == 2:
                chunks, refused, accepted = None, False, 0
    return found


def ours(mailwire, path):
    """{tcp.stream: [(size, sha256)]} of complete messages, {tcp.stream: hole}."""
    found, holes, sessions = {}, set(), set()
    out = subprocess.run([mailwire, 'events', path], capture_output=True, timeout=300).stdout
    for line in out.splitlines():
        r = json.loads(line)
        m, dataset = r['mailwire'], r['event']['dataset']
        if r.get('network', {}).get('protocol') not in ('smtp', 'submission', 'lmtp'):
            continue
        stream = m['tcp_stream']
        if dataset == 'mailwire.session':
            sessions.add(stream)
            if m['tcp']['client'].get('missing_bytes') or m['tcp']['server'].get('missing_bytes'):
                holes.add(stream)
            if m['tcp'].get('overlap_bytes'):
                holes.add(stream)
        if dataset == 'mailwire.message' and m['message']['complete']:
            found.setdefault(stream, []).append((m['message']['size'], m['message']['sha256']))
    return {s: found.get(s, []) for s in sessions}, holes


def compare(mailwire, path):
    mine, holes = ours(mailwire, path)
    for stream, got in sorted(mine.items()):
        if stream in holes:
            yield 'hole', None
            continue
        said = turns(path, stream)
        sides = [b''.join(o for s, o in said if s == side) for side in (0, 1)]
        # Node 0 is who spoke first in the capture: not always the client.
        server = next((s for s in (0, 1) if re.match(rb'\d\d\d[ -]|\d\d\d\r', sides[s])), None)
        if server is None:
            yield 'one side', None
            continue
        want = messages(Client(sides[1 - server]), Server(sides[server]))
        told = None
        if want != got:
            told = f'stream {stream}: {len(want)} messages by the reference, {len(got)} here: ' \
                   f'{[n for n, _ in want]} and {[n for n, _ in got]} octets'
        yield len(want), told


def main():
    mailwire, folder = sys.argv[1:3]
    folder = os.environ.get('MAILWIRE_CAPTURES', folder)
    if not shutil.which('tshark') or not os.path.isdir(folder):
        print('skipped: no tshark, or no captures in', folder)
        return 77
    names = sys.argv[3:] or sorted(n for n in os.listdir(folder) if not n.endswith('.tsv'))
    bad = sessions = total = left = 0
    for name in names:
        for what, told in compare(mailwire, os.path.join(folder, name)):
            if isinstance(what, str) or name in EXEMPT:
                left += 1
                continue
            sessions += 1
            total += what
            if told:
                bad += 1
                print(f'{name}: {told}', flush=True)
    print(f'{sessions} sessions with {total} messages compared, {bad} differ; '
          f'{left} with octets or a side missing left out')
    return 1 if bad or not total else 0


if __name__ == '__main__':
    sys.exit(main())
