/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * octets.c - what the octets of a message in transport break, counted as they go by.
 *
 * In:   the octets of DATA or BDAT as on the wire
 * Out:  how many bare CRs and LFs, NULs, octets over 127 and long lines, and where first
 * RFC:  5321 2.3.8, 2.4, 4.5.3.1.6; 5322 4.1
 */
#include "proto/octets.h"

#include "base/line_scan.h"

/* Octets looked at in one go.  A line that lies in them whole is none of the long ones, and
   where one octet is out of order not much is gone through line by line. */
enum { PIECE = 960 };
_Static_assert((int)PIECE <= (int)OCTETS_LINE_MAX, "a line within a piece may be a long one");

static bool found(struct octets *o, enum octets_kind kind, uint64_t at, uint64_t line,
		  uint64_t count)
{
	struct octets_seen *s = &o->seen[kind];
	bool first = s->count == 0;

	if (first) {
		s->first = at;
		s->line = line;
	}
	s->count += count;
	return first;
}

/* CRs in a part of a line that no LF ends: all are bare, but for one at the end of it,
   which the next octet decides. */
static bool text_part(struct octets *o, struct bytes b)
{
	bool new = false;

	if (b.n == 0)
		return false;
	if (o->cr)
		new = found(o, OCTETS_BARE_CR, o->at - 1, o->lines + 1, 1);
	for (size_t i = bytes_chr(b, 0, '\r'); i + 1 < b.n; i = bytes_chr(b, i + 1, '\r'))
		new |= found(o, OCTETS_BARE_CR, o->at + i, o->lines + 1, 1);
	if (o->line == 0)
		o->stuffed = bytes_at(b, 0) == '.';
	o->line += b.n;
	o->cr = bytes_last(b) == '\r';
	o->unsure = false;
	o->at += b.n;
	return new;
}

static bool line_end(struct octets *o)
{
	uint64_t whole = o->line - o->cr, n = whole - (o->stuffed && whole);
	bool new = false;

	if (!o->cr && !o->unsure)
		new = found(o, OCTETS_BARE_LF, o->at, o->lines + 1, 1);
	if (n > OCTETS_LINE_MAX) {
		new |= found(o, OCTETS_LONG_LINE, o->at - o->line, o->lines + 1, 1);
		o->longest = n > o->longest ? n : o->longest;
	}
	o->at++;
	o->lines++;
	o->line = 0;
	o->stuffed = o->cr = o->unsure = false;
	return new;
}

/* Octets over 127, of which there are some. */
static bool count_8bit(struct octets *o, struct bytes b)
{
	uint64_t line = o->lines + 1, first_line = 0;
	size_t first = b.n, n = 0;

	for (size_t i = 0; i < b.n; i++) {
		if (bytes_at(b, i) > 127) {
			if (n++ == 0) {
				first = i;
				first_line = line;
			}
		}
		line += bytes_at(b, i) == '\n';
	}
	return found(o, OCTETS_8BIT, o->at + first, first_line, n);
}

static bool count_nul(struct octets *o, struct bytes b, size_t first)
{
	uint64_t line = o->lines + 1;
	size_t n = 0;

	if (o->seen[OCTETS_NUL].count == 0)
		for (size_t i = bytes_chr(b, 0, '\n'); i < first; i = bytes_chr(b, i + 1, '\n'))
			line++;
	for (size_t i = first; i < b.n; i = bytes_chr(b, i + 1, 0))
		n++;
	return found(o, OCTETS_NUL, o->at + first, line, n);
}

/* All line ends in `b` are CRLF, `lfs` of them: only the line that ends first may have been
   too long. */
static bool whole_lines(struct octets *o, struct bytes b, size_t lfs)
{
	size_t first = bytes_chr(b, 0, '\n'), last = bytes_rchr(b, '\n');
	bool new = text_part(o, bytes_head(b, first));

	if (lfs == 0)
		return new;
	new |= line_end(o);
	o->at += last - first;
	o->lines += lfs - 1;
	return text_part(o, bytes_from(b, last + 1)) || new;
}

static bool line_by_line(struct octets *o, struct bytes b)
{
	size_t from = 0;
	bool new = false;

	while (from < b.n) {
		size_t lf = bytes_chr(b, from, '\n');

		new |= text_part(o, bytes_sub(b, from, lf - from));
		if (lf < b.n)
			new |= line_end(o);
		from = lf + 1;
	}
	return new;
}

/* `b` has at least one octet. */
static bool push_piece(struct octets *o, struct bytes b)
{
	struct lines_look look = lines_look(b);
	bool new = false;

	/* a CR at the end waits for its LF */
	look.apart |= o->cr != (bytes_at(b, 0) == '\n');
	o->ordinary &= !look.apart && !look.nul;
	if (look.nul)
		new = count_nul(o, b, bytes_chr(b, 0, 0));
	if (look.high)
		new |= count_8bit(o, b);
	return (look.apart ? line_by_line(o, b) : whole_lines(o, b, look.lfs)) || new;
}

bool octets_push(struct octets *o, struct bytes b)
{
	bool new = false;

	o->ordinary = true;
	for (size_t at = 0; at < b.n; at += PIECE)
		new |= push_piece(o, bytes_sub(b, at, PIECE));
	return new;
}

void octets_gap(struct octets *o, uint64_t missing)
{
	o->at += missing;
	o->line = 0;
	o->stuffed = o->cr = false;
	o->unsure = true;
}

bool octets_end(struct octets *o)
{
	bool new = false;

	if (o->cr)
		new = found(o, OCTETS_BARE_CR, o->at - 1, o->lines + 1, 1);
	if (o->line > OCTETS_LINE_MAX) {
		new |= found(o, OCTETS_LONG_LINE, o->at - o->line, o->lines + 1, 1);
		o->longest = o->line > o->longest ? o->line : o->longest;
	}
	o->cr = false;
	o->line = 0;
	return new;
}
