#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""client.py - the experiment's mail client, command for command, on plain sockets.

usage: client.py send HOST USER PASSWORD FILE      EHLO, AUTH LOGIN, MAIL, RCPT, DATA, QUIT
       client.py fetch HOST USER PASSWORD DIR      USER PASS STAT UIDL LIST RETR... QUIT
       client.py wait HOST PORT...                 until each server has greeted

send writes a message's header and its body apart, as the client of that time did.
fetch keeps what it read as DIR/1.eml, 2.eml, ... without the dots of the transport.
Every answer is read whole and checked: anything unexpected ends the client with 1.
"""

import base64
import os
import socket
import sys
import time

TIMEOUT_SECONDS = 15


class Line:
    """One connection, a command and an answer at a time."""

    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port), TIMEOUT_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.input = self.socket.makefile("rb")

    def write(self, octets):
        self.socket.sendall(octets)

    def read(self):
        line = self.input.readline()
        if not line.endswith(b"\r\n"):
            sys.exit("client: connection closed in the middle of %r" % line)
        return line

    def close(self):
        if self.input.read():
            sys.exit("client: more after the last answer")
        self.input.close()
        self.socket.close()

    def smtp(self, command, code):
        if command is not None:
            self.write(command.encode() + b"\r\n")
        line = self.read()
        while line[3:4] == b"-":
            line = self.read()
        if line[:3] != code.encode():
            sys.exit("client: %s was answered %r" % (command, line))

    def pop3(self, command):
        if command is not None:
            self.write(command.encode() + b"\r\n")
        line = self.read()
        if not line.startswith(b"+OK"):
            sys.exit("client: %s was answered %r" % (command, line))
        return line

    def pop3_lines(self, command):
        self.pop3(command)
        lines = []
        while (line := self.read()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        return lines


def coded(text):
    return base64.b64encode(text.encode()).decode()


def send(host, user, password, path):
    with open(path, "rb") as file:
        octets = file.read()
    header, blank, body = octets.partition(b"\r\n\r\n")
    body = body.replace(b"\r\n.", b"\r\n..")
    if body.startswith(b"."):
        body = b"." + body
    line = Line(host, 25)
    line.smtp(None, "220")
    line.smtp("EHLO dormitory", "250")
    line.smtp("AUTH LOGIN", "334")
    line.smtp(coded(user), "334")
    line.smtp(coded(password), "235")
    line.smtp("MAIL FROM: <%s>" % user, "250")
    line.smtp("RCPT TO: <%s>" % user, "250")
    line.smtp("DATA", "354")
    line.write(header + blank)
    line.write(body + b".\r\n")
    line.smtp(None, "250")
    line.smtp("QUIT", "221")
    line.close()


def fetch(host, user, password, directory):
    line = Line(host, 110)
    line.pop3(None)
    line.pop3("USER " + user)
    line.pop3("PASS " + password)
    count = int(line.pop3("STAT").split()[1])
    line.pop3_lines("UIDL")
    line.pop3_lines("LIST")
    os.makedirs(directory, exist_ok=True)
    for number in range(1, count + 1):
        octets = b"".join(line.pop3_lines("RETR %d" % number))
        with open(os.path.join(directory, "%d.eml" % number), "wb") as file:
            file.write(octets)
    line.pop3("QUIT")
    line.close()


def wait(host, *ports):
    for port in map(int, ports):
        until = time.monotonic() + TIMEOUT_SECONDS
        while True:
            try:
                line = Line(host, port)
                break
            except OSError as error:
                if time.monotonic() > until:
                    sys.exit("client: nobody answers on %s port %d: %s" % (host, port, error))
                time.sleep(0.02)
        line.read()
        line.write(b"QUIT\r\n")
        line.read()
        line.close()


if __name__ == "__main__":
    ROLES = {"send": (send, 4), "fetch": (fetch, 4), "wait": (wait, 2)}
    role, least = ROLES.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if role is None or len(sys.argv) - 2 < least:
        sys.exit(__doc__)
    try:
        role(*sys.argv[2:])
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit("client: %s: %s" % (sys.argv[1], error))
