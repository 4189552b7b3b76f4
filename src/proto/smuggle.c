/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smuggle.c - a message's octets as a server reads them that is too lenient about its end.
 *
 * In:   the octets after "354" as on the wire, up to the end that RFC 5321 knows
 * Out:  ends that only lenient servers see, and the commands they would read behind them
 * RFC:  5321 2.3.8, 4.1.1.4; CVE-2023-51764, CVE-2023-51765, CVE-2023-51766
 *
 *   BODY --line end, "."--> DOT --CR--> DOT_CR --CR--> DOT_CR_CR
 *     ^                      |LF          |LF, other      |LF, other
 *     |                      +------------+---------------+--> end told, LINE
 *     +--no command, or DATA------------------------------------+
 */
#include "proto/smuggle.h"

/* What is in front of octet `at`, NULs passed over; `*nul_out`: there were some, behind the
   line end or in it. */
static enum smuggle_seen seen_before(const struct smuggle *g, struct bytes in, size_t at,
				     bool *nul_out)
{
	bool lf = false, nul = false, inside = false; /* `inside`: NULs in front of the LF */
	enum smuggle_seen seen = g->before;

	while (at > 0) {
		int c = bytes_at(in, --at);

		if (c == 0) {
			*(lf ? &inside : &nul) = true;
			continue;
		}
		if (c == '\n' && !lf) {
			lf = true;
			continue;
		}
		*nul_out = nul || (lf && c == '\r' && inside);
		if (lf)
			return c == '\r' ? SMUGGLE_SEEN_CRLF : SMUGGLE_SEEN_LF;
		return c == '\r' ? SMUGGLE_SEEN_CR : SMUGGLE_SEEN_OTHER;
	}
	if (!lf) {
		*nul_out = nul || g->nul;
		return seen;
	}
	*nul_out = nul || (seen == SMUGGLE_SEEN_CR && (inside || g->nul));
	return seen == SMUGGLE_SEEN_CR ? SMUGGLE_SEEN_CRLF : SMUGGLE_SEEN_LF;
}

/* The first `n` octets are passed; they end no message. */
static void pass(struct smuggle *g, struct bytes *in, size_t n)
{
	bool nul;

	g->before = seen_before(g, *in, n, &nul);
	g->nul = nul && g->before != SMUGGLE_SEEN_OTHER;
	*in = bytes_from(*in, n);
	g->at += n;
}

/* BODY: up to a dot behind a line end. */
static void body(struct smuggle *g, struct bytes *in)
{
	size_t at = bytes_chr(*in, 0, '.');
	bool nul;

	while (at < in->n && seen_before(g, *in, at, &nul) == SMUGGLE_SEEN_OTHER)
		at = bytes_chr(*in, at + 1, '.');
	pass(g, in, at);
	if (in->n == 0)
		return;
	g->state = SMUGGLE_DOT;
	g->from = g->at++;
	*in = bytes_from(*in, 1);
}

/* The message ends here for a lenient server: behind a dot and `line_end`. */
static enum step end_told(struct smuggle *g, const char *const names[4],
			  enum smuggle_seen line_end, struct smuggle_item *out)
{
	*out = (struct smuggle_item){ .kind = SMUGGLE_END, .offset = g->from,
				      .octets = g->at - g->from, .name = names[g->before],
				      .nul = g->nul };
	g->state = SMUGGLE_LINE;
	g->before = line_end;
	g->nul = false;
	g->commands = g->cut = false;
	g->n = 0;
	return STEP_ITEM;
}

/* No end after all. */
static void back_to_body(struct smuggle *g)
{
	g->state = SMUGGLE_BODY;
	g->before = SMUGGLE_SEEN_OTHER;
	g->nul = false;
}

static enum step dot(struct smuggle *g, struct bytes *in, struct smuggle_item *out)
{
	static const char *const lf[] = { "CRLF.LF", NULL, "CR.LF", "LF.LF" };
	static const char *const cr[] = { "CRLF.CR", NULL, "CR.CR", "LF.CR" };
	static const char *const crlf[] = { "CRLF.CRLF", NULL, "CR.CRLF", "LF.CRLF" };
	static const char *const crcrlf[] = { "CRLF.CRCRLF", NULL, "CR.CRCRLF", "LF.CRCRLF" };
	int c = bytes_at(*in, 0);
	enum smuggle_state was = g->state;

	if (c == 0) {
		g->nul = true;
	} else if (c == '\r' && was != SMUGGLE_DOT_CR_CR) {
		g->state = was == SMUGGLE_DOT ? SMUGGLE_DOT_CR : SMUGGLE_DOT_CR_CR;
	} else if (c != '\n') {
		/* CR "." CR, or a dot in front of other text */
		if (was != SMUGGLE_DOT)
			return end_told(g, cr, SMUGGLE_SEEN_CR, out);
		back_to_body(g);
		return STEP_MORE;
	}
	*in = bytes_from(*in, 1);
	g->at++;
	if (c != '\n')
		return STEP_MORE;
	if (was == SMUGGLE_DOT)
		return end_told(g, lf, SMUGGLE_SEEN_LF, out);
	if (was == SMUGGLE_DOT_CR_CR)
		return end_told(g, crcrlf, SMUGGLE_SEEN_CRLF, out);
	if (g->before != SMUGGLE_SEEN_CRLF || g->nul)
		return end_told(g, crlf, SMUGGLE_SEEN_CRLF, out);
	/* the one end that all agree on: it is not among the octets of a message, unless
	   octets are missing */
	back_to_body(g);
	g->before = SMUGGLE_SEEN_CRLF;
	return STEP_MORE;
}

static bool is_command(struct bytes line)
{
	static const struct {
		const char *verb;
		const char *arg; /* begins so; "": none; "?": one word; "9": a number */
	} rows[] = {
		{ "MAIL", "FROM:" }, { "RCPT", "TO:" }, { "DATA", "" },     { "BDAT", "9" },
		{ "EHLO", "?" },     { "HELO", "?" },   { "LHLO", "?" },    { "RSET", "" },
		{ "QUIT", "" },      { "NOOP", "" },    { "STARTTLS", "" }, { "VRFY", "?" },
		{ "EXPN", "?" },
	};
	struct bytes arg = line, verb = bytes_word(&arg), rest;

	arg = bytes_trim(arg);
	rest = arg;
	(void)bytes_word(&rest);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int want = rows[i].arg[0];

		if (!bytes_ieq(verb, bytes_str(rows[i].verb)))
			continue;
		if (want == '?')
			return arg.n && rest.n == 0;
		if (want == '9')
			return ascii_digit(bytes_at(arg, 0));
		return want ? bytes_istarts(arg, bytes_str(rows[i].arg)) : arg.n == 0;
	}
	return false;
}

/* The octets that follow "BDAT n", of which the line end at `c` is not one. */
static void chunk_begin(struct smuggle *g, struct bytes line, int c)
{
	(void)bytes_word(&line);
	g->chunk_left = 0;
	(void)bytes_u64(bytes_word(&line), &g->chunk_left);
	g->chunk_lf = c == '\r';
	g->state = SMUGGLE_CHUNK;
}

/* A line has ended with `c`, which was passed. */
static enum step line_ends(struct smuggle *g, int c, struct smuggle_item *out)
{
	struct bytes text = bytes_of(g->text, g->n), line = bytes_trim(text);
	bool command = is_command(line);

	*out = (struct smuggle_item){ .kind = SMUGGLE_COMMAND, .offset = g->from,
				      .octets = g->at - 1 - g->from, .text = text,
				      .first = !g->commands, .crlf = c == '\r' };
	g->n = 0;
	g->cut = false;
	if (!command && !g->commands) {
		back_to_body(g);
		g->before = c == '\r' ? SMUGGLE_SEEN_CR : SMUGGLE_SEEN_LF;
		return STEP_MORE;
	}
	g->commands = true;
	if (command && bytes_ieq(line, B("DATA"))) {
		out->data = true;
		back_to_body(g);
		g->before = c == '\r' ? SMUGGLE_SEEN_CR : SMUGGLE_SEEN_LF;
	} else if (command && bytes_istarts(line, B("BDAT"))) {
		out->data = true;
		chunk_begin(g, line, c);
	} else if (command && bytes_ieq(line, B("QUIT"))) {
		g->state = SMUGGLE_OVER;
	}
	return STEP_ITEM;
}

static enum step line(struct smuggle *g, struct bytes *in, struct smuggle_item *out)
{
	int c = bytes_at(*in, 0);

	/* What cannot be the first command is the message going on. */
	if (!g->commands && g->n == 0 && c == '.') {
		g->state = SMUGGLE_BODY;
		return STEP_MORE;
	}
	if (!g->commands && (g->cut || (g->n == 0 && !ascii_alpha(c) && c != '\r' &&
					c != '\n' && c != 0))) {
		back_to_body(g);
		return STEP_MORE;
	}
	if (g->n == 0 && c && c != '\r' && c != '\n')
		g->from = g->at;
	g->at++;
	*in = bytes_from(*in, 1);
	if (c == '\r' || c == '\n') {
		bool crlf = c == '\n' && g->before == SMUGGLE_SEEN_CR && g->n == 0;

		if (g->n)
			return line_ends(g, c, out);
		g->before = crlf ? SMUGGLE_SEEN_CRLF
				 : c == '\r' ? SMUGGLE_SEEN_CR : SMUGGLE_SEEN_LF;
		g->nul = false;
	} else if (c && g->n < SMUGGLE_TEXT) {
		g->text[g->n++] = (char)c;
	} else if (c) {
		g->cut = true;
	}
	return STEP_MORE;
}

static void chunk(struct smuggle *g, struct bytes *in)
{
	size_t n;

	if (g->chunk_lf && bytes_at(*in, 0) == '\n') {
		*in = bytes_from(*in, 1);
		g->at++;
	}
	g->chunk_lf = false;
	n = g->chunk_left < in->n ? (size_t)g->chunk_left : in->n;
	*in = bytes_from(*in, n);
	g->at += n;
	g->chunk_left -= n;
	if (g->chunk_left == 0) {
		g->state = SMUGGLE_LINE;
		g->before = SMUGGLE_SEEN_OTHER;
	}
}

enum step smuggle_next(struct smuggle *g, struct bytes *in, struct smuggle_item *out)
{
	while (in->n) {
		switch (g->state) {
		case SMUGGLE_BODY:
			body(g, in);
			break;
		case SMUGGLE_DOT:
		case SMUGGLE_DOT_CR:
		case SMUGGLE_DOT_CR_CR:
			if (dot(g, in, out) == STEP_ITEM)
				return STEP_ITEM;
			break;
		case SMUGGLE_LINE:
			if (line(g, in, out) == STEP_ITEM)
				return STEP_ITEM;
			break;
		case SMUGGLE_CHUNK:
			chunk(g, in);
			break;
		case SMUGGLE_OVER:
			g->at += in->n;
			*in = bytes_from(*in, in->n);
			break;
		}
	}
	return STEP_MORE;
}

void smuggle_ordinary(struct smuggle *g, struct bytes *in)
{
	size_t lf = bytes_rchr(*in, '\n');

	/* A dot that comes first may stand behind anything. */
	if (g->state == SMUGGLE_BODY && lf < in->n && bytes_at(*in, 0) != '.')
		pass(g, in, lf + 1);
}

void smuggle_gap(struct smuggle *g, uint64_t missing)
{
	g->at += missing;
	if (g->state == SMUGGLE_CHUNK && missing <= g->chunk_left) {
		g->chunk_left -= missing;
		if (g->chunk_left == 0)
			g->state = SMUGGLE_LINE;
		return;
	}
	if (g->state == SMUGGLE_OVER)
		return;
	back_to_body(g);
	g->n = 0;
}
