/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_structure.c - BODY and BODYSTRUCTURE, as a list of the parts that hold no parts.
 *
 * In:   the text of the value
 * Out:  path, type, encoding, size, name of each leaf
 * RFC:  9051 7.5.2 and 9 (body), 6.4.5 (part numbers)
 *
 *	body  = "(" ( 1*body subtype / type subtype params id description encoding octets
 *	              [lines / envelope body lines] ) *extension ")"
 */
#include "proto/imap_structure.h"

#include "base/limits.h"
#include "mime/param.h"
#include "proto/imap_syntax.h"

#include <stdlib.h>

struct reader {
	struct imap_tokens tokens;
	struct imap_token token;
	struct arena *a;
	struct param_list *params; /* one for all: it is large */
	struct imap_structure *out;
	bool bad;
};

/* The next token; false at the end, which is never right. */
static bool next(struct reader *r)
{
	if (!r->bad && imap_token_next(&r->tokens, &r->token))
		return true;
	r->bad = true;
	r->token = (struct imap_token){ .kind = IMAP_CLOSE };
	return false;
}

/* Behind the ")" of the list that is open. */
static void skip_rest(struct reader *r)
{
	unsigned depth = 1;

	while (depth && next(r)) {
		if (r->token.kind == IMAP_OPEN)
			depth++;
		else if (r->token.kind == IMAP_CLOSE)
			depth--;
	}
}

/* The token is the beginning of a value: behind it. */
static void skip_value(struct reader *r)
{
	if (r->token.kind == IMAP_OPEN)
		skip_rest(r);
	else if (r->token.kind == IMAP_CLOSE)
		r->bad = true;
}

static bool is_nil(const struct imap_token *t)
{
	return t->kind == IMAP_ATOM && bytes_ieq(t->text, B("NIL"));
}

/* A string or NIL. */
static struct bytes text_of(struct reader *r, bool lower)
{
	struct buf b = { 0 };
	struct bytes kept;

	if (r->token.kind == IMAP_OPEN || r->token.kind == IMAP_CLOSE) {
		skip_value(r);
		return (struct bytes){ NULL, 0 };
	}
	if (is_nil(&r->token))
		return (struct bytes){ NULL, 0 };
	imap_token_value(&r->token, &b);
	for (size_t i = 0; lower && i < b.n; i++)
		b.p[i] = ascii_tolower(b.p[i]);
	kept = bytes_dup(r->a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

/* `value` as a quoted string of a header; line ends and NUL are no octets of one. */
static void add_quoted(struct buf *out, struct bytes value)
{
	buf_addc(out, '"');
	for (size_t i = 0; i < value.n; i++) {
		int c = bytes_at(value, i);

		if (c == '"' || c == '\\')
			buf_addc(out, '\\');
		buf_addc(out, c == '\r' || c == '\n' || c == 0 ? ' ' : (uint8_t)c);
	}
	buf_addc(out, '"');
}

static bool is_token(struct bytes value)
{
	for (size_t i = 0; i < value.n; i++) {
		int c = bytes_at(value, i);

		if (!ascii_print(c) || c == ' ' || c == '"' || c == ';' || c == '\\')
			return false;
	}
	return value.n > 0;
}

/* The token begins a list of parameters: adds them to a header field. */
static void read_params(struct reader *r, struct buf *field)
{
	if (r->token.kind != IMAP_OPEN) {
		skip_value(r);
		return;
	}
	while (next(r) && r->token.kind != IMAP_CLOSE) {
		struct bytes name = text_of(r, false), value;

		if (!next(r))
			return;
		value = text_of(r, false);
		if (!is_token(name))
			continue;
		buf_adds(field, "; ");
		buf_add(field, name);
		buf_addc(field, '=');
		if (bytes_last(name) == '*' && is_token(value))
			buf_add(field, value); /* RFC 2231: not quoted */
		else
			add_quoted(field, value);
	}
}

static struct bytes param_value(const struct param_list *list, struct bytes name)
{
	const struct param *p = param_find(list, name);

	return p ? p->value : (struct bytes){ NULL, 0 };
}

/* Name and character set out of the two fields. */
static void read_fields(struct reader *r, struct imap_leaf *leaf, struct bytes type,
			struct bytes disposition)
{
	struct param_list *list = r->params;

	param_parse(list, r->a, type);
	leaf->charset = param_value(list, B("charset"));
	leaf->name = param_value(list, B("name"));
	param_parse(list, r->a, disposition);
	if (param_find(list, B("filename")))
		leaf->name = param_value(list, B("filename"));
}

/* "(" string params ")" or NIL; the field of the header. */
static void read_disposition(struct reader *r, struct imap_leaf *leaf, struct buf *field)
{
	if (r->token.kind != IMAP_OPEN) {
		skip_value(r);
		return;
	}
	if (!next(r))
		return;
	leaf->disposition = text_of(r, true);
	if (!is_token(leaf->disposition)) {
		skip_rest(r);
		return;
	}
	buf_add(field, leaf->disposition);
	if (!next(r))
		return;
	read_params(r, field);
	if (next(r) && r->token.kind != IMAP_CLOSE)
		skip_rest(r);
}

static struct bytes join(struct arena *a, struct bytes first, struct bytes second)
{
	struct buf b = { 0 };
	struct bytes kept;

	buf_add(&b, first);
	buf_add(&b, second);
	kept = bytes_dup(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

static struct bytes child_path(struct arena *a, struct bytes prefix, unsigned i)
{
	struct buf b = { 0 };
	struct bytes kept;

	buf_add(&b, prefix);
	if (prefix.n)
		buf_addc(&b, '.');
	buf_addu64(&b, i);
	kept = bytes_dup(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

static void read_body(struct reader *r, struct bytes path, struct bytes prefix, unsigned depth);

/* A message in a message: behind its size.  False: it is none that opens. */
static bool read_message(struct reader *r, struct bytes path, unsigned depth)
{
	if (r->token.kind != IMAP_OPEN)
		return false;
	skip_value(r);
	if (!next(r))
		return true;
	if (r->token.kind != IMAP_OPEN)
		r->bad = true;
	else
		read_body(r, child_path(r->a, path, 1), path, depth + 1);
	skip_rest(r);
	return true;
}

/* Behind its size, or what follows it: [lines] md5 disposition ... */
static void read_extension(struct reader *r, struct imap_leaf *leaf, struct buf *disposition)
{
	uint64_t lines;

	if (bytes_istarts(leaf->type, B("text/")) && r->token.kind == IMAP_ATOM &&
	    bytes_u64(r->token.text, &lines) && !next(r))
		return;
	if (r->token.kind == IMAP_CLOSE)
		return;
	skip_value(r); /* md5 */
	if (!next(r) || r->token.kind == IMAP_CLOSE)
		return;
	read_disposition(r, leaf, disposition);
	skip_rest(r);
}

static void leaf_fields(struct reader *r, struct imap_leaf *leaf, const struct buf *type,
			const struct buf *disposition)
{
	struct buf all = { 0 };

	buf_adds(&all, "Content-Type: ");
	buf_add(&all, buf_bytes(type));
	buf_adds(&all, "\r\n");
	if (disposition->n) {
		buf_adds(&all, "Content-Disposition: ");
		buf_add(&all, buf_bytes(disposition));
		buf_adds(&all, "\r\n");
	}
	leaf->fields = bytes_dup(r->a, buf_bytes(&all));
	buf_fini(&all);
	read_fields(r, leaf, buf_bytes(type), buf_bytes(disposition));
}

/* The token is the type. */
static void read_leaf(struct reader *r, struct bytes path, unsigned depth)
{
	struct imap_leaf leaf = { .path = path, .octets = NO_U64 };
	struct buf type = { 0 }, disposition = { 0 };
	struct bytes word = text_of(r, true);
	bool inside = false;

	next(r);
	leaf.type = join(r->a, join(r->a, word, B("/")), text_of(r, true));
	buf_add(&type, is_token(leaf.type) ? leaf.type : B("text/plain"));
	next(r);
	read_params(r, &type);
	next(r);
	skip_value(r); /* id */
	next(r);
	skip_value(r); /* description */
	next(r);
	leaf.encoding = text_of(r, true);
	next(r);
	if (!bytes_u64(r->token.text, &leaf.octets))
		leaf.octets = NO_U64;
	if (next(r)) {
		if (bytes_eq(leaf.type, B("message/rfc822")) ||
		    bytes_eq(leaf.type, B("message/global")))
			inside = read_message(r, path, depth);
		if (!inside)
			read_extension(r, &leaf, &disposition);
	}
	if (!inside && r->out->n < LIMIT_MIME_PARTS) {
		leaf_fields(r, &leaf, &type, &disposition);
		ARRAY_PUSH(r->out->v, r->out->n, r->out->cap) = leaf;
	} else if (!inside) {
		r->out->cut = true;
	}
	buf_fini(&type);
	buf_fini(&disposition);
}

/* Behind "(".  `path`: its number when it is a leaf; `prefix`: what those of its parts begin
   with. */
static void read_body(struct reader *r, struct bytes path, struct bytes prefix, unsigned depth)
{
	if (depth > LIMIT_MIME_DEPTH) {
		r->out->cut = true;
		skip_rest(r);
		return;
	}
	if (!next(r))
		return;
	if (r->token.kind != IMAP_OPEN) {
		read_leaf(r, path, depth);
		return;
	}
	for (unsigned i = 1; r->token.kind == IMAP_OPEN; i++) {
		struct bytes child = child_path(r->a, prefix, i);

		read_body(r, child, child, depth + 1);
		if (!next(r))
			return;
	}
	if (r->token.kind != IMAP_CLOSE)
		skip_rest(r);
}

bool imap_read_structure(struct bytes text, struct arena *a, struct imap_structure *out)
{
	struct reader r = { .tokens = { .all = text }, .a = a, .out = out };

	*out = (struct imap_structure){ 0 };
	r.params = arena_new(a, struct param_list);
	if (!next(&r) || r.token.kind != IMAP_OPEN)
		return false;
	read_body(&r, B("1"), B(""), 0);
	return !r.bad;
}

void imap_structure_fini(struct imap_structure *s)
{
	free(s->v);
	*s = (struct imap_structure){ 0 };
}
