/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_utf7.c - mailbox names out of modified UTF-7.
 *
 * In:   a name as on the wire
 * Out:  the name in UTF-8
 * RFC:  3501 5.1.3, 2152
 *
 * It differs from UTF-7 in its shift ("&" for "+"), its last base64 letter ("," for "/")
 * and in what must be shifted.  So it is written as UTF-7 and decoded as such.
 */
#include "proto/imap_syntax.h"

#include "mime/charset.h"

/* "&...-" holds base64 only and has its end. */
static bool well_formed(struct bytes raw)
{
	for (size_t i = 0; i < raw.n; i++) {
		if (bytes_at(raw, i) >= 0x80)
			return false;
		if (bytes_at(raw, i) != '&')
			continue;
		for (i++; bytes_at(raw, i) != '-'; i++) {
			int c = bytes_at(raw, i);

			if (!ascii_alnum(c) && c != '+' && c != ',')
				return false;
		}
	}
	return true;
}

void imap_mailbox_name(struct bytes raw, struct buf *out)
{
	struct buf utf7 = { 0 };
	bool shifted = false;

	if (bytes_chr(raw, 0, '&') == raw.n || !well_formed(raw)) {
		buf_add(out, raw);
		return;
	}
	for (size_t i = 0; i < raw.n; i++) {
		int c = bytes_at(raw, i);

		if (!shifted && c == '&' && bytes_at(raw, i + 1) == '-') {
			buf_addc(&utf7, '&');
			i++;
			continue;
		}
		if (!shifted && c == '+')
			buf_addc(&utf7, '+'); /* "+-" */
		if (c == '&')
			shifted = true;
		else if (c == '-')
			shifted = false;
		if (c == '&')
			c = '+';
		else if (shifted && c == ',')
			c = '/';
		else if (!shifted && c == '+')
			c = '-';
		buf_addc(&utf7, (uint8_t)c);
	}
	charset_decode(out, B("UTF-7"), buf_bytes(&utf7));
	buf_fini(&utf7);
}
