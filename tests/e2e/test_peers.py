#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""test_peers.py - every server and client of the lab, held against the servers' own logs.

usage: test_peers.py MAILWIRE [--results DIR]     (--results: a finished lab/peers/run, not a new one)

What happened is known from those who did it:

  sent/      the octets each client was given to send
  maildir/   what Exim and Dovecot stored
  logs/      what Exim, Postfix and Dovecot wrote down: queue ids, recipients taken and refused,
             replies they got, logins with their mechanism, messages fetched

A client or a server that is not there is told in a line "skipped: who: why".

Exit status: 0 all right, 1 something was wrong, 77 the lab cannot run here.
"""

import calendar
import collections
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_lab import Mailwire, can_run, check, failures_so_far, get, same, skip, tshark, TOP   # noqa: E402

MAIL_PORTS = {24, 25, 110, 143, 465, 587, 993, 995}
SECONDS_OF_LOG = 1.5        # Postfix and Dovecot write whole seconds
SECONDS_OF_EXIM = 0.1
SLOW = 3.0                  # a server that waits for its turn reads an answer so much later


def digest(octets):
    return hashlib.sha256(octets).hexdigest()


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def lines(directory, name):
    path = os.path.join(directory, "logs", name)
    return read(path).decode().splitlines() if os.path.exists(path) else []


def seconds(stamp):
    """An RFC 3339 time of a record."""
    whole, _, fraction = stamp.rstrip("Z").partition(".")
    return calendar.timegm(time.strptime(whole, "%Y-%m-%dT%H:%M:%S")) + float("0." + (fraction or "0"))


# --- what the servers wrote down ----------------------------------------------------------

Taken = collections.namedtuple("Taken", "server id recipients at slack")      # a message
Refused = collections.namedtuple("Refused", "server recipient code")
Login = collections.namedtuple("Login", "server mechanism user good")
Passed = collections.namedtuple("Passed", "recipient reply seconds")           # by Postfix, to the next
Moment = collections.namedtuple("Moment", "server what who at slack")          # of a refusal or a login


def clock(line):
    """When Postfix and Dovecot wrote a line."""
    return calendar.timegm(time.strptime(time.strftime("%Y ") + line[:15], "%Y %b %d %H:%M:%S"))


class Logs:
    def __init__(self, directory):
        self.taken, self.refused, self.logins, self.passed = [], [], [], []
        self.moments, self.relayed = [], []
        self.encrypted = set()  # Dovecot's sessions in TLS, which nobody else can read
        self.fetched = []       # (protocol, messages) of each session that fetched whole ones
        self.exim(lines(directory, "exim"))
        self.postfix(lines(directory, "postfix"))
        self.dovecot(lines(directory, "dovecot"))

    def exim(self, log):
        for line in log:
            if " X=TLS" in line:
                continue
            at = calendar.timegm(time.strptime(line[:19], "%Y-%m-%d %H:%M:%S")) + float(line[19:23])
            if m := re.search(r" (\S+) <= .* for (.*)", line):
                self.taken.append(Taken("exim", m[1], sorted(m[2].split()), at, SECONDS_OF_EXIM))
            if m := re.search(r" <= .* A=(\w+):(\S+)", line):
                self.logins.append(Login("exim", {"cram": "CRAM-MD5"}.get(m[1], m[1].upper()), m[2], True))
            elif m := re.search(r"(\w+) authenticator failed .*set_id=(\S+)\)", line):
                self.logins.append(Login("exim", {"cram": "CRAM-MD5"}.get(m[1], m[1].upper()), m[2], False))
                self.moments.append(Moment("exim", "login", m[2], at, SECONDS_OF_EXIM))
            if m := re.search(r"rejected RCPT <(\S+)>: (\d+)", line):
                self.refused.append(Refused("exim", m[1], int(m[2])))
                self.moments.append(Moment("exim", "RCPT", m[1], at, SECONDS_OF_EXIM))
            if m := re.search(r' [=-]> (\S+) .*T=relay .*C="(.*)"', line):
                self.relayed.append((m[1], m[2], at))

    def postfix(self, log):
        recipients, started = collections.defaultdict(set), {}
        for line in log:
            at = clock(line)
            if m := re.search(r"smtpd\[\d+\]: (\w+): client=", line):
                started[m[1]] = at
            if m := re.search(r"sasl_method=(\S+), sasl_username=([^, ]+)", line):
                if m[1] != "XCLIENT":
                    self.logins.append(Login("postfix", m[1], m[2], True))
            if m := re.search(r"reject: RCPT from [^:]+: (\d+) .* to=<(\S+)>", line):
                self.refused.append(Refused("postfix", m[2], int(m[1])))
                self.moments.append(Moment("postfix", "RCPT", m[2], at, SECONDS_OF_LOG))
            if m := re.search(r": (\w+): to=<(\S+)>, relay=.*delays=([\d./]+), .*status=sent \((.*)\)", line):
                recipients[m[1]].add(m[2])
                self.passed.append(Passed(m[2], m[4], float(m[3].split("/")[3])))
        for queue_id, at in started.items():
            self.taken.append(Taken("postfix", queue_id, sorted(recipients[queue_id]), at, SECONDS_OF_LOG))

    def dovecot(self, log):
        for line in log:
            if m := re.search(r" TLS, session=<([^>]+)>", line):
                self.encrypted.add(m[1])
            if any("<%s>" % session in line for session in self.encrypted):
                continue
            if m := re.search(r"(\w+)-login: Info: Login: user=<(\S+)>, method=([^,]+)", line):
                self.logins.append(Login("dovecot " + m[1], m[3], m[2], True))
                self.moments.append(Moment("dovecot " + m[1], "login", m[2], clock(line), SECONDS_OF_LOG))
            elif m := re.search(r"(\w+)-login: .*auth failed, .*user=<(\S*)>, method=([^,]+)", line):
                self.logins.append(Login("dovecot " + m[1], m[3], m[2], False))
            if m := re.search(r" lmtp\((\S+)\)<\d+><([^>]+)>: .*saved mail", line):
                self.taken.append(Taken("dovecot", m[2], [m[1]], clock(line), SECONDS_OF_LOG))
            if m := re.search(r" pop3\(.*retr=(\d+)/", line):
                self.fetched.append(("pop3", int(m[1])))


# --- what Mailwire says, held against it --------------------------------------------------

def server_of(record, lab):
    """Who answered: the name the logs go by."""
    host = [name for name, ips in lab["hosts"].items() if get(record, "destination.ip") in ips]
    port = get(record, "destination.port")
    if host == ["relay"]:
        return "postfix"
    return {25: "exim", 24: "dovecot", 110: "dovecot pop3", 143: "dovecot imap", 587: "dovecot submission"}[port]


def check_transactions(transactions, logs, lab):
    by_id = collections.defaultdict(list)
    told = collections.Counter()
    for t in transactions:
        server = server_of(t, lab)
        for r in get(t, "mailwire.envelope.rcpt", []):
            if get(r, "verdict") in ("rejected", "deferred") and server in ("exim", "postfix"):
                told[Refused(server, r["address"], r["code"])] += 1
        if get(t, "network.protocol") == "lmtp":    # an answer, and an id in it, for each recipient
            for text in {get(r, "final.text", "") for r in get(t, "mailwire.envelope.rcpt", [])}:
                if m := re.search(r"(\S+) Saved$", text):
                    by_id[(server, m[1])].append(t)
        elif get(t, "email.local_id"):
            by_id[(server, get(t, "email.local_id"))].append(t)
    same(told, collections.Counter(logs.refused), "each refused recipient, with its code, is one of the servers' logs")
    same(sorted(i for i in by_id if i[0] in ("exim", "postfix")),
         sorted((t.server, t.id) for t in logs.taken if t.server != "dovecot"),
         "the queue ids told are those of the logs")
    for taken in logs.taken:
        name = "%s %s: " % (taken.server, taken.id)
        if not check(len(by_id[(taken.server, taken.id)]) == 1, name + "one transaction has this queue id",
                     len(by_id[(taken.server, taken.id)])):
            continue
        t = by_id[(taken.server, taken.id)][0]
        accepted = sorted(r["address"] for r in get(t, "mailwire.envelope.rcpt", []) if r.get("verdict") == "accepted")
        same(accepted, taken.recipients, name + "the recipients taken")
        start, end = seconds(get(t, "event.start")), seconds(get(t, "event.end"))
        check(start - taken.slack <= taken.at <= end + taken.slack, name + "logged while it was on the wire",
              "%.3f to %.3f, logged %.3f" % (start, end, taken.at))


def check_passed_on(transactions, commands, logs, lab):
    """What Postfix got for an answer when it passed a message on, and how long that took."""
    relay = lab["hosts"]["relay"]
    replies = collections.Counter()
    times = {}
    for t in transactions:
        if get(t, "source.ip") not in relay:
            continue
        text = "%s %s" % (get(t, "mailwire.envelope.reply_code"), get(t, "mailwire.envelope.reply_text"))
        for r in get(t, "mailwire.envelope.rcpt", []):
            replies[(r["address"], text)] += 1
            last = [c for c in commands if get(c, "mailwire.session_id") == get(t, "mailwire.session_id")
                    and get(c, "mailwire.command.verb") == "."]
            times[text] = get(last[-1], "mailwire.timing.server_ms", 0) / 1000 if last else 0
    same(replies, collections.Counter((p.recipient, p.reply) for p in logs.passed),
         "the answers to what Postfix passed on are those it wrote down")
    for p in logs.passed:
        check(-0.02 <= p.seconds - times.get(p.reply, -SLOW) < SLOW, "Postfix waited at least as long for %s" % p.reply,
              "%s s on the wire, %s s by its log" % (times.get(p.reply), p.seconds))


def check_relayed(transactions, logs, lab):
    """The answers that Exim got when it passed a message on, and when."""
    for recipient, reply, at in logs.relayed:
        mine = [t for t in transactions if get(t, "source.ip") in lab["hosts"]["server"]
                and "%s %s" % (get(t, "mailwire.envelope.reply_code"), get(t, "mailwire.envelope.reply_text")) == reply
                and recipient in [r["address"] for r in get(t, "mailwire.envelope.rcpt", [])
                                  if r["verdict"] == "accepted"]]
        if check(len(mine) == 1, "one transaction has Exim's answer for %s" % recipient, (reply, len(mine))):
            end = seconds(get(mine[0], "event.end"))
            check(end - SECONDS_OF_EXIM <= at <= end + SLOW, "and Exim wrote it down when it was there",
                  "%.3f, logged %.3f" % (end, at))


def check_moments(commands, logins, logs, lab):
    """Each refusal and each login was on the wire when the server wrote it down."""
    for m in logs.moments:
        if m.what == "login":
            mine = [r for r in logins if get(r, "user.name") == m.who]
        else:
            mine = [c for c in commands if get(c, "mailwire.command.verb") == m.what
                    and "<%s>" % m.who in get(c, "mailwire.command.arg", "")]
        spans = [(seconds(get(r, "event.start")), seconds(get(r, "event.end"))) for r in mine
                 if server_of(r, lab) == m.server]
        check(any(a - m.slack <= m.at <= b + m.slack for a, b in spans),
              "%s %s of %s: on the wire when %s wrote it down" % (m.server, m.what, m.who, m.server.split()[0]),
              "logged %.3f, on the wire %s" % (m.at, spans))


def verdict_of(code):
    return {2: "accepted", 4: "deferred", 5: "rejected"}[code // 100]


def check_verdicts(transactions, logs):
    """A recipient is deferred or rejected as the code that the server wrote down says."""
    for r in logs.refused:
        told = [get(row, "verdict") for t in transactions for row in get(t, "mailwire.envelope.rcpt", [])
                if row["address"] == r.recipient and row["code"] == r.code]
        check(told and set(told) == {verdict_of(r.code)}, "%s of %s is %s" % (r.code, r.recipient, verdict_of(r.code)),
              told)


def check_logins(logins, logs, lab):
    # The servers do not tell the ways apart in which a password goes in clear.
    def kind(server, mechanism, user, good):
        clear = mechanism in ("PLAIN", "LOGIN", "USER/PASS")
        return Login(server, "in clear" if clear else mechanism, user, good)

    told = collections.Counter(kind(server_of(r, lab), get(r, "mailwire.auth.mechanism"), get(r, "user.name"),
                                    get(r, "event.outcome") == "success") for r in logins)
    same(told, collections.Counter(kind(*login) for login in logs.logins), "the logins are those of the logs")
    clear = [r for r in logins if get(r, "mailwire.auth.mechanism") in ("PLAIN", "LOGIN", "USER/PASS")
             and get(r, "event.outcome") == "success"]
    same([get(r, "mailwire.auth.secret") for r in clear], [lab["passwords"][get(r, "user.name")] for r in clear],
         "the passwords that crossed in clear")


def check_messages(messages, extracted, sent, stored):
    """Every message is one that was sent, or stored, or one under way between the two: a
    server on the way puts its lines in front and changes nothing else."""
    by_digest = {digest(o): name for name, o in sent.items()}
    kept = {digest(o) for o in stored}
    seen = set()
    for m in messages:
        number, sha = get(m, "mailwire.message_id"), get(m, "mailwire.message.sha256")
        name = "message %d (%s): " % (number, get(m, "mailwire.message.command"))
        octets = extracted.get(number)
        if not check(octets is not None, name + "extracted"):
            continue
        same(digest(octets), sha, name + "the file has the SHA-256 told")
        if get(m, "mailwire.message.section") or get(m, "mailwire.message.headers_only"):
            check(any(octets.rstrip() in s for s in stored), name + "a part of a message stored")
            continue
        check(get(m, "mailwire.message.complete") is True, name + "complete")
        seen.add(sha)
        whole = sha in by_digest or sha in kept
        under_way = not whole and any(s.endswith(octets) for s in stored)
        check(whole or under_way, name + "its octets are those sent, stored, or under way", sha)
    # mbsync adds a line of its own to what it stores.
    missing = [name for sha, name in by_digest.items() if sha not in seen
               and name not in ("encrypted.eml", "mbsync.eml")]
    same(missing, [], "each message that a client sent was seen, octet for octet")
    fetched = {get(m, "mailwire.message.sha256") for m in messages if get(m, "mailwire.message.direction") == "fetched"}
    late = {digest(o) for o in stored} - fetched
    check(len(late) <= 3, "what was stored was fetched, but for what came after the last look", len(late))


def check_fetched(messages, sessions, logs, lab):
    told = collections.Counter()
    for s in sessions:
        if get(s, "network.protocol") == "pop3":
            told[sum(get(m, "mailwire.session_id") == get(s, "mailwire.session_id")
                     and get(m, "mailwire.message.command") == "RETR" for m in messages)] += 1
    counts = collections.Counter(n for _, n in logs.fetched)
    same({n: c for n, c in told.items() if n}, {n: c for n, c in counts.items() if n},
         "as many messages of each POP3 session as Dovecot counted")


def check_times(commands):
    for what in ("server_ms", "reply_ms", "client_ms"):
        values = [get(c, "mailwire.timing." + what) for c in commands]
        values = [v for v in values if v is not None]
        check(values and all(0 <= v < 15000 for v in values), "every %s is a plausible time" % what,
              [v for v in values if not 0 <= v < 15000])
    asked = [c for c in commands if get(c, "mailwire.command.seq")]
    lost = [(get(c, "network.protocol"), get(c, "mailwire.session_id"), get(c, "mailwire.command"))
            for c in asked if get(c, "mailwire.command.status") == "none"]
    same(lost, [], "every command was answered")
    # Dovecot tells how long an IMAP command took it: the wire cannot have been faster.
    for c in commands:
        if m := re.search(r"\((\d+\.\d+) \+ .* secs\)\.$", get(c, "mailwire.command.reply_text", "")):
            waited = (get(c, "mailwire.timing.reply_ms", 0) + get(c, "mailwire.timing.idle_ms", 0)) / 1000
            if "{" in get(c, "mailwire.command.arg", ""):   # Dovecot's time begins before the literal
                waited = max(waited, get(c, "event.duration", 0) / 1e9)
            check(float(m[1]) - 0.003 <= waited, "%s %s took as long as Dovecot says" % (
                get(c, "mailwire.command.tag"), get(c, "mailwire.command.verb")), "%s s, %s" % (waited, m[0]))


def check_encrypted(sessions, commands, auths, lab):
    """What is in TLS is known to be, and nothing in it is made up."""
    if "fetch encrypted" not in lab["played"]:
        return
    mine = [s for s in sessions if get(s, "mailwire.session.encrypted")]
    same(sorted(get(s, "destination.port") for s in mine), [25, 110, 143, 465, 587, 993, 995],
         "the sessions that went on in TLS")
    numbers = {get(s, "mailwire.session_id") for s in mine}
    verbs = collections.Counter(get(c, "mailwire.command.verb") for c in commands
                                if get(c, "mailwire.session_id") in numbers and get(c, "mailwire.command.seq"))
    same(dict(verbs), {"EHLO": 2, "STARTTLS": 3, "CAPA": 1, "STLS": 1, "CAPABILITY": 1}, "what was said before")
    same([get(a, "mailwire.session_id") for a in auths if get(a, "mailwire.session_id") in numbers], [],
         "no login is seen there")


def check_sessions(mailwire, sessions):
    streams = set()
    for line in tshark(mailwire.capture, "-T", "fields", "-e", "tcp.stream", "-e", "tcp.dstport").splitlines():
        stream, port = map(int, line.split("\t"))
        if port in MAIL_PORTS:
            streams.add(stream)
    same({get(s, "mailwire.tcp_stream") for s in sessions}, streams, "the sessions are the connections to mail ports")


def check_findings(mailwire):
    """Software that people use every day does not smuggle."""
    run = subprocess.run([mailwire.program, "findings", "--json", mailwire.capture], capture_output=True, timeout=60)
    if run.returncode == 2:
        return
    rules = collections.Counter(get(json.loads(line), "rule.id") for line in run.stdout.splitlines())
    print("      findings: %s" % dict(rules))
    same([r for r in rules if "smuggl" in r or "ambiguous" in r], [], "no trick is found in honest mail")


def extract(mailwire):
    with tempfile.TemporaryDirectory() as out:
        mailwire.run("extract", mailwire.capture, "-d", os.path.join(out, "m"))
        return {int(name[:4]): read(out, "m", name) for name in os.listdir(os.path.join(out, "m"))
                if re.fullmatch(r"\d+\.eml", name)}


def run_lab(program, directory):
    run = subprocess.Popen([os.path.join(TOP, "lab", "peers", "run"), directory],
                           env=dict(os.environ, MAILWIRE=program), stdin=subprocess.DEVNULL)
    try:
        status = run.wait(timeout=150)
    except subprocess.TimeoutExpired:
        run.terminate()     # it stops what it started; a kill would leave it running
        status = "%s, after 150 seconds" % run.wait()
    if status != 0:
        print("FAIL  the lab did not finish (%s)" % status)
        sys.exit(1)


def main(program, directory):
    lab = json.loads(read(directory, "lab.json"))
    for who, why in lab["absent"].items():
        print("skipped: %s: %s" % (who, why))
    mailwire = Mailwire(program, os.path.join(directory, "lab.pcapng"))
    logs = Logs(directory)
    sent = {name: read(directory, "sent", name) for name in os.listdir(os.path.join(directory, "sent"))}
    stored = [read(base, name).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
              for base, _, names in os.walk(os.path.join(directory, "maildir")) for name in names]
    of = collections.defaultdict(list)
    for r in mailwire.records("events", "--show-secrets"):
        of[get(r, "event.dataset")].append(r)
    commands, messages = of["mailwire.command"], of["mailwire.message"]
    check_sessions(mailwire, of["mailwire.session"])
    check_transactions(of["mailwire.transaction"], logs, lab)
    check_passed_on(of["mailwire.transaction"], commands, logs, lab)
    check_verdicts(of["mailwire.transaction"], logs)
    check_relayed(of["mailwire.transaction"], logs, lab)
    check_moments(commands, of["mailwire.auth"], logs, lab)
    check_logins(of["mailwire.auth"], logs, lab)
    check_messages(messages, extract(mailwire), sent, stored)
    check_fetched(messages, of["mailwire.session"], logs, lab)
    check_times(commands)
    check_encrypted(of["mailwire.session"], commands, of["mailwire.auth"], lab)
    check_findings(mailwire)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4) or (len(sys.argv) == 4 and sys.argv[2] != "--results"):
        sys.exit(__doc__)
    program_path = os.path.abspath(sys.argv[1])
    try:
        subprocess.run(["tshark", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    except FileNotFoundError:
        skip("tshark is not installed")
    if len(sys.argv) == 4:
        main(program_path, sys.argv[3])
    else:
        can_run()
        with tempfile.TemporaryDirectory(prefix="mailwire-e2e-") as results:
            run_lab(program_path, results)
            main(program_path, results)
    print("%s" % ("all as it happened" if not failures_so_far() else "%d wrong" % failures_so_far()))
    sys.exit(1 if failures_so_far() else 0)
