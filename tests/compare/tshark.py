#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""tshark.py - Mailwire against tshark, on every capture of a folder.

usage: tshark.py [--commands] MAILWIRE FRAME_DUMP FOLDER [NAME...]

With --commands only the third is done, which needs no tshark.

1. Frames: every value of FIELDS, and what tcp.analysis says, is the same for every frame
   (those that quote others in ICMP errors aside: tshark then repeats the inner header's
   values).
2. Streams: the octets put in order are those of `tshark -z follow,tcp,raw`, for each stream
   of which nothing is missing from the capture.
3. Every command ends with status 0, in time, with nothing on standard error that a
   sanitizer says.

docs/TSHARK.md tells where the two differ, and why.  The captures are not part of the project; MAILWIRE_CAPTURES names another folder.
"""
import hashlib, os, re, shutil, subprocess, sys

FIELDS = ['frame.number', 'frame.time_epoch', 'frame.len', 'frame.cap_len', 'eth.src', 'eth.dst',
          'ip.src', 'ip.dst', 'tcp.stream', 'tcp.srcport', 'tcp.dstport', 'tcp.len',
          'tcp.seq_raw', 'tcp.ack_raw', 'tcp.seq', 'tcp.ack', 'tcp.flags',
          'tcp.window_size_value', 'tcp.hdr_len', 'tcp.options.mss_val',
          'tcp.options.wscale.shift']
# What tcp.analysis says of a frame: in it as tcp.analysis.NAME.
ANALYSIS = ['retransmission', 'fast_retransmission', 'spurious_retransmission', 'out_of_order',
            'lost_segment', 'ack_lost_segment', 'duplicate_ack', 'keep_alive', 'keep_alive_ack',
            'zero_window', 'zero_window_probe', 'zero_window_probe_ack', 'window_update',
            'window_full', 'reused_ports']
STREAMS_AT_ONCE = 200    # followed in one run of tshark
COMMANDS = [['read'], ['sessions'], ['messages'], ['credentials'], ['events'],
            ['packets'], ['packets', '-V', '-x']]
SANITIZER = re.compile(rb'ERROR: \w+Sanitizer|runtime error:|LeakSanitizer')

# What tshark says of these is not what the wire says; each with the reason.
EXEMPT = {
    # A first octet too many: no capture at all, and tshark refuses it too.
    'test-passif-dpi-pop__pop-ssl.pcapng': 'not a capture',
}
# Streams whose octets tshark has not all; each with its twin in tests/unit/test_stream.c.
EXEMPT_STREAMS = {
    # The server's first segment captured is a bare ACK behind octets that it sends again
    # then: "octets before the first segment".
    ('mercury__capture2.pcap', '151'): 'the beginning is dropped',
}


def tshark(*args):
    env = dict(os.environ, HOME='/nonexistent', WIRESHARK_CONFIG_DIR='/nonexistent', TZ='UTC')
    return subprocess.run(['tshark', '-n', *args], capture_output=True, env=env,
                          timeout=300).stdout.decode('utf-8', 'replace')


def dumped(frame_dump, path):
    frames, sides = {}, {}
    out = subprocess.run([frame_dump, path], capture_output=True, timeout=300)
    if out.returncode or SANITIZER.search(out.stderr):
        return None, out.stderr.decode(errors='replace')
    for line in out.stdout.decode().splitlines():
        kind, *v = line.split('\t')
        if kind == 'F':
            frames[v[0]] = v + [''] * (len(FIELDS) + 1 - len(v))
        else:
            stream, ip, port, octets, gap, sha = v
            sides[int(stream), ip, port] = (int(octets), int(gap), sha)
    return frames, sides


def compare_frames(path, frames, streams):
    """Lines that tell the differences.  Fills `streams`: our stream number to tshark's,
    which leaves numbers out when it begins a conversation and thinks better of it."""
    args = ['-r', path, '-o', 'tcp.relative_sequence_numbers:TRUE', '-T', 'fields',
            '-E', 'occurrence=a', '-E', 'aggregator=|']
    names = FIELDS + ['ipv6.src', 'ipv6.dst', 'icmp.type', 'icmpv6.type', 'eth.type'] + \
        ['tcp.analysis.' + a for a in ANALYSIS]
    for f in names:
        args += ['-e', f]
    seen = 0
    for line in tshark(*args).splitlines():
        # Nested headers: link addresses of the outermost, everything else of the innermost.
        v = [x.split('|')[0 if name.startswith('eth.') else -1]
             for name, x in zip(names, line.split('\t'))]
        theirs, (src6, dst6, icmp, icmp6, ethertype, *found) = v[:len(FIELDS)], v[len(FIELDS):]
        ours = frames.get(theirs[0])
        seen += 1
        if icmp or icmp6:
            continue
        if ours is None:
            yield f'frame {theirs[0]} is missing'
            continue
        theirs[6] = theirs[6] or src6
        theirs[7] = theirs[7] or dst6
        if theirs[8] and ours[8]:
            theirs[8] = ours[8] if streams.setdefault(int(ours[8]), theirs[8]) == theirs[8] \
                else f'{theirs[8]} (not {streams[int(ours[8])]} as before)'
        found = ' '.join(a for a, there in zip(ANALYSIS, found) if there)
        if theirs[8] and found != ours[len(FIELDS)]:
            yield f'frame {theirs[0]}: analysis: tshark {found!r}, mailwire {ours[len(FIELDS)]!r}'
        for name, a, b in zip(FIELDS, theirs, ours):
            if name.startswith('tcp.') and not theirs[8]:
                continue
            if name.startswith('ip.') and not ours[8]:
                continue     # not TCP: how deep one looks is a matter of taste
            if name == 'frame.time_epoch' and a and b and abs(float(a) - float(b)) < 1e-9:
                continue
            if name.startswith('eth.') and a == '':
                continue
            if name == 'tcp.ack' and not int(theirs[16], 16) & 0x10:
                continue     # without the ACK flag the number means nothing
            if a != b:
                yield f'frame {theirs[0]}: {name}: tshark {a!r}, mailwire {b!r}'
    if len(set(streams.values())) != len(streams):
        yield 'two of our streams are one of tshark'
    if seen != len(frames):
        yield f'{len(frames)} frames, tshark has {seen}'


def followed(path, wanted):
    """{stream: {(ip, port): octets}} of these streams as tshark has them."""
    args = [x for n in wanted for x in ('-z', f'follow,tcp,raw,{n}')]
    streams = {}
    for out in re.split(r'^=+$', tshark('-r', path, '-q', *args), flags=re.M):
        number = re.search(r'^Filter: tcp.stream eq (\d+)$', out, re.M)
        node = re.findall(r'^Node ([01]): (.*):(\d+)$', out, re.M)
        if not number or len(node) != 2:
            continue
        got = {0: bytearray(), 1: bytearray()}
        for line in out.split('\n'):
            side = 1 if line.startswith('\t') else 0
            text = line.strip()
            if text and re.fullmatch('[0-9a-f]+', text):
                got[side] += bytes.fromhex(text)
        streams[number[1]] = {(ip.strip('[]'), port): bytes(got[int(n)]) for n, ip, port in node}
    return streams


def compare_streams(path, sides, streams):
    whole = {}
    for stream in sorted({s for s, _, _ in sides}):
        mine = {(ip, port): v for (s, ip, port), v in sides.items() if s == stream}
        theirs = streams.get(stream, str(stream))
        if any(gap for _, gap, _ in mine.values()) or not any(o for o, _, _ in mine.values()):
            continue
        if (os.path.basename(path), theirs) not in EXEMPT_STREAMS:
            whole[theirs] = mine
    names = list(whole)
    for i in range(0, len(names), STREAMS_AT_ONCE):
        theirs = followed(path, names[i:i + STREAMS_AT_ONCE])
        for stream in names[i:i + STREAMS_AT_ONCE]:
            if stream not in theirs:
                yield f'stream {stream}: tshark cannot follow it'
                continue
            for side, (octets, _, sha) in whole[stream].items():
                want = theirs[stream].get(side, b'')
                if len(want) != octets or hashlib.sha256(want).hexdigest() != sha:
                    yield f'stream {stream} from {side[0]}:{side[1]}: tshark {len(want)} ' \
                          f'octets, mailwire {octets}, not the same'


def compare_commands(mailwire, path):
    for command in COMMANDS:
        try:
            r = subprocess.run([mailwire, *command, path], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, timeout=120)
        except subprocess.TimeoutExpired:
            yield f'{" ".join(command)}: did not end'
            continue
        if r.returncode != 0 or SANITIZER.search(r.stderr):
            yield f'{" ".join(command)}: status {r.returncode}: {r.stderr.decode(errors="replace")}'


def main():
    argv = [a for a in sys.argv[1:] if a != '--commands']
    mailwire, frame_dump, folder = argv[:3]
    peer = len(argv) == len(sys.argv) - 1
    folder = os.environ.get('MAILWIRE_CAPTURES', folder)
    if (peer and not shutil.which('tshark')) or not os.path.isdir(folder):
        print('skipped: no tshark, or no captures in', folder)
        return 77
    names = argv[3:] or sorted(n for n in os.listdir(folder) if not n.endswith('.tsv'))
    bad = compared = 0
    for name in names:
        path = os.path.join(folder, name)
        if name in EXEMPT:
            continue
        frames, sides = dumped(frame_dump, path)
        if frames is None:
            told = [sides]
        elif not peer:
            told = []
        else:
            streams = {}
            told = [*compare_frames(path, frames, streams),
                    *compare_streams(path, sides, streams)]
        told += compare_commands(mailwire, path)
        compared += 1
        bad += bool(told)
        for line in told[:8]:
            print(f'{name}: {line}', flush=True)
        if len(told) > 8:
            print(f'{name}: ... and {len(told) - 8} more')
    print(f'{compared} captures compared, {bad} differ')
    return 1 if bad or not compared else 0


if __name__ == '__main__':
    sys.exit(main())
