#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""mime_dkim.py - body hashes against signatures that dkimpy makes.

usage: mime_dkim.py MIME_DUMP COUNT [SEED]

COUNT messages at random, with the line ends, blanks and empty lines that canonicalisation is
about, are signed once or several times: relaxed and simple, rsa-sha1, rsa-sha256,
ed25519-sha256, with and without l=.  Every signature must be "ok" at any chunking, and
"mismatch" exactly when dkimpy says so after the body was changed.  77 without dkimpy.

One thing is left out: a last line without CRLF that ends in blanks.  RFC 6376 3.4.4 drops
the blanks and adds the CRLF; dkimpy keeps them.  No mail protocol can carry such a message.
"""
import base64, os, random, subprocess, sys, tempfile, json

try:
    import dkim
except ImportError:
    print('dkimpy is not installed')
    sys.exit(77)

WORDS = [b'mail', b'wire', b' ', b'  ', b'\t', b'\r\n', b'\r\n\r\n', b' \r\n', b'\t \r\n', b'=20',
         'äöü'.encode(), b'.', b'--', b'x' * 900]


def keys():
    """(selector, algorithm, private key, public key) of RSA and, where dkimpy can, Ed25519."""
    private = subprocess.run(['openssl', 'genrsa', '-traditional', '1024'], check=True,
                             capture_output=True).stdout
    public = subprocess.run(['openssl', 'rsa', '-pubout', '-outform', 'DER'], input=private,
                            check=True, capture_output=True).stdout
    yield b'rsa', b'rsa-sha256', private, b'v=DKIM1; k=rsa; p=' + base64.b64encode(public)
    yield b'rsa', b'rsa-sha1', private, b'v=DKIM1; k=rsa; p=' + base64.b64encode(public)
    try:
        import nacl.signing, nacl.encoding
    except ImportError:
        return
    key = nacl.signing.SigningKey.generate()
    yield (b'ed', b'ed25519-sha256', key.encode(nacl.encoding.Base64Encoder),
           b'v=DKIM1; k=ed25519; p=' + key.verify_key.encode(nacl.encoding.Base64Encoder))


def ended(body):
    return body + b'\r\n' if body[-1:] in (b' ', b'\t') else body


def message(rng):
    body = ended(b''.join(rng.choice(WORDS) for _ in range(rng.choice((0, 1, 5, 50, 400)))))
    return (b'From: alice@example.org\r\nTo: bob@example.net\r\nSubject: %d\r\n\r\n'
            % rng.randrange(1 << 30)) + body


def change(rng, octets):
    """One octet of the body more, less or another; or blanks and lines at its end."""
    head, gap, body = octets.partition(b'\r\n\r\n')
    at = rng.randrange(len(body) + 1)
    body = rng.choice((body[:at] + b'y' + body[at:], body[:at] + body[at + 1:],
                       body + b'\r\n', body + b' \r\n', body + b'more\r\n',
                       body[:at] + b' ' + body[at:]))
    return head + gap + ended(body)


def verdict(octets, index, dns):
    """Whether dkimpy finds the body of signature `index` to be the signed one."""
    d = dkim.DKIM(octets, minkey=512)
    try:
        d.verify(index, dnsfunc=dns)
    except dkim.ValidationError as e:
        if 'body hash mismatch' in str(e):
            return 'mismatch'
        raise
    return 'ok'


def main():
    program, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    print('seed', seed)
    rng = random.Random(seed)
    table = list(keys())
    published = {b'rsa._domainkey.example.org.': table[0][3],
                 b'ed._domainkey.example.org.': table[-1][3]}
    dns = lambda name, timeout=5: published.get(name if isinstance(name, bytes) else name.encode())
    cases, bad = [], 0
    with tempfile.TemporaryDirectory(prefix='mailwire-dkim.') as work:
        for i in range(count):
            octets = message(rng)
            for _ in range(rng.choice((1, 1, 2, 4))):
                selector, algorithm, private, _ = rng.choice(table)
                canon = (rng.choice((b'simple', b'relaxed')), rng.choice((b'simple', b'relaxed')))
                octets = dkim.sign(octets, selector, b'example.org', private, canonicalize=canon,
                                   signature_algorithm=algorithm, length=rng.random() < .3,
                                   include_headers=[b'from', b'to', b'subject']) + octets
            for n, text in enumerate((octets, change(rng, octets))):
                name = os.path.join(work, '%d.%d' % (i, n))
                with open(name, 'wb') as f:
                    f.write(text)
                cases.append((name, text))
        names = [name for name, _ in cases]
        for chunk in '0', '1', '613':
            out = subprocess.run([program, '-c', chunk, *names], check=True,
                                 capture_output=True, text=True, errors='replace').stdout
            for (name, text), line in zip(cases, out.splitlines()):
                ours = [d['body'] for d in json.loads(line)['dkim']]
                theirs = [verdict(text, k, dns) for k in range(len(ours))]
                if ours != theirs or (name.endswith('.0') and set(ours) != {'ok'}):
                    bad += 1
                    print('%s in pieces of %s: ours %s, theirs %s\n%r' % (
                        os.path.basename(name), chunk, ours, theirs, text[-300:]))
    print('%d messages, %d wrong' % (len(cases), bad))
    sys.exit(bool(bad))


main()
