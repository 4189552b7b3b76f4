#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""imap_tshark.py - commands and tagged replies of IMAP against tshark, where it reads them right.

usage: imap_tshark.py MAILWIRE FOLDER

In captures of plain IMAP with nothing lost, tshark's dissector is a witness for the tag and the
verb of each command and the tag and the status of each reply, frame by frame; the lines that
arrive in one frame are compared in their order.  It is none where octets are not lines of their
own: words of AUTHENTICATE, DONE, "+", and whatever stands in a literal (APPEND, LOGIN, all but
the first of a FETCH); there tests/dialog/imap_tshark.t has what RFC 9051 says.  Skipped (77)
without tshark or captures; MAILWIRE_CAPTURES names another folder.
"""
import json, os, re, shutil, subprocess, sys

CLEAN = re.compile(r'IMAP_-_|Wireshark-Captures__imap4|imap_bitenc|suricata-verify__imap|'
                   r'imap-starttls')
STATUS = ('OK', 'NO', 'BAD')
ENV = dict(os.environ, HOME='/nonexistent', WIRESHARK_CONFIG_DIR='/nonexistent', TZ='UTC')


def theirs(path):
    """{frame: (commands, replies)}"""
    args = ['tshark', '-n', '-r', path, '-Y', 'imap', '-T', 'fields', '-E', 'occurrence=a',
            '-E', 'aggregator=\x1f']
    for f in ('frame.number', 'imap.request_tag', 'imap.request.command', 'imap.response_tag',
              'imap.response.status'):
        args += ['-e', f]
    frames = {}
    out = subprocess.run(args, capture_output=True, env=ENV, timeout=300).stdout
    for line in out.decode('latin-1').splitlines():
        number, *cells = line.split('\t')
        tags, verbs, reply_tags, status = (c.split('\x1f') if c else [] for c in cells)
        # A word of a login is a tag without a command, or one that is no word.
        commands = [(t, v.upper()) for t, v in zip(tags, verbs) if v.isalpha()]
        replies = [(t, s) for t, s in zip(reply_tags, status) if s in STATUS and t != '*']
        if commands or replies:
            frames[int(number)] = (commands, replies)
    return frames


def ours(mailwire, path):
    out = subprocess.run([mailwire, 'events', path], capture_output=True, timeout=300).stdout
    frames = {}
    for line in out.splitlines():
        r = json.loads(line)
        if r['event']['dataset'] != 'mailwire.command' or r['network']['protocol'] != 'imap':
            continue
        c = r['mailwire']['command']
        if c.get('verb') and 'request_packets' in c:
            frames.setdefault(c['request_packets']['first'], ([], []))[0].append(
                (c['tag'], c['verb'].split()[-1]))
        if c.get('tag') and c.get('reply_status') in STATUS:
            frames.setdefault(c['reply_packets']['last'], ([], []))[1].append(
                (c['tag'], c['reply_status']))
    return frames


def out_of_step(a, b, asked):
    """tshark took octets of a literal, or DONE, for a tag; ours are tags that were given."""
    tags = lambda words: {tag for half in words or () for tag, _ in half}
    return not tags(a) <= asked and tags(b) <= asked


def main():
    mailwire, folder = sys.argv[1:3]
    folder = os.environ.get('MAILWIRE_CAPTURES', folder)
    if not shutil.which('tshark') or not os.path.isdir(folder):
        print('skipped: no tshark, or no captures in', folder)
        return 77
    bad = files = compared = exempt = 0
    for name in sorted(n for n in os.listdir(folder) if CLEAN.search(n)):
        path = os.path.join(folder, name)
        a, b = theirs(path), ours(mailwire, path)
        asked = {tag for commands, _ in b.values() for tag, _ in commands}
        files += 1
        for n in sorted(a.keys() | b.keys()):
            compared += 1
            if a.get(n) == b.get(n):
                continue
            if out_of_step(a.get(n), b.get(n), asked):
                exempt += 1
            else:
                bad += 1
                print(f'{name}: frame {n}: tshark {a.get(n)}, mailwire {b.get(n)}', flush=True)
    print(f'{compared} frames of {files} captures compared, {bad} differ, tshark out of step in {exempt}')
    return 1 if bad or not compared else 0


if __name__ == '__main__':
    sys.exit(main())
