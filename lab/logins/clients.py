#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""clients.py - the parts that no client at hand plays.

usage: clients.py token KEY USER SECONDS              a JSON Web Token, good for so many seconds
       clients.py box PORT HOST HOST-PORT CERT KEY CA one connection: ends TLS and hands it on
       clients.py xoauth2 HOST USER GOOD OLD           IMAP, with a token that expired first
       clients.py anonymous HOST                      IMAP and POP3 without a name
       clients.py extensions HOST USER PASSWORD FILE  ENABLE QRESYNC, CATENATE, GENURLAUTH, BURL

The box asks for a certificate, and tells whose it saw in a PROXY header of version 2
(haproxy.org, proxy-protocol.txt 2.2).  Anything unexpected ends the client with 1.
"""

import base64
import hashlib
import hmac
import imaplib
import json
import os
import re
import socket
import ssl
import struct
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from client import Line     # noqa: E402

TIMEOUT_SECONDS = 20
socket.setdefaulttimeout(TIMEOUT_SECONDS)


def expect(good, what):
    if not good:
        sys.exit("clients: " + what)


def b64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=")


def token(key, user, seconds):
    now = int(time.time())
    head = {"typ": "JWT", "alg": "HS256"}
    claims = {"sub": user, "email": user, "iat": now - 60, "nbf": now - 60, "exp": now + int(seconds)}
    text = b".".join(b64url(json.dumps(part).encode()) for part in (head, claims))
    print((text + b"." + b64url(hmac.new(key.encode(), text, hashlib.sha256).digest())).decode())


# --- a box that ends TLS ------------------------------------------------------------------

def tlv(kind, value):
    return struct.pack("!BH", kind, len(value)) + value


def proxy_header(client, server, name):
    """Version 2, over IPv4, with the TLS that was and the name in the client's certificate."""
    seen = struct.pack("!BI", 7, 0) + tlv(0x21, b"TLSv1.3") + tlv(0x22, name)
    body = socket.inet_aton(client[0]) + socket.inet_aton(server[0]) + struct.pack("!HH", client[1], server[1])
    body += tlv(0x20, seen)
    return b"\r\n\r\n\0\r\nQUIT\n\x21\x11" + struct.pack("!H", len(body)) + body


def copy(source, target):
    while octets := source.recv(65536):
        target.sendall(octets)
    try:
        # The plain one: that of a TLS socket forgets TLS, and the other direction, which still
        # reads from it, would hand on the records as they are.
        socket.socket.shutdown(target, socket.SHUT_WR)
    except OSError:
        pass        # it has gone


def box(port, host, host_port, certificate, key, authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(authority)
    context.verify_mode = ssl.CERT_REQUIRED
    listener = socket.create_server(("127.0.0.1", int(port)))
    print("listening", flush=True)
    accepted, client = listener.accept()
    inside = context.wrap_socket(accepted, server_side=True)
    names = [v for rdn in inside.getpeercert()["subject"] for k, v in rdn if k == "commonName"]
    server = socket.create_connection((host, int(host_port)))
    server.sendall(proxy_header(server.getsockname(), (host, int(host_port)), names[0].encode()))
    back = threading.Thread(target=copy, args=(server, inside), daemon=True)
    back.start()
    copy(inside, server)
    back.join(TIMEOUT_SECONDS)


# --- what libraries leave out -------------------------------------------------------------

def xoauth2(host, user, good, old):
    """curl takes OAUTHBEARER where both are offered."""
    for bearer, wanted in (old, False), (good, True):
        line = imaplib.IMAP4(host)
        words = ["user=%s\1auth=Bearer %s\1\1" % (user, bearer), ""]
        try:
            line.authenticate("XOAUTH2", lambda _: words.pop(0).encode())
        except imaplib.IMAP4.error:
            expect(not wanted, "a good token was refused")
        else:
            expect(wanted, "an old token was taken")
        line.logout()


def anonymous(host):
    line = imaplib.IMAP4(host)
    line.authenticate("ANONYMOUS", lambda _: b"visitor@example.com")
    line.select("INBOX")
    line.logout()
    line = Line(host, 110)
    line.pop3(None)
    line.pop3("AUTH ANONYMOUS " + base64.b64encode(b"visitor@example.com").decode())
    line.pop3("STAT")
    line.pop3("QUIT")
    line.close()


def ask(line, command, *arguments):
    """Any command of IMAP, whatever imaplib knows: its untagged lines."""
    tag = line._new_tag()
    line.send(b" ".join([tag, command.encode(), *(a.encode() for a in arguments)]) + b"\r\n")
    lines = []
    while True:
        text = line.readline()
        expect(text, "the server closed the line after %s" % command)
        if text.startswith(tag):
            expect(text[len(tag):].startswith(b" OK"), "%s was answered %r" % (command, text))
            return lines
        lines.append(text)


def extensions(host, user, password, path):
    with open(path, "rb") as file:
        octets = file.read()
    line = imaplib.IMAP4(host)
    line.login(user, password)
    line.enable("QRESYNC")
    line.create("Drafts")
    status, made = line.append("Drafts", "\\Draft", None, octets)
    expect(status == "OK", "APPEND: %r" % made)
    validity, uid = re.search(rb"APPENDUID (\d+) (\d+)", made[0]).groups()
    lines = ask(line, "SELECT", "Drafts")
    modseq = re.search(rb"HIGHESTMODSEQ (\d+)", b"".join(lines))[1].decode()

    # A message out of another one's header and a text of its own (RFC 4469).
    text = b"\r\n-- \r\nput together by the server\r\n"
    tag = line._new_tag()
    line.send(b'%s APPEND Drafts CATENATE (URL "/Drafts;UIDVALIDITY=%s/;UID=%s" TEXT {%d}\r\n' %
              (tag, validity, uid, len(text)))
    expect(line.readline().startswith(b"+"), "the literal was not asked for")
    line.send(text + b")\r\n")
    while not (answer := line.readline()).startswith(tag):
        pass
    expect(b" OK " in answer, "CATENATE was answered %r" % answer)
    second = re.search(rb"APPENDUID \d+ (\d+)", answer)[1].decode()

    ask(line, "UID", "FETCH", second, "(FLAGS BODY.PEEK[])")
    ask(line, "UID", "STORE", second, "+FLAGS.SILENT", "(\\Deleted)")
    gone = ask(line, "UID", "EXPUNGE", second)
    expect(any(l.startswith(b"* VANISHED ") for l in gone), "EXPUNGE told %r" % gone)
    ask(line, "UNSELECT")
    back = ask(line, "SELECT", "Drafts", "(QRESYNC (%s %s))" % (validity.decode(), modseq))
    expect(any(b"VANISHED (EARLIER)" in l for l in back), "QRESYNC told %r" % back)

    # A ticket for the draft, with which the submission server fetches it (RFC 4467, 4468).
    url = "imap://%s@mail.example.org/Drafts;UIDVALIDITY=%s/;UID=%s;URLAUTH=submit+%s" % (
        user.replace("@", "%40"), validity.decode(), uid.decode(), user.replace("@", "%40"))
    ticket = re.search(r'imap://[^" \r]+', b"".join(ask(line, "GENURLAUTH", '"%s"' % url, "INTERNAL")).decode())[0]
    submission = Line(host, 587)
    submission.smtp(None, "220")
    submission.smtp("EHLO dormitory", "250")
    submission.smtp("AUTH PLAIN " + base64.b64encode(("\0%s\0%s" % (user, password)).encode()).decode(), "235")
    submission.smtp("MAIL FROM:<%s>" % user, "250")
    submission.smtp("RCPT TO:<%s>" % user, "250")
    submission.smtp("BURL %s LAST" % ticket, "250")
    submission.smtp("QUIT", "221")
    submission.close()
    line.logout()


ROLES = {"token": (token, 3), "box": (box, 6), "xoauth2": (xoauth2, 4),
         "anonymous": (anonymous, 1), "extensions": (extensions, 4)}

if __name__ == "__main__":
    role, wanted = ROLES.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if role is None or len(sys.argv) - 2 != wanted:
        sys.exit(__doc__)
    try:
        role(*sys.argv[2:])
    except KeyboardInterrupt:
        sys.exit(130)
    except (OSError, imaplib.IMAP4.error) as error:
        sys.exit("clients: %s: %s" % (sys.argv[1], error))
