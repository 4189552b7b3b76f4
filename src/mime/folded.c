/* SPDX-License-Identifier: BSD-2-Clause */
/* folded.c - see folded.h. */
#include "mime/folded.h"

#include "base/limits.h"
#include "mime/contentline.h"

static bool give(struct folded *f, struct bytes *line_out)
{
	f->ended = false;
	f->given = true;
	f->past = false;
	f->last = 0;
	f->soft = SOFT_UNKNOWN;
	*line_out = buf_bytes(&f->line);
	return true;
}

/* The line ends in "=": does it go on for that?  Its head is looked at once. */
static bool soft(struct folded *f)
{
	struct bytes line = buf_bytes(&f->line);

	if (!f->cards || f->last != '=')
		return false;
	if (f->soft == SOFT_UNKNOWN && bytes_chr(line, 0, ':') < line.n)
		f->soft = contentline_soft(line) ? SOFT_BREAKS : SOFT_NEVER;
	return f->soft == SOFT_BREAKS;
}

/* Takes the "=" and the blanks behind it away: the next line is the rest of this one. */
static void join(struct folded *f)
{
	while (!f->past && bytes_last(buf_bytes(&f->line)) != '=')
		f->line.n--;
	f->line.n -= !f->past;
	f->last = 0;
	f->ended = false;
}

static void look_at_the_end(struct folded *f, struct bytes part)
{
	while (part.n && (ascii_blank(bytes_last(part)) || bytes_last(part) == '\r'))
		part.n--;
	if (part.n)
		f->last = (uint8_t)bytes_last(part);
}

/* Octets up to the line end, or all of them. */
static void take(struct folded *f, struct bytes *in)
{
	struct bytes part = bytes_head(*in, bytes_chr(*in, 0, '\n'));
	struct bytes room = bytes_head(part, LIMIT_FOLDED - f->line.n);

	f->ended = part.n < in->n;
	*in = bytes_from(*in, part.n + f->ended);
	buf_add(&f->line, room);
	f->past |= room.n < part.n;
	f->cut |= f->past;
	look_at_the_end(f, part);
	if (f->ended && bytes_last(buf_bytes(&f->line)) == '\r')
		f->line.n--;
	if (f->ended && soft(f))
		join(f);
}

bool folded_next(struct folded *f, struct bytes *in, struct bytes *line_out)
{
	if (f->given) {
		buf_clear(&f->line);
		f->given = false;
	}
	while (in->n) {
		if (!f->ended) {
			take(f, in);
			if (f->ended && f->line.n == 0)
				return give(f, line_out);
			continue;
		}
		if (!ascii_blank(bytes_at(*in, 0)))
			return give(f, line_out);
		f->ended = false;
		f->last = 0;
		if (f->cards)
			*in = bytes_from(*in, 1);
	}
	return false;
}

bool folded_end(struct folded *f, struct bytes *line_out)
{
	if (f->given || (f->line.n == 0 && !f->ended))
		return false;
	return give(f, line_out);
}

void folded_gap(struct folded *f)
{
	f->given = true;
	f->ended = false;
	f->past = false;
	f->last = 0;
	f->soft = SOFT_UNKNOWN;
}

void folded_fini(struct folded *f)
{
	buf_fini(&f->line);
	*f = (struct folded){ 0 };
}
