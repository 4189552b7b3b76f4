/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bodyhash.c - see bodyhash.h.
 *
 *	octets -> canon: line ends and (relaxed) blanks wait until something follows them
 *	       -> block of canonical octets -> every digest of that canonicalisation
 *
 * Empty lines at the end are not signed, so line ends are only counted (`line_ends`) and
 * written when the next line has content.
 */
#include "mime/bodyhash.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>

enum { BLOCK = 4096 };

struct canon {
	bool wanted;
	bool relaxed;
	bool any;            /* canonical octets were written */
	bool cr;             /* a CR that may be of a line end */
	bool blank;          /* relaxed: blanks that count when something follows */
	uint64_t line_ends;  /* that wait */
	uint64_t octets;     /* canonical octets so far */
	uint8_t block[BLOCK];
	size_t n;
};

struct hash {
	struct digest digest;
	enum dkim_canon canon;
	enum digest_kind kind;
	uint64_t length;
	uint8_t out[DIGEST_MAX_OCTETS];
	size_t nout;
};

struct bodyhash {
	struct canon canon[2];
	struct hash hash[LIMIT_DKIM];
	int nhash;
};

struct bodyhash *bodyhash_new(void)
{
	struct bodyhash *b = xcalloc(1, sizeof(*b));

	b->canon[DKIM_RELAXED].relaxed = true;
	return b;
}

size_t bodyhash_octets(void)
{
	return sizeof(struct bodyhash);
}

void bodyhash_free(struct bodyhash **b)
{
	free(*b);
	*b = NULL;
}

int bodyhash_add(struct bodyhash *b, enum dkim_canon canon, enum digest_kind kind,
		 uint64_t length)
{
	struct hash *h;

	for (int i = 0; i < b->nhash; i++)
		if (b->hash[i].canon == canon && b->hash[i].kind == kind &&
		    b->hash[i].length == length)
			return i;
	if (b->nhash == LIMIT_DKIM)
		return -1;
	h = &b->hash[b->nhash];
	h->canon = canon;
	h->kind = kind;
	h->length = length;
	digest_start(&h->digest, kind);
	b->canon[canon].wanted = true;
	return b->nhash++;
}

/* The block goes to the digests, each up to its length. */
static void flush(struct bodyhash *b, struct canon *c)
{
	uint64_t before = c->octets - c->n;

	for (int i = 0; i < b->nhash; i++) {
		struct hash *h = &b->hash[i];
		uint64_t left = h->length > before ? h->length - before : 0;

		if (&b->canon[h->canon] == c && left)
			digest_push(&h->digest, bytes_of(c->block, left < c->n ? (size_t)left : c->n));
	}
	c->n = 0;
}

static void put(struct bodyhash *b, struct canon *c, struct bytes octets)
{
	while (octets.n) {
		struct bytes some = bytes_head(octets, BLOCK - c->n);

		memcpy(c->block + c->n, some.p, some.n);
		c->n += some.n;
		c->octets += some.n;
		if (c->n == BLOCK)
			flush(b, c);
		octets = bytes_from(octets, some.n);
	}
}

/* Content of a line, and what waited for it. */
static void content(struct bodyhash *b, struct canon *c, struct bytes octets)
{
	for (; c->line_ends; c->line_ends--)
		put(b, c, B("\r\n"));
	if (c->blank)
		put(b, c, B(" "));
	c->blank = false;
	c->any = true;
	put(b, c, octets);
}

/* Octets of a line, no CR and no LF among them. */
static void text(struct bodyhash *b, struct canon *c, struct bytes line)
{
	if (!c->relaxed) {
		content(b, c, line);
		return;
	}
	while (line.n) {
		size_t word = 0;

		while (word < line.n && !ascii_blank(line.p[word]))
			word++;
		if (word)
			content(b, c, bytes_head(line, word));
		line = bytes_from(line, word);
		c->blank |= line.n > 0;
		while (ascii_blank(bytes_at(line, 0)))
			line = bytes_from(line, 1);
	}
}

/* Octets of one line, no LF among them.  A CR that no LF follows is an octet of it. */
static void line_octets(struct bodyhash *b, struct canon *c, struct bytes line)
{
	while (line.n) {
		size_t run = bytes_chr(line, 0, '\r');

		if (c->cr)
			content(b, c, B("\r"));
		if (run)
			text(b, c, bytes_head(line, run));
		c->cr = run < line.n;
		line = bytes_from(line, run + 1);
	}
}

static void push(struct bodyhash *b, struct canon *c, struct bytes in)
{
	while (in.n) {
		struct bytes line = bytes_head(in, bytes_chr(in, 0, '\n'));
		bool ended = line.n < in.n;

		in = bytes_from(in, line.n + ended);
		line_octets(b, c, line);
		if (ended) {
			c->cr = false;
			c->blank = false;
			c->line_ends++;
		}
	}
}

void bodyhash_push(struct bodyhash *b, struct bytes in)
{
	for (int i = 0; i < 2; i++)
		if (b->canon[i].wanted)
			push(b, &b->canon[i], in);
}

/* A body ends in one line end; an empty one is CRLF for simple, nothing for relaxed. */
static void end(struct bodyhash *b, struct canon *c)
{
	if (c->cr)
		content(b, c, B("\r"));
	if (c->any || !c->relaxed)
		put(b, c, B("\r\n"));
	flush(b, c);
}

void bodyhash_end(struct bodyhash *b)
{
	for (int i = 0; i < 2; i++)
		if (b->canon[i].wanted)
			end(b, &b->canon[i]);
	for (int i = 0; i < b->nhash; i++)
		b->hash[i].nout = digest_end(&b->hash[i].digest, b->hash[i].out);
}

struct bytes bodyhash_result(const struct bodyhash *b, int number, uint64_t *beyond_out)
{
	const struct hash *h = &b->hash[number];
	uint64_t octets = b->canon[h->canon].octets;

	*beyond_out = octets > h->length ? octets - h->length : 0;
	return bytes_of(h->out, h->nout);
}
