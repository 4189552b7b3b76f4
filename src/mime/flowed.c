/* SPDX-License-Identifier: BSD-2-Clause */
/* flowed.c - see flowed.h. */
#include "mime/flowed.h"

struct flowed {
	struct buf *out;
	size_t depth;   /* of the paragraph being written */
	bool open;      /* its line is not ended */
};

static void end_paragraph(struct flowed *f)
{
	if (f->open)
		buf_addc(f->out, '\n');
	f->open = false;
}

static void begin_paragraph(struct flowed *f, size_t depth, struct bytes line)
{
	end_paragraph(f);
	for (size_t i = 0; i < depth; i++)
		buf_addc(f->out, '>');
	if (depth && line.n)
		buf_addc(f->out, ' ');
	f->depth = depth;
	f->open = true;
}

/* RFC 3676 4.5: in this order, quoting, stuffing, signature, flow. */
static void take_line(struct flowed *f, struct bytes line, bool delsp)
{
	size_t depth = 0;
	bool flows, signature;

	while (bytes_at(line, depth) == '>')
		depth++;
	line = bytes_from(line, depth);
	if (bytes_at(line, 0) == ' ')
		line = bytes_from(line, 1);
	signature = bytes_eq(line, B("-- "));
	flows = bytes_last(line) == ' ' && !signature;
	if (!f->open || depth != f->depth || signature)
		begin_paragraph(f, depth, line);
	if (flows && delsp)
		line.n--;
	buf_add(f->out, line);
	if (!flows)
		end_paragraph(f);
}

void flowed_text(struct buf *out, struct bytes text, bool delsp)
{
	struct flowed f = { .out = out };

	while (text.n) {
		size_t lf = bytes_chr(text, 0, '\n');

		take_line(&f, bytes_chomp(bytes_head(text, lf + 1)), delsp);
		text = bytes_from(text, lf + 1);
	}
	end_paragraph(&f);
}
