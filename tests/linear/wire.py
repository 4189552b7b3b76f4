# SPDX-License-Identifier: BSD-2-Clause
"""wire.py - captures made octet by octet: pcap, Ethernet, IPv4, TCP with right checksums.

    c = Capture(); t = Talk(c); t.open(); t.server(b'220 x\\r\\n'); t.client(...); t.close()
    c.octets() is the pcap file.

A Talk counts sequence numbers as its two ends would; at() puts any octets anywhere.
"""
import struct

SYN, FIN, RST, PSH, ACK = 2, 1, 4, 8, 16
CLIENT, SERVER = 0, 1
MSS = 1460
ETHERNET = b'\0\0^\0S\1\0\0^\0S\2\x08\0'
FRAME_US = 100  # capture time from one frame to the next


def checksum(octets):
    """RFC 1071; 65536 is 1 modulo 65535, so the sum is a remainder."""
    return 65535 - int.from_bytes(octets + b'\0' * (len(octets) % 2), 'big') % 65535


class Capture:
    def __init__(self):
        self.frames = []
        self.waits = {}         # frame: microseconds before it, beside those that all have

    def ipv4(self, src, dst, data, ident=0, fragment=0, protocol=6):
        """`fragment` is the header's field: flags and offset / 8."""
        head = struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(data), ident, fragment, 64,
                           protocol, 0, src, dst)
        head = head[:10] + struct.pack('>H', checksum(head)) + head[12:]
        self.frames.append(ETHERNET + head + data)

    def tcp(self, src, dst, sport, dport, seq, ack, flags, data=b''):
        self.ipv4(src, dst, segment(src, dst, sport, dport, seq, ack, flags, data))

    def wait(self, seconds):
        self.waits[len(self.frames)] = seconds * 1000000

    def octets(self):
        out = [struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1)]
        us = -FRAME_US
        for i, f in enumerate(self.frames):
            us += FRAME_US + self.waits.get(i, 0)
            out.append(struct.pack('<IIII', 1700000000 + us // 1000000, us % 1000000,
                                   len(f), len(f)))
            out.append(f)
        return b''.join(out)


def segment(src, dst, sport, dport, seq, ack, flags, data=b''):
    head = struct.pack('>HHIIBBHHH', sport, dport, seq & 0xffffffff, ack & 0xffffffff, 0x50,
                       flags, 65535, 0, 0)
    pseudo = src + dst + struct.pack('>HH', 6, len(head) + len(data))
    return head[:16] + struct.pack('>H', checksum(pseudo + head + data)) + head[18:] + data


class Talk:
    def __init__(self, capture, number=0, port=25):
        self.capture = capture
        self.address = (struct.pack('>I', 0xc0000200 + (number >> 14)), b'\xc6\x33\x64\x01')
        self.port = (40000 + (number & 0x3fff), port)
        self.seq = [1000, 5000]  # of the next octet of each side

    def at(self, side, seq, data=b'', flags=ACK):
        """A segment at an absolute sequence number; nothing is counted."""
        other = 1 - side
        self.capture.tcp(self.address[side], self.address[other], self.port[side],
                         self.port[other], seq, self.seq[other], flags, data)

    def say(self, side, data, mss=MSS):
        for i in range(0, len(data), mss):
            cut = data[i:i + mss]
            self.at(side, self.seq[side], cut, ACK | PSH)
            self.seq[side] += len(cut)

    def client(self, data, mss=MSS):
        self.say(CLIENT, data, mss)

    def server(self, data, mss=MSS):
        self.say(SERVER, data, mss)

    def open(self):
        self.capture.tcp(*self.address, *self.port, self.seq[0] - 1, 0, SYN)
        self.at(SERVER, self.seq[1] - 1, flags=SYN | ACK)
        self.at(CLIENT, self.seq[0])
        return self

    def close(self):
        for side in (CLIENT, SERVER):
            self.at(side, self.seq[side], flags=FIN | ACK)
            self.seq[side] += 1
        self.at(CLIENT, self.seq[0])
