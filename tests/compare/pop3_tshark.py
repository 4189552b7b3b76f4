#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""pop3_tshark.py - POP3 against tshark where it reads it right, and against the RFC where not.

usage: pop3_tshark.py MAILWIRE FOLDER

tshark's dissector is a witness for the words of each frame: commands, their arguments, "+OK" and
"-ERR" with the text behind.  It is none for messages (they end at the announced octets, stuffed
dots and the final line stay in): these are taken from `follow,tcp,raw` by a reader of RFC 1939
of its own, and have to have the octets of `mailwire events`, by their SHA-256.  pop.request,
pop.response and pop.*.data are always empty and not looked at.  Skipped (77) without tshark or
captures; MAILWIRE_CAPTURES names another folder.
"""
import hashlib, json, os, re, shutil, subprocess, sys

# Plain POP3 from the first octet on, one command or reply in a segment, nothing lost.
CLEAN = re.compile(r'BruteShark.*POP3|Wireshark-Captures__pop3|arkime__pop3-tag|'
                   r'apop-sample|nDPI__pop3\.pcap|suricata-verify__pop3|pop3-sample-1|'
                   r'zeek__pop3|profiler__pop')
LISTS = ('LIST', 'UIDL', 'CAPA')  # of several lines without an argument
ENV = dict(os.environ, HOME='/nonexistent', WIRESHARK_CONFIG_DIR='/nonexistent', TZ='UTC')


def tshark(path, *args):
    return subprocess.run(['tshark', '-n', '-r', path, *args], capture_output=True, env=ENV,
                          timeout=300).stdout.decode('latin-1')


def their_words(path):
    """{frame: [words]}"""
    args = ['-Y', 'pop', '-T', 'fields', '-E', 'occurrence=a', '-E', 'aggregator=\x1f']
    for f in ('frame.number', 'pop.request.command', 'pop.request.parameter',
              'pop.response.indicator', 'pop.response.description'):
        args += ['-e', f]
    frames = {}
    for line in tshark(path, *args).splitlines():
        number, command, argument, indicator, text = line.split('\t')
        if command and len(command) <= 12:  # else a word of a login, in base64
            frames[int(number)] = ['C', command.upper(), argument]
        elif indicator in ('+OK', '-ERR'):
            frames[int(number)] = ['S', indicator, text]
    return frames


def our_records(mailwire, path):
    """{frame: [words]}, messages [(stream, size, sha256)]"""
    out = subprocess.run([mailwire, 'events', '--show-secrets', path], capture_output=True,
                         timeout=300).stdout
    frames, messages = {}, []
    for line in out.splitlines():
        r = json.loads(line)
        if r.get('network', {}).get('protocol') != 'pop3':
            continue
        m = r['mailwire']
        if r['event']['dataset'] == 'mailwire.command':
            c = m['command']
            if 'request_packets' in c and c.get('verb'):
                frames[c['request_packets']['first']] = \
                    ['C', c['verb'], ' '.join(c[k] for k in ('arg', 'secret_arg') if c.get(k))]
            if 'reply_packets' in c and c.get('status') in ('ok', 'error'):
                # A listing begins with its status, an exchange of AUTH ends with it.
                which = 'last' if c.get('verb') == 'AUTH' else 'first'
                frames[c['reply_packets'][which]] = \
                    ['S', '+OK' if c['status'] == 'ok' else '-ERR', c.get('reply_text', '')]
        elif r['event']['dataset'] == 'mailwire.message' and m['message']['complete']:
            messages.append((m['tcp_stream'], m['message']['size'], m['message']['sha256']))
    return frames, messages


def streams(path):
    """Both sides' octets of each stream, by who spoke first in it: [(stream, client, server)]"""
    numbers = sorted({int(n) for n in
                      tshark(path, '-Y', 'pop', '-T', 'fields', '-e', 'tcp.stream').split()})
    for n in numbers:
        sides = [b'', b'']
        for line in tshark(path, '-q', '-z', f'follow,tcp,raw,{n}').splitlines():
            if re.fullmatch(r'\t?[0-9a-f]+', line):
                sides[line.startswith('\t')] += bytes.fromhex(line.strip())
        server = 0 if sides[0][:1] in (b'+', b'-') else 1
        yield n, sides[1 - server], sides[server]


def messages_of(client, server):
    """RFC 1939: messages of RETR and TOP, whole ones, dots taken off."""
    at = 0

    def line(end_with=b'\n'):
        nonlocal at
        end = server.find(end_with, at)
        if end < 0:
            raise EOFError
        end += len(end_with)
        text, at = server[at:end], end
        return text

    found = []
    try:
        line()
        for words in (c.split() for c in client.split(b'\n')):
            if not words:
                continue
            verb = words[0].decode('latin-1').upper()
            while True:
                status = line()
                if status[:1] in (b'+', b'-'):
                    break
            if not status.startswith(b'+OK'):
                continue
            if verb in ('RETR', 'TOP') or (verb in LISTS and len(words) == 1):
                body = b''
                while (text := line(b'\r\n')) != b'.\r\n':
                    body += text[1:] if text.startswith(b'.') else text
                if verb in ('RETR', 'TOP'):
                    found.append((len(body), hashlib.sha256(body).hexdigest()))
    except EOFError:
        pass
    return found


def agree(a, b):
    """What tshark has the beginning of only is a reply in two segments; a reply that quotes the
    user's name, which is the password too, does not show it."""
    if not a or not b or a[:2] != b[:2] or a[0] == 'C':
        return a == b
    ours = '.*'.join(re.escape(piece) for piece in b[2].split('[hidden]'))
    return bool(re.fullmatch(ours, a[2])) or (len(a[2]) > 20 and b[2].startswith(a[2]))


def main():
    mailwire, folder = sys.argv[1:3]
    folder = os.environ.get('MAILWIRE_CAPTURES', folder)
    if not shutil.which('tshark') or not os.path.isdir(folder):
        print('skipped: no tshark, or no captures in', folder)
        return 77
    bad = files = words = mails = 0
    for name in sorted(n for n in os.listdir(folder) if CLEAN.search(n)):
        path = os.path.join(folder, name)
        theirs, (mine, messages) = their_words(path), our_records(mailwire, path)
        files += 1
        for n in sorted(theirs.keys() | mine.keys()):
            words += 1
            if not agree(theirs.get(n), mine.get(n)):
                bad += 1
                print(f'{name}: frame {n}: tshark {theirs.get(n)}, mailwire {mine.get(n)}')
        want = sorted((n, *m) for n, client, server in streams(path)
                      for m in messages_of(client, server))
        mails += len(want)
        if want != sorted(messages):
            bad += 1
            print(f'{name}: messages by RFC 1939 {want}, mailwire {sorted(messages)}')
    print(f'{words} frames and {mails} messages of {files} captures compared, {bad} differ')
    return 1 if bad or not words or not mails else 0


if __name__ == '__main__':
    sys.exit(main())
