/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_probe.c - how much the first words of a connection look like IMAP.
 *
 * In:   what one side said first
 * Out:  a bid, 0-100, or -1: certainly not
 */
#include "proto/imap.h"

#include "proto/detect.h"

/* What other protocols of lines begin with: no tags. */
static bool is_foreign(struct bytes word)
{
	static const char *const words[] = {
		"USER", "PASS", "AUTH", "APOP", "LIST", "RETR", "TOP", "DELE", "UIDL", "HELP",
		"EHLO", "HELO", "LHLO", "MAIL", "RCPT", "VRFY", "EXPN", "GET", "POST", "PUT",
		"HEAD", "NICK", "JOIN", "NOTICE", "PRIVMSG", "SET",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (bytes_ieq(word, bytes_str(words[i])))
			return true;
	return false;
}

static int bid_command(struct bytes line)
{
	static const struct {
		const char *verb;
		bool arg;
		int bid;
	} rows[] = {
		{ "CAPABILITY", false, 65 }, { "AUTHENTICATE", true, 70 },
		{ "LOGIN", true, 60 },       { "SELECT", true, 65 }, { "EXAMINE", true, 65 },
		{ "FETCH", true, 60 },       { "LOGOUT", false, 60 }, { "IDLE", false, 50 },
		{ "STARTTLS", false, 50 },   { "LIST", true, 40 },   { "LSUB", true, 60 },
		{ "STATUS", true, 50 },      { "APPEND", true, 50 }, { "NOOP", false, 35 },
		{ "ID", true, 45 },          { "STORE", true, 50 },  { "SEARCH", true, 50 },
		{ "NAMESPACE", false, 60 },  { "CLOSE", false, 40 }, { "EXPUNGE", false, 50 },
		{ "CHECK", false, 40 },      { "COPY", true, 40 },   { "ENABLE", true, 50 },
		{ "COMPRESS", true, 60 },    { "UNSELECT", false, 50 }, { "MOVE", true, 40 },
	};
	struct imap_command_line c = imap_read_command(line);
	struct bytes arg = bytes_trim(bytes_from(line, c.arg_at));

	if (is_foreign(c.tag))
		return bytes_ieq(c.tag, B("EHLO")) || bytes_ieq(c.tag, B("HELO")) ||
		       bytes_ieq(c.tag, B("GET")) || bytes_ieq(c.tag, B("POST")) ? -1 : 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (bytes_ieq(c.name, bytes_str(rows[i].verb)))
			return (arg.n > 0) == rows[i].arg ? rows[i].bid : 10;
	return 0;
}

static int bid_response(struct bytes line)
{
	struct imap_response_line r = imap_read_response(line);

	switch (r.kind) {
	case IMAP_SAYS_STATUS:
		if (bytes_ifind(r.text, B("imap")) < r.text.n || r.status == IMAP_PREAUTH)
			return 90;
		return 65;
	case IMAP_SAYS_DATA:
		return imap_data_of(r.word) ? 65 : 0;
	case IMAP_SAYS_TAGGED:
		return is_foreign(r.tag) ? 0 : 40;
	case IMAP_SAYS_CONTINUE:
		return 15;
	case IMAP_SAYS_NONE:
		break;
	}
	if (bytes_starts(line, B("+OK")) || bytes_starts(line, B("-ERR")) ||
	    bytes_starts(line, B("HTTP/")) || bytes_starts(line, B("SSH-")))
		return -1;
	if (ascii_digit(bytes_at(line, 0)) && ascii_digit(bytes_at(line, 1)) &&
	    ascii_digit(bytes_at(line, 2)) &&
	    (bytes_at(line, 3) == ' ' || bytes_at(line, 3) == '-'))
		return -1;
	return 0;
}

/* The best of the first lines: a capture may begin in the middle of one. */
int imap_probe(enum dir d, struct bytes head)
{
	int best = 0;

	while (head.n) {
		struct bytes line = detect_line(head);
		int b = d == DIR_CLIENT ? bid_command(line) : bid_response(line);

		if (b < 0 || detect_is_binary(line))
			return -1;
		if (b > best)
			best = b;
		head = bytes_from(head, bytes_chr(head, 0, '\n') + 1);
	}
	return best;
}
