/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtp_offer.c - what the server offered in its reply to EHLO, and what belongs to which
 * extension.
 *
 * In:   the lines of that reply; commands with their arguments
 * Out:  whether a keyword was offered; the extension that a command uses and was not
 * RFC:  5321 4.1.1.1 and those in the table
 */
#include "proto/smtp.h"

/* A parameter of MAIL or RCPT, or a verb, and the keyword that allows it. */
static const struct extension {
	struct bytes verb, param;   /* parameter: begins so; empty: the verb itself */
	struct bytes keyword;
	const char *source;
} extensions[] = {
	{ B("MAIL"),     B("SIZE="),            B("SIZE"),          "RFC 1870" },
	{ B("MAIL"),     B("BODY=8BITMIME"),    B("8BITMIME"),      "RFC 6152" },
	{ B("MAIL"),     B("BODY=BINARYMIME"),  B("BINARYMIME"),    "RFC 3030" },
	{ B("MAIL"),     B("SMTPUTF8"),         B("SMTPUTF8"),      "RFC 6531" },
	{ B("MAIL"),     B("RET="),             B("DSN"),           "RFC 3461" },
	{ B("MAIL"),     B("ENVID="),           B("DSN"),           "RFC 3461" },
	{ B("MAIL"),     B("AUTH="),            B("AUTH"),          "RFC 4954" },
	{ B("MAIL"),     B("BY="),              B("DELIVERBY"),     "RFC 2852" },
	{ B("MAIL"),     B("HOLDFOR="),         B("FUTURERELEASE"), "RFC 4865" },
	{ B("MAIL"),     B("HOLDUNTIL="),       B("FUTURERELEASE"), "RFC 4865" },
	{ B("MAIL"),     B("MT-PRIORITY="),     B("MT-PRIORITY"),   "RFC 6710" },
	{ B("MAIL"),     B("REQUIRETLS"),       B("REQUIRETLS"),    "RFC 8689" },
	{ B("RCPT"),     B("NOTIFY="),          B("DSN"),           "RFC 3461" },
	{ B("RCPT"),     B("ORCPT="),           B("DSN"),           "RFC 3461" },
	{ B("BDAT"),     B(""),                 B("CHUNKING"),      "RFC 3030" },
	{ B("BURL"),     B(""),                 B("BURL"),          "RFC 4468" },
	{ B("STARTTLS"), B(""),                 B("STARTTLS"),      "RFC 3207" },
	{ B("AUTH"),     B(""),                 B("AUTH"),          "RFC 4954" },
	{ B("ETRN"),     B(""),                 B("ETRN"),          "RFC 1985" },
	{ B("ATRN"),     B(""),                 B("ATRN"),          "RFC 2645" },
	{ B("XCLIENT"),  B(""),                 B("XCLIENT"),       "postfix.org/XCLIENT_README" },
	{ B("XFORWARD"), B(""),                 B("XFORWARD"),      "postfix.org/XFORWARD_README" },
};
enum { EXTENSIONS = sizeof(extensions) / sizeof(extensions[0]) };
_Static_assert(EXTENSIONS <= 32, "smtp.offers_told has a bit for each");

/* "AUTH=LOGIN" offers AUTH as old servers and clients have it. */
bool smtp_offer(const struct smtp *m, struct bytes keyword, struct bytes *args_out)
{
	struct bytes rest = session_text(m->s, TEXT_CAPABILITIES);

	while (rest.n) {
		struct bytes line = bytes_head(rest, bytes_chr(rest, 0, '\n')), word;

		rest = bytes_from(rest, line.n + 1);
		word = bytes_head(line, keyword.n);
		if (!bytes_ieq(word, keyword))
			continue;
		line = bytes_from(line, keyword.n);
		if (line.n && !ascii_blank(bytes_at(line, 0)) && bytes_at(line, 0) != '=')
			continue;
		if (args_out)
			*args_out = bytes_trim(bytes_from(line, line.n ? 1 : 0));
		return true;
	}
	return false;
}

uint64_t smtp_offered_size(const struct smtp *m)
{
	struct bytes args;
	uint64_t size;

	return smtp_offer(m, B("SIZE"), &args) && bytes_u64(args, &size) ? size : NO_U64;
}

bool smtp_has_param(struct bytes params, struct bytes prefix)
{
	while (params.n) {
		struct bytes word = bytes_word(&params);

		/* "SMTPUTF8" is all of a word, "SIZE=" the beginning of one */
		if (bytes_last(prefix) == '=' ? bytes_istarts(word, prefix)
					      : bytes_ieq(word, prefix))
			return true;
	}
	return false;
}

const char *smtp_not_offered(struct smtp *m, const struct asked *a, const char **source_out)
{
	struct bytes verb = bytes_str(a->verb), address, params = { NULL, 0 };

	switch (bytes_at(verb, 0)) { /* no other begins with these */
	case 'A': case 'B': case 'E': case 'M': case 'R': case 'S': case 'X':
		break;
	default:
		return NULL;
	}
	if (bytes_eq(verb, B("MAIL")) || bytes_eq(verb, B("RCPT"))) {
		transaction_path(asked_arg(a), &address, &params);
		if (params.n == 0)
			return NULL;
	}
	for (size_t i = 0; i < EXTENSIONS; i++) {
		const struct extension *e = &extensions[i];

		if (bytes_at(verb, 0) != bytes_at(e->verb, 0) || !bytes_eq(verb, e->verb) ||
		    (m->offers_told & 1u << i) ||
		    (e->param.n && !smtp_has_param(params, e->param)) ||
		    smtp_offer(m, e->keyword, NULL))
			continue;
		m->offers_told |= 1u << i;
		*source_out = e->source;
		return (const char *)e->keyword.p;
	}
	return NULL;
}
