#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""test_path.py - a message that hangs because its large segments do not arrive is a finding.

usage: test_path.py MAILWIRE
"""
import json, os, subprocess, sys, tempfile, unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'linear'))
from wire import ACK, CLIENT, PSH, SERVER, Capture, Talk

MAILWIRE = sys.argv.pop(1)


def hanging(arrives):
    """A session whose first full segment is sent four times; then it `arrives`, or not."""
    t = Talk(Capture()).open()
    t.server(b'220 mx.example.net\r\n')
    for asked, answered in ((b'EHLO c', b'250 mx'), (b'MAIL FROM:<a@example.org>', b'250 OK'),
                            (b'RCPT TO:<b@example.net>', b'250 OK'), (b'DATA', b'354 go on')):
        t.client(asked + b'\r\n')
        t.server(answered + b'\r\n')
    full = b'Subject: x\r\n\r\n' + b'x' * 1446
    for _ in range(4):
        t.at(CLIENT, t.seq[CLIENT], full, ACK | PSH)
        for _ in range(10000):  # a second of the capture's time
            t.capture.frames.append(t.capture.frames[-1][:14] + b'\0')
    if arrives:
        t.seq[CLIENT] += len(full)
        t.client(b'\r\n.\r\n')
        t.server(b'250 OK\r\n')
        t.close()
    else:
        t.server(b'421 4.4.2 timeout\r\n')
    return t.capture.octets()


def findings(capture):
    with tempfile.NamedTemporaryFile(suffix='.pcap') as f:
        f.write(capture)
        f.flush()
        out = subprocess.run([MAILWIRE, 'findings', '--json', f.name], check=True,
                             capture_output=True).stdout
    return [r for r in map(json.loads, out.splitlines()) if r['rule']['id'] == 'tcp.mtu_black_hole']


class Path(unittest.TestCase):
    def test_large_segments_do_not_arrive(self):
        found, = findings(hanging(False))
        self.assertIn('The client sent a segment of 1460 octets 3 times more', found['event']['reason'])
        self.assertIn('in vain', found['event']['reason'])
        self.assertEqual(found['mailwire']['finding']['confidence'], 'likely')

    def test_an_ordinary_loss_is_none(self):
        self.assertEqual(findings(hanging(True)), [])


if __name__ == '__main__':
    unittest.main()
