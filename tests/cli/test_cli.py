#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""test_cli.py - the commands as a user meets them: bad input, exit status, closed pipes.

usage: test_cli.py MAILWIRE SAMPLE

Each test says in its name what is promised.  Captures are made here, octet by octet.
"""
import hashlib, json, os, pwd, re, shutil, struct, subprocess, sys, tempfile
import unittest, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../linear'))
from wire import Capture, Talk

MAILWIRE, SAMPLE = (os.path.abspath(p) for p in sys.argv[1:3])
READERS = ['read', 'sessions', 'messages', 'credentials', 'findings', 'packets',
           'events']
# Two runs with the same key give the same mailwire.auth.secret_hmac.
KEY = ['--hmac-key', 'hex:' + '5c' * 16]


def run(*args, stdin=None, **kw):
    return subprocess.run([MAILWIRE, *args], input=stdin, capture_output=True, timeout=60, **kw)


def records(r):
    """The lines of `events` but for the last, which is about the file."""
    lines = r.stdout.splitlines()
    assert json.loads(lines[-1])['event']['dataset'] == 'mailwire.capture'
    return lines[:-1]


def pcap_header(linktype=1, snaplen=65535):
    return struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, snaplen, linktype)


def record(data, captured=None, wire=None, ts=1):
    return struct.pack('<IIII', ts, 0, len(data) if captured is None else captured,
                       len(data) if wire is None else wire) + data


class InDirectory(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix='mailwire-cli.')
        self.addCleanup(shutil.rmtree, self.dir)

    def file(self, name, data):
        path = os.path.join(self.dir, name)
        with open(path, 'wb') as f:
            f.write(data)
        return path


class Files(InDirectory):
    def refused(self, path, *words):
        """Every reading command fails with status 1 and names the file and the reason."""
        for command in READERS:
            r = run(command, path)
            err = r.stderr.decode()
            self.assertEqual(r.returncode, 1, (command, err))
            self.assertIn(path, err)
            for w in words:
                self.assertIn(w, err)
            self.assertEqual(err.count('\n'), 1, err)

    def test_no_such_file(self):
        self.refused(os.path.join(self.dir, 'none.pcap'), 'No such file or directory')

    def test_a_directory(self):
        self.refused(self.dir, 'irectory')

    def test_empty_file(self):
        self.refused(self.file('empty.pcap', b''), 'empty')

    def test_not_a_capture(self):
        self.refused(self.file('text.pcap', b'Subject: hello\r\n' * 20), 'not a pcap or pcapng',
                     '0x')

    def test_truncated_header(self):
        self.refused(self.file('short.pcap', pcap_header()[:11]))

    def test_not_readable(self):
        path = self.file('closed.pcap', pcap_header())
        os.chmod(path, 0)
        if os.geteuid() != 0:
            self.refused(path, 'Permission denied')
            return
        # Root reads everything, so somebody else has to try.
        nobody = pwd.getpwnam('nobody')
        os.chmod(self.dir, 0o755)
        copy = os.path.join(self.dir, 'mailwire')
        shutil.copy(MAILWIRE, copy)
        r = subprocess.run([copy, 'sessions', path], capture_output=True, timeout=60,
                           user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[])
        self.assertEqual(r.returncode, 1)
        self.assertIn(path + ': Permission denied', r.stderr.decode())

    def test_truncated_last_packet_is_read_up_to_there_and_said(self):
        with open(SAMPLE, 'rb') as f:
            whole = f.read()
        full = [json.loads(l) for l in run('events', SAMPLE).stdout.splitlines()]
        path = self.file('cut.pcapng', whole[:len(whole) * 3 // 4])
        r = run('events', path)
        self.assertEqual(r.returncode, 0, r.stderr)
        self.assertIn(path, r.stderr.decode())
        got = [json.loads(l) for l in r.stdout.splitlines()]
        self.assertGreater(len(got), len(full) // 2)
        self.assertLess(len(got), len(full))

    def test_absurd_length_ends_the_file_with_a_word(self):
        path = self.file('absurd.pcap', pcap_header() + record(b'x' * 60) +
                         record(b'y' * 60, captured=0xfffffff0))
        r = run('packets', path)
        self.assertEqual(r.returncode, 0)
        self.assertEqual(len(r.stdout.splitlines()), 1)
        self.assertIn(path, r.stderr.decode())

    def test_unknown_link_type_is_named(self):
        path = self.file('usb.pcap', pcap_header(linktype=220) + record(b'x' * 60))
        r = run('sessions', path)
        self.assertEqual(r.returncode, 1)
        self.assertIn('link type 220', r.stderr.decode())
        self.assertIn(path, r.stderr.decode())

    def test_header_only_capture_is_no_failure(self):
        path = self.file('none.pcap', pcap_header())
        for command in READERS:
            r = run(command, path)
            self.assertEqual((r.returncode, r.stderr), (0, b''), command)

    def test_standard_input(self):
        with open(SAMPLE, 'rb') as f:
            data = f.read()
        self.assertEqual(records(run('events', *KEY, '-', stdin=data)),
                         records(run('events', *KEY, SAMPLE)))

    def test_standard_input_that_ends_early_or_is_given_twice(self):
        with open(SAMPLE, 'rb') as f:
            data = f.read()
        r = run('sessions', '-', stdin=data[:-1000])
        self.assertEqual(r.returncode, 0)
        self.assertIn('standard input: the file ends inside a block', r.stderr.decode())
        r = run('sessions', '-', '-', stdin=data)
        self.assertEqual(r.returncode, 1)
        self.assertIn('only once', r.stderr.decode())

    def test_compressed_input_is_recognised_by_content(self):
        import gzip, lzma, bz2
        with open(SAMPLE, 'rb') as f:
            data = f.read()
        plain = records(run('events', *KEY, SAMPLE))
        for pack in (gzip.compress, lzma.compress, bz2.compress):
            path = self.file('sample', pack(data))
            self.assertEqual(records(run('events', *KEY, path)), plain, pack)

    def test_a_file_alone_is_read(self):
        a, b = run(SAMPLE), run('read', SAMPLE)
        self.assertEqual((a.returncode, a.stdout), (b.returncode, b.stdout))


class Usage(unittest.TestCase):
    def wrong(self, *args):
        r = run(*args)
        self.assertEqual(r.returncode, 2, (args, r.stderr))
        self.assertTrue(r.stderr)
        self.assertEqual(r.stdout if args else b'', b'')

    def test_wrong_usage_is_status_2(self):
        for args in (['read'], ['nocommand'], ['sessions', '--no-such-option', SAMPLE],
                     ['follow', SAMPLE], ['follow', SAMPLE, 'one'], ['extract', SAMPLE],
                     ['packets', '--frame', '0', SAMPLE], ['packets', '--frame'],
                     ['capture', '-a', 'forever'], ['capture', '-b', 'files:2'],
                     ['slice', SAMPLE], ['slice', '--session', '1', SAMPLE],
                     ['interfaces', SAMPLE]):
            self.wrong(*args)

    def test_a_command_mistyped_is_guessed(self):
        r = run('sesions', SAMPLE)
        self.assertEqual(r.returncode, 2)
        self.assertIn('"sessions"', r.stderr.decode())
        self.assertNotIn('nearest', run('zzz', SAMPLE).stderr.decode())

    def test_help_command_is_its_help(self):
        self.assertEqual(run('help', 'follow').stdout, run('follow', '--help').stdout)
        self.assertEqual(run('help', 'nosuch').returncode, 2)

    def test_no_arguments_show_the_commands(self):
        r = run()
        self.assertEqual(r.returncode, 2)
        self.assertIn(b'credentials', r.stdout)

    def test_help_of_every_command(self):
        names = [n for n in re.findall(r'^  (\w+) ', run('--help').stdout.decode(), re.M)
                 if n != 'mailwire']
        self.assertGreaterEqual(len(names), 12)
        for name in names:
            r = run(name, '--help')
            self.assertEqual((r.returncode, r.stderr), (0, b''), name)
            self.assertIn(b'usage: mailwire ' + name.encode(), r.stdout)

    def test_no_such_session_or_message(self):
        for args in (['follow', SAMPLE, '999'], ['show', SAMPLE, '999'],
                     ['packets', '--frame', '99999', SAMPLE],
                     ['slice', '--session', '999', '-w', '/dev/null', SAMPLE]):
            r = run(*args)
            self.assertEqual(r.returncode, 1, args)
            self.assertTrue(r.stderr, args)


class Output(InDirectory):
    def test_full_disk_is_one_clear_error(self):
        for command in ('events', 'packets', 'read', 'sessions', 'messages'):
            with open('/dev/full', 'wb') as full:
                r = subprocess.run([MAILWIRE, command, SAMPLE], stdout=full,
                                   stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(r.returncode, 1, command)
            self.assertIn('No space left', r.stderr.decode(), command)
            self.assertEqual(r.stderr.count(b'\n'), 1, r.stderr)

    def test_a_closed_pipe_is_quiet(self):
        p = subprocess.Popen([MAILWIRE, 'packets', '-V', '-x', SAMPLE], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
        p.stdout.readline()
        p.stdout.close()
        err = p.stderr.read()
        p.stderr.close()
        p.wait(timeout=60)
        self.assertEqual(err, b'')

    def test_no_colours_in_a_pipe(self):
        for command in READERS:
            self.assertNotIn(b'\033', run(command, SAMPLE).stdout, command)

    def test_secrets_are_hidden_by_default_everywhere(self):
        secret = b'plain-to-see'
        import base64
        packed = base64.b64encode(secret)
        self.assertIn(secret, run('credentials', '--show-secrets', SAMPLE).stdout)
        hex_dump = run('packets', '-x', SAMPLE).stdout
        for args in (['read'], ['credentials'], ['credentials', '--json'], ['events'],
                     ['sessions', '--json'], ['packets'], ['packets', '-V'], ['packets', '-x']):
            out = run(*args, SAMPLE).stdout
            self.assertNotIn(secret, out, args)
            self.assertNotIn(packed, out, args)
        for n in range(1, 9):
            out = run('follow', SAMPLE, str(n)).stdout
            self.assertNotIn(secret, out)
            self.assertNotIn(packed, out)
        columns = b''.join(l[56:].replace(b' ', b'') for l in hex_dump.splitlines()
                           if len(l) > 56 and l[4:6] == b'  ')
        self.assertNotIn(secret, columns)
        self.assertIn(b'EHLO', columns)

    def test_equal_secrets_are_recognised_without_being_shown(self):
        def hashes(*args):
            return [json.loads(l)['mailwire']['auth'].get('secret_hmac')
                    for l in run('credentials', '--json', *args, SAMPLE).stdout.splitlines()]
        path = self.file('key', b'0011223344556677' * 2 + b'\n')
        once, again = hashes(), hashes()
        self.assertTrue(any(once))
        # Within one run equal secrets look equal, between two runs nothing does.
        self.assertEqual([once.index(h) for h in once], [again.index(h) for h in again])
        self.assertFalse(set(filter(None, once)) & set(filter(None, again)))
        # With a key it is HMAC-SHA-256 of the secret, as anybody can compute it.
        import hashlib, hmac
        shown = [json.loads(l)['mailwire']['auth'].get('secret') for l in
                 run('credentials', '--json', '--show-secrets', SAMPLE).stdout.splitlines()]
        want = [s and hmac.new(bytes.fromhex('0011223344556677' * 2), s.encode(),
                               hashlib.sha256).hexdigest()[:32] for s in shown]
        self.assertEqual(hashes('--hmac-key', path), want)
        self.assertEqual(hashes('--hmac-key', 'hex:' + '0011223344556677' * 2), want)

    def test_a_bad_hmac_key_is_refused(self):
        for key in (self.file('short', b'abc'), 'hex:00112', 'hex:0011', '/no/such/key',
                    self.file('long', b'x' * 5000)):
            r = run('credentials', '--hmac-key', key, SAMPLE)
            self.assertEqual((r.returncode, r.stdout), (2, b''), key)

    def test_json_of_a_command_is_a_selection_of_events(self):
        events = run('events', *KEY, SAMPLE).stdout.splitlines()
        for command, dataset in (('sessions', 'session'), ('messages', 'message'),
                                 ('credentials', 'auth'), ('findings', 'finding')):
            want = [l for l in events
                    if json.loads(l)['event']['dataset'] == 'mailwire.' + dataset]
            key = KEY if command == 'credentials' else []
            self.assertEqual(run(command, '--json', *key, SAMPLE).stdout.splitlines(), want)

    def test_extract_for_mail_programs(self):
        import mailbox
        out, box, maildir = (os.path.join(self.dir, n) for n in ('all', 'box', 'maildir'))
        r = run('extract', '-d', out, '--eml', '--mbox', box, '--maildir', maildir,
                '--hash', 'md5,sha1', SAMPLE)
        self.assertEqual(r.returncode, 0, r.stderr)
        with open(os.path.join(out, 'manifest.json'), encoding='utf-8') as f:
            manifest = json.load(f)
        sent = []
        for message in manifest:
            self.assertEqual(message['parts'], [])
            with open(os.path.join(out, message['file']), 'rb') as f:
                octets = f.read()
            self.assertEqual(message['md5'], hashlib.md5(octets).hexdigest())
            self.assertEqual(message['sha1'], hashlib.sha1(octets).hexdigest())
            sent.append(octets.replace(b'\r\n', b'\n'))
        self.assertEqual([m.as_bytes() for m in mailbox.mbox(box)], sent)
        with open(box, 'rb') as f:
            self.assertEqual(f.read().count(b'\nFrom '), len(sent) - 1)
        new = os.path.join(maildir, 'new')
        got = []
        for name in os.listdir(new):
            with open(os.path.join(new, name), 'rb') as f:
                got.append(f.read())
        self.assertEqual(sorted(got), sorted(sent))

    def test_extract_leaves_out_what_is_too_large(self):
        out = os.path.join(self.dir, 'small')
        r = run('extract', '-d', out, '--max-size', '2K', SAMPLE)
        self.assertEqual(r.returncode, 0, r.stderr)
        self.assertIn(b'larger than --max-size left out', r.stdout)
        with open(os.path.join(out, 'manifest.json'), encoding='utf-8') as f:
            manifest = json.load(f)
        for item in manifest + [p for m in manifest for p in m['parts']]:
            if item.get('file'):
                self.assertLessEqual(os.path.getsize(os.path.join(out, item['file'])), 2048)
            else:
                self.assertGreater(item['size'], 2048)
                self.assertEqual(item['skipped'], 'larger than --max-size')
        self.assertEqual(run('extract', '-d', out + '2', '--max-size', 'x', SAMPLE).returncode, 2)
        self.assertEqual(run('extract', '-d', out + '2', '--hash', 'crc', SAMPLE).returncode, 2)

    def test_journey_follows_a_message_from_sender_to_reader(self):
        records = [json.loads(l) for l in run('messages', '--json', SAMPLE).stdout.splitlines()]
        of = {}
        for r in records:
            of.setdefault(r['email'].get('message_id'), []).append(r['mailwire']['message_id'])
        lines = run('messages', '--journey', '--json', SAMPLE).stdout.splitlines()
        got = {}
        for j in map(json.loads, lines):
            got[j['email'].get('message_id')] = [s['message_id'] for s in j['mailwire']['journey']]
            starts = [s['start'] for s in j['mailwire']['journey']]
            self.assertEqual(starts, sorted(starts))
            if len(starts) > 1:
                self.assertEqual(j['mailwire']['journey'][0]['direction'], 'submitted')
                self.assertEqual({s.get('body', 'same') for s in j['mailwire']['journey']}, {'same'})
        self.assertEqual({k: sorted(v) for k, v in got.items()}, of)
        text = run('messages', '--journey', SAMPLE).stdout.decode()
        self.assertIn('same body', text)
        self.assertNotIn('another body', text)

    def sent(self, c, number, port, message, login=False):
        t = Talk(c, number, port).open()
        t.server(b'220 mx.example.net\r\n')
        for client, server in ((b'LHLO c' if port == 24 else b'EHLO c', b'250-mx\r\n250 AUTH PLAIN'),
                               *([(b'AUTH PLAIN AGEAYg==', b'235 in')] if login else []),
                               (b'MAIL FROM:<a@example.org>', b'250 OK'),
                               (b'RCPT TO:<b@example.net>', b'250 OK'), (b'DATA', b'354 go')):
            t.client(client + b'\r\n')
            t.server(server + b'\r\n')
        t.client(message + b'.\r\n', mss=self.mss)
        t.server(b'250 OK\r\n')
        t.close()

    def fetched(self, c, number, *items):
        t = Talk(c, number, 143).open()
        t.server(b'* OK ready\r\n')
        for client, server in ((b'a LOGIN u p', b'a OK in'),
                               (b'b SELECT INBOX', b'* 1 EXISTS\r\nb OK [READ-WRITE]')):
            t.client(client + b'\r\n')
            t.server(server + b'\r\n')
        for uid, item, octets in items:
            t.client(b'c UID FETCH %d (%s)\r\n' % (uid, item))
            t.server(b'* 1 FETCH (UID %d %s {%d}\r\n%s)\r\nc OK\r\n' % (uid, item, len(octets), octets),
                     mss=self.mss)
        t.close()

    def journeys(self, c):
        r = run('messages', '--journey', '--json', self.file('journey.pcap', c.octets()))
        self.assertEqual(r.returncode, 0, r.stderr)
        for j in map(json.loads, r.stdout.splitlines()):
            yield j['email'].get('message_id'), [
                ' '.join(s[k] for k in ('stage', 'section', 'body') if k in s)
                for s in j['mailwire']['journey']]

    def test_journey_names_the_stages(self):
        mark = b'Received: from a by b; Mon, 23 Nov 2026 08:30:00 +0000\r\n'
        plain = b'Message-ID: <%d@example.org>\r\n\r\nhello\r\n'
        for self.mss in (1460, 1):
            c = Capture()
            self.sent(c, 0, 587, plain % 1)
            self.sent(c, 1, 25, plain % 1)                    # seen before
            self.sent(c, 2, 25, mark + plain % 1)
            self.sent(c, 3, 24, mark + plain % 1)
            self.fetched(c, 4, (1, b'BODY[]', mark + plain % 1))
            self.sent(c, 5, 25, mark + plain % 2, login=True)
            self.sent(c, 6, 25, plain % 3)                    # no server has marked it
            self.sent(c, 7, 25, mark + plain % 4)
            self.sent(c, 8, 465, mark + plain % 5)
            self.assertEqual(dict(self.journeys(c)), {
                '1@example.org': ['submitted same', 'relayed same', 'relayed same', 'delivered same',
                                  'retrieved same'],
                '2@example.org': ['submitted same'], '3@example.org': ['submitted same'],
                '4@example.org': ['relayed same'], '5@example.org': ['submitted same']})

    def test_journey_knows_a_body_that_is_fetched_alone(self):
        text = b'Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n'
        head = lambda n: b'Message-ID: <%d@example.org>\r\n%s\r\n' % (n, text)
        twice, none = b'=68ello\r\n', b''
        for self.mss in (1460, 1):
            c = Capture()
            self.sent(c, 0, 587, head(1) + b'=31\r\n')
            self.sent(c, 1, 587, head(2) + b'=32\r\n')
            self.sent(c, 2, 587, head(3) + twice)
            self.sent(c, 3, 587, head(4) + twice)
            self.sent(c, 4, 587, head(5) + none)
            self.fetched(c, 5, (7, b'BODY[TEXT]', b'=31\r\n'))
            self.fetched(c, 6, (8, b'BODY[TEXT]', b'another\r\n'), (8, b'BODY[HEADER]', head(2)))
            self.fetched(c, 7, (9, b'BODY[HEADER.FIELDS (MESSAGE-ID)]', head(3).split(b'\n')[0] + b'\n\r\n'),
                         (9, b'BODY[TEXT]', twice))
            self.fetched(c, 8, (3, b'BODY[TEXT]', twice), (4, b'BODY[TEXT]', b'new\r\n'),
                         (5, b'BODY[TEXT]', none))
            self.assertCountEqual(self.journeys(c), [
                ('1@example.org', ['submitted same', 'retrieved TEXT same']),
                ('2@example.org', ['submitted same', 'retrieved TEXT', 'retrieved HEADER']),
                ('3@example.org', ['submitted same', 'retrieved TEXT same']),
                ('4@example.org', ['submitted same']), ('5@example.org', ['submitted same']),
                (None, ['retrieved TEXT']),
                (None, ['retrieved TEXT same']), (None, ['retrieved TEXT same'])])

    def test_show_part_is_the_file_that_extract_writes(self):
        out = os.path.join(self.dir, 'parts')
        self.assertEqual(run('extract', '-d', out, SAMPLE).returncode, 0)
        with open(os.path.join(out, 'manifest.json'), encoding='utf-8') as f:
            message = json.load(f)[1]
        for part in message['parts']:
            with open(os.path.join(out, part['file']), 'rb') as f:
                want = f.read()
            r = run('show', '--part', part['path'], SAMPLE, '2')
            self.assertEqual((r.returncode, r.stdout), (0, want))
        r = run('show', '--part', '9.9', SAMPLE, '2')
        self.assertEqual(r.returncode, 1)
        self.assertIn(b'no part 9.9: it has 1.1, 1.2, 2', r.stderr)

    def test_without_a_number_it_says_where_numbers_are(self):
        for command, lists in (('show', b'messages'), ('follow', b'sessions')):
            r = run(command, SAMPLE)
            self.assertEqual(r.returncode, 2)
            self.assertIn(b'`mailwire ' + lists + b' FILE` lists them', r.stderr)

    def test_show_map_covers_every_octet_once(self):
        record = json.loads(run('messages', '--json', SAMPLE).stdout.splitlines()[1])
        size = record['mailwire']['message']['size']
        lines = run('show', '--map', SAMPLE, str(record['mailwire']['message_id'])).stdout
        at = 0
        for line in lines.decode().splitlines()[1:]:
            first, _, last = line.split()[0].replace(',', '').partition('-')
            self.assertEqual(int(first), at)
            at = int(last or first) + 1
        self.assertEqual(at, size)

    def test_show_headers_tells_where_fields_begin(self):
        raw = run('show', '--raw', SAMPLE, '1').stdout
        n = 0
        for line in run('show', '--headers', SAMPLE, '1').stdout.splitlines():
            words = line.split()
            if words and words[0].isdigit():
                self.assertEqual(raw[int(words[0]):][:len(words[1])], words[1])
                n += 1
        self.assertGreater(n, 5)

    def test_show_headers_of_a_message_inside(self):
        out = run('show', '--headers', '--part', 'HEADER', SAMPLE, '1')
        self.assertIn(b'Subject: ', out.stdout)
        self.assertNotIn(b'---', out.stdout)
        r = run('show', '--part', '9', '--headers', SAMPLE, '1')
        self.assertEqual(r.returncode, 1)
        self.assertIn(b'message 1 has no header 9', r.stderr)

    def test_show_takes_one_view(self):
        self.assertEqual(run('show', '--map', '--raw', SAMPLE, '1').returncode, 2)
        self.assertEqual(run('show', '--headers', '--part', '1', '--raw', SAMPLE, '1').returncode, 2)
        self.assertIn(b'HTML, as text', run('show', '--html', SAMPLE, '1').stdout)

    def test_extract_never_overwrites(self):
        out = os.path.join(self.dir, 'out')
        r = run('extract', '-d', out, SAMPLE)
        self.assertEqual(r.returncode, 0, r.stderr)
        before = {}
        for base, _, names in os.walk(out):
            for n in names:
                with open(os.path.join(base, n), 'rb') as f:
                    before[os.path.join(base, n)] = f.read()
        self.assertTrue(any(p.endswith('.eml') for p in before))
        run('extract', '-d', out, SAMPLE)
        for path, data in before.items():
            with open(path, 'rb') as f:
                self.assertEqual(f.read(), data, path)

    def mail(self, message):
        """A capture of one message that is delivered by SMTP."""
        c = Capture()
        t = Talk(c)
        t.open()
        t.server(b'220 mx.example.org ESMTP\r\n')
        for client, server in ((b'EHLO a.example.net', b'250 mx.example.org'),
                               (b'MAIL FROM:<a@example.net>', b'250 OK'),
                               (b'RCPT TO:<b@example.org>', b'250 OK'), (b'DATA', b'354 go'),
                               (message + b'.', b'250 OK'), (b'QUIT', b'221 bye')):
            t.client(client + b'\r\n')
            t.server(server + b'\r\n')
        t.close()
        return self.file('mail.pcap', c.octets())

    def attached(self, names):
        """A capture of a message with a file of each name."""
        parts = [b"--b\r\nContent-Disposition: attachment; filename*=utf-8''%s\r\n\r\nx\r\n"
                 % urllib.parse.quote(n, safe='').encode() for n in names]
        return self.mail(b'From: a@example.net\r\nMIME-Version: 1.0\r\nContent-Type: '
                         b'multipart/mixed; boundary=b\r\n\r\n' + b''.join(parts) + b'--b--\r\n')

    def test_extract_makes_names_harmless(self):
        names = {'same.txt': '1-same.txt', './same.txt': '2-same.txt', 'CON': '3-_CON',
                 'NUL': '4-_NUL', 'aux.txt': '5-_aux.txt', '../../x': '6-x', '/etc/x': '7-x',
                 'C:\\x': '8-x', '..': '9-part.txt', '...': '10-part.txt',
                 'a\u202etxt.exe': '11-a_txt.exe', 'a\x1b\x00\n\x7fb': '12-a_b',
                 '\u2066x': '13-_x', 'n' * 300 + '.pdf': '14-' + 'n' * 146 + '.pdf',
                 '\u4e2d' * 300: '15-' + '\u4e2d' * 50}
        out = os.path.join(self.dir, 'names')
        r = run('extract', '-d', out, self.attached(names))
        self.assertEqual(r.returncode, 0, r.stderr)
        self.assertEqual(sorted(os.listdir(self.dir)), ['mail.pcap', 'names'])
        self.assertEqual(sorted(os.listdir(out)), ['0001', '0001.eml', 'manifest.json'])
        self.assertEqual(sorted(os.listdir(os.path.join(out, '0001'))), sorted(names.values()))
        with open(os.path.join(out, 'manifest.json'), encoding='utf-8') as f:
            parts = json.load(f)[0]['parts']
        self.assertEqual([p['file'] for p in parts], ['0001/' + n for n in names.values()])
        self.assertEqual([p['name'] for p in parts][:10], list(names)[:10])

    def test_extract_follows_no_link_but_the_directory_itself(self):
        capture = self.attached(['x'])
        victim = os.path.join(self.dir, 'victim')
        os.mkdir(victim)
        for planted, options in (('0001', []), ('0001', ['--parts']), ('0001.eml', []),
                                 ('manifest.json', []), ('box', ['--mbox', 'out/box']),
                                 ('tmp', ['--maildir', 'out']), ('new', ['--maildir', 'out'])):
            for target in ('../victim', '../victim/missing'):
                out = os.path.join(self.dir, 'out')
                os.mkdir(out)
                os.symlink(target, os.path.join(out, planted))
                r = run('extract', '-d', 'out', *options, capture, cwd=self.dir)
                self.assertEqual(r.returncode, 1, (planted, target))
                self.assertIn(b'out/' + planted.encode(), r.stderr)
                self.assertEqual(os.listdir(victim), [], (planted, target))
                self.assertEqual(os.readlink(os.path.join(out, planted)), target)
                shutil.rmtree(out)
        os.symlink('victim', os.path.join(self.dir, 'out'))
        self.assertEqual(run('extract', '-d', 'out', capture, cwd=self.dir).returncode, 0)
        self.assertEqual(sorted(os.listdir(victim)), ['0001', '0001.eml', 'manifest.json'])

    def test_extract_names_what_is_in_the_way(self):
        capture = self.attached(['x'])
        link = lambda to: lambda path: os.symlink(to, path)
        touch = lambda path: open(path, 'w').close()
        there = '%s is there already (%s), and nothing is ever overwritten: choose another place'
        not_followed = 'a symbolic link, which is not followed'
        for planted, how, options, said in (
                ('out/0001', os.mkdir, [], there % ('out/0001', 'a directory')),
                ('out/0001', touch, [], there % ('out/0001', 'a file')),
                ('out/0001', link('..'), [], there % ('out/0001', not_followed)),
                ('out/0001', os.mkfifo, [], there % ('out/0001', 'no regular file')),
                ('out/0001.eml', os.mkdir, [], there % ('out/0001.eml', 'a directory')),
                ('out/0001.eml', link('no'), [], there % ('out/0001.eml', not_followed)),
                ('out/manifest.json', link('no'), [], there % ('out/manifest.json', not_followed)),
                ('out/box', os.mkdir, ['--mbox', 'out/box'], there % ('out/box', 'a directory')),
                ('out/cur', touch, ['--maildir', 'out'], 'cannot write into out/cur: it is a file'),
                ('out/cur', link('..'), ['--maildir', 'out'],
                 'cannot write into out/cur: it is ' + not_followed),
                ('md', link('no'), ['--maildir', 'md/'],
                 'cannot write into md: it is a symbolic link to what is not there'),
                ('md', touch, ['--maildir', 'md'], 'cannot write into md: it is not a directory')):
            os.mkdir(os.path.join(self.dir, 'out'))
            how(os.path.join(self.dir, planted))
            r = run('extract', '-d', 'out//', *options, capture, cwd=self.dir)
            self.assertEqual((r.returncode, r.stderr.decode()), (1, 'mailwire: %s\n' % said))
            shutil.rmtree(os.path.join(self.dir, 'out'))
            if os.path.lexists(os.path.join(self.dir, 'md')):
                os.unlink(os.path.join(self.dir, 'md'))

    def test_the_account_tells_a_login_in_its_place(self):
        lines = run('read', '--show-secrets', SAMPLE).stdout.decode().splitlines()
        at = next(i for i, l in enumerate(lines) if 'C: AUTH LOGIN' in l)
        said = [l.split(None, 1) for l in lines[at:at + 6]]
        self.assertEqual([frame for frame, _ in said], ['8', '9', '10', '11', '12', '13'])
        self.assertIn('S: 334 VXNlcm5hbWU6  = Username:', said[1][1])
        self.assertIn('= plain-to-see', said[4][1])
        self.assertIn('S: 235 ', said[5][1])
        hidden = run('read', SAMPLE).stdout.decode().splitlines()
        self.assertTrue(hidden[at + 4].endswith('C: [hidden]'), hidden[at + 4])

    def test_the_account_tells_findings_where_they_belong(self):
        told = run('read', SAMPLE).stdout.decode()
        found = [json.loads(l) for l in run('findings', '--json', SAMPLE).stdout.splitlines()]
        self.assertTrue(found)
        for f in found:
            chapter = told.split('\nSession %d: ' % f['mailwire']['session_id'])[1].split('\nSession ')[0]
            self.assertIn(f['rule']['id'], chapter.split('\n  Findings\n')[1])
        self.assertRegex(told.split('\nSummary\n')[1], r'\b%d finding' % len(found))

    def test_extract_onto_a_full_disk_says_which_file(self):
        if os.geteuid() != 0 or subprocess.run(['unshare', '-m', 'true'], stderr=subprocess.DEVNULL).returncode:
            self.skipTest('needs root and a mount namespace')
        whole = os.path.join(self.dir, 'whole')
        self.assertEqual(run('extract', '-d', whole, SAMPLE).returncode, 0)
        r = subprocess.run(['unshare', '-m', 'sh', '-c', 'mkdir "$1/full" "$1/saved" && '
                            'mount -t tmpfs -o size=40k none "$1/full" && '
                            '{ "$2" extract -d "$1/full/out" "$3"; rc=$?; '
                            'cp -r "$1/full/out" "$1/saved"; exit $rc; }',
                            '-', self.dir, MAILWIRE, SAMPLE], capture_output=True, timeout=60)
        self.assertEqual(r.returncode, 1, r.stderr)
        self.assertRegex(r.stderr.decode(), 'cannot write .*/out/.*: No space left on device')
        self.assertEqual(r.stderr.count(b'\n'), 1, r.stderr)
        saved = os.path.join(self.dir, 'saved', 'out')
        written = [os.path.relpath(os.path.join(base, n), saved)
                   for base, _, names in os.walk(saved) for n in names if n != 'manifest.json']
        self.assertIn('0001.eml', written)
        for name in written:
            with open(os.path.join(saved, name), 'rb') as a, open(os.path.join(whole, name), 'rb') as b:
                self.assertEqual(a.read(), b.read(), name)

    def test_extract_onto_what_may_only_be_read_says_where(self):
        if os.geteuid() != 0 or subprocess.run(['unshare', '-m', 'true'], stderr=subprocess.DEVNULL).returncode:
            self.skipTest('needs root and a mount namespace')
        for place, said in (('', 'cannot make files in %s: Read-only file system'),
                            ('/out', 'cannot make the directory %s/out: Read-only file system')):
            r = subprocess.run(['unshare', '-m', 'sh', '-c', 'mount -t tmpfs -o ro none "$1" && '
                                'exec "$2" extract -d "$1$3" "$4"', '-', self.dir, MAILWIRE, place,
                                SAMPLE], capture_output=True, timeout=60)
            self.assertEqual((r.returncode, r.stderr.decode()),
                             (1, 'mailwire: %s\n' % (said % self.dir)))

    def test_slice_needs_a_place_and_room_for_its_output(self):
        for path, why in ((os.path.join(self.dir, 'no', 'x.pcapng'), 'No such file or directory'),
                          ('/dev/full', 'No space left')):
            r = run('slice', '--session', '1', '-w', path, SAMPLE)
            self.assertEqual(r.returncode, 1, path)
            self.assertIn(path, r.stderr.decode())
            self.assertIn(why, r.stderr.decode())

    def test_extract_needs_the_parent_of_its_directory(self):
        r = run('extract', '-d', os.path.join(self.dir, 'no', 'such'), SAMPLE)
        self.assertEqual(r.returncode, 1)
        self.assertIn('No such file or directory', r.stderr.decode())

    def test_stats_count_what_the_records_say(self):
        records = [json.loads(l) for l in run('events', SAMPLE).stdout.splitlines()]
        of = lambda name: [r for r in records if r['event']['dataset'] == 'mailwire.' + name]
        r = run('stats', '--json', SAMPLE)
        self.assertEqual(r.returncode, 0, r.stderr)
        stats = json.loads(r.stdout)['mailwire']['stats']
        self.assertEqual(stats['sessions'], len(of('session')))
        self.assertEqual(sum(m['count'] for m in stats['messages']), len(of('message')))
        self.assertEqual(sum(m['bytes'] for m in stats['messages']),
                         sum(m['mailwire']['message']['size'] for m in of('message')))
        self.assertEqual(sum(l['count'] for l in stats['logins']), len(of('auth')))
        commands = [c for c in of('command') if c['mailwire']['command'].get('seq')]
        self.assertEqual(sum(v['count'] for v in stats['replies'] if not v['verb'].startswith('(')),
                         len(commands))
        # The 90th percentile of each server and verb, by nearest rank.
        own = {}
        for c in commands:
            t = c['mailwire'].get('timing', {})
            if 'server_ms' in t:
                key = (c['destination']['port'], c['network']['protocol'],
                       c['mailwire']['command']['verb'], c['destination']['ip'])
                own.setdefault(key, []).append(t['server_ms'] - t.get('queue_ms', 0) -
                                               t.get('network_ms', 0))
        for v in stats['replies']:
            if v['verb'].startswith('('):
                continue
            ip, port = v['server'].rsplit(':', 1)
            times = sorted(own[(int(port), v['protocol'], v['verb'], ip.strip('[]'))])
            self.assertAlmostEqual(v['server_time']['p90_ms'], times[-(-9 * len(times) // 10) - 1], 5)
        text = run('stats', SAMPLE).stdout.decode()
        for title in ('Protocols', 'Longest waits', 'Messages', 'Replies by code', 'Logins'):
            self.assertIn(title, text)

    def test_lists_of_what_is_asked_for(self):
        def numbers(*args):
            return [l.split()[0] for l in run(*args).stdout.decode().splitlines()[1:]]
        self.assertEqual(numbers('sessions', '--slow=0.2', SAMPLE), ['1', '2', '4', '7'])
        self.assertEqual(numbers('sessions', '--refused', SAMPLE), [])
        self.assertEqual(numbers('sessions', '--address', '2001:db8:', SAMPLE), ['4', '5', '6'])
        self.assertEqual(numbers('sessions', '--user', 'nobody', SAMPLE), [])
        self.assertEqual(len(run('messages', '--json', '--address', 'LIMING@', SAMPLE)
                             .stdout.splitlines()), 11)
        self.assertEqual(run('messages', '--slow', SAMPLE).returncode, 0)
        for wrong in ('--slow=0', '--slow=', '--slow=1.', '--slow=x', '--slow=99999999999'):
            self.assertEqual(run('sessions', wrong, SAMPLE).returncode, 2, wrong)
        self.assertEqual(run('credentials', '--slow', SAMPLE).returncode, 2)

    def test_stats_into_a_pipe_that_closes(self):
        r = subprocess.run(['sh', '-c', '"$0" stats "$1" 2>&1 | head -1', MAILWIRE, SAMPLE],
                           capture_output=True)
        self.assertIn(b'8 sessions', r.stdout)
        self.assertNotIn(b'Assertion', r.stdout + r.stderr)

    def test_slice_gives_the_same_session_again(self):
        part = os.path.join(self.dir, 'part.pcapng')
        r = run('slice', '--session', '3', '-w', part, SAMPLE)
        self.assertEqual(r.returncode, 0, r.stderr)

        def said(path, n):
            out = run('follow', path, str(n)).stdout.decode().splitlines()
            return [l[34:] for l in out[1:-1] if ' of message ' not in l and ' ** ' not in l]
        self.assertIn('<-  +OK Logged in.', said(part, 1))
        self.assertEqual(said(part, 1), said(SAMPLE, 3))
        whole = json.loads(run('sessions', '--json', SAMPLE).stdout.splitlines()[2])
        again = json.loads(run('sessions', '--json', part).stdout.splitlines()[0])
        for key in ('bytes', 'packets', 'port'):
            self.assertEqual(whole['source'][key], again['source'][key])

    def test_slice_gives_all_of_a_message_of_more_frames_than_are_listed(self):
        path, part = (os.path.join(self.dir, n) for n in ('many.pcap', 'one.pcapng'))
        frames, c = 33000, Capture()
        talks = [Talk(c, i, 25).open() for i in range(2)]
        for t in talks:
            t.server(b'220 mx\r\n')
            for said in (b'EHLO c', b'MAIL FROM:<a@example.org>', b'RCPT TO:<b@example.net>', b'DATA'):
                t.client(said + b'\r\n')
                t.server(b'354 go on\r\n' if said == b'DATA' else b'250 OK\r\n')
            t.client(b'Subject: long\r\n\r\n')
        for i in range(frames):
            talks[i % 500 == 0].client(b'line %d\r\n' % i)
        for t in talks:
            t.client(b'.\r\n')
            t.server(b'250 OK\r\n')
        with open(path, 'wb') as f:
            f.write(c.octets())

        def messages(of):
            return [json.loads(l)['mailwire'] for l in run('messages', '--json', of).stdout.splitlines()]
        whole = max(messages(path), key=lambda m: len(m['message']['frames']))
        self.assertGreater(whole['message']['frames_total'], len(whole['message']['frames']))
        r = run('slice', '--message', str(whole['message_id']), '-w', part, path)
        self.assertEqual(r.returncode, 0, r.stderr)
        handshake = 3
        self.assertIn(b'%d packets' % (whole['message']['frames_total'] + handshake), r.stderr)

    def test_slice_hands_on_the_keys_of_its_sessions_only(self):
        def block(kind, body):
            body += b'\0' * (-len(body) % 4)
            return struct.pack('<II', kind, len(body) + 12) + body + \
                struct.pack('<I', len(body) + 12)

        def keys(n):
            line = b'CLIENT_RANDOM %064x %064x\n' % (n, 7 * n)
            return block(10, struct.pack('<II', 0x544c534b, len(line)) + line)
        wire = Capture()
        for n in 1, 2, 3:
            t = Talk(wire, n, port=993).open()
            hello = b'\1\0\0\x44\3\3' + n.to_bytes(32, 'big') + b'\0' * 34
            t.client(b'\x16\3\1' + struct.pack('>H', len(hello)) + hello)
            t.server(b'\x15\3\3\0\2\2\x28')
            t.close()
        out = block(0x0a0d0d0a, struct.pack('<IHHq', 0x1a2b3c4d, 1, 0, -1))
        out += block(1, struct.pack('<HHI', 1, 0, 0)) + keys(1) + keys(2)
        for i, f in enumerate(wire.frames):
            out += block(6, struct.pack('<IIIII', 0, 0, i, len(f), len(f)) + f)
        path, part = self.file('keys.pcapng', out + keys(3)), os.path.join(self.dir, 'part')
        for session in 1, 2, 3:
            r = run('slice', '--session', str(session), '-w', part, path)
            self.assertEqual(r.returncode, 0, r.stderr)
            with open(part, 'rb') as f:
                octets = f.read()
            for n in 1, 2, 3:
                self.assertEqual(b'CLIENT_RANDOM %064x' % n in octets, n == session)

    def test_wrong_checksums_are_counted_and_used(self):
        wire = Capture()
        t = Talk(wire).open()
        t.server(b'220 mail.example.org ESMTP\r\n')
        t.client(b'EHLO there.example.org\r\n')
        f = wire.frames[-1]
        wire.frames[-1] = f[:-3] + b'x' + f[-2:]  # what the sum does not cover any more
        path = self.file('sum.pcap', wire.octets())
        for options, commands, words in (([], 1, 'wrong checksum'),
                                         (['--check-checksums'], 0, 'wrong checksum')):
            records = [json.loads(l) for l in
                       run('events', *options, path).stdout.splitlines()]
            self.assertEqual(records[-1]['mailwire']['capture']['checksum'], {'bad_tcp': 1})
            session, = [r for r in records if r['event']['dataset'] == 'mailwire.session']
            self.assertEqual(session['mailwire']['session']['commands'], commands)
            self.assertIn(words, run('read', *options, path).stdout.decode())

    def test_limits_that_were_reached_are_told(self):
        wire = Capture()
        for n in range(3000):
            Talk(wire, n).at(0, 1, b'HELO')
        path = self.file('many.pcap', wire.octets())
        for command in READERS:
            r = run(command, '--memory', '1M', path)
            self.assertEqual(r.returncode, 0, command)
            self.assertRegex(r.stderr.decode(), r'[0-9]{4} of 3000 connections were given up')
        last = json.loads(run('events', '--memory', '1M', path).stdout.splitlines()[-1])
        self.assertGreater(last['mailwire']['capture']['connections']['evicted'], 2000)
        self.assertIn('given up to stay within the memory',
                      run('read', '--memory', '1M', path).stdout.decode())
        r = run('read', path)
        self.assertEqual(r.stderr, b'')
        self.assertNotIn('given up', r.stdout.decode())

    def test_slice_does_not_write_over_its_input(self):
        copy = os.path.join(self.dir, 'copy.pcapng')
        shutil.copy(SAMPLE, copy)
        r = run('slice', '--session', '1', '-w', copy, copy)
        self.assertEqual(r.returncode, 1)
        self.assertIn('being read', r.stderr.decode())
        with open(copy, 'rb') as a, open(SAMPLE, 'rb') as b:
            self.assertEqual(a.read(), b.read())


class Live(unittest.TestCase):
    def test_no_such_interface(self):
        if os.geteuid() != 0:
            self.skipTest('needs root')
        r = run('capture', '-i', 'nosuch0')
        self.assertEqual(r.returncode, 1)
        self.assertIn('nosuch0', r.stderr.decode())

    def test_bad_filter(self):
        if os.geteuid() != 0:
            self.skipTest('needs root')
        r = run('capture', '-i', 'lo', '-f', 'port mail or')
        self.assertEqual(r.returncode, 1)
        self.assertIn('port mail or', r.stderr.decode())

    def test_a_capture_that_cannot_be_saved_ends_with_the_reason(self):
        if os.geteuid() != 0:
            self.skipTest('needs root')
        for path, why in (('/no/such/directory/x.pcapng', 'No such file or directory'),
                          ('/dev/full', 'No space left')):
            r = run('capture', '-i', 'lo', '-c', '1', '-w', path)
            self.assertEqual(r.returncode, 1, path)
            self.assertIn(path, r.stderr.decode())
            self.assertIn(why, r.stderr.decode())

    def test_no_permission_says_what_to_do(self):
        kw = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam('nobody')
            kw = {'user': nobody.pw_uid, 'group': nobody.pw_gid, 'extra_groups': []}
        probe = tempfile.mkdtemp(prefix='mailwire-cli.')
        self.addCleanup(shutil.rmtree, probe)
        os.chmod(probe, 0o755)
        copy = os.path.join(probe, 'mailwire')
        shutil.copy(MAILWIRE, copy)
        r = subprocess.run([copy, 'capture', '-i', 'lo', '-c', '1'], capture_output=True,
                           timeout=60, **kw)
        self.assertEqual(r.returncode, 1)
        self.assertIn('permission', r.stderr.decode())
        self.assertIn('setcap', r.stderr.decode())


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1], verbosity=2)
