/* SPDX-License-Identifier: BSD-2-Clause */
/* smtp_syntax.h - one line of SMTP: a command (RFC 5321 4.1.1), a reply line (4.2). */
#ifndef MW_PROTO_SMTP_SYNTAX_H
#define MW_PROTO_SMTP_SYNTAX_H

#include "base/bytes.h"

struct smtp_command_line {
	struct bytes verb;   /* up to the first blank */
	size_t arg_at;       /* where the arguments begin, blanks passed */
};

struct smtp_command_line smtp_read_command(struct bytes line);

struct smtp_reply_line {
	uint64_t code;       /* 0-999 */
	bool more;           /* "250-": further lines of this reply follow */
	struct bytes text;
};

/* "250 text", "250-text", "250" and, as some servers write, "250text"; false when the
   line does not begin with three digits. */
bool smtp_read_reply(struct bytes line, struct smtp_reply_line *out);

#endif
