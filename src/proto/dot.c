/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dot.c - the octets of a message, out of their dot-stuffed transport.
 *
 * In:   in-order bytes after "354" (SMTP) or "+OK" (POP3)
 * Out:  the message's own octets, and where it ended
 * RFC:  5321 4.5.2, 1939 3
 *
 *   CRLF --.--> DOT --CR--> DOT CR --LF--> end
 *                |            |
 *                +------------+--other--> the dot is dropped, the line goes on
 *
 * Only a dot at the start of a line can change anything; what is between two of them
 * passes at the speed of line_begin() (base/line_scan.h).
 */
#include "proto/dot.h"

#include "base/line_scan.h"

enum verdict { DOT_END, DOT_UNDECIDED, DOT_STUFFED, DOT_PLAIN };

/* `b` begins with a dot at the start of a line. */
static enum verdict dot_judge(enum dot_seen before, struct bytes b)
{
	int second = bytes_at(b, 1), third = bytes_at(b, 2);
	bool crlf = before == DOT_SEEN_CRLF;

	if (second < 0)
		return DOT_UNDECIDED;
	if (second == '\r' && third < 0)
		return DOT_UNDECIDED;
	if (second == '\r' && third == '\n' && crlf)
		return DOT_END;
	/* A lone dot with the wrong line ends is data.  It is held back while it is the
	   last that was said, since the server may take it for the end. */
	if (second == '\n' && b.n == 2)
		return DOT_UNDECIDED;
	if (second == '\r' && third == '\n' && b.n == 3)
		return DOT_UNDECIDED;
	return crlf ? DOT_STUFFED : DOT_PLAIN;
}

/* What `run` ends with, when `before` was in front of it. */
static enum dot_seen dot_tail(enum dot_seen before, struct bytes run)
{
	int last = bytes_last(run);

	if (run.n == 0)
		return before;
	if (last == '\r')
		return DOT_SEEN_CR;
	if (last != '\n')
		return DOT_SEEN_OTHER;
	if (run.n == 1)
		return before == DOT_SEEN_CR ? DOT_SEEN_CRLF : DOT_SEEN_LF;
	return bytes_at(run, run.n - 2) == '\r' ? DOT_SEEN_CRLF : DOT_SEEN_LF;
}

static enum step dot_run(struct dot *d, struct bytes *in, size_t n, struct bytes *run_out)
{
	*run_out = bytes_head(*in, n);
	*in = bytes_from(*in, n);
	d->seen = dot_tail(d->seen, *run_out);
	return STEP_ITEM;
}

enum step dot_next(struct dot *d, struct bytes *in, struct bytes *run_out)
{
	static const struct line_begins dot = { 1, { '.' } };
	size_t at = 0;

	if (bytes_at(*in, 0) == '.' && (d->seen == DOT_SEEN_CRLF || d->seen == DOT_SEEN_LF)) {
		switch (dot_judge(d->seen, *in)) {
		case DOT_END:
			*in = bytes_from(*in, 3);
			d->seen = DOT_SEEN_CRLF;
			return STEP_END;
		case DOT_UNDECIDED:
			return STEP_MORE;
		case DOT_STUFFED:
			*in = bytes_from(*in, 1);
			d->seen = DOT_SEEN_OTHER;
				break;
		case DOT_PLAIN:
			at = 1;
			break;
		}
	}
	if (in->n == 0)
		return STEP_MORE;
	/* A stuffed line's own first octet may be a dot: not at the start any more. */
	if (at == 0)
		at = 1;
	return dot_run(d, in, line_begin(*in, at, &dot), run_out);
}

struct bytes dot_flush(struct dot *d, struct bytes rest)
{
	if (bytes_at(rest, 0) == '.' && d->seen == DOT_SEEN_CRLF) {
		rest = bytes_from(rest, 1);
		d->seen = DOT_SEEN_OTHER;
	}
	d->seen = dot_tail(d->seen, rest);
	return rest;
}

void dot_gap(struct dot *d)
{
	d->seen = DOT_SEEN_LF;
}

bool dot_lenient_end(const struct dot *d, struct bytes rest)
{
	if (d->seen != DOT_SEEN_CRLF && d->seen != DOT_SEEN_LF)
		return false;
	return bytes_eq(rest, B(".\n")) ||
	       (d->seen == DOT_SEEN_LF && bytes_eq(rest, B(".\r\n")));
}
