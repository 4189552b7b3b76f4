/* SPDX-License-Identifier: BSD-2-Clause */
/* lookalike.c - see lookalike.h. */
#include "judge/lookalike.h"

#include "base/utf8.h"
#include "judge/lookalike_table.h"
#include "mime/punycode.h"

enum { SCRIPTS_ANY = -1 };

/* What is written with `c`, as bits; all bits: anything. */
static uint32_t scripts_of(uint32_t c)
{
	size_t low = 0, high = sizeof(runs) / sizeof(*runs);

	if (c < 0x80)
		return ascii_alpha((int)c) ? SCRIPTS_LATIN : (uint32_t)SCRIPTS_ANY;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (runs[middle].to < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof(runs) / sizeof(*runs) && runs[low].from <= c ? runs[low].scripts
									 : (uint32_t)SCRIPTS_ANY;
}

/* What `c`, over 127, is drawn like; NULL: nothing in ASCII. */
static const char *like(uint32_t c, bool *near_out)
{
	size_t low = 0, high = sizeof(looks) / sizeof(*looks);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (looks[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == sizeof(looks) / sizeof(*looks) || looks[low].c != c)
		return NULL;
	*near_out = looks[low].near;
	return looks[low].like;
}

struct label {
	enum lookalike is;
	uint32_t scripts; /* that all its characters are written with; 0: it mixes */
};

/* Judges one label in UTF-8; adds what it looks like. */
static struct label judge_label(struct bytes b, struct buf *ascii)
{
	struct label l = { LOOKALIKE_NONE, (uint32_t)SCRIPTS_ANY };
	size_t before = ascii->n;
	bool all_like = true, all_near = true;
	struct bytes rest = b;

	while (rest.n) {
		uint32_t c = utf8_next(&rest, NULL);
		bool near = false;
		const char *as;

		l.scripts &= scripts_of(c);
		if (c < 0x80) {
			buf_addc(ascii, ascii_tolower((uint8_t)c));
			continue;
		}
		as = like(c, &near);
		all_like &= as != NULL;
		all_near &= near;
		buf_adds(ascii, as ? as : "");
	}
	if (bytes_ascii(b))
		return l;
	if (all_like) {
		l.is = all_near ? LOOKALIKE_NEAR : LOOKALIKE_ASCII;
		return l;
	}
	ascii->n = before;
	buf_add(ascii, b);
	l.is = l.scripts == 0 ? LOOKALIKE_MIXED : LOOKALIKE_NONE;
	return l;
}

enum lookalike lookalike_domain(struct bytes domain, struct buf *shown, struct buf *ascii)
{
	enum lookalike worst = LOOKALIKE_NONE;
	BUF_SHORT(unused);
	struct label top;
	struct bytes rest;

	idn_unicode(shown, domain);
	rest = buf_bytes(shown);
	if (bytes_ascii(rest))
		return LOOKALIKE_NONE;
	top = judge_label(bytes_from(rest, bytes_rchr(rest, '.') + 1), &unused);
	buf_fini(&unused);
	while (rest.n) {
		struct bytes one = bytes_head(rest, bytes_chr(rest, 0, '.'));
		struct label l = judge_label(one, ascii);

		if (top.is == LOOKALIKE_NONE && !(top.scripts & SCRIPTS_LATIN) &&
		    (l.scripts & top.scripts))
			l.is = LOOKALIKE_NONE;
		if (l.is > worst)
			worst = l.is;
		rest = bytes_from(rest, one.n + 1);
		if (rest.n)
			buf_addc(ascii, '.');
	}
	return worst;
}

/* Adds one ASCII octet of a prototype. */
static void add_folded(struct buf *out, uint8_t c)
{
	int last = bytes_last(buf_bytes(out));

	c = c == 'I' || c == '1' ? 'l' : c == '0' ? 'o' : ascii_tolower(c);
	if ((c == 'n' && last == 'r') || (c == 'v' && last == 'v')) {
		out->n--;
		c = c == 'n' ? 'm' : 'w';
	}
	buf_addc(out, c);
}

void lookalike_prototype(struct buf *out, struct bytes domain)
{
	BUF_SHORT(shown);
	struct bytes rest;

	idn_unicode(&shown, domain);
	rest = buf_bytes(&shown);
	while (rest.n) {
		uint32_t c = utf8_next(&rest, NULL);
		bool near;
		const char *as = c < 0x80 ? NULL : like(c, &near);

		if (c < 0x80)
			add_folded(out, (uint8_t)c);
		else if (as)
			for (struct bytes b = bytes_str(as); b.n; b = bytes_from(b, 1))
				add_folded(out, (uint8_t)bytes_at(b, 0));
		else
			utf8_add(out, c);
	}
	buf_fini(&shown);
}
