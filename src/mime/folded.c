/* SPDX-License-Identifier: BSD-2-Clause */
/* folded.c - see folded.h. */
#include "mime/folded.h"

#include "base/limits.h"

static bool give(struct folded *f, struct bytes *line_out)
{
	f->ended = false;
	f->given = true;
	*line_out = buf_bytes(&f->line);
	return true;
}

/* Octets up to the line end, or all of them. */
static void take(struct folded *f, struct bytes *in)
{
	struct bytes part = bytes_head(*in, bytes_chr(*in, 0, '\n'));
	struct bytes room = bytes_head(part, LIMIT_FOLDED - f->line.n);

	f->ended = part.n < in->n;
	*in = bytes_from(*in, part.n + f->ended);
	buf_add(&f->line, room);
	f->cut |= room.n < part.n;
	if (f->ended && bytes_last(buf_bytes(&f->line)) == '\r')
		f->line.n--;
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
		if (f->drop_blank)
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
}

void folded_fini(struct folded *f)
{
	buf_fini(&f->line);
	*f = (struct folded){ 0 };
}
