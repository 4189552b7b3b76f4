/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plain.c - see plain.h.
 *
 *   NONE --"begin 644 x"--> BEGUN --uuencoded line--> INSIDE --"end"--> NONE
 *                             +--any other line--> NONE
 *
 * Lines that begin with none of the octets that matter are passed over without a look.
 */
#include "mime/plain.h"

#include "base/line_scan.h"

enum { BAD_LINES_MOST = 3 }; /* in a row: the file broke off */

const char *plain_found_name(enum plain_found one)
{
	switch (one) {
	case PLAIN_PGP_MESSAGE: return "pgp-message";
	case PLAIN_PGP_SIGNED:  return "pgp-signed";
	case PLAIN_PGP_KEY:     return "pgp-key";
	case PLAIN_YENC:        return "yenc";
	default:                return "uuencode";
	}
}

static const struct {
	struct bytes text;
	enum plain_found found;
} marks[] = {
	{ B("-----BEGIN PGP MESSAGE-----"), PLAIN_PGP_MESSAGE },
	{ B("-----BEGIN PGP MESSAGE, PART "), PLAIN_PGP_MESSAGE },
	{ B("-----BEGIN PGP SIGNED MESSAGE-----"), PLAIN_PGP_SIGNED },
	{ B("-----BEGIN PGP PUBLIC KEY BLOCK-----"), PLAIN_PGP_KEY },
	{ B("-----BEGIN PGP PRIVATE KEY BLOCK-----"), PLAIN_PGP_KEY },
	{ B("=ybegin line="), PLAIN_YENC },
	{ B("=ybegin part="), PLAIN_YENC },
};

/* "begin 644 name": keeps the name. */
static bool begins(struct plain *p, struct bytes line)
{
	size_t digits = 0;

	if (!bytes_starts(line, B("begin ")))
		return false;
	line = bytes_from(line, 6);
	while (bytes_at(line, digits) >= '0' && bytes_at(line, digits) <= '7')
		digits++;
	if (digits < 3 || digits > 5 || bytes_at(line, digits) != ' ')
		return false;
	line = bytes_trim(bytes_from(line, digits));
	if (line.n == 0)
		return false;
	memcpy(p->name, line.p, line.n);
	p->nname = line.n;
	return true;
}

/* Has the line the length that its first character says, give or take cut blanks and the
   check character of some encoders? */
static bool uuencoded(struct bytes line)
{
	size_t octets, characters;

	for (size_t i = 0; i < line.n; i++)
		if (bytes_at(line, i) < ' ' || bytes_at(line, i) > '`')
			return false;
	if (line.n == 0)
		return false;
	octets = (size_t)(bytes_at(line, 0) - ' ') & 63;
	characters = (octets + 2) / 3 * 4;
	return line.n - 1 + 3 >= characters && line.n - 1 <= characters + 2;
}

/* Decodes the line in p->line, its line end included, into p->out. */
static void decode(struct plain *p)
{
	p->nout = uu_push(&p->decoder, bytes_of(p->line, p->n), p->out);
	p->data_next = p->nout > 0;
}

static bool begin_item(struct plain *p, struct plain_item *item_out)
{
	p->uu = UU_INSIDE;
	p->damaged = false;
	p->bad_lines = 0;
	p->found |= PLAIN_UUENCODE;
	p->decoder = (struct uu){ .at = UU_DATA };
	decode(p);
	*item_out = (struct plain_item){ .kind = PLAIN_BEGIN, .name = bytes_of(p->name, p->nname) };
	return true;
}

static bool end_item(struct plain *p, bool whole, struct plain_item *item_out)
{
	p->uu = UU_NONE;
	*item_out = (struct plain_item){ .kind = PLAIN_END, .whole = whole && !p->damaged };
	return true;
}

/* A whole line is in p->line, or (`long_`) its beginning.  True: an item. */
static bool line_over(struct plain *p, bool long_, struct plain_item *item_out)
{
	struct bytes line = bytes_chomp(bytes_of(p->line, p->n));

	switch (p->uu) {
	case UU_INSIDE:
		if (bytes_eq(bytes_trim(line), B("end")))
			return end_item(p, true, item_out);
		if (line.n == 0)
			return false;
		if (!long_ && uuencoded(line)) {
			p->bad_lines = 0;
			decode(p);
			return false;
		}
		p->damaged = true;
		return ++p->bad_lines == BAD_LINES_MOST && end_item(p, false, item_out);
	case UU_BEGUN:
		p->uu = UU_NONE;
		if (!long_ && uuencoded(line))
			return begin_item(p, item_out);
		break;
	case UU_NONE:
		break;
	}
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (bytes_starts(line, marks[i].text))
			p->found |= marks[i].found;
	if (!long_ && begins(p, line))
		p->uu = UU_BEGUN;
	return false;
}

static bool data_item(struct plain *p, struct plain_item *item_out)
{
	if (!p->data_next)
		return false;
	p->data_next = false;
	*item_out = (struct plain_item){ .kind = PLAIN_DATA, .data = bytes_of(p->out, p->nout) };
	return true;
}

/* Passes over lines that cannot matter. */
static void skip(struct plain *p, struct bytes *in)
{
	static const struct line_begins may_matter = { 3, { 'b', '=', '-' } };
	int c = bytes_at(*in, 0);
	size_t next;

	if (c < 0 || p->n)
		return;
	if (!p->middle && (p->uu != UU_NONE || c == 'b' || c == '=' || c == '-'))
		return;
	next = p->uu == UU_NONE ? line_begin(*in, 1, &may_matter) : bytes_chr(*in, 0, '\n') + 1;
	p->middle = next >= in->n && bytes_last(*in) != '\n';
	*in = bytes_from(*in, next);
}

enum step plain_next(struct plain *p, struct bytes *in, struct plain_item *item_out)
{
	for (;;) {
		struct bytes part;
		bool ended, long_, item;

		if (data_item(p, item_out))
			return STEP_ITEM;
		skip(p, in);
		if (in->n == 0)
			return STEP_MORE;
		part = bytes_head(*in, bytes_chr(*in, 0, '\n') + 1);
		part = bytes_head(part, UU_LINE_OCTETS - p->n);
		memcpy(p->line + p->n, part.p, part.n);
		p->n += part.n;
		*in = bytes_from(*in, part.n);
		ended = bytes_last(part) == '\n';
		long_ = !ended && p->n == UU_LINE_OCTETS;
		if (!ended && !long_)
			continue;
		p->middle = long_;
		item = line_over(p, long_, item_out);
		p->n = 0;
		if (item)
			return STEP_ITEM;
	}
}

enum step plain_end(struct plain *p, struct plain_item *item_out)
{
	if (p->n) {
		bool item = line_over(p, false, item_out);

		p->n = 0;
		if (item)
			return STEP_ITEM;
	}
	/* A last line without a line end waits for one. */
	if (p->uu == UU_INSIDE && p->decoder.n) {
		p->nout = uu_end(&p->decoder, p->out);
		p->data_next = p->nout > 0;
	}
	if (data_item(p, item_out) ||
	    (p->uu == UU_INSIDE && end_item(p, false, item_out)))
		return STEP_ITEM;
	return STEP_END;
}

void plain_gap(struct plain *p)
{
	p->n = 0;
	p->middle = true;
	p->damaged = true;
	p->decoder.n = 0;
	if (p->uu == UU_BEGUN)
		p->uu = UU_NONE;
}
