#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""peers_tshark.py - whether tshark still does what docs/PEERS.md says of it.

usage: peers_tshark.py DIALOG_RUN TRANSCRIPTS

Each row_x() makes captures out of transcripts, whose expected records are the right answer,
and compares what tshark 4.0 makes of them with what it is known to: the wrong answer is
written here, so that the page stays true and nobody takes tshark for a witness where it is
none.  Skipped (77) without tshark, or with another version than 4.0.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROWS = "abcdefghijklmnrs"       # O, P and Q are about names, passes and printing
bad = 0


class Captures:
    def __init__(self, dialog_run, transcripts, directory):
        self.dialog_run, self.transcripts, self.directory = dialog_run, transcripts, directory

    def make(self, name, shape="plain"):
        path = os.path.join(self.directory, "%s-%s.pcap" % (name, shape))
        subprocess.run([self.dialog_run, os.path.join(self.transcripts, name + ".t"), "--shape", shape,
                        "--write", path], stdout=subprocess.DEVNULL, check=True)
        return path

    def tshark(self, *args):
        env = dict(os.environ, HOME="/nonexistent", WIRESHARK_CONFIG_DIR="/nonexistent", TZ="UTC")
        return subprocess.run(["tshark", "-n", *args], capture_output=True, env=env, timeout=60).stdout.decode()

    def fields(self, path, which, *names):
        """The values of each frame that `which` selects."""
        args = [a for n in names for a in ("-e", n)]
        return [line.split("\t") for line in
                self.tshark("-r", path, "-Y", which, "-T", "fields", *args).splitlines()]

    def exported(self, path):
        """The sizes of the mails it exports, sorted."""
        out = os.path.join(self.directory, "export")
        shutil.rmtree(out, ignore_errors=True)
        self.tshark("-q", "-r", path, "--export-objects", "imf," + out)
        return sorted(os.path.getsize(os.path.join(out, n)) for n in os.listdir(out)) if os.path.isdir(out) else []


def wrong(got, known, right):
    """tshark says `known`, which is not `right`."""
    global bad
    good = got == known and known != right
    bad += not good
    print("%s  tshark: %r%s; right: %r" % ("ok  " if good else "FAIL", got,
                                          "" if got == known else " (known for %r)" % (known,), right))


def row_a(c):
    wrong(c.exported(c.make("smtp_basic", "icmp")), [612], [303])


def row_b(c):
    wrong(c.exported(c.make("smtp_basic", "swapped")), [133], [303])
    wrong(c.exported(c.make("smtp_basic", "overlap")), [], [303])


def row_c(c):
    # Others keep their stuffed dots, and the one without octets is none.
    wrong(c.exported(c.make("smtp_dots", "turns")), [40, 61, 78], [0, 42, 59, 73])


def row_d(c):
    wrong(c.exported(c.make("smtp_bdat")), [23, 336], [0, 14, 16, 25, 35])


def row_e(c):
    verbs = [v for f in c.fields(c.make("smtp_pipelining", "turns"), "smtp.req.command", "smtp.req.command")
             for v in f[0].split(",")]
    wrong(verbs, ["EHLO", "MAIL", "RCPT", "RCPT", "DATA", "Subj", "", "seco", ".", "QUIT"],
          ["EHLO", "MAIL", "RCPT", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "QUIT"])


def row_f(c):
    wrong(c.exported(c.make("smtp_auth_others")), [83], [33])


def row_g(c):
    wrong(c.fields(c.make("smtp_starttls"), "smtp.req", "smtp.req.command", "smtp.req.parameter")[1:3],
          [["STAR", "TLS now"], ["STAR", "TLS"]], [["STARTTLS", "now"], ["STARTTLS", ""]])


def row_h(c):
    texts = [f[0] for f in c.fields(c.make("smtp_replies", "every-7"), "smtp.rsp", "smtp.rsp.parameter")]
    wrong(any("250 is a number here" in t for t in texts), False, True)


def row_i(c):
    users = re.findall(r"POP3 +(\S+)", c.tshark("-q", "-r", c.make("pop3_two_users"), "-z", "credentials"))
    wrong(users, ["alice", "alice"], ["alice", "bob"])
    users = re.findall(r"SMTP +(\S+)", c.tshark("-q", "-r", c.make("smtp_second_login"), "-z", "credentials"))
    wrong(users, ["Ym9i"], ["alice", "bob"])


def row_j(c):
    wrong([f[0] for f in c.fields(c.make("pop3_login"), "pop.request.command == USER", "pop.request")],
          ["", ""], ["USER alice", "USER alice"])


def row_k(c):
    wrong(len(c.exported(c.make("pop3_listing_mail"))), 14, 3)


def row_l(c):
    verbs = [f[0] for f in c.fields(c.make("imap_tshark"), "imap.request", "imap.request.command")]
    wrong(verbs, ["LOGIN", "{10}", "NOOP", "AUTHENTICATE", "", "SELECT", "FETCH", "APPEND", "c", "DELETE",
                  "IDLE", "", "LOGOUT"],
          ["LOGIN", "AUTHENTICATE", "SELECT", "FETCH", "APPEND", "IDLE", "LOGOUT"])


def row_m(c):
    names = c.fields(c.make("smtp_basic"), "imf", "imf.display_name")[0][0]
    wrong(names, 'Li Ming,the builder",Tea', "Li Ming,Bob, the builder")


def row_n(c):
    subjects = [f[0] for f in c.fields(c.make("smtp_octets"), "imf", "imf.subject")]
    wrong(subjects, ["\ufffd" * 4], ["中文"])


def row_r(c):
    verbs = [f[0] for f in c.fields(c.make("smtp_snaplen"), "smtp.req", "smtp.req.command")]
    wrong(verbs, ["EHLO", "MAIL", "RCPT", "RCPT", "DATA", "MAIL", "RCPT", "DATA"],
          ["EHLO", "MAIL", "RCPT", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "NOOP", "MAIL", "RSET", "QUIT"])


def row_s(c):
    said = [f[0] for f in c.fields(c.make("smtp_http_connect"), "smtp", "_ws.col.Info")]
    wrong(said[:1], ["C: DATA fragment, 20 bytes"], ["S: 220 mx.example.net"])


def main():
    if not shutil.which("tshark"):
        print("skipped: no tshark")
        return 77
    version = subprocess.run(["tshark", "--version"], capture_output=True).stdout.decode().split("\n")[0]
    if " 4.0." not in version:
        print("skipped: what is known is about tshark 4.0, this is", version)
        return 77
    with tempfile.TemporaryDirectory(prefix="mailwire-peers-") as directory:
        captures = Captures(sys.argv[1], sys.argv[2], directory)
        for row in ROWS:
            print("row", row.upper())
            globals()["row_" + row](captures)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
