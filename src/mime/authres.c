/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * authres.c - see authres.h.
 *
 *	authserv-id [version] *( ";" method ["/" version] "=" result *( name "=" value ) )
 *	Received-SPF: result [comment] *( name "=" value [";"] )
 */
#include "mime/authres.h"

#include "base/buf.h"
#include "base/limits.h"
#include "mime/header.h"

#include <stdlib.h>

const char *authres_field_name(enum authres_field f)
{
	static const char *const names[] = {
		[AUTHRES_AR] = "Authentication-Results",
		[AUTHRES_AAR] = "ARC-Authentication-Results",
		[AUTHRES_SPF] = "Received-SPF",
	};

	return names[f];
}

struct reader {
	struct bytes in;
	size_t at;
	struct arena *arena;
	struct bytes comment; /* the last one passed */
	struct buf buf;
};

static int peek(struct reader *r)
{
	r->at = header_skip_cfws(r->in, r->at, &r->comment);
	return bytes_at(r->in, r->at);
}

static bool take(struct reader *r, int c)
{
	if (peek(r) != c)
		return false;
	r->at++;
	return true;
}

/* A token up to a blank, a comment, ";" or (`name`) "=" and "/"; or a quoted string. */
static struct bytes word(struct reader *r, bool name)
{
	size_t from;
	bool closed;
	int c = peek(r);

	if (c == '"' && !name) {
		r->at = header_quoted(r->in, r->at, &r->buf, &closed);
		return header_keep(r->arena, &r->buf);
	}
	from = r->at;
	while ((c = bytes_at(r->in, r->at)) >= 0 && !ascii_space(c) && c != '(' && c != ';' &&
	       !(name && (c == '=' || c == '/')))
		r->at++;
	return bytes_sub(r->in, from, r->at - from);
}

/* A value; a quoted local part goes on behind its "@" (RFC 8601 2.2, pvalue). */
static struct bytes value(struct reader *r)
{
	struct bytes first = word(r, false), kept;
	struct buf whole = { 0 };

	if (bytes_at(r->in, r->at) != '@')
		return first;
	buf_addc(&whole, '"');
	buf_add(&whole, first);
	buf_addc(&whole, '"');
	buf_add(&whole, word(r, false));
	kept = header_keep(r->arena, &whole);
	buf_fini(&whole);
	return kept;
}

static struct bytes lower(struct arena *a, struct bytes text)
{
	struct buf b = { 0 };
	struct bytes kept;

	for (size_t i = 0; i < text.n && i < LIMIT_TRACE_TEXT; i++)
		buf_addc(&b, ascii_tolower((uint8_t)bytes_at(text, i)));
	kept = keep_text(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

static struct authres *add(struct authres_list *list)
{
	if (list->n == LIMIT_AUTHRES) {
		list->cut = true;
		return NULL;
	}
	ARRAY_PUSH(list->v, list->n, list->cap) = (struct authres){ 0 };
	return &list->v[list->n - 1];
}

static void property(struct reader *r, struct authres *v, struct bytes name, struct bytes value)
{
	struct buf text = { 0 };

	if (bytes_ieq(name, B("reason")) && v->field != AUTHRES_SPF) {
		v->reason = keep_text(r->arena, value);
		return;
	}
	if (bytes_ieq(name, B("receiver")) && v->field == AUTHRES_SPF)
		v->server = keep_text(r->arena, value);
	if (v->properties.n == LIMIT_AUTHRES_PROPERTIES)
		return;
	buf_add(&text, name);
	buf_addc(&text, '=');
	buf_add(&text, value);
	texts_add(&v->properties, keep_text(r->arena, buf_bytes(&text)));
	buf_fini(&text);
}

/* "ptype.property", where blanks and comments may stand around the dot (RFC 8601 B.7). */
static void property_name(struct reader *r, struct buf *name)
{
	buf_add(name, word(r, true));
	while (peek(r) == '.') {
		r->at++;
		buf_addc(name, '.');
		(void)peek(r);
		buf_add(name, word(r, true));
	}
}

/* name=value pairs up to ";" (of SPF: to the end, for ";" stands between them). */
static void properties(struct reader *r, struct authres *v)
{
	struct buf name = { 0 };
	int c;

	while ((c = peek(r)) >= 0) {
		if (c == ';' && v->field != AUTHRES_SPF)
			break;
		if (c == ';' || c == '=' || c == '/') {
			r->at++;
			continue;
		}
		buf_clear(&name);
		property_name(r, &name);
		if (take(r, '='))
			property(r, v, buf_bytes(&name), value(r));
	}
	buf_fini(&name);
}

static void method(struct reader *r, struct authres_list *list, struct authres base)
{
	struct bytes name = word(r, true);
	struct authres *v;

	if (take(r, '/'))
		(void)word(r, true);
	/* "none" alone: no method was tried (RFC 8601 2.2). */
	if (name.n == 0 || !take(r, '=')) {
		while (peek(r) >= 0 && peek(r) != ';')
			r->at++;
		return;
	}
	v = add(list);
	if (!v) {
		r->at = r->in.n;
		return;
	}
	*v = base;
	v->method = lower(r->arena, name);
	v->result = lower(r->arena, word(r, false));
	r->comment = (struct bytes){ NULL, 0 };
	(void)peek(r);
	if (r->comment.n)
		v->reason = keep_text(r->arena, r->comment);
	properties(r, v);
}

void authres_parse(struct authres_list *list, struct arena *a, enum authres_field which,
		   uint64_t offset, struct bytes field)
{
	struct reader r = { .in = field, .arena = a };
	struct authres base = { .field = which, .offset = offset };
	struct authres *v;

	if (which == AUTHRES_SPF) {
		v = add(list);
		if (v) {
			*v = base;
			v->method = B("spf");
			v->result = lower(a, word(&r, true));
			(void)peek(&r);
			if (r.comment.n)
				v->reason = keep_text(a, r.comment);
			properties(&r, v);
		}
	} else {
		if (which == AUTHRES_AAR) /* "i=1;" comes first */
			r.at = bytes_chr(field, 0, ';') + 1;
		base.server = keep_text(a, word(&r, false));
		r.at = bytes_chr(field, r.at, ';');
		while (take(&r, ';'))
			method(&r, list, base);
	}
	buf_fini(&r.buf);
}

void authres_list_fini(struct authres_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		texts_fini(&list->v[i].properties);
	free(list->v);
	*list = (struct authres_list){ 0 };
}
