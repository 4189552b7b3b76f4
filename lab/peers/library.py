#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""library.py - Python's own mail libraries as clients, and what they leave out on plain sockets.

usage: library.py smtp  HOST PORT USER PASSWORD FROM TO FILE       pipelining off, DSN, 8BITMIME
       library.py bdat  HOST PORT FROM TO,TO... FILE               pipelined envelope, chunks
       library.py lmtp  HOST PORT FROM TO,TO... FILE
       library.py wrong HOST PORT USER PASSWORD                    logins that are refused
       library.py pop3  HOST USER PASSWORD                         LIST UIDL TOP RETR DELE RSET
       library.py imap  HOST USER PASSWORD FILE                    FETCH in every shape, APPEND, MOVE
       library.py deflate HOST USER PASSWORD                       FETCH after COMPRESS=DEFLATE
       library.py tls   HOST USER PASSWORD FILE                    STARTTLS, STLS, and TLS from the start

Anything unexpected ends the client with 1.
"""

import base64
import imaplib
import os
import poplib
import smtplib
import socket
import ssl
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from client import Line     # noqa: E402

TIMEOUT_SECONDS = 20
CHUNK_OCTETS = 20000
socket.setdefaulttimeout(TIMEOUT_SECONDS)


def expect(good, what):
    if not good:
        sys.exit("library: " + what)


def octets_of(path):
    with open(path, "rb") as file:
        return file.read()


def smtp(host, port, user, password, sender, recipient, path):
    line = smtplib.SMTP(host, int(port), "dormitory")
    line.ehlo()
    line.login(user, password, initial_response_ok=True)
    line.sendmail(sender, [recipient], octets_of(path), ["BODY=8BITMIME", "RET=HDRS"],
                  ["NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;" + recipient])
    line.noop()
    line.quit()


def bdat(host, port, sender, recipients, path):
    """The envelope in one segment, a chunk at a time, "BDAT 0 LAST" at the end."""
    octets, line = octets_of(path), Line(host, int(port))
    line.smtp(None, "220")
    line.smtp("EHLO dormitory", "250")
    envelope = ["MAIL FROM:<%s> BODY=8BITMIME SIZE=%d" % (sender, len(octets))]
    envelope += ["RCPT TO:<%s>" % r for r in recipients.split(",")]
    line.write("".join(e + "\r\n" for e in envelope).encode())
    for _ in envelope:
        line.read()
    for start in range(0, len(octets), CHUNK_OCTETS):
        chunk = octets[start:start + CHUNK_OCTETS]
        line.write(b"BDAT %d\r\n" % len(chunk) + chunk)
        line.smtp(None, "250")
    line.smtp("BDAT 0 LAST", "250")
    line.smtp("QUIT", "221")
    line.close()


def lmtp(host, port, sender, recipients, path):
    line = smtplib.LMTP(host, int(port), "relay")
    refused = line.sendmail(sender, recipients.split(","), octets_of(path))
    expect(len(refused) == len(recipients.split(",")) - 1, "LMTP refused %r" % refused)
    line.quit()


def wrong(host, port, user, password):
    for mechanism in ("auth_plain", "auth_cram_md5"):
        line = smtplib.SMTP(host, int(port), "dormitory")
        line.ehlo()
        line.user, line.password = user, password
        try:
            line.auth(mechanism[5:].replace("_", "-").upper(), getattr(line, mechanism))
        except smtplib.SMTPAuthenticationError:
            line.quit()
        else:
            sys.exit("library: a wrong password was taken")


def pop3(host, user, password):
    line = poplib.POP3(host)
    line.capa()
    line.apop(user, password)
    count, _ = line.stat()
    expect(count > 0, "the mailbox is empty")
    line.list()
    line.uidl()
    line.top(1, 3)
    line.retr(count)
    line.dele(1)
    line.noop()
    line.rset()
    line.quit()
    line = poplib.POP3(host)
    line.user(user)
    try:
        line.pass_("not the password")
    except poplib.error_proto:
        line.quit()
    else:
        sys.exit("library: a wrong password was taken")


def imap(host, user, password, path):
    line = imaplib.IMAP4(host)
    line.login_cram_md5(user, password)
    line.enable("CONDSTORE")
    line.xatom("ID", '("name" "library.py")')
    line.namespace()
    line.create("&g0l6P3ux-")      # 草稿箱 in modified UTF-7 (RFC 3501 5.1.3)
    line.list()
    line.append("INBOX", "\\Flagged", None, octets_of(path))
    status, counts = line.select("INBOX")
    expect(status == "OK", "SELECT: %r" % counts)
    count = counts[0].decode()
    line.fetch("1:*", "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)")
    line.fetch(count, "(RFC822)")
    line.fetch("1", "(BODY.PEEK[])")
    line.fetch("1", "(BODY.PEEK[HEADER] BODY.PEEK[TEXT])")
    line.fetch("1", "(BODY.PEEK[1])")
    line.fetch("1", "(BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)])")
    sizes = line.fetch("1", "(RFC822.SIZE)")[1][0].decode()
    size = int(sizes.split("RFC822.SIZE ")[1].rstrip(")"))
    for start in range(0, size, 1000):
        line.fetch("1", "(BODY.PEEK[]<%d.1000>)" % start)
    line.uid("SEARCH", "UNSEEN")
    line.store("1", "+FLAGS", "\\Answered")
    line.create("kept")
    line.copy("1", "kept")
    line.uid("MOVE", "1", "kept")
    line.status("kept", "(MESSAGES UIDNEXT)")
    tag = line._new_tag()
    line.send(tag + b" IDLE\r\n")
    line.readline()
    line.send(b"DONE\r\n")
    while not line.readline().startswith(tag):
        pass
    line.close()
    line.logout()


def deflate(host, user, password):
    """RFC 4978: everything after the OK is one raw deflate stream each way."""
    line = Line(host, 143)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    unpacker = zlib.decompressobj(-15)
    held = b""

    def until_tag(tag):
        nonlocal held
        while b"\r\n" + tag + b" " not in b"\r\n" + held:
            octets = line.socket.recv(65536)
            expect(octets, "the server closed the line")
            held += unpacker.decompress(octets)
        expect(b"\r\n" + tag + b" OK" in b"\r\n" + held, "%r was answered %r" % (tag, held[-200:]))
        held = b""

    def ask(tag, command):
        text = tag + b" " + command + b"\r\n"
        line.write(packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH))
        until_tag(tag)

    def plain(tag, command):
        line.write(tag + b" " + command + b"\r\n")
        while not (answer := line.read()).startswith(tag):
            pass
        expect(answer.startswith(tag + b" OK"), "%r was answered %r" % (command, answer))

    line.read()
    secret = base64.b64encode(("\0%s\0%s" % (user, password)).encode())
    plain(b"a1", b"AUTHENTICATE PLAIN " + secret)
    plain(b"a2", b"COMPRESS DEFLATE")
    ask(b"a3", b"SELECT INBOX")
    ask(b"a4", b"FETCH 1:* (UID FLAGS)")
    ask(b"a5", b"FETCH 1 BODY.PEEK[]")
    ask(b"a6", b"LOGOUT")


def tls(host, user, password, path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    line = smtplib.SMTP(host, 25, "dormitory")
    line.starttls(context=context)
    line.login(user, password)
    line.sendmail(user, [user], octets_of(path))
    line.quit()
    line = smtplib.SMTP_SSL(host, 465, "dormitory", context=context)
    line.login(user, password)
    line.quit()
    line = smtplib.SMTP(host, 587, "dormitory")
    line.starttls(context=context)
    line.login(user, password)
    line.quit()
    for line in poplib.POP3(host), poplib.POP3_SSL(host, context=context):
        if not isinstance(line, poplib.POP3_SSL):
            line.stls(context)
        line.user(user)
        line.pass_(password)
        line.retr(1)
        line.quit()
    for line in imaplib.IMAP4(host), imaplib.IMAP4_SSL(host, ssl_context=context):
        if not isinstance(line, imaplib.IMAP4_SSL):
            line.starttls(context)
        line.login(user, password)
        line.select("INBOX")
        line.fetch("1", "(RFC822)")
        line.logout()


ROLES = {"smtp": (smtp, 7), "bdat": (bdat, 5), "lmtp": (lmtp, 5), "wrong": (wrong, 4), "pop3": (pop3, 3),
         "imap": (imap, 4), "deflate": (deflate, 3), "tls": (tls, 4)}

if __name__ == "__main__":
    role, wanted = ROLES.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if role is None or len(sys.argv) - 2 != wanted:
        sys.exit(__doc__)
    try:
        role(*sys.argv[2:])
    except KeyboardInterrupt:
        sys.exit(130)
    except (OSError, smtplib.SMTPException, poplib.error_proto, imaplib.IMAP4.error) as error:
        sys.exit("library: %s: %s" % (sys.argv[1], error))
