/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * line.c - the lines of a dialogue, out of octets that arrive in any pieces.
 *
 * In:   octets of one direction, the unfinished line again with each call
 * Out:  lines without their ends, cut at LIMIT_LINE
 * RFC:  5321 2.3.8 and 4.5.3.1, 1939 3
 */
#include "proto/line.h"

#include "base/limits.h"

static enum step line_found(struct line *l, struct bytes b, size_t lf, struct line_item *item)
{
	item->octets = lf + 1;
	item->bare_lf = lf == 0 || bytes_at(b, lf - 1) != '\r';
	item->tail = l->skipping;
	if (!l->skipping)
		item->text = bytes_head(b, item->bare_lf ? lf : lf - 1);
	line_reset(l);
	return STEP_ITEM;
}

enum step line_next(struct line *l, struct bytes b, struct line_item *item_out)
{
	struct bytes window = bytes_head(b, LIMIT_LINE);
	size_t lf = bytes_chr(window, l->scanned, '\n');

	*item_out = (struct line_item){ 0 };
	if (lf < window.n)
		return line_found(l, b, lf, item_out);
	if (window.n < LIMIT_LINE && !l->skipping) {
		l->scanned = window.n;
		return STEP_MORE;
	}
	if (b.n == 0)
		return STEP_MORE;
	/* Either the line is too long now, or it was and goes on. */
	item_out->octets = window.n;
	item_out->cut = !l->skipping;
	item_out->tail = l->skipping;
	if (!l->skipping)
		item_out->text = window;
	l->scanned = 0;
	l->skipping = true;
	return STEP_ITEM;
}

void line_reset(struct line *l)
{
	*l = (struct line){ 0 };
}
