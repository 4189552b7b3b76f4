/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * address.c - see address.h.
 *
 * The field is cut into tokens; those up to a top-level "," or ";" are one element, and
 * what they are is decided when it ends:
 *
 *	words "<" [route ":"] addr-spec ">"     a mailbox with a display name
 *	[words] local "@" domain                a mailbox without angle brackets
 *	words ":"                               the beginning of a group, up to ";"
 */
#include "mime/address.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "mime/header.h"
#include "mime/octet_class.h"
#include "mime/rfc2047.h"

#include <stdlib.h>

/* A longer list is not kept for the next message. */
enum { ADDRESSES_KEPT = 32 };

enum token_kind {
	TOKEN_ATOM,    /* a run of anything that is not special, dots included */
	TOKEN_QUOTED,  /* text without quotes */
	TOKEN_LITERAL, /* [domain literal] with its brackets */
	TOKEN_SPECIAL, /* one of <>@,;: or a stray )]\ */
	TOKEN_END,
};

struct token {
	enum token_kind kind;
	int special;
	bool blank;        /* blanks or a comment stood before it */
	struct bytes text;
};

enum { TOKENS_SHORT = 16 };

struct reader {
	struct bytes in;
	size_t at;
	struct arena *arena;
	struct address_list *list;
	struct token *tok;           /* of the present element: the few of most are in tok_short */
	struct token *tok_short;     /* on the stack, of TOKENS_SHORT */
	size_t ntok, captok;
	struct bytes comment;        /* the last one in the element */
	struct bytes group;          /* the open group's name */
	bool in_group, group_used;
	struct buf buf, text;
};

static struct bytes keep_decoded(struct reader *r, struct bytes b)
{
	r->list->words |= rfc2047_decode(&r->buf, b);
	return header_keep(r->arena, &r->buf);
}

static struct token next_token(struct reader *r)
{
	size_t from = r->at;
	struct token t = { .kind = TOKEN_END };
	bool closed;
	int c;

	r->at = header_skip_cfws(r->in, r->at, &r->comment);
	t.blank = r->at > from;
	from = r->at;
	c = bytes_at(r->in, r->at);
	if (c < 0)
		return t;
	if (c == '"') {
		t.kind = TOKEN_QUOTED;
		r->at = header_quoted(r->in, r->at, &r->text, &closed);
		r->list->invalid |= !closed;
		t.text = header_keep(r->arena, &r->text);
		return t;
	}
	if (c == '[') {
		t.kind = TOKEN_LITERAL;
		r->at = bytes_chr(r->in, r->at, ']');
		r->at += r->at < r->in.n;
	} else if (octet_classes[c] & OCTET_ATOM) {
		t.kind = TOKEN_ATOM;
		r->at = bytes_span(r->in, r->at, octet_classes, OCTET_ATOM);
	} else {
		t.kind = TOKEN_SPECIAL;
		t.special = c;
		r->at++;
	}
	t.text = bytes_sub(r->in, from, r->at - from);
	return t;
}

/* Keeps a token of what begins with the one at `from`. */
static void keep_token(struct reader *r, size_t from, struct token t)
{
	if (r->ntok - from == LIMIT_ADDRESS_TOKENS) {
		r->list->invalid = true;
		return;
	}
	if (r->tok == r->tok_short && r->ntok == TOKENS_SHORT) {
		r->tok = xrealloc(NULL, 2 * TOKENS_SHORT * sizeof(t));
		r->captok = 2 * TOKENS_SHORT;
		memcpy(r->tok, r->tok_short, TOKENS_SHORT * sizeof(t));
	}
	ARRAY_PUSH(r->tok, r->ntok, r->captok) = t;
}

static bool is(const struct token *t, int special)
{
	return t->kind == TOKEN_SPECIAL && t->special == special;
}

/* Tokens [from, to) as a phrase: one blank where blanks or comments stood. */
static struct bytes phrase(struct reader *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (r->tok[i].blank && r->text.n)
			buf_addc(&r->text, ' ');
		buf_add(&r->text, r->tok[i].text);
	}
	r->list->words |= rfc2047_decode(&r->buf, buf_bytes(&r->text));
	buf_clear(&r->text);
	return header_keep(r->arena, &r->buf);
}

/* Adds tokens [from, to), a local part or a domain, to r->buf without anything between. */
static void join(struct reader *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		buf_add(&r->text, r->tok[i].text);
	utf8_clean(&r->buf, buf_bytes(&r->text));
	buf_clear(&r->text);
}

/* Can `local` stand without quotes?  dot-atom-text, as lenient as the reading was. */
static bool dot_atom(struct bytes local)
{
	return local.n > 0 && bytes_span(local, 0, octet_classes, OCTET_ATOM) == local.n;
}

/* With quotes around the local part. */
static struct bytes quoted(struct reader *r, struct bytes local, struct bytes domain)
{
	buf_addc(&r->buf, '"');
	for (size_t i = 0; i < local.n; i++) {
		if (bytes_at(local, i) == '"' || bytes_at(local, i) == '\\')
			buf_addc(&r->buf, '\\');
		buf_addc(&r->buf, (uint8_t)bytes_at(local, i));
	}
	buf_addc(&r->buf, '"');
	if (domain.p) {
		buf_addc(&r->buf, '@');
		buf_add(&r->buf, domain);
	}
	return header_keep(r->arena, &r->buf);
}

/* r->buf holds the local part, `local_n` octets, and, where `domain`, "@" and the domain: where
   no quotes are needed, which is nearly always, all three are one text. */
static void keep_addr(struct reader *r, struct address *a, size_t local_n, bool domain)
{
	struct bytes kept = header_keep(r->arena, &r->buf);

	a->local = bytes_head(kept, local_n);
	if (domain)
		a->domain = bytes_from(kept, local_n + 1);
	a->addr = dot_atom(a->local) || (local_n == 0 && !domain) ? kept :
		  quoted(r, a->local, a->domain);
}

/* Does the dot of a neighbour, or nothing at all, join token `i` to the one before it? */
static bool touches(const struct reader *r, size_t i)
{
	return !r->tok[i].blank || bytes_at(r->tok[i].text, 0) == '.' ||
	       bytes_last(r->tok[i - 1].text) == '.';
}

/* The addr-spec around the last "@" in tokens [from, to): as many as hang together on both
   sides.  What is left over is broken; `*before_out` tokens of it stand in front. */
static void set_addr(struct reader *r, struct address *a, size_t from, size_t to,
		     size_t *before_out)
{
	size_t at = to, begin, end, local_n;

	while (at > from && !is(&r->tok[at - 1], '@'))
		at--;
	at = at > from ? at - 1 : to;
	begin = at;
	while (begin > from && r->tok[begin - 1].kind != TOKEN_SPECIAL &&
	       (begin == at || touches(r, begin)))
		begin--;
	join(r, begin, at);
	local_n = r->buf.n;
	if (at < to) {
		end = at + 1;
		while (end < to && r->tok[end].kind != TOKEN_SPECIAL &&
		       r->tok[end].kind != TOKEN_QUOTED &&
		       (end == at + 1 || touches(r, end)))
			end++;
		buf_addc(&r->buf, '@');
		join(r, at + 1, end);
		a->invalid |= local_n == 0 || r->buf.n == local_n + 1 || end < to;
	}
	keep_addr(r, a, local_n, at < to);
	a->invalid |= begin > from;
	*before_out = begin - from;
}

static void add(struct reader *r, struct address a)
{
	struct address_list *list = r->list;

	if (list->n == LIMIT_ADDRESSES) {
		list->cut = true;
		return;
	}
	if (!a.name.n && r->comment.n)
		a.name = keep_decoded(r, r->comment);
	if (!a.name.n)
		a.name = (struct bytes){ NULL, 0 };
	a.group = r->group;
	r->group_used = true;
	list->invalid |= a.invalid;
	ARRAY_PUSH(list->v, list->n, list->cap) = a;
}

/* An element without angle brackets: "local@domain", with words around when broken. */
static void end_bare(struct reader *r)
{
	struct address a = { 0 };
	bool any_at = false;
	size_t words;

	if (r->ntok == 0)
		return;
	for (size_t i = 0; i < r->ntok; i++)
		any_at |= is(&r->tok[i], '@');
	/* No "@": one word is a local part, several are only a name. */
	if (any_at || (r->ntok == 1 && r->tok[0].kind == TOKEN_ATOM)) {
		set_addr(r, &a, 0, r->ntok, &words);
		a.invalid |= !any_at;
	} else {
		words = r->ntok;
		a.invalid = true;
	}
	if (words)
		a.name = phrase(r, 0, words);
	add(r, a);
}

/* After "<": everything up to ">" or, when it is missing, up to "," or the end. */
static void take_angle(struct reader *r)
{
	size_t words = r->ntok, start = words, left_over;
	struct address a = { .name = phrase(r, 0, words) };
	bool route = false, first = true;
	struct token t;

	for (;; first = false) {
		size_t before = r->at;

		t = next_token(r);
		route |= first && is(&t, '@');
		if (t.kind == TOKEN_END || is(&t, '>'))
			break;
		if ((is(&t, ',') || is(&t, ';')) && !route) {
			r->at = before;
			break;
		}
		if (route && is(&t, ':')) {
			route = false;
			start = r->ntok;
			continue;
		}
		keep_token(r, words, t);
	}
	a.invalid = !is(&t, '>');
	set_addr(r, &a, start, r->ntok, &left_over);
	/* Only comments may follow. */
	for (;;) {
		size_t before = r->at;

		t = next_token(r);
		if (t.kind == TOKEN_END || is(&t, ',') || is(&t, ';')) {
			r->at = before;
			break;
		}
		/* "a <b@c> d <e@f>": a comma was forgotten. */
		if (t.kind == TOKEN_ATOM || t.kind == TOKEN_QUOTED || is(&t, '<')) {
			a.invalid = true;
			r->at = before;
			break;
		}
		a.invalid = true;
	}
	r->ntok = words;
	add(r, a);
}

static void end_group(struct reader *r)
{
	r->comment = (struct bytes){ NULL, 0 };
	if (r->in_group && !r->group_used)
		add(r, (struct address){ 0 });
	r->in_group = false;
	r->group = (struct bytes){ NULL, 0 };
}

static void begin_group(struct reader *r)
{
	end_group(r);
	r->group = phrase(r, 0, r->ntok);
	r->in_group = true;
	r->group_used = false;
}

static void element_over(struct reader *r)
{
	r->ntok = 0;
	r->comment = (struct bytes){ NULL, 0 };
}

void address_parse(struct address_list *list, struct arena *a, struct bytes field)
{
	BUF_SHORT(buf);
	BUF_SHORT(text);
	struct token few[TOKENS_SHORT];
	struct reader r = { .in = field, .arena = a, .list = list, .buf = buf, .text = text,
			    .tok = few, .tok_short = few, .captok = TOKENS_SHORT };
	struct token t;

	do {
		t = next_token(&r);
		if (t.kind == TOKEN_END || is(&t, ',')) {
			end_bare(&r);
			element_over(&r);
		} else if (is(&t, ';')) {
			end_bare(&r);
			list->invalid |= !r.in_group;
			end_group(&r);
			element_over(&r);
		} else if (is(&t, '<')) {
			take_angle(&r);
			element_over(&r);
		} else if (is(&t, ':') && !r.in_group) {
			begin_group(&r);
			element_over(&r);
		} else {
			keep_token(&r, 0, t);
		}
	} while (t.kind != TOKEN_END && !list->cut);
	end_group(&r);
	if (r.tok != few)
		free(r.tok);
	buf_fini(&r.buf);
	buf_fini(&r.text);
}

void address_list_reset(struct address_list *list)
{
	if (list->cap > ADDRESSES_KEPT)
		address_list_fini(list);
	*list = (struct address_list){ .v = list->v, .cap = list->cap };
}

void address_list_fini(struct address_list *list)
{
	free(list->v);
	*list = (struct address_list){ 0 };
}
