#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""picture.py - what a command prints on a terminal, as a picture.

usage: tools/picture.py [--columns N] OUT.png COMMAND [ARGUMENT...]

docs/read.png, from the folder of the repository:

    build/mailwire slice --session 1 -w /tmp/mail.pcapng samples/lab.pcapng
    (cd /tmp && tools/picture.py docs/read.png mailwire read mail.pcapng)   with whole paths

The command runs on a terminal of N columns (118), so it uses colours and fits its lines as
it does for a person.  Every character is drawn into its own cell, two cells for a wide one,
so a table that is out of line on a terminal is out of line here too.

Needs python3-pil, fonts-dejavu-core and, for Chinese, fonts-wqy-microhei.
"""

import fcntl
import os
import pty
import re
import struct
import sys
import termios
import unicodedata

from PIL import Image, ImageDraw, ImageFont

SIZE, CELL, ROW, MARGIN = 13, 8, 17, 10
BACKGROUND, TEXT = (16, 20, 24), (214, 220, 226)
COLORS = {31: (255, 107, 104), 32: (63, 201, 86), 33: (224, 175, 78), 34: (97, 160, 255),
          35: (211, 120, 214), 36: (64, 211, 219), 37: (255, 255, 255)}
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono%s.ttf"
CHINESE = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"


def on_terminal(columns, command):
    """-> all that `command` wrote to a terminal, and its status."""
    pid, master = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        os.environ["TERM"] = "xterm-256color"
        os.environ.pop("NO_COLOR", None)
        try:
            os.execvp(command[0], command)
        except OSError as error:
            os.write(2, ("%s: %s\n" % (command[0], error.strerror)).encode())
            os._exit(127)
    out = b""
    while True:
        try:
            octets = os.read(master, 65536)
        except OSError:     # EIO: the other end is closed
            break
        if not octets:
            break
        out += octets
    return out.decode("utf-8", "replace"), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def width(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text, columns):
    """-> rows of (column, character, color, bold, dim), as a terminal places them."""
    rows, row, at = [], [], 0
    color, bold, dim = None, False, False
    for match in re.finditer(r"\x1b\[([0-9;?]*)([A-Za-z])|(.)", text.replace("\r\n", "\n"), re.S):
        codes, final, character = match.groups()
        if final == "m":
            for code in [int(c or 0) for c in codes.split(";")]:
                if code in (0, 39):
                    color = None
                if code == 0:
                    bold = dim = False
                bold, dim = bold or code == 1, dim or code == 2
                color = code if code in COLORS else color
        elif final is None and character == "\n":
            rows.append(row)
            row, at = [], 0
        elif final is None and character == "\t":
            at = at // 8 * 8 + 8
        elif final is None and character == "\r":
            row, at = [], 0
        elif final is None and character >= " ":
            if at + width(character) > columns:
                rows.append(row)
                row, at = [], 0
            row.append((at, character, color, bold, dim))
            at += width(character)
    return rows + [row] if row else rows


def draw(rows, columns):
    fonts = {bold: ImageFont.truetype(DEJAVU % ("-Bold" if bold else ""), SIZE) for bold in (False, True)}
    chinese = ImageFont.truetype(CHINESE, SIZE + 1) if os.path.exists(CHINESE) else fonts[False]
    picture = Image.new("RGB", (columns * CELL + 2 * MARGIN, len(rows) * ROW + 2 * MARGIN), BACKGROUND)
    pen = ImageDraw.Draw(picture)
    for y, row in enumerate(rows):
        for x, character, color, bold, dim in row:
            ink = COLORS.get(color, TEXT)
            if dim:
                ink = tuple((a + b) // 2 for a, b in zip(ink, BACKGROUND))
            wide = width(character) == 2
            pen.text((MARGIN + x * CELL, MARGIN + y * ROW), character, ink, chinese if wide else fonts[bold])
    return picture


def main(arguments):
    columns = 118
    if arguments[:1] == ["--columns"] and len(arguments) > 1:
        columns, arguments = int(arguments[1]), arguments[2:]
    if len(arguments) < 2 or arguments[0].startswith("-"):
        sys.exit(__doc__)
    text, status = on_terminal(columns, arguments[1:])
    picture = draw(cells(text, columns), columns)
    picture.quantize(256).save(arguments[0], optimize=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
