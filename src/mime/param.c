/* SPDX-License-Identifier: BSD-2-Clause */
/* param.c - see param.h: the syntax; rfc2231.c joins and decodes. */
#include "mime/param.h"

#include "mime/header.h"
#include "mime/octet_class.h"
#include "mime/rfc2231.h"

struct reader {
	struct bytes in;
	size_t at;
	struct param_list *list;
	struct arena *arena;
	struct buf text;
	struct param_segment seg[LIMIT_PARAMS];
	size_t nseg;
};

static int peek(const struct reader *r)
{
	return bytes_at(r->in, r->at);
}

static void skip_cfws(struct reader *r)
{
	r->at = header_skip_cfws(r->in, r->at, NULL);
}

static bool token_octet(int c)
{
	return c >= 0 && octet_classes[c] & OCTET_TOKEN;
}

static struct bytes take_token(struct reader *r)
{
	size_t from = r->at;

	r->at = bytes_span(r->in, r->at, octet_classes, OCTET_TOKEN);
	return bytes_sub(r->in, from, r->at - from);
}

/* A value without quotes: a token; where more stands before the next ";", as in
   "filename=my file.pdf", all of that. */
static struct bytes take_bare(struct reader *r)
{
	size_t from = r->at, end = bytes_chr(r->in, from, ';');
	struct bytes token = take_token(r), all = bytes_sub(r->in, from, end - from);

	skip_cfws(r);
	if (r->at >= end && token.n) {
		/* A ";" inside a comment is not the end. */
		if (r->at > end && peek(r) != ';' && peek(r) >= 0)
			r->list->invalid = true;
		return token;
	}
	r->at = end;
	r->list->invalid = true;
	return bytes_trim(all);
}

static struct bytes take_value(struct reader *r, bool *quoted_out)
{
	bool closed;

	*quoted_out = peek(r) == '"';
	if (!*quoted_out)
		return take_bare(r);
	r->at = header_quoted(r->in, r->at, &r->text, &closed);
	if (!closed)
		r->list->invalid = true;
	return header_keep(r->arena, &r->text);
}

static void take_param(struct reader *r)
{
	size_t from = r->at;
	struct param_segment s = rfc2231_name(take_token(r));

	skip_cfws(r);
	if (s.name.n == 0 || peek(r) != '=') {
		/* Not a parameter: on to the next ";", one octet at least. */
		r->at = bytes_chr(r->in, r->at > from ? r->at : from + 1, ';');
		r->list->invalid = true;
		return;
	}
	r->at++;
	skip_cfws(r);
	s.raw = take_value(r, &s.quoted);
	if (r->nseg == LIMIT_PARAMS)
		r->list->cut = true;
	else
		r->seg[r->nseg++] = s;
}

static struct bytes lower_case(struct arena *a, struct bytes b)
{
	uint8_t *p = arena_alloc(a, b.n + 1);

	for (size_t i = 0; i < b.n; i++)
		p[i] = ascii_tolower(b.p[i]);
	return bytes_of(p, b.n);
}

/* One parameter for each name, in order of appearance. */
static void decode(struct buf *out, const struct param_segment *s)
{
	BUF_SHORT(raw);
	bool extended;

	rfc2231_join(s, 1, s->name, out, &raw, &extended);
	buf_fini(&raw);
}

/* "filename=a; filename*=utf-8''a" is one name, written for old readers and for new ones. */
static bool same_value(const struct param_segment *a, const struct param_segment *b)
{
	struct buf one = { 0 }, two = { 0 };
	bool same;

	if (a->extended == b->extended || a->section >= 0)
		return a->extended == b->extended && bytes_eq(a->raw, b->raw);
	decode(&one, a);
	decode(&two, b);
	same = bytes_eq(buf_bytes(&one), buf_bytes(&two));
	buf_fini(&one);
	buf_fini(&two);
	return same;
}

/* The first of the segments before number `i` that stands in its place; NULL: none does. */
static const struct param_segment *in_place_of(const struct reader *r, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (r->seg[k].section == r->seg[i].section &&
		    bytes_ieq(r->seg[k].name, r->seg[i].name))
			return &r->seg[k];
	return NULL;
}

static void join(struct reader *r)
{
	struct param_list *list = r->list;
	BUF_SHORT(raw);

	for (size_t i = 0; i < r->nseg; i++) {
		struct param *p = &list->v[list->n];
		struct param_segment *s = &r->seg[i];
		const struct param_segment *other;
		bool seen = false;

		for (size_t k = 0; k < i && !seen; k++)
			seen = bytes_ieq(r->seg[k].name, s->name);
		other = seen ? in_place_of(r, i) : NULL;
		list->twice |= other && !same_value(other, s);
		if (seen)
			continue;
		*p = (struct param){ .name = lower_case(r->arena, s->name) };
		if (!rfc2231_join(r->seg, r->nseg, s->name, &r->text, &raw, &p->extended))
			list->invalid = true;
		p->value = header_keep(r->arena, &r->text);
		p->raw = header_keep(r->arena, &raw);
		list->n++;
	}
	buf_fini(&raw);
}

/* What stands before the parameters ends with ";", a comment, or, where the ";" was forgotten,
   with the name of the first parameter: "attachment filename=x", or "filename=x" alone. */
static struct bytes take_first(struct reader *r)
{
	size_t from = r->at, word = from;
	bool token = true; /* all of the word so far */

	for (int c; (c = peek(r)) >= 0 && c != ';' && c != '('; r->at++) {
		if (c == '=' && token && r->at > word) {
			r->list->invalid = true;
			r->at = word;
			break;
		}
		token = ascii_space(c) || (token && token_octet(c));
		if (ascii_space(c))
			word = r->at + 1;
	}
	return bytes_sub(r->in, from, r->at - from);
}

void param_parse(struct param_list *list, struct arena *a, struct bytes field)
{
	struct reader r; /* its segments are filled one by one */
	BUF_SHORT(text);

	r.in = field;
	r.at = 0;
	r.list = list;
	r.arena = a;
	r.text = text;
	r.nseg = 0;
	list->n = 0;
	list->cut = list->invalid = list->twice = false;
	skip_cfws(&r);
	list->value = bytes_dup(a, bytes_trim(take_first(&r)));
	skip_cfws(&r);
	if (peek(&r) >= 0 && peek(&r) != ';')
		list->invalid = true;
	while (peek(&r) >= 0) {
		skip_cfws(&r);
		if (peek(&r) == ';')
			r.at++;
		else if (peek(&r) >= 0)
			take_param(&r);
	}
	join(&r);
	buf_fini(&r.text);
}

const struct param *param_find(const struct param_list *list, struct bytes name)
{
	for (size_t i = 0; i < list->n; i++)
		if (bytes_eq(list->v[i].name, name))
			return &list->v[i];
	return NULL;
}
