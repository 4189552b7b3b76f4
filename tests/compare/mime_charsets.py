#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""mime_charsets.py - the character sets against Python's codecs.

usage: mime_charsets.py CHARSET_DUMP

For each label the characters that Python can write in it are read back, and for sets of one
octet all 256.  What differs must be one of the decisions below: a label means what senders
use it for (WHATWG Encoding Standard), or the tables of the C library and of Python draw
from different sources.
"""
import subprocess, sys, unicodedata

BMP = [chr(c) for c in range(0x20, 0x10000) if not 0xd800 <= c <= 0xdfff]

# label: Python's codec, and the characters that are decided otherwise.  A string of pairs
# "what Python writes, what we read".
PAIRS_CP932 = '\u301c\uff5e\u2016\u2225\u2212\uff0d\xa2\uffe0\xa3\uffe1\xac\uffe2\u2014\u2015' \
    '\xa5\\\u203e~\xa6\uffe4'
PAIRS_GB = '\u30fb\xb7\u2015\u2014'
LABELS = {
    'utf-8': 'utf-8', 'utf-16': 'utf-16', 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be',
    'utf-32': 'utf-32', 'utf-32le': 'utf-32le', 'utf-32be': 'utf-32be', 'utf-7': 'utf-7',
    'gb2312': ('gb2312', PAIRS_GB), 'gbk': 'gbk', 'gb18030': 'gb18030',
    'hz-gb-2312': ('hz', PAIRS_GB),
    'big5': ('big5', '\uff0f\u2215\uff3c\ufe68\uffe0\xa2\uffe1\xa3\uffe5\xa5\ufe51\u2574'),
    'big5-hkscs': 'big5hkscs', 'shift_jis': ('shift_jis', PAIRS_CP932), 'cp932': 'cp932',
    'euc-jp': ('euc_jp', PAIRS_CP932), 'iso-2022-jp': ('iso2022_jp', PAIRS_CP932),
    'euc-kr': 'euc_kr', 'ks_c_5601-1987': 'cp949', 'iso-2022-kr': 'iso2022_kr',
    'johab': 'johab',
    'iso-8859-1': 'latin-1', 'iso-8859-9': 'iso8859-9', 'us-ascii': 'ascii',
    'tis-620': 'tis-620', 'iso-8859-11': 'iso8859-11', 'windows-874': 'cp874',
    'koi8-r': 'koi8-r', 'koi8-u': 'koi8-u', 'macintosh': 'mac-roman', 'x-mac-roman': 'mac-roman',
    'x-mac-cyrillic': 'mac-cyrillic', 'ibm866': 'cp866', 'ibm437': 'cp437', 'ibm850': 'cp850',
    'ibm852': 'cp852',
}
for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16):
    LABELS['iso-8859-%d' % n] = 'iso8859-%d' % n
for n in range(1250, 1259):
    LABELS['windows-%d' % n] = 'cp%d' % n

# Octets that are decided otherwise, and why.
EXCEPT = {
    'big5': ('vendor area: ETEN kana and Cyrillic, as in the WHATWG index',
             lambda octets, text: 0xc6 <= octets[0] <= 0xc8),
    'euc-kr': ('KS X 1001 annex 3 composition: nobody writes it, WHATWG does not read it',
               lambda octets, text: len(octets) == 8),
    'gb18030': ('GB18030-2005 moved them; Python writes the edition of 2000',
                lambda octets, text: text in '\u1e3f' + ''.join(map(chr, range(0x9fb4, 0x9fbc)))
                + ''.join(map(chr, range(0xfe10, 0xfe1a)))),
    'cp932': ('no character', lambda octets, text: octets == b'\x80'),
    'johab': ("the C library has a won sign in the place of the backslash",
              lambda octets, text: octets == b'\\'),
    'tis-620': ('the label means windows-874', lambda octets, text: 0x80 <= octets[0] <= 0x9f),
}

STATEFUL = {'utf-16', 'utf-32', 'utf-7', 'hz', 'iso2022_jp', 'iso2022_kr'}


def writable(codec):
    """(octets, text) pieces: one for each character, or one for all where that has states."""
    good = []
    for c in BMP:
        try:
            octets = c.encode(codec)
        except UnicodeError:
            continue
        if octets.decode(codec, 'replace') == c:
            good.append((octets, c))
    if codec not in STATEFUL:
        return good
    text = ''.join(c + ('\n' if i % 20 == 19 else '') for i, (_, c) in enumerate(good))
    return [(text.encode(codec), text)]


def ask(program, label, inputs):
    out = []
    for i in range(0, len(inputs), 2000):
        some = inputs[i:i + 2000]
        r = subprocess.run([program] + [label] * len(some), capture_output=True, check=True,
                           input=''.join(b.hex() + '\n' for b in some), text=True)
        out += r.stdout.split()
    return out


def decided(pairs, codec, theirs, ours):
    if len(theirs) != len(ours):
        return False
    table = dict(zip(pairs[::2], pairs[1::2]))
    for a, b in zip(theirs, ours):
        if a == b or table.get(a) == b:
            continue
        # ISO-8859-x has C1 controls where windows-125x, which the label means, has characters.
        if codec in ('latin-1', 'iso8859-9', 'iso8859-11') and '\x80' <= a <= '\x9f':
            continue
        # Private use (vendor characters), and compatibility forms of the same character.
        if unicodedata.category(a) == 'Co' or unicodedata.normalize('NFKC', a) == \
                unicodedata.normalize('NFKC', b):
            continue
        return False
    return True


def main():
    program, bad, total = sys.argv[1], 0, 0
    for label, codec in LABELS.items():
        codec, pairs = codec if isinstance(codec, tuple) else (codec, '')
        pieces = writable(codec)
        prefix = '' if codec in STATEFUL else 'x'
        answers = ask(program, label, [(prefix.encode(codec) if prefix else b'') + o for o, _ in pieces])
        _, spared = EXCEPT.get(label, ('', lambda octets, text: False))
        wrong = []
        for (octets, text), got in zip(pieces, answers):
            total += 1
            if got.startswith(('?', '!')):
                wrong.append((octets[:20], text[:9], got[:20]))
                continue
            read = bytes.fromhex(got).decode()
            read = read[len(prefix):]
            if read != text and not spared(octets, text) and not decided(pairs, codec, text, read):
                at = next((i for i, (a, b) in enumerate(zip(text, read))
                           if a != b and not decided(pairs, codec, a, b)), 0)
                wrong.append((octets[:20], text[at:at + 5], read[at:at + 5]))
        if wrong:
            bad += 1
            print('%s: %d wrong, such as %s' % (label, len(wrong), ascii(wrong[:6])))
    print('%d labels, %d pieces, %d labels wrong' % (len(LABELS), total, bad))
    sys.exit(bool(bad))


main()
