#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""test_logins.py - the logins and the extensions that few use, held against the servers' logs.

usage: test_logins.py MAILWIRE [--results DIR]     (--results: a finished lab/logins/run, not a new one)

NTLM and EXTERNAL with Exim; GSSAPI with tickets of a real Kerberos, XOAUTH2 and OAUTHBEARER with
tokens that are good and that have expired, EXTERNAL by a client's certificate behind a box that
ends TLS, ANONYMOUS and SCRAM with Dovecot; QRESYNC, CATENATE, URLAUTH and BURL.

Exit status: 0 all right, 1 something was wrong, 77 the lab cannot run here.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_lab import Mailwire, can_run, check, failures_so_far, get, same, skip, TOP      # noqa: E402
from test_peers import (Login, SECONDS_OF_EXIM, SECONDS_OF_LOG, check_times, clock, digest, extract,  # noqa: E402
                        lines, read, seconds)

SERVERS = {25: "exim", 110: "dovecot pop3", 143: "dovecot imap", 1143: "dovecot imap", 587: "dovecot submission"}
# Who it was is sealed in the ticket, and nobody's name is in a visitor's trace.
NAMELESS = {"GSSAPI", "ANONYMOUS"}


def logged_logins(directory):
    """What each server wrote down, in the order of its log."""
    logins = collections.defaultdict(list)
    for line in lines(directory, "exim"):
        if m := re.search(r" <= .* A=(\w+):(\S+)", line):
            logins["exim"].append(Login("exim", m[1].upper(), m[2], True))
        elif m := re.search(r"(\w+) authenticator failed .*set_id=(\S+)\)", line):
            logins["exim"].append(Login("exim", m[1].upper(), m[2], False))
    for line in lines(directory, "dovecot"):
        if m := re.search(r"(\w+)-login: Info: Login: user=<(\S+)>, method=([^,]+)", line):
            logins["dovecot " + m[1]].append(Login("dovecot " + m[1], m[3], m[2], True))
        elif m := re.search(r"(\w+)-login: .*auth failed, .*user=<(\S*)>, method=([^,]+)", line):
            logins["dovecot " + m[1]].append(Login("dovecot " + m[1], m[3], m[2], False))
    return logins


def check_logins(auths, directory, lab):
    told = collections.defaultdict(list)
    for a in auths:
        server = SERVERS[get(a, "destination.port")]
        told[server].append(Login(server, get(a, "mailwire.auth.mechanism"), get(a, "user.name"),
                                  get(a, "event.outcome") == "success"))
    for server, logged in logged_logins(directory).items():
        def named(login):
            # LOGIN of IMAP and PLAIN are one to Dovecot; a failed login has no name in some lines.
            mechanism = "PLAIN" if login.mechanism == "LOGIN" and login.server == "dovecot imap" else login.mechanism
            return login._replace(mechanism=mechanism, user=None if mechanism in NAMELESS else login.user)

        # A refused login is written down when the session ends.
        same(collections.Counter(map(named, told[server])), collections.Counter(map(named, logged)),
             server + ": mechanism, user and outcome of each login")
    services = [get(a, "mailwire.auth.service") for a in auths if get(a, "mailwire.auth.mechanism") == "GSSAPI"]
    if "fetch gssapi" in lab["played"]:
        same(services, ["imap/mail.example.org@EXAMPLE.ORG", "pop/mail.example.org@EXAMPLE.ORG"],
             "the services that tickets were for")
    if "fetch anonymous" in lab["played"]:
        same([get(a, "mailwire.auth.trace") for a in auths if get(a, "mailwire.auth.mechanism") == "ANONYMOUS"],
             ["visitor@example.com"] * 2, "what visitors said of themselves")
    for a in auths:
        if get(a, "mailwire.auth.mechanism") in ("XOAUTH2", "OAUTHBEARER") and get(a, "event.outcome") == "failure":
            status = {"XOAUTH2": "401", "OAUTHBEARER": "invalid_token"}[get(a, "mailwire.auth.mechanism")]
            check('"status":"%s"' % status in get(a, "mailwire.auth.error", ""), "why an old token was refused",
                  get(a, "mailwire.auth.error"))


def check_moments(auths, directory):
    """A login was on the wire when the server wrote it down."""
    moments = [(m[1], m[2], clock(line), SECONDS_OF_LOG) for line in lines(directory, "dovecot")
               if (m := re.search(r"(\w+)-login: Info: Login: user=<\S+>, method=([^,]+)", line))]
    moments += [("exim", "NTLM", seconds(line[:10] + "T" + line[11:23]), SECONDS_OF_EXIM)
                for line in lines(directory, "exim") if "ntlm authenticator failed" in line]
    for server, mechanism, at, slack in moments:
        spans = [(seconds(get(a, "event.start")), seconds(get(a, "event.end"))) for a in auths
                 if SERVERS[get(a, "destination.port")].split()[-1] == server
                 and get(a, "mailwire.auth.mechanism").replace("LOGIN", "PLAIN") == mechanism]
        check(any(a - slack <= at <= b + slack for a, b in spans),
              "%s of %s: on the wire when it was written down" % (mechanism, server),
              "logged %.3f, on the wire %s" % (at, spans))


def check_proxied(sessions, lab):
    if "fetch external" not in lab["played"]:
        return
    mine = [s for s in sessions if get(s, "destination.port") == 1143]
    same([(get(s, "network.protocol"), get(s, "user.name")) for s in mine],
         [("imap", list(lab["passwords"])[0])], "the session behind the box that ended TLS")


def check_transactions(transactions, directory):
    """Each message that a server took from the wire: when, for whom, under which number."""
    taken = {}
    for line in lines(directory, "exim"):
        if m := re.search(r" (\S+) <= (\S+) H=\S+ \[(\S+)\] .* for (.*)", line):
            at = seconds(line[:10] + "T" + line[11:23])
            taken[m[1]] = (m[2], sorted(m[4].split()), at)
    relayed = [re.search(r"OK id=(\S+?)'", l)[1] for l in lines(directory, "dovecot") if "Successfully relayed" in l]
    by_id = {get(t, "email.local_id"): t for t in transactions if get(t, "email.local_id")}
    same(sorted(by_id), sorted(taken), "the queue ids told are those of Exim's log")
    for queue_id, (sender, recipients, at) in taken.items():
        t = by_id.get(queue_id)
        if t is None:
            continue
        same(get(t, "mailwire.envelope.mail_from"), sender, queue_id + ": the sender")
        same(sorted(r["address"] for r in get(t, "mailwire.envelope.rcpt") if r["verdict"] == "accepted"), recipients,
             queue_id + ": the recipients taken")
        start, end = seconds(get(t, "event.start")), seconds(get(t, "event.end"))
        check(start - 0.1 <= at <= end + 0.1, queue_id + ": logged while it was on the wire",
              "%.3f to %.3f, logged %.3f" % (start, end, at))
        if queue_id in relayed:
            same(get(t, "network.protocol"), "submission", queue_id + ": submitted")
    commands = collections.Counter(get(t, "mailwire.transaction.command") for t in transactions)
    check(commands["BURL"] == 1, "one message was sent by reference (BURL)", dict(commands))


def check_messages(messages, extracted, sent, stored):
    by_digest = {digest(o): name for name, o in sent.items()}
    kept = {digest(o) for o in stored}
    seen = set()
    for m in messages:
        number, sha = get(m, "mailwire.message_id"), get(m, "mailwire.message.sha256")
        name = "message %d (%s): " % (number, get(m, "mailwire.message.command"))
        octets = extracted.get(number)
        if check(octets is not None, name + "extracted"):
            if pieces := get(m, "mailwire.message.pieces"):
                same([bool(get(p, "url")) for p in pieces], [True, False], name + "put together of a URL and a text")
                check(octets.endswith(b"put together by the server\r\n"), name + "the text of it", octets)
                continue
            same(digest(octets), sha, name + "the file has the SHA-256 told")
            check(get(m, "mailwire.message.complete") is True, name + "complete")
            # The draft that was put together was removed again: its beginning is the one sent.
            put_together = any(octets.startswith(s) and b"put together" in octets for s in sent.values())
            check(sha in by_digest or sha in kept or put_together, name + "its octets are those sent or stored", sha)
        seen.add(sha)
    same([n for d, n in by_digest.items() if d not in seen and n != "offlineimap.eml"], [],
         "each message that a client sent was seen, octet for octet")


def check_resynchronised(commands, lab):
    if "send extensions" not in lab["played"]:
        return
    told = [c for c in commands if "QRESYNC (" in get(c, "mailwire.command.arg", "")]
    same([get(c, "mailwire.command.status") for c in told], ["ok"], "SELECT with QRESYNC")
    check(any("VANISHED (EARLIER)" in l for c in told for l in get(c, "mailwire.command.reply_lines", [])),
          "what vanished meanwhile was told", [get(c, "mailwire.command.reply_lines") for c in told])
    gone = [c for c in commands if get(c, "mailwire.command.verb") == "UID EXPUNGE"]
    same([get(c, "mailwire.imap.expunged") for c in gone], [1], "one message was expunged")
    for verb in "GENURLAUTH", "BURL":
        same([get(c, "mailwire.command.status") for c in commands if get(c, "mailwire.command.verb") == verb], ["ok"],
             verb + " was answered")


def check_findings(mailwire):
    """Of tickets and names nothing is in clear; of tokens and passwords it is."""
    run = subprocess.run([mailwire.program, "findings", "--json", mailwire.capture], capture_output=True, timeout=60)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    clear = {get(f, "event.reason", "").split()[0] for f in found if get(f, "rule.id") == "auth.cleartext"}
    check(clear <= {"XOAUTH2", "OAUTHBEARER", "LOGIN", "PLAIN"}, "what crossed in clear is told of these", clear)
    same([get(f, "rule.id") for f in found if "smuggl" in get(f, "rule.id") or "inject" in get(f, "rule.id")], [],
         "no trick is found in honest mail")


def main(program, directory):
    lab = json.loads(read(directory, "lab.json"))
    for who, why in lab["absent"].items():
        print("skipped: %s: %s" % (who, why))
    mailwire = Mailwire(program, os.path.join(directory, "lab.pcapng"))
    sent = {name: read(directory, "sent", name) for name in os.listdir(os.path.join(directory, "sent"))}
    stored = [read(base, name).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
              for base, _, names in os.walk(os.path.join(directory, "maildir")) for name in names]
    of = collections.defaultdict(list)
    for r in mailwire.records("events", "--show-secrets"):
        of[get(r, "event.dataset")].append(r)
    check_logins(of["mailwire.auth"], directory, lab)
    check_moments(of["mailwire.auth"], directory)
    check_proxied(of["mailwire.session"], lab)
    check_transactions(of["mailwire.transaction"], directory)
    check_messages(of["mailwire.message"], extract(mailwire), sent, stored)
    check_resynchronised(of["mailwire.command"], lab)
    check_times(of["mailwire.command"])
    check_findings(mailwire)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4) or (len(sys.argv) == 4 and sys.argv[2] != "--results"):
        sys.exit(__doc__)
    program_path = os.path.abspath(sys.argv[1])
    if len(sys.argv) == 4:
        main(program_path, sys.argv[3])
    else:
        can_run()
        if subprocess.run(["curl", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            skip("curl is not installed")
        with tempfile.TemporaryDirectory(prefix="mailwire-e2e-") as results:
            run = subprocess.run([os.path.join(TOP, "lab", "logins", "run"), results], stdin=subprocess.DEVNULL,
                                 env=dict(os.environ, MAILWIRE=program_path), timeout=150)
            if run.returncode:
                print("FAIL  the lab did not finish (%d)" % run.returncode)
                sys.exit(1)
            main(program_path, results)
    print("%s" % ("all as it happened" if not failures_so_far() else "%d wrong" % failures_so_far()))
    sys.exit(1 if failures_so_far() else 0)
