# SPDX-License-Identifier: BSD-2-Clause
"""shapes_imap.py - sessions of IMAP of size n, normal and hostile; see shapes.py."""
import zlib

from wire import Capture, Talk

MESSAGE = (b'From: <liming@example.org>\r\nSubject: a message\r\n\r\n' +
           b'It costs what it costs.\r\n' * 80)


def imap(number=0):
    t = Talk(Capture(), number, port=143).open()
    t.server(b'* OK [CAPABILITY IMAP4rev1 LITERAL+] IMAP ready\r\n')
    ask(t, b'in LOGIN liming plain-to-see')
    return t


def ask(t, command, *untagged):
    t.client(command + b'\r\n')
    t.server(b''.join(untagged) + command.split()[0] + b' OK done\r\n')


def done(t):
    ask(t, b'out LOGOUT', b'* BYE\r\n')
    t.close()
    return t.capture.octets()


def one(command, untagged):
    """A session with one command that has this answer."""
    t = imap()
    ask(t, b'se SELECT INBOX', b'* 9 EXISTS\r\n')
    ask(t, b'a1 ' + command, untagged)
    return done(t)


def fetch(n):
    return one(b'FETCH 1:%d (UID FLAGS BODY[])' % n,
               b''.join(b'* %d FETCH (UID %d FLAGS () BODY[] {%d}\r\n%s)\r\n' %
                        (i + 1, i + 7, len(MESSAGE), MESSAGE) for i in range(n)))


def fetch_flags(n):
    return one(b'FETCH 1:* (UID FLAGS)', b''.join(b'* %d FETCH (UID %d FLAGS (\\Seen))\r\n' %
                                                  (i + 1, i + 7) for i in range(n)))


def described(n):
    return one(b'FETCH 1:* (ENVELOPE BODYSTRUCTURE)', b''.join(
        b'* %d FETCH (ENVELOPE (NIL "subject" ((NIL NIL "a" "example.org")) NIL NIL NIL NIL NIL NIL '
        b'NIL) BODYSTRUCTURE (("text" "plain" NIL NIL NIL "7bit" 1 1)("text" "html" NIL NIL NIL '
        b'"7bit" 1 1) "mixed"))\r\n' % (i + 1) for i in range(n)))


def appended(n):
    t = imap()
    for i in range(n):
        ask(t, b'a%d APPEND Sent {%d+}\r\n%s' % (i, len(MESSAGE), MESSAGE))
    return done(t)


def ranges(n):
    t = imap()
    ask(t, b'se SELECT INBOX', b'* 1 EXISTS\r\n')
    for i in range(n):
        ask(t, b'a%d FETCH 1 BODY.PEEK[]<%d.10>' % (i, i * 10),
            b'* 1 FETCH (BODY[]<%d> {10}\r\n01234567\r\n)\r\n' % (i * 10))
    return done(t)


def ranges_of_many(n):
    """The first range of each message, and no other ever."""
    t = imap()
    ask(t, b'se SELECT INBOX', b'* 9 EXISTS\r\n')
    ask(t, b'a1 FETCH 1:* BODY[]<0.10>', b''.join(
        b'* %d FETCH (BODY[]<0> {10}\r\n01234567\r\n)\r\n' % (i + 1) for i in range(n)))
    return done(t)


def ranges_backwards(n):
    t = imap()
    ask(t, b'se SELECT INBOX', b'* 1 EXISTS\r\n')
    for i in reversed(range(n)):
        ask(t, b'a%d FETCH 1 BODY.PEEK[]<%d.10>' % (i, i * 10),
            b'* 1 FETCH (BODY[]<%d> {10}\r\n01234567\r\n)\r\n' % (i * 10))
    return done(t)


def parts_of_one(n):
    """One BODYSTRUCTURE of many parts, and its last part again and again."""
    parts = b'("text" "plain" ("name" "x") NIL NIL "7bit" 1 1)' * 500
    t = imap()
    ask(t, b'se SELECT INBOX', b'* 1 EXISTS\r\n')
    ask(t, b'a1 FETCH 1 BODYSTRUCTURE', b'* 1 FETCH (BODYSTRUCTURE (' + parts + b' "mixed"))\r\n')
    ask(t, b'a2 FETCH 1 BODY[500]', b'* 1 FETCH (BODY[500] {1}\r\nx)\r\n' * n)
    return done(t)


def expunged(n):
    return one(b'NOOP', b''.join(b'* 1 FETCH (UID %d RFC822.SIZE 9)\r\n* 1 EXPUNGE\r\n' % (i + 1)
                                 for i in range(n)))


def pipelined_fetches(n):
    """Sixty commands wait, and every response may be an answer to any of them."""
    t = imap()
    ask(t, b'se SELECT INBOX', b'* 9 EXISTS\r\n')
    t.client(b''.join(b'a%d FETCH %s BODY[]<0.9>\r\n' % (i, b'9:8,' * 60 + b'1') for i in range(60)))
    t.server(b'* 7 FETCH (FLAGS ())\r\n' * n)
    t.server(b''.join(b'a%d OK done\r\n' % i for i in range(60)))
    return done(t)


def imap_commands(n):
    t = imap()
    for i in range(n):
        ask(t, b'a%d NOOP' % i)
    return done(t)


def imap_unanswered(n):
    """Never more than LIMIT_PIPELINE wait; the rest is given up."""
    t = imap()
    t.client(b''.join(b'a%d NOOP\r\n' % i for i in range(n)))
    return done(t)


def imap_answered_backwards(n):
    t = imap()
    t.client(b''.join(b'a%d NOOP\r\n' % i for i in range(n)))
    t.server(b''.join(b'a%d OK\r\n' % i for i in reversed(range(n))))
    return done(t)


def capabilities(n):
    return one(b'CAPABILITY', b'* CAPABILITY IMAP4rev1' + b''.join(b' X-%d' % i for i in range(n)) +
               b'\r\n')


def search(n):
    return one(b'SEARCH ALL', b'* SEARCH' + b''.join(b' %d' % (i + 1) for i in range(n)) + b'\r\n')


def parentheses(n):
    return one(b'FETCH 1 BODYSTRUCTURE', b'* 1 FETCH (BODYSTRUCTURE ' + b'(' * n + b')' * n + b')\r\n')


def quotes(n):
    return one(b'FETCH 1 ENVELOPE', b'* 1 FETCH (ENVELOPE (' + b'"\\"[' * n + b'))\r\n')


def literals(n):
    return one(b'FETCH 1 ENVELOPE', b'* 1 FETCH (ENVELOPE (' + b'{1}\r\nx ' * n + b'))\r\n')


def client_literals(n):
    return one(b'SEARCH' + b' {1+}\r\nx' * n, b'')


def endless_literal(n):
    """2^63 octets are announced, n come."""
    t = imap()
    t.client(b'a1 FETCH 1 BODY[]\r\n')
    t.server(b'* 1 FETCH (BODY[] {9223372036854775808}\r\n' + b'x' * n)
    t.close()
    return t.capture.octets()


def endless_response(n):
    return one(b'NOOP', b'* LIST ' + b'x' * n + b'\r\n')


def mailbox_names(n):
    return one(b'NOOP', b'') if n == 1 else one(
        b'STATUS ' + b'&U,BTFw-' * n + b' (MESSAGES)', b'* STATUS x (MESSAGES 1)\r\n')


def compressed(n):
    t = imap()
    ask(t, b'z1 COMPRESS DEFLATE')
    z = [zlib.compressobj(9, zlib.DEFLATED, -15) for _ in range(2)]
    for i in range(n):
        t.client(z[0].compress(b'a%d NOOP\r\n' % i) + z[0].flush(zlib.Z_SYNC_FLUSH))
        t.server(z[1].compress(b'a%d OK done\r\n' % i) + z[1].flush(zlib.Z_SYNC_FLUSH))
    t.close()
    return t.capture.octets()


def bomb(n):
    """n times 64 KiB of zeros, a thousand times smaller; beyond the cap nothing is read."""
    t = imap()
    ask(t, b'z1 COMPRESS DEFLATE')
    z = zlib.compressobj(9, zlib.DEFLATED, -15)
    t.server(b''.join(z.compress(bytes(65536)) for _ in range(n)) + z.flush(zlib.Z_SYNC_FLUSH))
    t.close()
    return t.capture.octets()


NORMAL = {fetch: 100, fetch_flags: 1500, described: 300, appended: 100, ranges: 300}

HOSTILE = {
    ranges_of_many: (600, None), ranges_backwards: (60, None), parts_of_one: (2000, None),
    expunged: (2000, None), pipelined_fetches: (1500, None), imap_commands: (1000, None),
    imap_unanswered: (2000, None), imap_answered_backwards: (1000, None),
    capabilities: (3000, None), search: (20000, None), parentheses: (20000, None),
    quotes: (10000, None), literals: (3000, None), client_literals: (2000, None),
    endless_literal: (500000, None), endless_response: (500000, None),
    mailbox_names: (500, None), compressed: (1000, None), bomb: (60, None),
}
