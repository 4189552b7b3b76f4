#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""smtp_tshark.py - commands and replies of SMTP against tshark, where tshark reads them right.

usage: smtp_tshark.py MAILWIRE FOLDER

In captures with one command or reply in a segment, nothing lost and no BDAT, tshark's dissector
is a witness: each frame has the same verbs (cut to the four letters that it knows), parameters
and reply codes as the records of `mailwire events`.  Skipped (77) without tshark or captures;
MAILWIRE_CAPTURES names another folder.
"""
import json, os, re, shutil, subprocess, sys

CLEAN = re.compile(r'fw-1\d\d-smtp|smtp-(mime-encap|attachment-md5|data-rejected|ehlo-reset|'
                   r'extract-url-schemes|helo-reset-after|no-helo-rset|pipelined-|rejected-ehlo|'
                   r'rfc2231|mail-transactions-invalid|multi-addr|many-addresses)|'
                   r'mime-header-size-limit')


def tshark(path):
    """{frame: (verbs, parameters, codes)}"""
    env = dict(os.environ, HOME='/nonexistent', WIRESHARK_CONFIG_DIR='/nonexistent', TZ='UTC')
    args = ['tshark', '-n', '-r', path, '-Y', 'smtp', '-T', 'fields', '-E', 'occurrence=a',
            '-E', 'aggregator=\x1f']
    for f in ('frame.number', 'smtp.req.command', 'smtp.req.parameter', 'smtp.response.code'):
        args += ['-e', f]
    out = subprocess.run(args, capture_output=True, env=env, timeout=300).stdout.decode()
    frames = {}
    for line in out.splitlines():
        number, verbs, parameters, codes = line.split('\t')
        codes = re.sub('334\x1f?', '', codes)  # steps of a login are no records of their own
        if verbs or codes:
            # A code stands at each line of a reply.
            frames[int(number)] = (verbs.upper().split('\x1f') if verbs else [],
                                   parameters.split('\x1f') if parameters else [],
                                   sorted(set(codes.split('\x1f'))) if codes else [])
    return frames


def ours(mailwire, path):
    out = subprocess.run([mailwire, 'events', path], capture_output=True, timeout=300).stdout
    frames = {}
    for line in out.splitlines():
        r = json.loads(line)
        if r['event']['dataset'] != 'mailwire.command' or \
                r['network']['protocol'] not in ('smtp', 'submission', 'lmtp'):
            continue
        c = r['mailwire']['command']
        if c.get('verb', '.') != '.' and 'request_packets' in c:
            f = frames.setdefault(c['request_packets']['last'], ([], [], []))
            f[0].append(c['verb'][:4])
            if c.get('arg'):
                f[1].append(c['arg'])
        if 'reply_packets' in c:
            codes = frames.setdefault(c['reply_packets']['last'], ([], [], []))[2]
            if str(c['reply_code']) not in codes:
                codes.append(str(c['reply_code']))
    return {n: (v, p, sorted(c)) for n, (v, p, c) in frames.items()}


def main():
    mailwire, folder = sys.argv[1:3]
    folder = os.environ.get('MAILWIRE_CAPTURES', folder)
    if not shutil.which('tshark') or not os.path.isdir(folder):
        print('skipped: no tshark, or no captures in', folder)
        return 77
    bad = files = compared = 0
    for name in sorted(n for n in os.listdir(folder) if CLEAN.search(n)):
        path = os.path.join(folder, name)
        theirs, mine = tshark(path), ours(mailwire, path)
        files += 1
        for n in sorted(theirs.keys() | mine.keys()):
            a, b = theirs.get(n, ([], [], [])), mine.get(n, ([], [], []))
            compared += 1
            if a != b:
                bad += 1
                print(f'{name}: frame {n}: tshark {a}, mailwire {b}', flush=True)
    print(f'{compared} frames of {files} captures compared, {bad} differ')
    return 1 if bad or not compared else 0


if __name__ == '__main__':
    sys.exit(main())
