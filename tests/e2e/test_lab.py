#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""test_lab.py - run the lab, and hold what Mailwire says against what happened.

usage: test_lab.py MAILWIRE [--results DIR]        (--results: a finished lab/run, not a new one)

Nothing here is believed on Mailwire's word.  What happened is known from three others:

  the client    the octets it sent (sent/), and what it was told to do
  the server    the messages it stored (maildir/)
  tshark        addresses, flags, times and payload of each frame, from which a small
                reader of this file's own (class Wire) puts the dialogues together

Exit status: 0 all right, 1 something was wrong, 77 the lab cannot run here.
"""

import base64
import collections
import email
import email.header
import email.policy
import hashlib
import json
import os
import subprocess
import sys
import tempfile

SKIP = 77
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

failures = 0


def check(good, what, detail=""):
    global failures
    if good:
        print("ok    " + what)
    else:
        failures += 1
        print("FAIL  " + what + (": " + str(detail) if detail else ""))
    return good


def failures_so_far():
    return failures


def same(got, expected, what):
    return check(got == expected, what, "got %.600r, expected %.600r" % (got, expected))


def skip(why):
    print("SKIP  " + why)
    sys.exit(SKIP)


# --- what happened, as tshark saw the frames --------------------------------------------

Frame = collections.namedtuple("Frame", "number time_ns stream from_client flags seq payload src dst mac_src mac_dst")
FIN, SYN, RST, ACK = 0x01, 0x02, 0x04, 0x10

# One message on the wire: frames is [(number, octets)] in transport form, without the last dot.
Transfer = collections.namedtuple("Transfer", "octets frames number announced")

# One command: the frame of its last octet, and the frame and time where the reply began.
Said = collections.namedtuple("Said", "line frame reply_frame asked_ns answered_ns reply")


def tshark(capture, *options):
    home = tempfile.mkdtemp()
    env = dict(os.environ, HOME=home, WIRESHARK_CONFIG_DIR=home, TZ="UTC", LC_ALL="C.UTF-8")
    run = subprocess.run(["tshark", "-n", "-r", capture, *options], env=env, check=True,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    os.rmdir(home)
    return run.stdout.decode()


def read_frames(capture, server_ports):
    names = ["frame.number", "frame.time_epoch", "tcp.stream", "tcp.srcport", "tcp.flags", "tcp.seq",
             "tcp.payload", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "eth.src", "eth.dst"]
    text = tshark(capture, "-T", "fields", *[x for name in names for x in ("-e", name)])
    frames = []
    for line in text.splitlines():
        v = dict(zip(names, line.split("\t")))
        seconds, _, fraction = v["frame.time_epoch"].partition(".")
        frames.append(Frame(int(v["frame.number"]), int(seconds) * 10 ** 9 + int(fraction.ljust(9, "0")),
                            int(v["tcp.stream"]), int(v["tcp.srcport"]) not in server_ports,
                            int(v["tcp.flags"], 16), int(v["tcp.seq"]), bytes.fromhex(v["tcp.payload"]),
                            v["ip.src"] or v["ipv6.src"], v["ip.dst"] or v["ipv6.dst"],
                            v["eth.src"], v["eth.dst"]))
    return frames


class Side:
    """What one end sent, in order, and which frame carried each octet."""

    def __init__(self, frames):
        self.octets, self.frame_of, self.at = b"", [], 0
        self.time_of = {f.number: f.time_ns for f in frames}
        for f in sorted((f for f in frames if f.payload), key=lambda f: (f.seq, f.number)):
            new = f.payload[max(0, len(self.octets) - (f.seq - 1)):]	# the first octet is 1
            self.octets += new
            self.frame_of += [f.number] * len(new)

    def line(self):
        end = self.octets.index(b"\r\n", self.at) + 2
        start, self.at = self.at, end
        return self.octets[start:end - 2], start, end

    def until_dot(self):
        """-> octets in transport form, their frames; the lone dot is consumed."""
        start = self.at
        if self.octets.startswith(b".\r\n", start):
            end = start
        else:
            end = self.octets.index(b"\r\n.\r\n", start) + 2
        self.at = end + 3
        return self.octets[start:end], list(collections.Counter(self.frame_of[start:end]).items())


def unstuff(octets):
    if octets.startswith(b"."):
        octets = octets[1:]
    return octets.replace(b"\r\n.", b"\r\n")


class Wire:
    """One connection, read the slow and obvious way: a command, its answer, the next one."""

    def __init__(self, stream, frames):
        self.stream, self.frames = stream, frames
        self.client = Side([f for f in frames if f.from_client])
        self.server = Side([f for f in frames if not f.from_client])
        self.said, self.transfers, self.words = [], [], []
        first = [f for f in frames if f.from_client][0]
        self.protocol = "pop3" if self.server.octets.startswith(b"+OK") else "smtp"
        self.client_ip, self.server_ip = first.src, first.dst
        self.client_mac, self.server_mac = first.mac_src, first.mac_dst
        getattr(self, self.protocol)()

    def exchange(self, reply, line=None):
        """A line of the client (unless it was read already), and what it was answered."""
        if line is None:
            line = self.client.line()[0]
        end = self.client.at
        frame = self.client.frame_of[end - 1]
        start = self.server.at
        answer = reply()
        answer_frame = self.server.frame_of[start]
        self.said.append(Said(line, frame, answer_frame, self.client.time_of[frame],
                              self.server.time_of[answer_frame], answer))
        return line, answer

    def smtp_reply(self):
        while True:
            line, start, end = self.server.line()
            if line[3:4] != b"-":
                return line

    def smtp(self):
        self.smtp_reply()
        while self.client.at < len(self.client.octets):
            line, reply = self.exchange(self.smtp_reply)
            while reply.startswith(b"334"):
                word, reply = self.exchange(self.smtp_reply)
                self.words.append((word, self.said.pop().frame))
            if line.upper() == b"DATA" and reply.startswith(b"354"):
                octets, frames = self.client.until_dot()
                self.transfers.append(Transfer(unstuff(octets), frames, None, None))
                self.exchange(self.smtp_reply, b".")    # the end of the message is answered too

    def pop3(self):
        self.listed, self.stat = {}, None
        self.server.line()
        while self.client.at < len(self.client.octets):
            line, reply = self.exchange(lambda: self.server.line()[0])
            verb = line.split()[0].upper()
            if reply.startswith(b"+ "):
                self.exchange(lambda: self.server.line()[0])
                self.said.pop()
            elif verb == b"STAT":
                self.stat = tuple(map(int, reply.split()[1:3]))
            elif verb == b"RETR":
                octets, frames = self.server.until_dot()
                self.transfers.append(Transfer(unstuff(octets), frames, int(line.split()[1]),
                                               int(reply.split()[1])))
            elif verb in (b"CAPA", b"UIDL") or line.upper() == b"LIST":
                rows = self.server.until_dot()[0].split(b"\r\n")[:-1]
                if verb == b"LIST":
                    self.listed = {int(r.split()[0]): int(r.split()[1]) for r in rows}


# --- what Mailwire says -----------------------------------------------------------------

class Mailwire:
    def __init__(self, program, capture):
        self.program, self.capture = program, capture

    def run(self, command, *options):
        run = subprocess.run([self.program, command, *options], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=120)
        check(run.returncode == 0, "mailwire %s exits 0" % command,
              "%d: %s" % (run.returncode, run.stderr.decode(errors="replace")[-500:]))
        return run.stdout

    def text(self, command, *options):
        return self.run(command, self.capture, *options).decode()

    def records(self, command, *options):
        return [json.loads(line) for line in self.text(command, *options).splitlines()]


def get(record, path, default=None):
    """The value at a dotted path, or `default`."""
    for name in path.split("."):
        if not isinstance(record, dict) or name not in record:
            return default
        record = record[name]
    return record


def milliseconds(ns):
    return ns / 1e6


# --- the assertions -----------------------------------------------------------------------

def check_sessions(sessions, wires):
    same(len(sessions), len(wires), "as many sessions as connections")
    for s in sessions:
        wire = wires.get(get(s, "mailwire.tcp_stream"))
        if not check(wire is not None, "the session's tcp_stream is tshark's", s):
            continue
        name = "session %s (%s): " % (get(s, "mailwire.session_id"), wire.protocol)
        frames = wire.frames
        fins = {side: [f.number for f in frames if f.flags & FIN and f.from_client == (side == "client")]
                for side in ("client", "server")}
        syn = [f for f in frames if f.flags & (SYN | ACK) == SYN][0]
        synack = [f for f in frames if f.flags & (SYN | ACK) == SYN | ACK][0]
        ack = [f for f in frames if f.from_client and f.flags & ACK and f.number > synack.number][0]
        same(get(s, "network.protocol"), wire.protocol, name + "protocol")
        same((get(s, "source.ip"), get(s, "destination.ip")), (wire.client_ip, wire.server_ip), name + "IP addresses")
        same(tuple(str(get(s, p)).lower().replace("-", ":") for p in ("source.mac", "destination.mac")),
             (wire.client_mac, wire.server_mac), name + "MAC addresses")
        same([get(s, "mailwire.tcp.handshake." + k) for k in ("syn_frame", "synack_frame", "ack_frame")],
             [syn.number, synack.number, ack.number], name + "handshake frames")
        rtt = get(s, "mailwire.tcp.handshake.rtt_ms", -1)
        check(abs(rtt - milliseconds(ack.time_ns - syn.time_ns)) < 2e-6, name + "round-trip time", rtt)
        same([[get(s, "mailwire.tcp.%s.fin_frame" % side)] for side in fins], list(fins.values()),
             name + "teardown frames")
        same(get(s, "mailwire.session.closed_by"),
             "client" if fins["client"][0] < fins["server"][0] else "server", name + "who closed")
        same((get(s, "source.bytes"), get(s, "destination.bytes")),
             (sum(len(f.payload) for f in frames if f.from_client),
              sum(len(f.payload) for f in frames if not f.from_client)), name + "octets each way")
        same((get(s, "mailwire.packets.first"), get(s, "mailwire.packets.last")),
             (frames[0].number, frames[-1].number), name + "first and last frame")
        same(get(s, "mailwire.session.messages"), len(wire.transfers), name + "messages")


def check_commands(commands, wires):
    for wire in wires.values():
        name = "stream %d (%s): " % (wire.stream, wire.protocol)
        mine = [c for c in commands if get(c, "mailwire.tcp_stream") == wire.stream
                and get(c, "mailwire.command.seq") != 0]
        same([(get(c, "mailwire.command.verb") or "").encode() for c in mine],
             [said.line.split()[0].upper() for said in wire.said], name + "the commands")
        if len(mine) != len(wire.said):
            continue
        # The reply to a login is the server's last word on it, not its first question.
        asked = [(c, said) for c, said in zip(mine, wire.said) if said.line.upper()[:4] not in (b"AUTH", b"DATA")]
        same([get(c, "mailwire.command.request_packets.last") for c, _ in asked], [s.frame for _, s in asked],
             name + "the frame of each command")
        same([get(c, "mailwire.command.reply_packets.first") for c, _ in asked], [s.reply_frame for _, s in asked],
             name + "the frame of each reply")
        off = [(s.line, get(c, "mailwire.timing.server_ms"), milliseconds(s.answered_ns - s.asked_ns)) for c, s in asked
               if abs(get(c, "mailwire.timing.server_ms", -1) - milliseconds(s.answered_ns - s.asked_ns)) > 2e-6]
        same(off, [], name + "the time to each reply")


def check_logins(logins, hidden, wires, lab):
    user, password = lab["user"], lab["password"]
    by_stream = {get(r, "mailwire.tcp_stream"): r for r in logins}
    same(len(logins), len(wires), "one login in each session")
    for stream, wire in wires.items():
        r = by_stream.get(stream, {})
        name = "login on stream %d: " % stream
        same((get(r, "user.name"), get(r, "mailwire.auth.secret"), get(r, "event.outcome"),
              get(r, "mailwire.auth.encrypted")), (user, password, "success", False),
             name + "user, password, outcome")
        mechanism = ("LOGIN" if wire.protocol == "smtp" else
                     "USER/PASS" if wire.said[0].line.startswith(b"USER") else "PLAIN")
        same(get(r, "mailwire.auth.mechanism"), mechanism, name + "mechanism")
        if wire.protocol == "smtp":
            same([base64.b64decode(w).decode() for w, _ in wire.words], [user, password],
                 name + "the wire has the two words")
            words = [w for w in get(r, "mailwire.auth.exchange", []) if w.get("from") == "client"][-2:]
            same([(w.get("raw", "").encode(), w.get("frame")) for w in words], wire.words,
                 name + "the words as they crossed the wire, and their frames")
            same([w.get("decoded") for w in words], [user, password], name + "the words decoded")
    check(hidden and all(get(r, "mailwire.auth.secret") in (None, "[hidden]") for r in hidden),
          "without --show-secrets no secret is told")


def check_secrets_hidden(mailwire, lab):
    password = lab["password"].encode()
    secrets = [password, base64.b64encode(password), base64.b64encode(b"\0%s\0%s" % (lab["user"].encode(), password))]
    for command in ("read", "events", "credentials", "sessions", "messages", "packets"):
        out = mailwire.run(command, mailwire.capture)
        check(not any(s in out for s in secrets), "no secret in the output of %s" % command)
    out = mailwire.run("follow", mailwire.capture, "1")
    check(not any(s in out for s in secrets), "no secret in the output of follow")
    out = mailwire.run("read", "--show-secrets", mailwire.capture)
    check(password in out and secrets[1] in out, "read --show-secrets shows the password and its AUTH LOGIN word")


def check_mailbox(records, wires):
    """STAT's count and octets are LIST's sum, and the sizes of the messages fetched."""
    for stream, wire in wires.items():
        if wire.protocol != "pop3" or not wire.stat:
            continue
        name = "mailbox on stream %d: " % stream
        listing = {}
        for r in records:
            if get(r, "mailwire.tcp_stream") == stream and get(r, "event.dataset") == "mailwire.command":
                listing[get(r, "mailwire.command.verb")] = get(r, "mailwire.listing", [])
        stat = [(row.get("number"), row.get("bytes")) for row in listing.get("STAT", [])]
        rows = {row.get("number"): row.get("bytes") for row in listing.get("LIST", [])}
        same(stat, [wire.stat], name + "STAT is told")
        same(rows, wire.listed, name + "LIST is told")
        same((len(rows), sum(rows.values())), wire.stat, name + "LIST adds up to STAT")
        sizes = {get(r, "mailwire.message.number"): get(r, "mailwire.message.size") for r in records
                 if get(r, "mailwire.tcp_stream") == stream and get(r, "event.dataset") == "mailwire.message"}
        same(sizes, rows, name + "each RETR has the size LIST gave")
        same(len(listing.get("UIDL", [])), wire.stat[0], name + "UIDL names each message")


def check_messages(messages, wires, truth):
    transfers = [(stream, t) for stream, wire in wires.items() for t in wire.transfers]
    same(len(messages), len(transfers), "as many messages as transfers")
    for stream, t in transfers:
        name = "message on stream %d%s: " % (stream, "" if t.number is None else ", RETR %d" % t.number)
        digest = hashlib.sha256(t.octets).hexdigest()
        check(digest in truth, name + "its octets are the client's or the server's", digest)
        r = [r for r in messages if get(r, "mailwire.tcp_stream") == stream
             and get(r, "mailwire.message.number") == t.number]
        if not check(len(r) == 1, name + "told once", len(r)):
            continue
        r = r[0]
        same(get(r, "mailwire.message.sha256"), digest, name + "SHA-256")
        same(get(r, "mailwire.message.size"), len(t.octets), name + "size")
        same(get(r, "mailwire.message.complete"), True, name + "complete")
        same([(f.get("number"), f.get("bytes")) for f in get(r, "mailwire.message.frames", [])], t.frames,
             name + "the frames that carried it and their octets")
        if t.announced is not None:
            same(get(r, "mailwire.message.announced_bytes"), t.announced, name + "the size announced")
        check_headers(r, t.octets, name)


def check_headers(record, octets, name):
    parsed = email.message_from_bytes(octets, policy=email.policy.compat32)
    words = email.header.decode_header(parsed["Subject"])
    subject = "".join(w.decode(c or "ascii") if isinstance(w, bytes) else w for w, c in words)
    same(get(record, "email.subject"), subject, name + "subject")
    same(get(record, "email.message_id"), parsed["Message-ID"].strip("<>"), name + "Message-ID")
    same(get(record, "email.x_mailer"), parsed["X-mailer"], name + "X-Mailer")
    for field in ("from", "to"):
        address = email.utils.parseaddr(parsed[field])[1]
        same(get(record, "email.%s.address" % field), [address], name + field)
    leaves = [p for p in parsed.walk() if not p.is_multipart()]
    same([(p.get("content_type"), p.get("size"), p.get("sha256")) for p in get(record, "mailwire.mime.parts", [])],
         [(p.get_content_type(), len(body), hashlib.sha256(body).hexdigest())
          for p in leaves for body in [p.get_payload(decode=True)]], name + "parts, decoded")


def check_fragments(mailwire, messages, wires):
    """Against tshark's own reassembly, for SMTP: PEERS of it, POP3's is a guess at lengths."""
    found = {}
    for line in tshark(mailwire.capture, "-Y", "imf && smtp.data.fragment", "-T", "fields", "-e", "tcp.stream", "-e",
                       "smtp.data.fragment", "-e", "smtp.data.reassembled.length").splitlines():
        stream, frames, total = line.split("\t")
        found[int(stream)] = ([int(n) for n in frames.split(",")], int(total))
    smtp = [s for s, wire in wires.items() if wire.protocol == "smtp"]
    check(smtp and set(found) <= set(smtp), "tshark put messages together", found)
    for r in messages:
        stream = get(r, "mailwire.tcp_stream")
        if stream not in found:
            continue
        spans = get(r, "mailwire.message.frames", [])
        frames = [f.get("number") for f in spans]
        # tshark leaves out a frame that brings no more than the end of the last line.
        octets = sum(f.get("bytes", 0) for f in spans)
        same((frames[:len(found[stream][0])], octets), found[stream],
             "stream %d: tshark's fragments and their total" % stream)


def fragment_lines(text):
    return [line.strip() for line in text.splitlines() if "DATA fragment" in line and "#" in line]


def check_packet_details(mailwire, wires):
    three = [t for w in wires.values() if w.protocol == "smtp" for t in w.transfers if len(t.frames) == 3]
    if not check(three, "a message crossed in three segments"):
        return
    last = three[0].frames[-1][0]
    ours = fragment_lines(mailwire.text("packets", "-V", "--frame", str(last)))
    theirs = fragment_lines(tshark(mailwire.capture, "-V", "-Y", "frame.number == %d" % last))
    numbers = ", ".join("#%d(%d)" % f for f in three[0].frames)
    check(theirs and numbers in theirs[0], "tshark -V names the three fragments", theirs)
    check(ours and numbers in ours[0], "packets -V names the three fragments", ours)


def check_packet_list(mailwire, frames):
    lines = [line for line in mailwire.text("packets").splitlines() if line.strip()]
    same(len(lines), len(frames), "the packet list has every frame")
    same([int(line.split()[0]) for line in lines], [f.number for f in frames], "and numbers them from 1")


def check_extract(mailwire, directory, truth, transfers):
    mailwire.run("extract", mailwire.capture, "-d", directory)
    files = [os.path.join(base, name) for base, _, names in os.walk(directory) for name in names]
    digests = collections.Counter()
    for path in files:
        with open(path, "rb") as f:
            octets = f.read()
        digests[hashlib.sha256(octets).hexdigest()] += 1
        if path.endswith(".eml"):
            check(hashlib.sha256(octets).hexdigest() in truth, "%s is octet for octet what was sent or stored" %
                  os.path.relpath(path, directory))
    same(sum(path.endswith(".eml") for path in files), len(transfers), "an .eml file for each message")
    for t in transfers:
        for part in email.message_from_bytes(t.octets).walk():
            if part.get_filename():
                word, charset = email.header.decode_header(part.get_filename())[0]
                name = word.decode(charset)
                body = part.get_payload(decode=True)
                check(any(name in os.path.basename(path) for path in files), "the attachment keeps its name", files)
                check(hashlib.sha256(body).hexdigest() in digests, "the attachment's octets are there")
    before = {path: os.stat(path).st_mtime_ns for path in files}
    subprocess.run([mailwire.program, "extract", mailwire.capture, "-d", directory],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    same({path: os.stat(path).st_mtime_ns for path in files}, before, "extracting again overwrites nothing")


def check_show(mailwire, messages):
    for r in messages:
        number = get(r, "mailwire.message_id")
        octets = mailwire.run("show", "--raw", mailwire.capture, str(number))
        same(hashlib.sha256(octets).hexdigest(), get(r, "mailwire.message.sha256"), "show --raw %d is its octets" % number)


def check_follow(mailwire, sessions, wires):
    for s in sessions:
        number, wire = get(s, "mailwire.session_id"), wires[get(s, "mailwire.tcp_stream")]
        text = mailwire.run("follow", "--show-secrets", mailwire.capture, str(number)).decode()
        lines = [said.line for said in wire.said] + [word for word, _ in wire.words]
        lost = [line for line in lines if line.decode() not in text]
        same(lost, [], "follow %d has every line the client said" % number)


def check_live(directory, frames):
    with open(os.path.join(directory, "capture.txt"), encoding="utf-8") as f:
        said = f.read()
    with open(os.path.join(directory, "capture.log"), encoding="utf-8") as f:
        said += f.read()
    check("capturing on mail0" in said, "capture says on what it listens")
    check(str(len(frames)) in said, "capture accounts for all %d packets" % len(frames), said[-400:])


# --- one run ------------------------------------------------------------------------------

def run_lab(program, directory):
    env = dict(os.environ, MAILWIRE=program)
    run = subprocess.Popen([os.path.join(TOP, "lab", "run"), directory], env=env, stdin=subprocess.DEVNULL)
    try:
        status = run.wait(timeout=120)
    except subprocess.TimeoutExpired:
        run.terminate()     # it stops what it started; a kill would leave it running
        status = "%s, after 120 seconds" % run.wait()
    if status != 0:
        print("FAIL  the lab did not finish (%s)" % status)
        sys.exit(1)


def can_run():
    if os.geteuid() != 0:
        skip("network namespaces need root")
    try:
        if subprocess.run(["unshare", "--net", "--mount", "true"], stderr=subprocess.DEVNULL).returncode:
            skip("network namespaces are not allowed here")
        subprocess.run(["ip", "-V"], stdout=subprocess.DEVNULL)
    except FileNotFoundError as error:
        skip("%s is not installed" % error.filename)
    servers = subprocess.run([os.path.join(TOP, "lab", "servers")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if servers.returncode:
        skip("no mail servers for the lab: " + servers.stderr.decode().strip())


def stored_as_sent_out(path):
    """A maildir file as POP3 gives it away: CRLF line ends."""
    with open(path, "rb") as f:
        return f.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def main(program, directory):
    with open(os.path.join(directory, "lab.json"), encoding="utf-8") as f:
        lab = json.load(f)
    mailwire = Mailwire(program, os.path.join(directory, lab["capture"]))
    frames = read_frames(mailwire.capture, {25, 110})
    wires = {}
    for f in frames:
        wires.setdefault(f.stream, []).append(f)
    wires = {stream: Wire(stream, those) for stream, those in wires.items()}
    transfers = [t for wire in wires.values() for t in wire.transfers]

    truth = set()
    for name in sorted(os.listdir(os.path.join(directory, "sent"))):
        with open(os.path.join(directory, "sent", name), "rb") as f:
            truth.add(hashlib.sha256(f.read()).hexdigest())
    for name in sorted(os.listdir(os.path.join(directory, "maildir"))):
        truth.add(hashlib.sha256(stored_as_sent_out(os.path.join(directory, "maildir", name))).hexdigest())
    same(len({hashlib.sha256(t.octets).hexdigest() for t in transfers}), len(truth),
         "every message sent and stored crossed the wire")

    key = ("--hmac-key", "hex:" + "5c" * 16)
    records = mailwire.records("events", *key)
    of = collections.defaultdict(list)
    for r in records:
        of[get(r, "event.dataset")].append(r)
    check_live(directory, frames)
    check_sessions(of["mailwire.session"], wires)
    check_commands(of["mailwire.command"], wires)
    check_logins(mailwire.records("credentials", "--json", "--show-secrets"),
                 mailwire.records("credentials", "--json"), wires, lab)
    check_secrets_hidden(mailwire, lab)
    check_mailbox(records, wires)
    check_messages(of["mailwire.message"], wires, truth)
    check_fragments(mailwire, of["mailwire.message"], wires)
    check_show(mailwire, of["mailwire.message"])
    check_follow(mailwire, of["mailwire.session"], wires)
    check_packet_details(mailwire, wires)
    check_packet_list(mailwire, frames)
    with tempfile.TemporaryDirectory() as out:
        check_extract(mailwire, os.path.join(out, "messages"), truth, transfers)
    for dataset, command in (("mailwire.session", "sessions"), ("mailwire.message", "messages"),
                             ("mailwire.auth", "credentials")):
        options = key if command == "credentials" else ()
        same(mailwire.records(command, "--json", *options), of[dataset], "%s --json are the records of events" % command)


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
    print("%s" % ("all as it happened" if not failures else "%d wrong" % failures))
    sys.exit(1 if failures else 0)
