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
	const char *verb, *param;   /* parameter: begins so; NULL: the verb itself */
	const char *keyword, *source;
} extensions[] = {
	{ "MAIL", "SIZE=",           "SIZE",          "RFC 1870" },
	{ "MAIL", "BODY=8BITMIME",   "8BITMIME",      "RFC 6152" },
	{ "MAIL", "BODY=BINARYMIME", "BINARYMIME",    "RFC 3030" },
	{ "MAIL", "SMTPUTF8",        "SMTPUTF8",      "RFC 6531" },
	{ "MAIL", "RET=",            "DSN",           "RFC 3461" },
	{ "MAIL", "ENVID=",          "DSN",           "RFC 3461" },
	{ "MAIL", "AUTH=",           "AUTH",          "RFC 4954" },
	{ "MAIL", "BY=",             "DELIVERBY",     "RFC 2852" },
	{ "MAIL", "HOLDFOR=",        "FUTURERELEASE", "RFC 4865" },
	{ "MAIL", "HOLDUNTIL=",      "FUTURERELEASE", "RFC 4865" },
	{ "MAIL", "MT-PRIORITY=",    "MT-PRIORITY",   "RFC 6710" },
	{ "MAIL", "REQUIRETLS",      "REQUIRETLS",    "RFC 8689" },
	{ "RCPT", "NOTIFY=",         "DSN",           "RFC 3461" },
	{ "RCPT", "ORCPT=",          "DSN",           "RFC 3461" },
	{ "BDAT", NULL,              "CHUNKING",      "RFC 3030" },
	{ "BURL", NULL,              "BURL",          "RFC 4468" },
	{ "STARTTLS", NULL,          "STARTTLS",      "RFC 3207" },
	{ "AUTH", NULL,              "AUTH",          "RFC 4954" },
	{ "ETRN", NULL,              "ETRN",          "RFC 1985" },
	{ "ATRN", NULL,              "ATRN",          "RFC 2645" },
	{ "XCLIENT", NULL,           "XCLIENT",       "postfix.org/XCLIENT_README" },
	{ "XFORWARD", NULL,          "XFORWARD",      "postfix.org/XFORWARD_README" },
};
enum { EXTENSIONS = sizeof(extensions) / sizeof(extensions[0]) };
_Static_assert(EXTENSIONS <= 32, "smtp.offers_told has a bit for each");

/* "AUTH=LOGIN" offers AUTH as old servers and clients have it. */
bool smtp_offer(const struct smtp *m, struct bytes keyword, struct bytes *args_out)
{
	struct bytes rest = buf_bytes(&m->s->capabilities);

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

	if (bytes_eq(verb, B("MAIL")) || bytes_eq(verb, B("RCPT")))
		transaction_path(asked_arg(a), &address, &params);
	for (size_t i = 0; i < EXTENSIONS; i++) {
		const struct extension *e = &extensions[i];

		if (bytes_at(verb, 0) != e->verb[0] || !bytes_eq(verb, bytes_str(e->verb)) ||
		    (m->offers_told & 1u << i) ||
		    (e->param && !smtp_has_param(params, bytes_str(e->param))) ||
		    smtp_offer(m, bytes_str(e->keyword), NULL))
			continue;
		m->offers_told |= 1u << i;
		*source_out = e->source;
		return e->keyword;
	}
	return NULL;
}
