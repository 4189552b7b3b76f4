#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""mime_peers.py - the message parser against Python's email and GMime.

usage: mime_peers.py MIME_DUMP GMIME_DUMP FOLDER

Every file of FOLDER is a message.  Compared are the tree of parts, their types, names,
charsets and decoded octets (SHA-256), and the subject, date, message identifier and
addresses of the message, every header field with its decoded text (by all three), and the
dates of the hops.  Where the octets of each field lie is compared with the file itself.  The peers disagree with each other; where they disagree with
Mailwire, one of the decisions below must say why, by the RFC; docs/MESSAGES.md has them all.  What no decision covers
fails the test.  Also every message must give the same at any chunking.

The messages are not part of the project; MAILWIRE_MESSAGES names another folder.
GMIME_DUMP may be "": then only Python is asked.
"""
import collections, datetime, email, email.header, email.headerregistry, email.policy, email.utils
import hashlib, json, os, re, subprocess, sys

sys.setrecursionlimit(20000)
SANITIZER = re.compile(rb'ERROR: \w+Sanitizer|runtime error:')
TEXTS = 'subject', 'header', 'name'
ADDRESSES = 'from', 'to', 'cc', 'bcc', 'sender', 'reply_to'
REPLACED = '\ufffd'


def dump(program, files, *options):
    """One record per file, by the program's JSON lines."""
    records = []
    for i in range(0, len(files), 200):
        out = subprocess.run([program, *options, *files[i:i + 200]], capture_output=True)
        if out.returncode or SANITIZER.search(out.stderr):
            sys.exit('%s failed: %s' % (program, out.stderr.decode(errors='replace')[:3000]))
        for line in filter(None, out.stdout.decode('utf-8', 'replace').split('\n')):
            records.append(json.loads(line))
    return records


# --- what Python makes of a message, in the same form

def python_part(part, path):
    d = {'path': path, 'type': part.get_content_type(), 'name': None, 'charset': None,
         'headers': python_texts(part) if part.policy is email.policy.default else
         python_headers(part)}
    for key, ask in ('name', part.get_filename), ('charset', part.get_content_charset):
        try:
            d[key] = ask()
        except Exception as e:     # the library's own bugs
            d[key] = e
    if not part.is_multipart():
        try:
            octets = part.get_payload(decode=True)
            d['octets'] = len(octets)
            d['sha256'] = hashlib.sha256(octets).hexdigest()
        except Exception as e:
            d['sha256'] = e
    return d


def python_parts(part, prefix='', number=0):
    multi = part.get_content_maintype() == 'multipart' and part.is_multipart()
    path = prefix + (str(number) if number else 'TEXT' if multi else '1')
    yield python_part(part, path)
    if multi:
        inside = path + '.' if number else prefix
        for i, p in enumerate(part.get_payload()):
            yield from python_parts(p, inside, i + 1)
    # Every message/* is a message to Python; only these are to us (RFC 2046 5.2, 6532).
    elif part.is_multipart() and part.get_content_type() in (
            'message/rfc822', 'message/global', 'message/news'):
        yield from python_parts(part.get_payload(0), path + '.')


def python_addresses(m, field):
    people = []
    for h in m.get_all(field.replace('_', '-')) or []:
        for g in h.groups:
            people += [[a.display_name or None, a.addr_spec or None, g.display_name]
                       for a in g.addresses]
            if not g.addresses:
                people.append([None, None, g.display_name])
    return people


def tried(ask):
    try:
        return ask()
    except Exception as e:
        return e


def python_date(value):
    d = email.utils.parsedate_to_datetime(str(value))
    if d.tzinfo is None:
        d = d.replace(tzinfo=datetime.timezone.utc)
    return int(d.timestamp())


def python_headers(m):
    """Names and decoded texts, as far as Python can decode one."""
    found = []
    for name, raw in m.raw_items():
        unfolded = re.sub(r'\r?\n', '', str(raw))
        found.append((name, tried(lambda: str(email.header.make_header(
            email.header.decode_header(unfolded))))))
    return found


def python_texts(m):
    """The same as the new policy has them.  Fields with a structure (addresses, dates, types) it
    writes anew: these are compared by what they say, and None here."""
    texts = []
    for name, raw in m.raw_items():
        value = tried(lambda: m.policy.header_fetch_parse(name, raw))
        if not isinstance(value, (Exception, email.headerregistry.UnstructuredHeader)):
            value = None
        texts.append((name, value))
    return texts


def python_hops(m):
    return [tried(lambda: python_date(h.rsplit(';', 1)[1])) for h in
            map(str, m.get_all('received') or [])]


def python_record(octets, policy):
    m = email.message_from_bytes(octets, policy=policy)
    new = policy is email.policy.default
    subject = tried(lambda: m['subject'] and (str(m['subject']) if new else str(
        email.header.make_header(email.header.decode_header(m['subject'])))))
    r = {'parts': list(python_parts(m)), 'subject': subject,
         'date': tried(lambda: m['date'] and python_date(m['date'])),
         'message_id': tried(lambda: m['message-id'] and str(m['message-id']))}
    r['headers'] = python_texts(m) if new else python_headers(m)
    if not new:
        r['hops'] = python_hops(m)
    if new:
        for f in ADDRESSES:
            r[f] = tried(lambda f=f: python_addresses(m, f))
    return r


def gmime_record(g):
    """The same form; None when GMime sees no message."""
    if g['parts'] is None:
        return None
    for key in ('from', 'to', 'cc', 'parts', 'headers', 'content_headers'):
        g[key] = [v for v in g[key] if v is not None]
    # GMime gives the fields Content-* to the part that is the body.
    g['lists'] = g.pop('headers'), g.pop('content_headers')
    for p in g['parts']:
        p['headers'] = [v for v in p['headers'] if v is not None]
        p['type'] = ('%s/%s' % (p['type'], p['subtype'])).lower()
        p['octets'] = p.get('decoded_octets')
    return g


# --- decisions: each takes (field, ours, theirs, the case) and tells whether it explains

class Case:
    def __init__(self, octets, ours, theirs, peer):
        self.octets, self.ours, self.theirs, self.peer = octets, ours, theirs, peer
        self.defects = {d[1] for d in ours['defects']}


def plain(s):
    return ' '.join(str(s).split()).casefold()


def decided(defect):
    return lambda field, a, b, c: defect in c.defects


def eight_bit_header(field, a, b, c):
    head = re.split(rb'\r?\n\r?\n', c.octets)[0]
    return field not in ('tree', 'sha256') and re.search(rb'[\x80-\xff]', head)


def eight_bit_name(field, a, b, c):
    return c.peer == 'python' and re.search(rb'(?m)^[!-9;-~]*[\x80-\xff][^\s:]*:', c.octets)


def word_by_word(field, a, b, c):
    """GMime joins the base64 of neighbouring words before it decodes; ours is longer."""
    return field in (*TEXTS, *ADDRESSES) and c.peer == 'gmime' and len(str(a)) > len(str(b)) \
        and re.search(rb'=?\?=\s+=\?[^?]+\?[bB]\?', c.octets)


def blanks_in_words(field, a, b, c):
    return field in (*TEXTS, *ADDRESSES) and \
        re.search(rb'=\?[^?\s]+\?[QqBb]\?[^?\n]* [^?\n]*\?=', c.octets)


def cr_before_boundary(field, a, b, c):
    return field == 'sha256' and c.peer == 'gmime' and b['octets'] - a['octets'] == 1 and \
        b'\r\n\r\n--' in c.octets


def second_mbox(field, a, b, c):
    return field == 'tree' and c.octets.count(b'\nFrom ') + c.octets.startswith(b'From ') > 1


def encoded_badly(field, a, b, c):
    return field in (*TEXTS, *ADDRESSES) and (REPLACED in str(a) + str(b) or
                                                         '\udc80' <= max(str(b)) <= '\udcff')


def quoted_printable(field, a, b, c):
    return field == 'sha256' and a['encoding'] == 'quoted-printable'


def base64_rest(field, a, b, c):
    return field == 'sha256' and a['encoding'] == 'base64' and c.peer == 'gmime' and \
        0 < a['octets'] - b['octets'] <= 2


def base64_damage(field, a, b, c):
    return field == 'sha256' and a['encoding'] == 'base64' and \
        c.defects & {'base64_junk', 'base64_truncated', 'base64_restart'}


def last_line_end(field, a, b, c):
    return field == 'sha256' and c.peer == 'python' and 'unterminated' in c.defects and \
        a['octets'] - b['octets'] in (1, 2)


def message_line_end(field, a, b, c):
    return field == 'sha256' and c.peer == 'python' and a['octets'] - b['octets'] == 1 and \
        '.' in a['path']


def no_parts(field, a, b, c):
    return field == 'tree' and bool(c.defects & {'parts_none', 'boundary_missing'})


def empty_part(field, a, b, c):
    return field == 'tree' and any(not p['octets'] for p in c.ours['parts'])


def bare_cr(field, a, b, c):
    return bool(re.search(rb'\r(?!\n)', c.octets)) and c.peer == 'python'


def comment_name(field, a, b, c):
    """The same addresses, and the only names that differ are comments."""
    if field not in ADDRESSES or not isinstance(b, list) or len(a) != len(b):
        return False
    return all(x[1:] == y[1:] and (x[0] == y[0] or y[0] is None) for x, y in zip(a, b))


def invalid_address(field, a, b, c):
    return field in ADDRESSES and not isinstance(b, Exception) and \
        (len(b) < len(a) or any(not p[1] or '@' not in p[1] for p in a) or
         any('<>' in str(p[1]) or '"' in str(p[1]) for p in b) or
         any(p[0] and '@' in p[0] for p in a))


def words_in_text(field, a, b, c):
    """Encoded words with blanks inside or in quotes, or text glued to them."""
    return field in (*TEXTS, *ADDRESSES) and '=?' in str(b) or \
        plain(str(a)).replace(' ', '') == plain(str(b)).replace(' ', '')


def their_fault(field, a, b, c):
    return isinstance(b, Exception)


def type_invalid(field, a, b, c):
    return field in ('type', 'charset') and 'type_invalid' in c.defects


def rfc2231_first(field, a, b, c):
    return field == 'name' and 'param_twice' in c.defects


def name_of_message(field, a, b, c):
    return field == 'name' and c.peer == 'gmime' and b is None


def far_future(field, a, b, c):
    return field == 'date' and isinstance(b, int) and abs(b) > 9200000000


def date_words(field, a, b, c):
    return field == 'date' and re.search(rb'(?mi)^date:.*(?:[AP]M\b|\d\+|\) *[+-])', c.octets)


def obsolete_id(field, a, b, c):
    return field == 'message_id' and str(a).startswith(plain(b).strip('<>')[:8])


def superset(field, a, b, c):
    return field in TEXTS and re.search(
        rb'(?i)=\?(gb2312|iso-8859-1|iso-8859-8-i|iso-2022-jp|utf-16|us-ascii)[?*]', c.octets)


DECISIONS = [
    (their_fault, "the peer's own exception"),
    (decided('header_no_end'), 'a line without colon ends the header, as for Python and mail'
     ' servers; GMime skips it'),
    (decided('header_twice'), 'of a repeated field the first counts; GMime takes the last'),
    (decided('boundary_long'), 'a boundary over the limit is not opened'),
    (decided('boundary_nested'), 'one boundary for two multiparts: the innermost open one'),
    (decided('depth'), 'nested deeper than the limit'),
    (decided('encoding_on_container'), 'an encoded message is data until decoded (RFC 2046'
     ' 5.2.1)'),
    (decided('header_fold_first'), 'a continuation line with nothing before it is skipped'),
    (second_mbox, 'a line "From " in a header is passed over; GMime begins anew'),
    (eight_bit_name, 'octets over 127 in its name do not end a field'),
    (word_by_word, 'every encoded word is whole base64 (RFC 2047 2); GMime joins them first'),
    (blanks_in_words, 'an encoded word with blanks inside is decoded'),
    (cr_before_boundary, 'the line end before a boundary is CRLF (RFC 2046 5.1.1); GMime leaves'
     ' the CR'),
    (no_parts, 'a multipart without parts stays one; Python calls it text'),
    (type_invalid, 'an invalid type is text/plain (RFC 2045 5.2)'),
    (empty_part, 'a part without octets is a part; GMime leaves it out at the end'),
    (bare_cr, 'a bare CR ends no line (RFC 5322 2.2); for Python it does'),
    (quoted_printable, 'blanks at the end of a line are deleted (RFC 2045 6.7 rule 3)'),
    (base64_rest, 'octets of an unpadded quantum are data; GMime drops them'),
    (base64_damage, 'damaged base64: padding ends it (RFC 2045 6.8); Python may give up and'
     ' hand out the text'),
    (last_line_end, 'without a closing boundary the last line end is data (RFC 2046 5.1.1)'),
    (message_line_end, 'the line end of a message inside is data; Python drops it'),
    (comment_name, 'a name in a comment is a name'),
    (invalid_address, 'of a broken address what can be read is kept'),
    (eight_bit_header, 'raw octets over 127 are shown in the set they are in'),
    (encoded_badly, 'the declared set is wrong'),
    (superset, 'a label means what senders use it for (WHATWG): more characters'),
    (words_in_text, 'encoded words inside other text are decoded'),
    (rfc2231_first, 'name* before name'),
    (name_of_message, 'a container has a name too; GMime asks parts only, or needs quotes'),
    (decided('param_invalid'), 'a value without quotes goes up to the next ";"'),
    (far_future, 'moments fit in 64 bits of nanoseconds'),
    (date_words, 'PM, a zone without a blank before it, a comment before the zone'),
    (obsolete_id, 'blanks and comments in a msg-id are dropped (RFC 5322 4.5.4)'),
]


# --- comparing

def fields_of(ours, part):
    return [(h[1], h[2] or '') for h in ours['headers'] if h[0] == part]


def header_differences(mine, theirs):
    """Of one header; a text that is None is not compared."""
    if [n.lower() for n, _ in mine] != [n.lower() for n, _ in theirs]:
        yield 'headers', [n for n, _ in mine], [n for n, _ in theirs]
        return
    for (name, a), (_, b) in zip(mine, theirs):
        if b is not None and plain(a) != plain(b):
            yield 'header', '%s: %s' % (name, a), b if isinstance(b, Exception) else \
                '%s: %s' % (name, b)


def differences(ours, theirs):
    """(field, ours, theirs), the tree alone when it differs."""
    parts = [p for p in ours['parts'] if not p['inner']]
    mine = [(p['path'], '%s/%s' % (p['type'], p['subtype'])) for p in parts]
    his = [(p['path'], p['type']) for p in theirs['parts']]
    if [p for p, t in mine] != [p for p, t in his]:
        yield 'tree', mine, his
    else:
        for a, b, m, h in zip(parts, theirs['parts'], mine, his):
            if m != h:
                yield 'type', m[1], h[1]
            if a['name'] != b.get('name') and (a['name'] or b.get('name')):
                yield 'name', a['name'], b.get('name')
            if plain(a['charset'] or '') != plain(b['charset'] or ''):
                yield 'charset', a['charset'], b['charset']
            a['octets'] = a['decoded_octets']
            # The root's are compared below; GMime parts them for a message inside.
            if a['index'] and not ('lists' in theirs and a['root']):
                yield from header_differences(fields_of(ours, a['index']), b['headers'])
            if not a['multipart'] and not a['message'] and 'sha256' in b and \
                    a['sha256'] != b['sha256']:
                yield 'sha256', a, b
    if plain(ours['subject'] or '') != plain(theirs['subject'] or ''):
        yield 'subject', ours['subject'], theirs['subject']
    if ours.get('date') != theirs.get('date'):
        yield 'date', ours.get('date'), theirs.get('date')
    if (ours['message_id'] or '') != str(theirs['message_id'] or '').strip().strip('<>'):
        yield 'message_id', ours['message_id'], theirs['message_id']
    if 'headers' in theirs:
        yield from header_differences(fields_of(ours, 0), theirs['headers'])
    for content, theirs_list in enumerate(theirs.get('lists', [])):
        mine = [f for f in fields_of(ours, 0) if
                f[0].lower().startswith('content-') == bool(content)]
        yield from header_differences(mine, theirs_list)
    for h, b in zip(ours['received'], theirs.get('hops', [])):
        if h.get('date') != b:
            yield 'hop', h.get('date'), b
    for f in ADDRESSES:
        if f in theirs:
            mine = [[v or None for v in p] for p in ours[f]]
            his = theirs[f]
            if not isinstance(his, Exception):
                his = [[v or None for v in p] for p in his]
            if mine != his:
                yield f, mine, his


def misplaced(ours, octets):
    """Header fields whose octets are not where they are said to be."""
    for part, name, text, at, n in ours['headers']:
        field = octets[at:at + n]
        if not field.startswith(name.encode('utf-8', 'replace').split(b'\xef\xbf\xbd')[0]) or \
                not (field.endswith(b'\n') or at + n == len(octets)):
            yield name, field[:60]


def compare(name, ours, theirs, peer, octets, seen):
    bad = 0
    for i, p in enumerate(ours['parts']):
        p['octets'] = p['decoded_octets']
        p['index'] = i
        p['root'] = i == 0 or p['path'].endswith('TEXT') or any(
            q['message'] and p['path'] == q['path'] + '.1' for q in ours['parts'])
    case = Case(octets, ours, theirs, peer.split('-')[0])
    for field, a, b in differences(ours, theirs):
        for decision, why in DECISIONS:
            if decision(field, a, b, case):
                seen[why] += 1
                break
        else:
            bad += 1
            print('%s, %s of %s:\n  ours   %.400s\n  theirs %.400s' % (
                name, field, peer, ascii(a), ascii(b)))
    return bad


def main():
    mime_dump, gmime_dump, folder = sys.argv[1:]
    with open(os.path.join(os.path.dirname(__file__), '../../docs/MESSAGES.md')) as f:
        page = f.read()
    with open(os.path.join(os.path.dirname(__file__), '../unit/test_mime_decisions.c')) as f:
        tested = {why.replace('\\"', '"') for why in re.findall(
            r'^\t\{ "((?:[^"\\]|\\.)*)",', f.read(), re.M)}
    known = {why for _, why in DECISIONS}
    for why in known:
        if '| %s |' % why not in page:
            sys.exit('docs/MESSAGES.md does not say: ' + why)
    if tested != known - {"the peer's own exception"}:
        sys.exit('test_mime_decisions.c differs: %s' % sorted(tested ^ known))
    folder = os.environ.get('MAILWIRE_MESSAGES', folder)
    if not os.path.isdir(folder):
        print('no messages in', folder)
        sys.exit(77)
    files = sorted(os.path.join(d, f) for d, _, names in os.walk(folder) for f in names
                   if f != 'INDEX.tsv')
    ours = dump(mime_dump, files)
    bad = 0
    for size in '1', '7', '1000':
        for a, b in zip(ours, dump(mime_dump, files, '-c', size)):
            if a != b:
                print('%s: not the same in pieces of %s' % (a['file'], size))
                bad += 1
    gmime = dump(gmime_dump, files) if gmime_dump else [None] * len(files)
    seen = collections.Counter()
    for name, o, g in zip(files, ours, gmime):
        with open(name, 'rb') as f:
            octets = f.read()
        short = os.path.relpath(name, folder)
        for field, found in misplaced(o, octets):
            print('%s: %s is not where it should be: %r' % (short, field, found))
            bad += 1
        for peer in 'default', 'compat32':
            theirs = python_record(octets, getattr(email.policy, peer))
            bad += compare(short, o, theirs, 'python-' + peer, octets, seen)
        g = g and gmime_record(g)
        if g:
            bad += compare(short, o, g, 'gmime', octets, seen)
    print('%d messages' % len(files))
    for why, n in seen.most_common():
        print('%6d  %s' % (n, why))
    print('%d differences not decided' % bad)
    sys.exit(bool(bad))


main()
