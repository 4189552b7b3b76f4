/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * received.c - see received.h.
 *
 * The field is read word by word.  A word that names a clause begins it; the words after it
 * are its value, the comments among them its comment.  What stands behind the last ";"
 * outside of comments is the date.
 */
#include "mime/received.h"

#include "base/buf.h"
#include "mime/header.h"
#include "mime/keep.h"

/* "tls" is the cipher suite of RFC 8314 4.3. */
enum clause { NONE, FROM, BY, VIA, WITH, ID, FOR, TLS, CLAUSES };

static const struct bytes clause_names[] = {
	[FROM] = B("from"), [BY] = B("by"), [VIA] = B("via"),
	[WITH] = B("with"), [ID] = B("id"), [FOR] = B("for"),
	[TLS] = B("tls"),
};

/* RFC 3848, RFC 4954, RFC 6531 and the registry of mail transmission types;
   SMTPS is in no registry, but written. */
static const struct protocol {
	struct bytes name;
	bool tls, authenticated;
} protocols[] = {
	{ B("SMTP"), false, false },       { B("SMTPS"), true, false },
	{ B("ESMTP"), false, false },
	{ B("ESMTPA"), false, true },      { B("ESMTPS"), true, false },
	{ B("ESMTPSA"), true, true },      { B("LMTP"), false, false },
	{ B("LMTPA"), false, true },       { B("LMTPS"), true, false },
	{ B("LMTPSA"), true, true },       { B("UTF8SMTP"), false, false },
	{ B("UTF8SMTPA"), false, true },   { B("UTF8SMTPS"), true, false },
	{ B("UTF8SMTPSA"), true, true },   { B("UTF8LMTP"), false, false },
	{ B("UTF8LMTPA"), false, true },   { B("UTF8LMTPS"), true, false },
	{ B("UTF8LMTPSA"), true, true },
};

struct reader {
	struct bytes in;
	struct buf value[CLAUSES], comment[CLAUSES];
	size_t date_at;     /* behind the last ";", or in.n + 1 */
	size_t last_angle, last_quote; /* the last ">" and '"', or in.n */
};

/* One word: up to a blank, a comment or ";", quoted strings and <> in one piece. */
static size_t word_end(const struct reader *r, size_t at)
{
	for (; at < r->in.n; at++) {
		int c = bytes_at(r->in, at);

		if (ascii_space(c) || c == '(' || c == ';')
			break;
		if (c == '<' && at < r->last_angle && r->last_angle < r->in.n)
			at = bytes_chr(r->in, at, '>');
		else if (c == '"' && at < r->last_quote && r->last_quote < r->in.n)
			at = bytes_chr(r->in, at + 1, '"');
	}
	return at;
}

static void add(struct buf *b, struct bytes word)
{
	if (b->n)
		buf_addc(b, ' ');
	buf_add(b, word);
}

static enum clause clause_of(struct bytes word)
{
	for (enum clause c = FROM; c < CLAUSES; c++)
		if (bytes_ieq(word, clause_names[c]))
			return c;
	return NONE;
}

/* All comments from `at` on go to the clause; returns the place of the next word. */
static size_t comments(struct reader *r, enum clause now, size_t at)
{
	while (at < r->in.n) {
		size_t from = at;
		struct bytes inside = { NULL, 0 };

		if (ascii_space(bytes_at(r->in, at))) {
			at++;
			continue;
		}
		if (bytes_at(r->in, at) != '(')
			break;
		/* One at a time: header_skip_cfws() tells the last of several. */
		for (size_t depth = 0; at < r->in.n; at++) {
			int c = bytes_at(r->in, at);

			if (c == '\\')
				at++;
			depth += c == '(';
			if (c == ')' && --depth == 0)
				break;
		}
		inside = bytes_sub(r->in, from + 1, at - from - 1);
		at++;
		add(&r->comment[now], inside);
	}
	return at;
}

static void clauses(struct reader *r)
{
	enum clause now = NONE;
	size_t at = 0;

	r->last_angle = bytes_rchr(r->in, '>');
	r->last_quote = bytes_rchr(r->in, '"');
	while ((at = comments(r, now, at)) < r->in.n) {
		size_t end = word_end(r, at);
		struct bytes word = bytes_sub(r->in, at, end - at);
		enum clause c = clause_of(word);

		if (bytes_at(r->in, at) == ';') {
			r->date_at = ++at;
			continue;
		}
		at = end;
		/* A name for a value, as in "from id by host", is rare; a clause that has
		   come already is none again. */
		if (c != NONE && r->value[c].n == 0 &&
		    !(now == FROM && r->value[FROM].n + r->comment[FROM].n == 0))
			now = c;
		else
			add(&r->value[now], word);
	}
}

/* "TLSv1.3", "TLS1_2", "TLS1.2": the version, normalised. */
static struct bytes tls_version(struct arena *a, struct bytes text, size_t *end_out)
{
	BUF_SHORT(version);
	struct bytes kept = { NULL, 0 };
	size_t at = 0;

	while ((at += bytes_ifind(bytes_from(text, at), B("tls"))) < text.n) {
		size_t v = at + 3;

		v += bytes_at(text, v) == 'v' || bytes_at(text, v) == 'V';
		if (ascii_digit(bytes_at(text, v)) &&
		    (bytes_at(text, v + 1) == '.' || bytes_at(text, v + 1) == '_') &&
		    ascii_digit(bytes_at(text, v + 2))) {
			buf_printf(&version, "TLSv%c.%c", bytes_at(text, v), bytes_at(text, v + 2));
			*end_out = v + 3;
			kept = header_keep(a, &version);
			break;
		}
		at = v;
	}
	buf_fini(&version);
	return kept;
}

/* "cipher X", "cipher=X", or what Exim writes behind the version: "TLS1.3:X:256". */
static struct bytes tls_cipher(struct arena *a, struct bytes text, size_t version_end)
{
	size_t at = bytes_ifind(text, B("cipher")), n = 0;
	struct bytes rest = bytes_from(text, at + 6);

	if (at == text.n) {
		if (bytes_at(text, version_end) != ':')
			return (struct bytes){ NULL, 0 };
		rest = bytes_from(text, version_end + 1);
		if (bytes_starts(rest, B("__")))
			rest = bytes_from(rest, 2);
	}
	while (ascii_space(bytes_at(rest, 0)) || bytes_at(rest, 0) == '=')
		rest = bytes_from(rest, 1);
	while (ascii_alnum(bytes_at(rest, n)) || bytes_at(rest, n) == '_' ||
	       bytes_at(rest, n) == '-')
		n++;
	return n ? keep_text(a, bytes_head(rest, n)) : (struct bytes){ NULL, 0 };
}

static void transmission(struct received *r, struct arena *a, const struct reader *in)
{
	struct bytes with = buf_bytes(&in->value[WITH]);
	size_t end = 0;

	r->tls = r->authenticated = -1;
	for (size_t i = 0; i < sizeof(protocols) / sizeof(*protocols); i++) {
		if (!bytes_ieq(with, protocols[i].name))
			continue;
		r->tls = protocols[i].tls;
		r->authenticated = protocols[i].authenticated;
	}
	for (enum clause c = NONE; c < CLAUSES && !r->tls_version.p; c++) {
		struct bytes text = buf_bytes(&in->comment[c]);

		r->tls_version = tls_version(a, text, &end);
		if (r->tls_version.p)
			r->tls_cipher = tls_cipher(a, text, end);
	}
	for (enum clause c = NONE; c < CLAUSES && r->tls == 1 && !r->tls_cipher.p; c++)
		r->tls_cipher = tls_cipher(a, buf_bytes(&in->comment[c]), SIZE_MAX);
	if (in->value[TLS].n)
		r->tls_cipher = keep_text(a, buf_bytes(&in->value[TLS]));
	/* Many write "with ESMTP (version=TLS1_2 ...)"; the detail is the better witness. */
	if (r->tls_version.p || r->tls_cipher.p)
		r->tls = 1;
}

/* "192.0.2.1", "IPv6:2001:db8::1", "fe80::1%6", "192.0.2.1:4587". */
static bool address_of(struct bytes text, struct ip *ip)
{
	size_t colon = bytes_rchr(text, ':');

	if (bytes_istarts(text, B("IPv6:")))
		text = bytes_from(text, 5);
	text = bytes_head(text, bytes_chr(text, 0, '%'));
	if (ip_parse(text, ip))
		return true;
	return bytes_chr(text, 0, ':') == colon && ip_parse(bytes_head(text, colon), ip);
}

/* An address in brackets, otherwise a word that is one, or ends in one: "helo=192.0.2.1",
   qmail's "user@192.0.2.1". */
static struct ip address_in(struct bytes text)
{
	struct ip ip = { 0 };
	size_t at = 0;

	while (at < text.n && !ip.family) {
		size_t open = bytes_chr(text, at, '['), close = bytes_chr(text, open, ']');
		struct bytes inside = bytes_sub(text, open + 1, close - open - 1);

		if (open == text.n || close == text.n)
			break;
		(void)address_of(inside, &ip);
		at = close;
	}
	while (text.n && !ip.family) {
		struct bytes word = bytes_word(&text);
		size_t is = bytes_rchr(word, '='), user = bytes_rchr(word, '@');

		if (is < word.n)
			word = bytes_from(word, is + 1);
		else if (user < word.n)
			word = bytes_from(word, user + 1);
		(void)address_of(word, &ip);
	}
	return ip;
}

static struct bytes kept(struct arena *a, const struct buf *b)
{
	return b->n ? keep_text(a, buf_bytes(b)) : (struct bytes){ NULL, 0 };
}

void received_parse(struct received *r, struct arena *a, struct bytes field)
{
	struct reader in = { .in = field, .date_at = field.n + 1 };
	struct bytes id;

	*r = (struct received){ .offset = r->offset };
	r->date.ts_ns = TS_NONE;
	/* The date is no clause: cut it off at the last ";" that is outside of comments. */
	clauses(&in);
	if (in.date_at <= field.n) {
		size_t cut = in.date_at - 1;

		r->date_raw = keep_text(a, bytes_from(field, in.date_at));
		r->date = date_parse(bytes_from(field, in.date_at));
		for (enum clause c = NONE; c < CLAUSES; c++) {
			buf_clear(&in.value[c]);
			buf_clear(&in.comment[c]);
		}
		in.in = bytes_head(field, cut);
		clauses(&in);
	}
	r->from = kept(a, &in.value[FROM]);
	r->from_comment = kept(a, &in.comment[FROM]);
	/* All that qmail tells of a hop of its own: "(qmail 123 invoked by uid 0)". */
	if (!r->from.p && !r->from_comment.p)
		r->from_comment = kept(a, &in.comment[NONE]);
	r->by = kept(a, &in.value[BY]);
	r->via = kept(a, &in.value[VIA]);
	r->with = kept(a, &in.value[WITH]);
	/* One word; what follows are clauses of the server's own: "envelope-from <x>". */
	id = buf_bytes(&in.value[ID]);
	id = bytes_word(&id);
	r->id = id.n ? keep_text(a, id) : (struct bytes){ NULL, 0 };
	if (in.value[FOR].n)
		r->for_ = keep_text(a, header_angle(buf_bytes(&in.value[FOR])));
	r->ip = address_in(buf_bytes(&in.comment[FROM]));
	if (!r->ip.family)
		r->ip = address_in(buf_bytes(&in.value[FROM]));
	transmission(r, a, &in);
	for (enum clause c = NONE; c < CLAUSES; c++) {
		buf_fini(&in.value[c]);
		buf_fini(&in.comment[c]);
	}
}
