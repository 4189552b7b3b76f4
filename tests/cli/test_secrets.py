#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""test_secrets.py - no command shows a secret, in no form, however the capture is cut.

usage: test_secrets.py MAILWIRE DIALOG_RUN TRANSCRIPTS [WORD...]

Every transcript that says "hidden: TEXT" is written as captures of several shapes, and
every command reads them.  TEXT must be nowhere in the output: not as it is, not in base64
(at any of its three alignments), not in hexadecimal.  In a dump of octets (packets -x) the
columns are put together again before looking, and so are the segments of a connection: an
octet counts as shown when one of its frames shows it.  With --show-secrets nothing says
[hidden] any more, with one worker and with two.  WORDs choose transcripts by name.

Left out: capture files that slice writes, which are packets, and extracted messages, which
are what was mailed; what is printed about them is looked at.
"""
import base64, glob, os, re, subprocess, sys, tempfile

SHAPES = ['plain', 'turns', 'every-7', 'octets', 'swapped']
COMMANDS = [['read'], ['sessions'], ['sessions', '--json'], ['messages', '--json'],
            ['credentials'], ['credentials', '--json'], ['findings'], ['findings', '--json'],
            ['events'], ['packets'], ['packets', '-V'], ['packets', '-x'], ['stats']]
SHOWING = [['read'], ['sessions'], ['sessions', '--json'], ['credentials'], ['credentials', '--json'], ['events'],
           ['packets'], ['packets', '-V'], ['follow'], ['follow', '--json']]


def hidden(path):
    """The octets that must not show; escapes as tests/transcript.h has them."""
    with open(path, 'rb') as f:
        for line in f:
            if line.startswith(b'hidden: '):
                text = line[8:].rstrip(b'\n')
                yield re.sub(rb'\\x([0-9a-fA-F]{2})', lambda m: bytes([int(m[1], 16)]), text)


def forms(secret):
    yield secret
    yield secret.hex().encode()
    yield secret.hex().upper().encode()
    for before in range(3):
        text = base64.b64encode(b'\0' * before + secret)
        # Characters that hold octets of what stands before or after say nothing.
        whole = text.rstrip(b'=')
        inner = whole[(before * 8 + 5) // 6:len(whole) - (1 if (before + len(secret)) % 3 else 0)]
        if len(inner) > 4:
            yield inner


def dumped(out):
    """The octets and the characters of a dump, frame by frame, without their layout."""
    digits, texts = b'', b''
    for line in out.splitlines():
        if re.match(rb'[0-9a-f]{4}  ', line):
            digits += line[6:54].replace(b' ', b'')
            texts += line[56:56 + 8] + line[56 + 9:]
        else:
            digits, texts = digits + b'\n', texts + b'\n'
    return digits, texts


def streams(out):
    """What a dump of Ethernet, IPv4 and TCP shows of each stream; NUL stands for `**'."""
    shown, frame = {}, []
    for line in out.splitlines() + [b'']:
        if re.match(rb'[0-9a-f]{4}  ', line):
            frame += line[6:54].split()
            continue
        octets, frame = frame, []
        if len(octets) < 54 or octets[12:14] != [b'08', b'00'] or octets[23] != b'06':
            continue
        ip, number = octets[14:], lambda part: int(b''.join(part), 16)
        tcp = ip[4 * (int(ip[0], 16) & 15):number(ip[2:4])]
        payload = tcp[4 * (int(tcp[12], 16) >> 4):]
        stream = shown.setdefault(b''.join(ip[12:20] + tcp[:4]), {})
        for i, octet in enumerate(payload):
            if octet != b'**':
                stream[number(tcp[4:8]) + i] = int(octet, 16)
    for stream in shown.values():
        yield bytes(stream.get(at, 0) for at in range(min(stream, default=0),
                                                       max(stream, default=-1) + 1))


def capture_of(dialog_run, transcript, shape, directory):
    path = os.path.join(directory, 'x.pcap')
    if os.path.exists(path):
        os.remove(path)
    subprocess.run([dialog_run, transcript, '--shape', shape, '--write', path],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return path if os.path.exists(path) else None


def outputs(mailwire, path, directory):
    def run(*args):
        r = subprocess.run([mailwire, *args], capture_output=True, timeout=120)
        return r.stdout + r.stderr
    for command in COMMANDS:
        yield command, run(*command, path)
    for n in ('1', '2'):
        yield ['follow', n], run('follow', path, n)
    yield ['follow', '--json'], run('follow', '--json', path, '1')
    yield ['slice'], run('slice', '--session', '1', '-w', os.path.join(directory, 'y.pcapng'), path)
    out = os.path.join(directory, 'out')
    yield ['extract'], run('extract', '-d', out, path) + '\n'.join(
        name for _, dirs, files in os.walk(out) for name in dirs + files).encode()


def check(mailwire, path, secrets, directory):
    """The first command that shows one of `secrets`, or None."""
    for command, out in outputs(mailwire, path, directory):
        places = [out, *dumped(out), *streams(out)] if '-x' in command else [out]
        for secret in secrets:
            for form in forms(secret):
                if any(form in place for place in places):
                    return '%s shows %r of %r' % (' '.join(command), form, secret)
    return None


def still_hidden(mailwire, path):
    """The first command that hides something in spite of --show-secrets, or None."""
    for command in SHOWING:
        number = ['1'] if command[0] == 'follow' else []
        r = subprocess.run([mailwire, *command, '--show-secrets', path, *number],
                           capture_output=True, timeout=120)
        if r.returncode not in (0, 3) or b'[hidden' in r.stdout:
            return ' '.join(command)
    with open(path, 'rb') as f: # through standard input: with workers, whatever its size
        r = subprocess.run([mailwire, 'events', '-j', '2', '--show-secrets', '-'], stdin=f,
                           capture_output=True, timeout=120)
    return 'events -j 2' if b'[hidden' in r.stdout else None


def main(mailwire, dialog_run, transcripts, *words):
    failed = checked = 0
    for transcript in sorted(glob.glob(os.path.join(transcripts, '*.t'))):
        name = os.path.basename(transcript)[:-2]
        secrets = list(hidden(transcript))
        if not secrets or (words and name not in words):
            continue
        with tempfile.TemporaryDirectory(prefix='mailwire-secrets.') as directory:
            for shape in SHAPES:
                path = capture_of(dialog_run, transcript, shape, directory)
                if path is None:
                    continue
                checked += 1
                wrong = check(mailwire, path, secrets, directory)
                if wrong:
                    failed += 1
                    print('%s, %s: %s' % (name, shape, wrong))
            hides = still_hidden(mailwire, path) if path else None
            if hides:
                print('%s: %s --show-secrets hides something' % (name, hides))
                failed += 1
            # The test can fail: shown, the secret is there; but not out of TLS.
            shown = subprocess.run([mailwire, 'events', '--show-secrets', path],
                                   capture_output=True).stdout if path else b''
            if path and b'"encrypted":true' not in shown and \
                    not any(f in shown for s in secrets for f in forms(s)):
                print('%s: --show-secrets does not show any of its secrets' % name)
                failed += 1
    print('%d captures, %d failed' % (checked, failed))
    return 1 if failed or not checked else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) >= 4 else __doc__)
