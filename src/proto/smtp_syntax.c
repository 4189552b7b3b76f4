/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_syntax.c - one line of SMTP: a command, a reply line.
 *
 * In:   a line without its end
 * Out:  its parts
 * RFC:  5321 4.1.1, 4.2
 */
#include "proto/smtp_syntax.h"

struct smtp_command_line smtp_read_command(struct bytes line)
{
	struct smtp_command_line c;
	struct bytes rest = line;

	c.verb = bytes_word(&rest);
	c.arg_at = line.n - rest.n;
	return c;
}

bool smtp_read_reply(struct bytes line, struct smtp_reply_line *out)
{
	int mark = bytes_at(line, 3);

	*out = (struct smtp_reply_line){ 0 };
	for (size_t i = 0; i < 3; i++) {
		int c = bytes_at(line, i);

		if (!ascii_digit(c))
			return false;
		out->code = out->code * 10 + (uint64_t)(c - '0');
	}
	if (ascii_digit(mark))
		return false;
	out->more = mark == '-';
	out->text = bytes_from(line, mark == '-' || mark == ' ' ? 4 : 3);
	return true;
}
