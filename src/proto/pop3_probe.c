/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pop3_probe.c - how much the first words of a connection look like POP3.
 *
 * In:   what one side said first
 * Out:  a bid, 0-100, or -1: certainly not
 *
 * FTP has USER and RETR as well, and Redis answers "+OK": alone these do not settle it.
 */
#include "proto/pop3.h"

#include "proto/detect.h"
#include "proto/telnet.h"

enum arg_shape { NO_ARG, ANY_ARG, ONE_WORD, NUMBER, MAYBE_NUMBER };

static bool arg_fits(struct bytes arg, enum arg_shape shape)
{
	struct bytes word = bytes_word(&arg);
	uint64_t n;

	switch (shape) {
	case NO_ARG:
		return word.n == 0;
	case ANY_ARG:
		return word.n > 0;
	case ONE_WORD: /* IRC's USER has more */
		return word.n > 0 && bytes_trim(arg).n == 0;
	case NUMBER:
		return bytes_u64(word, &n);
	case MAYBE_NUMBER:
		return word.n == 0 || bytes_u64(word, &n);
	}
	return false;
}

static int bid_command(struct bytes line)
{
	static const struct {
		const char *verb;
		enum arg_shape shape;
		int bid;
	} rows[] = {
		{ "APOP", ANY_ARG, 70 },  { "UIDL", MAYBE_NUMBER, 65 }, { "TOP", NUMBER, 70 },
		{ "CAPA", NO_ARG, 60 },   { "STLS", NO_ARG, 60 },       { "RETR", NUMBER, 60 },
		{ "DELE", NUMBER, 55 },   { "STAT", NO_ARG, 40 },       { "USER", ONE_WORD, 40 },
		{ "LIST", MAYBE_NUMBER, 35 }, { "PASS", ANY_ARG, 30 },  { "AUTH", ANY_ARG, 30 },
		{ "NOOP", NO_ARG, 20 },   { "RSET", NO_ARG, 20 },       { "QUIT", NO_ARG, 20 },
		/* what SMTP begins with */
		{ "EHLO", ANY_ARG, -1 },  { "HELO", ANY_ARG, -1 },      { "MAIL", ANY_ARG, -1 },
		{ "RCPT", ANY_ARG, -1 },  { "STARTTLS", NO_ARG, -1 },
	};
	struct bytes rest = line, verb = bytes_word(&rest);

	/* Redis: "*3" CRLF "$3" ... */
	if (bytes_at(line, 0) == '*' && ascii_digit(bytes_at(line, 1)))
		return -1;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (bytes_ieq(verb, bytes_str(rows[i].verb)))
			return arg_fits(rest, rows[i].shape) ? rows[i].bid : 0;
	return 0;
}

static int bid_reply(struct bytes line)
{
	if (bytes_istarts(line, B("+OK"))) {
		struct bytes text = bytes_trim(bytes_from(line, 3));

		if (text.n == 0)
			return 35;
		return bytes_ifind(text, B("pop")) < text.n ? 90 : 65;
	}
	if (bytes_istarts(line, B("-ERR")))
		return 40;
	if (bytes_starts(line, B("+ ")))
		return 20;
	if (bytes_starts(line, B("* ")) || bytes_starts(line, B("HTTP/")) ||
	    bytes_starts(line, B("SSH-")))
		return -1;
	if (ascii_digit(bytes_at(line, 0)) && ascii_digit(bytes_at(line, 1)) &&
	    ascii_digit(bytes_at(line, 2)) &&
	    (bytes_at(line, 3) == ' ' || bytes_at(line, 3) == '-'))
		return -1;
	return 0;
}

/* The best of the first lines: a capture may begin in the middle of one. */
int pop3_probe(enum dir d, struct bytes head)
{
	int best = 0;

	while (head.n) {
		struct bytes whole = detect_line(head);
		struct bytes line = bytes_from(whole, telnet_skip(whole));
		int b = d == DIR_CLIENT ? bid_command(line) : bid_reply(line);

		if (b < 0 || detect_is_binary(line))
			return -1;
		if (b > best)
			best = b;
		head = bytes_from(head, bytes_chr(head, 0, '\n') + 1);
	}
	return best;
}
