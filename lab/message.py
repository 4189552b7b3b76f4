#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""message.py - write one message of the lab, its exact octets, to standard output.

usage: message.py note|report|large|plain ADDRESS [NUMBER]

  note    what a Chinese mail client of the GB2312 years sent: encoded words in
          Subject, From and To, multipart/alternative, both bodies base64.
          Its header goes out in one write and its body needs two full segments,
          so the DATA phase takes three segments on Ethernet.
  report  the same inside multipart/mixed, with an attachment that has a Chinese name
  large   the same with an attachment of 90 KB
  plain   UTF-8 text as it is (8bit), with lines that begin with a dot

NUMBER makes the Message-ID differ from that of others of the same second.
"""

import base64
import hashlib
import sys
import time

CRLF = "\r\n"

TEXT = """王老师：

您好！

这是本周网络实验的记录。我在宿舍的机器上打开了抓包程序，然后用邮件客户端发了一封信，又收了一次信。
从抓到的数据包里可以看到三次握手、登录时的用户名和口令、信件的全文，以及最后连接的释放。
口令只做了 base64 编码，任何能看到这些数据包的人都能读出来。

收信时服务器先说一共有几封信、多少字节，逐封的大小加起来正好相等。

此致
敬礼

李明
"""

HTML = """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
</head><body>
%s</body></html>
""" % "".join("<p>%s</p>\n" % p.strip() for p in TEXT.split("\n\n"))

PLAIN = """这封信是 UTF-8, 没有再编码。

.
..
.一行以点开头, 传输时要多加一个点。
The line above, and two more, start with a dot: the sender doubles it (RFC 5321 4.5.2).
"""


def word(text):
    """One encoded word (RFC 2047)."""
    return "=?GB2312?B?%s?=" % base64.b64encode(text.encode("gb2312")).decode()


def lines_of_76(octets):
    coded = base64.b64encode(octets).decode()
    return "".join(coded[i:i + 76] + CRLF for i in range(0, len(coded), 76))


def gb2312(text):
    return text.replace("\n", CRLF).encode("gb2312")


def part(header, octets):
    return (CRLF.join(header + ["Content-Transfer-Encoding: base64"]) + CRLF + CRLF
            + lines_of_76(octets) + CRLF)


def alternative(boundary):
    return ("--" + boundary + CRLF
            + part(['Content-Type: text/plain;', '\tcharset="gb2312"'], gb2312(TEXT))
            + "--" + boundary + CRLF
            + part(['Content-Type: text/html;', '\tcharset="gb2312"'], gb2312(HTML))
            + "--" + boundary + "--" + CRLF)


def header(address, subject, number):
    now = time.localtime()
    return [
        "Date: " + time.strftime("%a, %d %b %Y %H:%M:%S %z", now),
        "From: %s <%s>" % (word("李明"), address),
        "To: %s <%s>" % (word("实验信箱"), address),
        "Subject: " + subject,
        "Message-ID: <%s%06d@%s>" % (time.strftime("%Y%m%d%H%M%S", now), number,
                                     address.partition("@")[2]),
        "X-mailer: Feihong Mail 6, 0, 2, 18 [cn]",
        "Mime-Version: 1.0",
    ]


def note(address, number=1):
    boundary = "=====001_Feihong204418731560_====="
    head = header(address, word("网络实验：邮件的抓包记录"), number)
    head += ["Content-Type: multipart/alternative;", '\tboundary="%s"' % boundary]
    return (CRLF.join(head) + CRLF + CRLF
            + "This is a multi-part message in MIME format." + CRLF + CRLF
            + alternative(boundary)).encode("ascii")


def report(address, number=2, digests=200):
    mixed = "=====003_Feihong204418731560_====="
    inner = "=====002_Feihong204418731560_====="
    name = word("实验报告.doc")
    octets = b"".join(hashlib.sha256(b"report %d" % i).digest() for i in range(digests))
    head = header(address, word("实验报告"), number)
    head += ["Content-Type: multipart/mixed;", '\tboundary="%s"' % mixed]
    return (CRLF.join(head) + CRLF + CRLF
            + "This is a multi-part message in MIME format." + CRLF + CRLF
            + "--" + mixed + CRLF
            + "Content-Type: multipart/alternative;" + CRLF
            + '\tboundary="%s"' % inner + CRLF + CRLF
            + alternative(inner) + CRLF
            + "--" + mixed + CRLF
            + part(["Content-Type: application/msword;", '\tname="%s"' % name,
                    "Content-Disposition: attachment;", '\tfilename="%s"' % name], octets)
            + "--" + mixed + "--" + CRLF).encode("ascii")


def large(address, number=4):
    return report(address, number, 2880)


def plain(address, number=3):
    coded = base64.b64encode("有点开头的信".encode()).decode()
    head = header(address, "=?UTF-8?B?%s?=" % coded, number)
    head += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    return (CRLF.join(head) + CRLF + CRLF).encode("ascii") + PLAIN.replace("\n", CRLF).encode()


KINDS = {"note": note, "report": report, "large": large, "plain": plain}

if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or sys.argv[1] not in KINDS:
        sys.exit(__doc__)
    sys.stdout.buffer.write(KINDS[sys.argv[1]](sys.argv[2], *map(int, sys.argv[3:])))
