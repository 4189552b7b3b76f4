/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_probe.c - how much the first words of a connection look like SMTP.
 *
 * In:   what one side said first
 * Out:  a bid, 0-100, or -1: certainly not
 *
 * "220" greets in FTP too, and FTP has USER where SMTP has EHLO: alone neither settles it.
 */
#include "proto/smtp.h"

#include "proto/detect.h"
#include "proto/smtp_syntax.h"

static int bid_command(struct bytes line)
{
	static const struct {
		const char *verb, *arg; /* its arguments begin so; "?": any; NULL: none */
		int bid;
	} rows[] = {
		{ "EHLO", "?", 70 },     { "HELO", "?", 70 },    { "LHLO", "?", 70 },
		{ "MAIL", "FROM:", 90 },
		{ "RCPT", "TO:", 90 },   { "STARTTLS", NULL, 60 }, { "DATA", NULL, 45 },
		{ "AUTH", "?", 40 },     { "VRFY", "?", 60 },    { "EXPN", "?", 60 },
		{ "RSET", NULL, 20 },    { "NOOP", NULL, 20 },   { "QUIT", NULL, 20 },
		{ "HELP", NULL, 10 },
		/* what FTP and POP3 begin with */
		{ "USER", "?", -1 },     { "PASS", "?", -1 },    { "APOP", "?", -1 },
		{ "CAPA", NULL, -1 },    { "STAT", NULL, -1 },   { "SYST", NULL, -1 },
		/* and NNTP */
		{ "MODE", "READER", -1 }, { "GROUP", "?", -1 },  { "ARTICLE", "?", -1 },
		{ "FEAT", NULL, -1 },    { "RETR", "?", -1 },    { "UIDL", NULL, -1 },
	};
	struct smtp_command_line c = smtp_read_command(line);
	struct bytes arg = bytes_trim(bytes_from(line, c.arg_at));

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bytes want = bytes_str(rows[i].arg);

		if (!bytes_ieq(c.verb, bytes_str(rows[i].verb)))
			continue;
		if (rows[i].arg == NULL)
			return arg.n == 0 ? rows[i].bid : 0;
		if (bytes_eq(want, B("?")))
			return arg.n ? rows[i].bid : 0;
		return bytes_istarts(arg, want) ? rows[i].bid : 0;
	}
	return 0;
}

static bool has(struct bytes text, struct bytes word)
{
	return bytes_ifind(text, word) < text.n;
}

static int bid_reply(struct bytes line)
{
	struct smtp_reply_line r;

	if (bytes_starts(line, B("+OK")) || bytes_starts(line, B("-ERR")) ||
	    bytes_starts(line, B("* ")) || bytes_starts(line, B("HTTP/")) ||
	    bytes_starts(line, B("SSH-")))
		return -1;
	if (!smtp_read_reply(line, &r))
		return 0;
	switch (r.code) {
	case 200: case 201: /* NNTP greets so; SMTP once said 200 to HELO (RFC 876) */
		return has(r.text, B("posting")) || has(r.text, B("news")) ||
		       has(r.text, B("NNTP")) ? -1 : 0;
	case 220:
		if (has(r.text, B("FTP")))
			return -1;
		return has(r.text, B("SMTP")) || has(r.text, B("mail")) ? 90 : 40;
	case 354:
		return 60;
	case 334: case 235:
		return 55;
	case 250:
		return 45;
	case 251: case 252: case 421: case 450: case 451: case 452: case 454: case 455:
	case 521: case 535: case 550: case 551: case 552: case 553: case 554: case 555:
		return 40;
	case 221: case 500: case 501: case 502: case 503: case 504: case 530:
		return 25; /* FTP says these too */
	default:
		return 0;
	}
}

/* The best of the first lines: a capture may begin in the middle of one. */
int smtp_probe(enum dir d, struct bytes head)
{
	int best = 0;

	while (head.n) {
		struct bytes line = detect_line(head);
		int b = d == DIR_CLIENT ? bid_command(line) : bid_reply(line);

		if (b < 0 || detect_is_binary(line))
			return -1;
		if (b > best)
			best = b;
		head = bytes_from(head, bytes_chr(head, 0, '\n') + 1);
	}
	return best;
}
