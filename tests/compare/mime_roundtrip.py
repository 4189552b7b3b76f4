#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""mime_roundtrip.py - messages that Python's email builds come back equal.

usage: mime_roundtrip.py MIME_DUMP [COUNT [SEED]]

Random languages, character sets, transfer encodings, nesting, names, line ends; what was
put in must come out, in one piece and in many.  With a hole in the message, the parts
before it and those after it whose multipart was seen to begin are the same as without.
The seed is printed; a failing one is given again to see it again.
"""
import email.base64mime, email.header, email.policy, email.quoprimime, email.utils
import hashlib, json, os, random, subprocess, sys, tempfile
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

TEXTS = [
    ('Grüße aus München, señor', 'iso-8859-1 utf-8 windows-1252 iso-8859-15'),
    ('Příliš žluťoučký kůň', 'iso-8859-2 utf-8 windows-1250'),
    ('Съешь ещё этих мягких французских булок', 'koi8-r windows-1251 iso-8859-5 utf-8'),
    ('Ξεσκεπάζω την ψυχοφθόρα βδελυγμία', 'iso-8859-7 windows-1253 utf-8'),
    ('课堂实验：分析邮件协议', 'gb2312 gbk gb18030 utf-8'),
    ('臺灣的電子郵件', 'big5 utf-8'),
    ('いろはにほへと 漢字カナ', 'iso-2022-jp shift_jis euc-jp utf-8'),
    ('안녕하세요 전자우편', 'euc-kr utf-8'),
    ('สวัสดีชาวโลก', 'tis-620 utf-8'),
    ('שלום עולם', 'iso-8859-8 windows-1255 utf-8'),
    ('🐧📬 emoji', 'utf-8 utf-16 utf-7'),
    ('plain text only', 'us-ascii utf-8'),
]


def text(r, lines):
    s, sets = r.choice(TEXTS)
    words = s.split() + ['-' * r.randrange(4), '=', 'From x', '.']
    body = '\n'.join(' '.join(r.choices(words, k=r.randrange(9))).rstrip()
                     for _ in range(lines)) + '\n'
    return body, r.choice(sets.split())


def leaf(r, want):
    if r.random() < .4:
        octets = r.randbytes(r.choice([0, 1, 2, 3, 56, 57, 58, 1000, 40000]))
        p = MIMEApplication(octets, r.choice(['octet-stream', 'pdf', 'x-a.b+c']))
        want.append((octets, None, p))
    else:
        body, charset = text(r, r.randrange(12))
        octets = body.encode(charset)
        p = MIMEText('', r.choice(['plain', 'html']), 'us-ascii')
        del p['Content-Transfer-Encoding']
        p.set_param('charset', charset)
        # A line end in UTF-16 is no line end to quoted-printable.
        if charset != 'utf-16' and r.random() < .5:
            p['Content-Transfer-Encoding'] = 'quoted-printable'
            p.set_payload(email.quoprimime.body_encode(octets.decode('latin-1')))
        else:
            p['Content-Transfer-Encoding'] = 'base64'
            p.set_payload(email.base64mime.body_encode(octets))
        want.append((octets, charset, p))
    name(r, p)
    return p


def name(r, p):
    s, sets = r.choice(TEXTS)
    filename = s[:r.randrange(1, 40)] + r.choice(['.txt', '', '.tar.gz', ' (1).pdf'])
    filename = filename.strip()
    how = r.randrange(4)
    if how == 0:
        return
    p.wanted_name = filename
    charset = r.choice(sets.split())
    if how == 1:      # RFC 2231
        p.add_header('Content-Disposition', 'attachment', filename=(charset, 'x', filename))
    elif how == 2:    # encoded words in a parameter
        word = email.header.Header(filename, charset, maxlinelen=10 ** 6).encode()
        p.add_header('Content-Disposition', 'inline', filename=word)
    else:             # cut into segments by hand
        octets = ''.join('%%%02X' % o for o in filename.encode(charset))
        p['Content-Disposition'] = 'attachment'
        first, rest = octets[:12], octets[12:]
        value = "attachment;\n filename*0*=%s''%s" % (charset, first)
        for i in range(0, len(rest), 21):
            value += ';\n filename*%d*=%s' % (i // 21 + 1, rest[i:i + 21])
        p.replace_header('Content-Disposition', value)


def entity(r, want, depth=0):
    kind = r.random()
    if depth < 5 and kind < .45:
        p = MIMEMultipart(r.choice(['mixed', 'alternative', 'related']))
        want.append((None, None, p))
        p.preamble = r.choice([None, 'preamble\n'])
        p.epilogue = r.choice([None, '', 'epilogue\n--\n'])
        for _ in range(r.randrange(1, 5)):
            p.attach(entity(r, want, depth + 1))
        return p
    if depth < 5 and kind < .6:
        inner = []
        m = entity(r, inner, depth + 1)
        m['Subject'] = 'inside'
        p = MIMEMessage(m)
        want.append((None, None, p))
        want.extend(inner)
        return p
    return leaf(r, want)


def message(r):
    want = []
    m = entity(r, want)
    subject, sets = r.choice(TEXTS)
    subject = (subject + ' ') * r.randrange(1, 6)
    charset = r.choice(sets.split())
    m['Subject'] = email.header.Header(subject.strip(), charset, header_name='Subject')
    people = []
    for _ in range(r.randrange(1, 6)):
        s, sets = r.choice(TEXTS)
        s = r.choice([s, 'Doe, John', 'O"Neil \\ x', 'A. B. <c@d>', '', 'a:b;c'])
        addr = r.choice(['a@b.example', 'first.last@[192.0.2.1]', '"two words"@x.example'])
        people.append([s or None, addr])
    m['To'] = ', '.join(email.utils.formataddr((n, '')).removesuffix(' <>') + ' <%s>' % a
                        if n else a for n, a in people)
    when = r.randrange(0, 2 ** 32)
    m['Date'] = email.utils.formatdate(when, localtime=False)
    m['Message-ID'] = '<%d@x.example>' % r.randrange(10 ** 9)
    policy = email.policy.compat32.clone(linesep=r.choice(['\r\n', '\n']))
    return m.as_bytes(policy=policy), want, subject.strip(), people, when


def check(record, case):
    octets, want, subject, people, when = case
    if record['defects']:
        return 'defects %s' % record['defects']
    if record['subject'] != subject:
        return 'subject %r, not %r' % (record['subject'], subject)
    if [a[:2] for a in record['to']] != people:
        return 'to %r, not %r' % (record['to'], people)
    if record['date'] != when or record['octets'] != len(octets):
        return 'date or octets'
    if len(record['parts']) != len(want):
        return '%d parts, not %d' % (len(record['parts']), len(want))
    for p, (data, charset, built) in zip(record['parts'], want):
        if '%s/%s' % (p['type'], p['subtype']) != built.get_content_type():
            return 'type of %s' % p['path']
        if not p['complete'] or not p['closed']:
            return '%s not complete' % p['path']
        if charset and p['charset'] != charset:
            return 'charset of %s' % p['path']
        if p['name'] != getattr(built, 'wanted_name', None):
            return 'name of %s: %r, not %r' % (p['path'], p['name'], built.wanted_name)
        if data is None:
            continue
        ends = {data} if charset is None else {data, data.replace(b'\n', b'\r\n')}
        if p['sha256'] not in {hashlib.sha256(d).hexdigest() for d in ends}:
            return 'octets of %s (%s)' % (p['path'], p['encoding'])
    return None


def expected_after(part, parts, hole_end):
    """Can this part be found although octets before it are missing?"""
    parent = parts[part['parent']]
    while True:
        if parent['body_offset'] > parent['hole_start']:
            return False      # what it stands in was not seen to begin
        if parent['parent'] < 0:
            break
        parent = parts[parent['parent']]
    # Its boundary, 60 octets at most, must be there too.
    return part['header_offset'] >= hole_end + 60 and \
        '%s/' % parts[part['parent']]['type'] == 'multipart/'


def check_hole(program, name, record, start, octets):
    """Leaves out `octets` from `start` on and looks at what is left."""
    out = subprocess.run([program, '-c', '1448', '-g', '%d:%d' % (start, octets), name],
                         capture_output=True)
    if out.returncode:
        sys.exit(out.stderr.decode(errors='replace'))
    holed = json.loads(out.stdout)
    if holed['octets'] != record['octets']:
        return 'octets with a hole'
    found = {p['header_offset']: p for p in holed['parts']}
    for p in record['parts']:
        p['hole_start'] = start
    for p in record['parts']:
        # The boundary that ends it must be there as well.
        before = p['body_offset'] + p['body_octets'] + 70 < start
        after = p['parent'] >= 0 and expected_after(p, record['parts'], start + octets)
        same = found.get(p['header_offset'])
        if not before and not after:
            continue
        if not same:
            return '%s not found' % p['path']
        if same['sha256'] != p['sha256'] or same['name'] != p['name'] or \
                not same['complete']:
            return '%s is not the same' % p['path']
    if holed['parts'][0]['complete'] or holed['parts'][0]['missing'] != octets:
        return 'the message is not marked'
    return None


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(10 ** 9)
    print('seed', seed)
    r = random.Random(seed)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        cases, files = [], []
        for i in range(count):
            cases.append(message(r))
            files.append(os.path.join(folder, '%d.eml' % i))
            with open(files[-1], 'wb') as f:
                f.write(cases[-1][0])
        whole = None
        for size in 0, 1, 2, 5, 77, 4096:
            out = subprocess.run([program, '-c', str(size), *files], capture_output=True)
            if out.returncode:
                sys.exit(out.stderr.decode(errors='replace'))
            lines = out.stdout.decode().split('\n')[:-1]
            whole = whole or lines
            for case, line, first in zip(cases, lines, whole):
                record = json.loads(line)
                wrong = check(record, case) if line is first else \
                    None if line == first else 'not the same in pieces of %d' % size
                if wrong:
                    bad += 1
                    print('%s: %s' % (os.path.basename(record['file']), wrong))
        for name, line in zip(files, whole):
            record = json.loads(line)
            octets = r.randrange(1, 1 + min(3000, record['octets'] // 2))
            start = r.randrange(record['octets'] - octets)
            wrong = check_hole(program, name, record, start, octets)
            if wrong:
                bad += 1
                print('%s: without %d octets from %d on: %s' % (
                    os.path.basename(name), octets, start, wrong))
    print('%d messages, %d wrong' % (count, bad))
    sys.exit(bool(bad))


main()
