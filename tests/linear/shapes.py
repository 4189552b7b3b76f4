# SPDX-License-Identifier: BSD-2-Clause
"""shapes.py - what the cost of Mailwire is measured on: each function makes a capture of
size n, normal or hostile.

In the tables at the end: the n to measure (and its double), and None or the reason why this
shape is known to cost more than linear time; for memory, the n to measure and its tenfold.  Where base/limits.h has a cap, n stays below
it, or the cap would hide the cost; parameters, nested and nested_messages are beyond theirs on purpose.

Not here: collisions in the connection table.  Its hash is keyed with random octets at the
start of each run (stream/), so no capture made before the run can aim at it.
"""
import base64, random, zlib

import shapes_imap
from wire import ACK, CLIENT, MSS, SERVER, SYN, Capture, Talk, segment

LINE = b'It costs what it costs, and a line more costs a line more, not all again.\r\n'
HEADER = (b'From: Li Ming <liming@example.org>\r\nTo: <wang@example.net>\r\n'
          b'Subject: =?GB2312?B?zfjC58q10emy4srU08q8/g==?=\r\n'
          b'Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n')
END = b'\r\n.\r\n'


def smtp(capture, number=0):
    t = Talk(capture, number).open()
    t.server(b'220 mail.example.net ESMTP\r\n')
    t.client(b'EHLO there.example.org\r\n')
    t.server(b'250-mail.example.net\r\n250-PIPELINING\r\n250 8BITMIME\r\n')
    return t


def envelope(t):
    for command in (b'MAIL FROM:<liming@example.org>', b'RCPT TO:<wang@example.net>'):
        t.client(command + b'\r\n')
        t.server(b'250 2.1.0 Ok\r\n')
    t.client(b'DATA\r\n')
    t.server(b'354 End data with <CR><LF>.<CR><LF>\r\n')


def send(t, message, mss=MSS):
    envelope(t)
    t.client(message + END, mss)
    t.server(b'250 2.0.0 Ok: queued\r\n')


def goodbye(t):
    t.client(b'QUIT\r\n')
    t.server(b'221 2.0.0 Bye\r\n')
    t.close()


def done(t):
    goodbye(t)
    return t.capture.octets()


def one(message, mss=MSS):
    """A session with one message."""
    t = smtp(Capture())
    send(t, message, mss)
    return done(t)


def text(octets):
    return (LINE * (octets // len(LINE) + 1))[:octets]


# --- normal mail

def sessions(n):
    c = Capture()
    for i in range(n):
        t = smtp(c, i)
        send(t, HEADER + b'\r\n' + text(2000))
        goodbye(t)
    return c.octets()


def messages(n):
    t = smtp(Capture())
    for _ in range(n):
        send(t, HEADER + b'\r\n' + text(2000))
    return done(t)


def body(n):
    return one(HEADER + b'\r\n' + text(n))


def attachment(n):
    lines = base64.encodebytes(random.Random(1).randbytes(n)).replace(b'\n', b'\r\n')
    return one(HEADER + b'Content-Type: application/pdf; name="a.pdf"\r\n'
               b'Content-Transfer-Encoding: base64\r\n\r\n' + lines)


def pop3(capture, rows):
    t = Talk(capture, port=110).open()
    t.server(b'+OK ready\r\n')
    for command, reply in ((b'USER liming', b'+OK'), (b'PASS plain-to-see', b'+OK'),
                           (b'STAT', b'+OK %d 2000' % rows)):
        t.client(command + b'\r\n')
        t.server(reply + b'\r\n')
    return t


def retr(n):
    t = pop3(Capture(), n)
    for i in range(n):
        t.client(b'RETR %d\r\n' % (i + 1))
        t.server(b'+OK\r\n' + HEADER + b'\r\n' + text(2000) + END)
    t.client(b'QUIT\r\n')
    t.server(b'+OK\r\n')
    t.close()
    return t.capture.octets()


# --- segments, datagrams, connections

def octet_segments(n):
    return one(text(n), 1)


def scattered(n, order):
    """A body of n segments of 10 octets that arrive in this order; all of them wait for
    the first one, which comes last."""
    t = smtp(Capture())
    envelope(t)
    data, start = text(10 * n), t.seq[CLIENT]
    for i in order(list(range(1, n))) + [0]:
        t.at(CLIENT, start + 10 * i, data[10 * i:10 * i + 10])
    t.seq[CLIENT] += 10 * n
    t.client(END)
    t.server(b'250 Ok\r\n')
    return done(t)


def reverse_segments(n):
    return scattered(n, lambda s: s[::-1])


def shuffled_segments(n):
    return scattered(n, lambda s: random.Random(1).sample(s, len(s)))


def odd_then_even(n):
    return scattered(n, lambda s: s[::2] + s[1::2])


def overlapping(n, first):
    """n segments of 1,000 octets, each one a step of 10 further; `first` holds them all
    back until the end."""
    t = smtp(Capture())
    envelope(t)
    data, start = text(10 * n + 1000), t.seq[CLIENT]
    for i in list(range(first, n)) + [0] * first:
        t.at(CLIENT, start + 10 * i, data[10 * i:10 * i + 1000])
    t.seq[CLIENT] += 10 * (n - 1) + 1000
    t.client(END)
    t.server(b'250 Ok\r\n')
    return done(t)


def overlap_in_order(n):
    return overlapping(n, 0)


def overlap_held(n):
    # Segment 0 ends where a later one begins: there is a hole of 10 octets until it comes.
    return overlapping(n, 1)


def same_again(n):
    t = smtp(Capture())
    envelope(t)
    at = t.seq[CLIENT]
    t.client(text(MSS))
    for _ in range(n):
        t.at(CLIENT, at, text(MSS))
    t.client(END)
    t.server(b'250 Ok\r\n')
    return done(t)


def holes(n):
    """Every second segment was acknowledged, but is not in the capture."""
    t = smtp(Capture())
    envelope(t)
    for _ in range(n):
        t.client(text(200))
        t.seq[CLIENT] += 200
        t.at(SERVER, t.seq[SERVER])
    t.client(END)
    t.server(b'250 Ok\r\n')
    return done(t)


def syn_flood(n):
    # Many more than may be awake (LIMIT_AWAKE): falling asleep and waking cost as well.
    c = Capture()
    for i in range(n):
        t = Talk(c, i)
        c.tcp(*t.address, *t.port, 1, 0, SYN)
    return c.octets()


def one_packet_flows(n):
    c = Capture()
    for i in range(n):
        Talk(c, i).at(CLIENT, 1, b'HELO x\r\n')
    return c.octets()


def same_ports(n):
    c = Capture()
    for i in range(n):
        t = Talk(c)
        t.seq = [1000 + 100000 * i, 5000 + 100000 * i]
        t.open()
        t.server(b'220 mail.example.net\r\n')
        goodbye(t)
    return c.octets()


def fragments(n):
    """n datagrams of ten fragments, the last one first."""
    c = Capture()
    t = Talk(c).open()
    for i in range(n):
        s = segment(*t.address, *t.port, t.seq[0], t.seq[1], ACK, text(140))
        t.seq[0] += 140
        for at in range(len(s) // 16 * 16, -1, -16):
            cut = s[at:at + 16]
            more = 0x2000 if at + 16 < len(s) else 0
            c.ipv4(*t.address, cut, i & 0xffff, more | at // 8)
    return c.octets()


def tiny_fragments(n):
    """One datagram in n fragments of eight octets, the last one first, the first missing."""
    c = Capture()
    t = Talk(c)
    for i in range(n, 0, -1):
        c.ipv4(*t.address, b'12345678', 1, (0x2000 if i < n else 0) | i)
    return c.octets()


def never_whole(n):
    c = Capture()
    t = Talk(c)
    for i in range(n):
        c.ipv4(*t.address, text(64), i & 0xffff, 0x2001)
    return c.octets()


def over_budget(n):
    """Connections are given up all the time."""
    return one_packet_flows(n)


over_budget.options = ['--memory', '1M']


def held_over_budget(n):
    """n connections with octets that wait for others; the budget for these is reached."""
    c = Capture()
    for i in range(n):
        t = Talk(c, i).open()
        t.at(SERVER, t.seq[SERVER] + 100, text(500))
    return c.octets()


held_over_budget.options = ['--memory', '1M']


# --- sessions that are open and silent after 40 KB of messages

BETWEEN = 10  # seconds from one to the next: most have been silent for minutes

def idle_smtp(n):
    c = Capture()
    for i in range(n):
        c.wait(BETWEEN)
        send(smtp(c, i), HEADER + b'\r\n' + text(40000))
    return c.octets()


def idle_pop3(n):
    c = Capture()
    for i in range(n):
        c.wait(BETWEEN)
        t = Talk(c, i, 110).open()
        t.server(b'+OK ready\r\n')
        for command, reply in ((b'USER liming', b'+OK'), (b'PASS plain-to-see', b'+OK'),
                               (b'UIDL', b'+OK\r\n1 a\r\n2 b\r\n.'),
                               (b'RETR 1', b'+OK\r\n' + HEADER + b'\r\n' + text(40000) + b'\r\n.')):
            t.client(command + b'\r\n')
            t.server(reply + b'\r\n')
    return c.octets()


def idle_imap(n, compressed=False):
    c = Capture()
    message = HEADER + b'\r\n' + text(40000)
    compress = [(b'z COMPRESS DEFLATE', b'z OK')] if compressed else []
    for i in range(n):
        c.wait(BETWEEN)
        t = Talk(c, i, 143).open()
        t.server(b'* OK [CAPABILITY IMAP4rev1 IDLE%s] ready\r\n' %
                 (b' COMPRESS=DEFLATE' if compressed else b''))
        z = None
        for command, reply in [(b'a LOGIN liming plain', b'a OK'), *compress,
                               (b'b SELECT INBOX', b'* 2 EXISTS\r\nb OK'),
                               (b'c FETCH 1 BODY[]', b'* 1 FETCH (BODY[] {%d}\r\n%s)\r\nc OK' %
                                (len(message), message)), (b'd IDLE', b'+ idling')]:
            said = [command + b'\r\n', reply + b'\r\n']
            if z:
                said = [k.compress(s) + k.flush(zlib.Z_SYNC_FLUSH) for k, s in zip(z, said)]
            t.client(said[0])
            t.server(said[1])
            if command.startswith(b'z'):
                z = [zlib.compressobj(6, zlib.DEFLATED, -15) for _ in range(2)]
    return c.octets()


def idle_compressed(n):
    """As idle_imap, in COMPRESS=DEFLATE: the server remembers its last 32 KiB."""
    return idle_imap(n, True)


# --- lines, commands, replies

def endless_command(n):
    t = smtp(Capture())
    t.client(b'NOOP ' + b'x' * n)
    return done(t)


def endless_body_line(n):
    return one(HEADER + b'\r\n' + b'x' * n)


def pipelined(n):
    t = smtp(Capture())
    t.client(b'NOOP\r\n' * n)
    t.server(b'250 Ok\r\n' * n)
    return done(t)


def unanswered(n):
    t = smtp(Capture())
    t.client(b'NOOP\r\n' * n)
    return done(t)


def client_first(n):
    """The client talks in single octets before the greeting: they wait for it."""
    t = Talk(Capture()).open()
    t.client(b'EHLO there\r\n' + b'NOOP\r\n' * (n // 6), 1)
    t.server(b'220 mail.example.net\r\n' + b'250 Ok\r\n' * (n // 6 + 1))
    return done(t)


def reply_lines(n):
    t = smtp(Capture())
    t.client(b'HELP\r\n')
    t.server(b'214-help\r\n' * n + b'214 end\r\n')
    return done(t)


def recipients(n):
    t = smtp(Capture())
    t.client(b'MAIL FROM:<liming@example.org>\r\n')
    t.server(b'250 Ok\r\n')
    for i in range(0, n, 20):
        t.client(b''.join(b'RCPT TO:<user%d@example.net>\r\n' % j for j in range(i, i + 20)))
        t.server(b'250 Ok\r\n' * 20)
    t.client(b'DATA\r\n')
    t.server(b'354 Go\r\n')
    t.client(HEADER + END)
    t.server(b'250 Ok\r\n')
    return done(t)


def rcpt_parameters(n):
    """Recipients with parameters that are known, unknown and wrong."""
    t = smtp(Capture())
    t.client(b'MAIL FROM:<liming@example.org> ENVID=' + b'+2B' * 300 + b'\r\n')
    t.server(b'250 Ok\r\n')
    t.client(b'RCPT TO:<a@example.net> NOTIFY=NEVER ORCPT=utf-8;\\x{20AC}+2B X-A=1 NOTIFY=x\r\n' * n)
    t.server(b'250 Ok\r\n' * n)
    return done(t)


def one_rcpt(n):
    """All of the parameters in one line."""
    t = smtp(Capture())
    t.client(b'MAIL FROM:<liming@example.org>' + b' X=+2B' * n + b'\r\n')
    t.server(b'250 Ok\r\n')
    return done(t)


def secrets_repeated(n):
    """The server says a password again and again, and the beginning of it."""
    t = pop3(Capture(), 1)
    t.client(b'PASS ' + b'a' * 250 + b'b\r\n')
    t.server(b'-ERR ' + b'a' * n + b'\r\n')
    return done(t)


def smuggled_and_pipelined(n):
    """Commands in a message and behind it, and more replies than they deserve."""
    t = smtp(Capture())
    envelope(t)
    t.client(HEADER + b'\r\n\n.\r\n' + b'RSET\r\n' * n + b'.\r\n' + b'NOOP\r\n' * n)
    t.server(b'250 Ok\r\n' * (2 * n + 2))
    return done(t)


def capa(n):
    t = pop3(Capture(), 1)
    t.client(b'CAPA\r\n')
    t.server(b'+OK\r\n' + b''.join(b'X%d\r\n' % i for i in range(n)) + b'.\r\n')
    return done(t)


def ehlo_keywords(n):
    """EHLO is offered n keywords, then every command that needs one is used."""
    t = smtp(Capture())
    t.client(b'EHLO again\r\n')
    t.server(b'250-mx\r\n' + b''.join(b'250-X%d\r\n' % i for i in range(n)) + b'250 X\r\n')
    for _ in range(n // 20):
        t.client(b'MAIL FROM:<a@example.org> SIZE=1\r\n')
        t.server(b'250 Ok\r\n')
        t.client(b'RSET\r\n')
        t.server(b'250 Ok\r\n')
    return done(t)


def refused_mails(n):
    """A thousand recipients, and n commands that change nothing."""
    t = smtp(Capture())
    t.client(b'MAIL FROM:<liming@example.org>\r\n' + b'RCPT TO:<a@example.net>\r\n' * 1000)
    t.server(b'250 Ok\r\n' * 1001)
    t.client(b'MAIL FROM:<x@example.org>\r\n' * n)
    t.server(b'503 nested\r\n' * n)
    return done(t)


def transactions(n):
    t = smtp(Capture())
    t.client(b'MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\nRSET\r\n' * n)
    t.server(b'250 Ok\r\n550 no\r\n250 Ok\r\n' * n)
    return done(t)


def lmtp(n):
    t = Talk(Capture(), port=24).open()
    t.server(b'220 LMTP\r\n')
    t.client(b'LHLO x\r\nMAIL FROM:<a@example.org>\r\n' + b'RCPT TO:<b@example.net>\r\n' * n)
    t.server(b'250 x\r\n' + b'250 Ok\r\n' * (n + 1))
    t.client(b'DATA\r\n')
    t.server(b'354 Go\r\n')
    t.client(HEADER + END)
    t.server(b'250 Ok\r\n' * n)
    return done(t)


def chunks(n):
    t = smtp(Capture())
    t.client(b'MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\n')
    t.server(b'250 Ok\r\n' * 2)
    t.client(b'BDAT 1\r\nx' * n + b'BDAT 0\r\n' * n + b'BDAT 0 LAST\r\n')
    t.server(b'250 Ok\r\n' * (2 * n + 1))
    return done(t)


def lenient_ends(n):
    """Ends that only lenient servers see, with and without commands behind them."""
    return one(HEADER + b'\r\n' + b'.\n\n.\r\nx\r.\r' * n + b'\n.\n' + b'RSET\n' * n)


def dots_and_nuls(n):
    return one(HEADER + b'\r\n' + b'\n' + b'\0' * n + b'.' + b'\0.' * n + b'\r\n')


def unasked(n):
    t = smtp(Capture())
    t.server(b'250 what\r\n' * n)
    return done(t)


def listing(n):
    t = pop3(Capture(), n)
    for command, row in ((b'LIST', b'%d 2000\r\n'), (b'UIDL', b'%d uid-of-it\r\n')):
        t.client(command + b'\r\n')
        t.server(b'+OK\r\n' + b''.join(row % (i + 1) for i in range(n)) + b'.\r\n')
    t.client(b'QUIT\r\n')
    t.close()
    return t.capture.octets()


# --- messages

def headers(n):
    return one(HEADER + b''.join(b'X-Field-%d: value\r\n' % i for i in range(n)) + b'\r\nbody')


def received(n):
    return one(b'Received: by x with y; Thu, 1 Jan 1970 00:00:00 +0000\r\n' * n + HEADER)


def folded(n):
    return one(HEADER + b'X-Long: a\r\n' + b' folded again\r\n' * n + b'\r\nbody')


def words(n):
    return one(HEADER + b'Comments: a\r\nSubject: a\r\n' + b' =?utf-8?B?6K+V6aqM?=\r\n' * n)


def unclosed_words(n):
    return one(b'Subject: ' + b'=?utf-8?Q?' * n + b'\r\n\r\nbody')


def addresses(n):
    return one(HEADER + b'Cc: a@example.org' + b',\r\n b@example.org' * n + b'\r\n\r\nbody')


def comments(n):
    return one(b'To: ' + b'(' * n + b'\r\nDate: ' + b'(' * n + b'\r\n\r\nbody')


def parameters(n):
    return one(HEADER + b'Content-Type: text/plain' +
               b''.join(b';\r\n name*%d=abc' % i for i in range(n)) + b'\r\n\r\nbody')


MIXED = HEADER + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'


def parts(n):
    return one(MIXED + b'--b\r\nContent-Type: text/plain; name=x\r\n\r\ntext\r\n' * n + b'--b--')


def nested(n):
    return one(HEADER + b''.join(b'Content-Type: multipart/mixed; boundary="b%05d"\r\n\r\n--b%05d\r\n'
                                 % (i, i) for i in range(n)) + b'\r\ntext')


def nested_messages(n):
    """n messages in messages, of which each has what is read of one: hops, results, signatures."""
    return one(HEADER + (b'Content-Type: message/rfc822\r\n\r\n'
                         b'Received: by a; Mon, 23 Nov 2026 08:30:00 +0000\r\n'
                         b'Authentication-Results: a; spf=pass smtp.mailfrom=b\r\n'
                         b'DKIM-Signature: v=1; a=rsa-sha256; d=a; s=a; h=from; b=A; bh=AAAA\r\n') * n
               + b'\r\ntext')


def messages_inside(n):
    """One beside the other."""
    return one(MIXED + b'--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\n\r\ntext\r\n' * n
               + b'--b--')


def boundary_like(n):
    """Sixty multiparts are open, and every line might end one of them."""
    head = b''.join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i)
                    for i in range(60))
    return one(HEADER + head + b'\r\n' + b'--b6x\r\n--\r\n-\r\n' * n)


def padding(n):
    return one(HEADER + b'Content-Transfer-Encoding: base64\r\n\r\n' + (b'=' * 76 + b'\r\n') * n)


def soft_breaks(n):
    return one(HEADER + b'Content-Transfer-Encoding: quoted-printable\r\n\r\n' +
               b'= \t \t=\r\n=3D=\r\n' * n)


def dots(n):
    return one(HEADER + b'\r\n' + b'..\r\n.\r.\n' * n)


def uu(n):
    return one(HEADER + b'\r\n' + b'begin 644 x\r\nend\r\n' * n)


def signatures(n):
    return one(b'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=a; h=from;\r\n'
               b' bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n' * 4 + HEADER +
               b'\r\n' + b' a  b\t\r\n\r\n' * n)


def odd_received(n):
    return one(b'Received: from ' + b'<"(' * n + b'\r\nReceived: by [' + b'[tls cipher ' * n +
               b'\r\n' + HEADER)


def results(n):
    return one(b'Authentication-Results: a' + b'; x=y (z) b.c = d' * n + b'\r\n' + HEADER)


def list_addresses(n):
    return one(b'List-Unsubscribe: ' + b'<' * n + b'\r\nReferences: ' + b'<(' * n + b'\r\n' + HEADER)


def report(n):
    return one(HEADER + b'Content-Type: message/delivery-status\r\n\r\n' +
               b'Final-Recipient: rfc822; bob@example.org\r\nAction: failed\r\n  more\r\n\r\n' * n)


def calendar(n):
    return one(HEADER + b'Content-Type: text/calendar\r\n\r\n' +
               b'BEGIN:VEVENT\r\nSUMMARY:a\r\n b\r\nX"\r\n' * n)


def files_inside(n):
    return one(HEADER + b'\r\n' + b'begin 644 x\r\n#0V%T\r\n`\r\nend\r\n-----BEGIN PGP\r\n' * n)


def winmail(n):
    attribute = b'\x02\x02\x90\x06\0\0\0\0\0\0\0'
    return one(HEADER + b'Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n'
               + base64.encodebytes(b'\x78\x9f\x3e\x22\1\0' + attribute * n).replace(b'\n', b'\r\n'))


NORMAL = {
    sessions: 60, messages: 100, retr: 100, body: 400000, attachment: 300000,
} | shapes_imap.NORMAL

# A closed session waits a second of the capture's time for late frames (LIMIT_LINGER_MS), and
# there are about six hundred of these in it: fewer would measure how that fills.
MEMORY = NORMAL | {sessions: 1000}

# Shape: (n, KiB a session).  A compressed one must remember what was said.
IDLE = {idle_smtp: (200, 12), idle_pop3: (200, 12), idle_imap: (200, 12), idle_compressed: (150, 56)}

HOSTILE = {  # shape: (n, None or why it is known to be worse)
    octet_segments: (3000, None), reverse_segments: (3000, None),
    shuffled_segments: (3000, None), odd_then_even: (3000, None),
    overlap_in_order: (1500, None), overlap_held: (1500, None), same_again: (1500, None),
    holes: (1000, None), syn_flood: (40000, None), one_packet_flows: (2000, None),
    over_budget: (4000, None), held_over_budget: (3000, None),
    same_ports: (200, None), fragments: (800, None), tiny_fragments: (4000, None),
    never_whole: (4000, None),
    endless_command: (1000000, None), endless_body_line: (500000, None),
    pipelined: (2000, None), unanswered: (2000, None), client_first: (6000, None),
    ehlo_keywords: (4000, None), refused_mails: (2000, None), transactions: (1000, None),
    lmtp: (1000, None), chunks: (1000, None), lenient_ends: (10000, None),
    dots_and_nuls: (50000, None), unasked: (2000, None),
    rcpt_parameters: (1000, None), one_rcpt: (4000, None), secrets_repeated: (30000, None),
    smuggled_and_pipelined: (1000, None), capa: (4000, None),
    reply_lines: (4000, None), recipients: (1000, None), listing: (3000, None),
    headers: (2000, None), received: (2000, None), folded: (8000, None),
    words: (4000, None), unclosed_words: (10000, None), addresses: (1400, None),
    comments: (60000, None), parameters: (2000, None),
    parts: (450, None), nested: (1000, None),
    nested_messages: (1000, None), messages_inside: (200, None), boundary_like: (5000, None),
    padding: (5000, None), soft_breaks: (20000, None), dots: (30000, None), uu: (3000, None),
    signatures: (20000, None), odd_received: (20000, None), results: (10000, None),
    list_addresses: (60000, None), report: (3000, None), calendar: (5000, None),
    files_inside: (1000, None), winmail: (1000, None),
} | shapes_imap.HOSTILE
