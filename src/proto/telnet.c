/* SPDX-License-Identifier: BSD-2-Clause */
/* telnet.c - see telnet.h. */
#include "proto/telnet.h"

enum { SE = 240, SB = 250, WILL = 251, DONT = 254, IAC = 255 };

size_t telnet_skip(struct bytes b)
{
	size_t at = 0;

	while (bytes_at(b, at) == IAC && bytes_at(b, at + 1) != IAC) {
		int command = bytes_at(b, at + 1);

		at += 2;
		if (command == SB) {
			while (at < b.n && !(bytes_at(b, at) == IAC && bytes_at(b, at + 1) == SE))
				at++;
			at += 2;
		} else if (command >= WILL && command <= DONT) {
			at++;
		}
	}
	return at < b.n ? at : b.n;
}
