/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * scan.c - what octets of a message are: header, body, boundary; by lines where lines matter.
 *
 * Inside a multipart every line may be a boundary, and the line end before a boundary
 * belongs to it (RFC 2046 5.1.1).  So a line end waits (`eol`) until the first octets of the
 * next line are known, and a line that begins with "--" waits (`held`) until its end; all
 * other octets are given on in runs as long as the input allows, found by looking for LF.
 *
 *	octets ---> candidate() ---> boundary() ---> tree.c: close, open
 *	                |
 *	                +-- no --> header() or body() ---> fields.c, decode.c
 */
#include "mime/state.h"

#include "base/line_scan.h"

/* Offset of the next octet that was not given on. */
static uint64_t here(const struct mime *m)
{
	return m->at - m->replay.n;
}

static struct bytes take_in(struct mime *m, size_t n)
{
	struct bytes b = bytes_head(m->in, n);

	m->in = bytes_from(m->in, n);
	m->at += b.n;
	return b;
}

/* The line end that waited is no part of a boundary. */
static void release_eol(struct mime *m)
{
	tree_data(m, bytes_of(m->eol, m->neol));
	tree_decoded(m);
	m->neol = 0;
}

/* What is held is no boundary: it goes where it would have gone. */
static void release_held(struct mime *m)
{
	release_eol(m);
	m->line_start = false;
	m->replay = buf_bytes(&m->held);
	buf_clear(&m->held);
}

/* The held line is a boundary of level `k`. */
static void boundary(struct mime *m, unsigned k, bool close)
{
	uint64_t end = m->held_at - m->neol, next = m->held_at + m->held.n;
	struct level *l = &m->level[k];

	/* The same boundary twice with nothing between is one (the second lacks the line end
	   that belongs to it). */
	if (!close && m->nlevel == k + 2 && tree_untouched(m, m->held_at)) {
		tree_restart(m, next);
		m->line_start = true;
		buf_clear(&m->held);
		return;
	}
	while (m->nlevel > k + 1)
		tree_close(m, end, true);
	m->neol = 0;
	m->line_start = true;
	buf_clear(&m->held);
	if (l->closed) {
		if (!close && !l->after_close_told)
			tree_defect(m, MIME_DEFECT_AFTER_CLOSE, m->held_at);
		l->after_close_told |= !close;
		return;
	}
	if (l->children == 0)
		l->part->preamble_octets = end - l->part->body_offset;
	if (close) {
		l->closed = true;
		l->closed_at = next;
	} else if (m->nparts < LIMIT_MIME_PARTS) {
		tree_open(m, next);
	} else if (!m->parts_many) {
		m->parts_many = true;
		tree_defect(m, MIME_DEFECT_PARTS_MANY, m->held_at);
	}
}

/* The held line is as long as it gets. */
static void decide(struct mime *m)
{
	bool close = false;
	int k = boundary_match(m, buf_bytes(&m->held), &close);

	if (k >= 0)
		boundary(m, (unsigned)k, close);
	else
		release_held(m);
}

static bool held_over(const struct mime *m)
{
	return bytes_last(buf_bytes(&m->held)) == '\n' || m->held.n > LIMIT_BOUNDARY_LINE;
}

/* At the start of a line that may be a boundary. */
static void candidate(struct mime *m)
{
	size_t lf, n;

	if (m->held.n == 0)
		m->held_at = m->at;
	while (m->held.n < 2 && bytes_at(m->in, 0) == '-')
		buf_add(&m->held, take_in(m, 1));
	if (m->held.n < 2 && m->in.n) {
		release_held(m);
		return;
	}
	if (!held_over(m)) {
		lf = bytes_chr(m->in, 0, '\n');
		n = LIMIT_BOUNDARY_LINE + 1 - m->held.n;
		buf_add(&m->held, take_in(m, lf + 1 < n ? lf + 1 : n));
	}
	if (held_over(m))
		decide(m);
}

/* No field begins with what fields.c took: it is the beginning of the body, and perhaps a
   boundary of the multipart that this header began. */
static void body_without_end(struct mime *m)
{
	struct bytes line = buf_bytes(&m->fields.line);
	uint64_t offset = here(m) - line.n;

	if (m->replay.n) {
		/* What is left of the held line follows what was taken of it. */
		m->held.n = (size_t)(m->replay.p - m->held.p) + m->replay.n;
		buf_drop(&m->held, m->held.n - m->replay.n - line.n);
	} else {
		buf_clear(&m->held);
		buf_add(&m->held, line);
	}
	m->replay = (struct bytes){ NULL, 0 };
	m->held_at = offset;
	tree_defect(m, MIME_DEFECT_HEADER_NO_END, offset);
	m->root_no_end |= !m->root_over;
	if (tree_top(m)->nested)
		tree_top(m)->nested->no_end = true;
	tree_header_over(m, offset, false);
	m->line_start = m->multiparts && bytes_starts(buf_bytes(&m->held), B("--"));
	if (!m->line_start)
		release_held(m);
}

/* Octets at the front of the source were used. */
static void used(struct mime *m, size_t n)
{
	if (m->replay.n)
		m->replay = bytes_from(m->replay, n);
	else
		(void)take_in(m, n);
}

static void header(struct mime *m)
{
	struct bytes b = m->replay.n ? m->replay : m->in;
	enum fields_step s;
	size_t n;

	/* Line by line, for each may be a boundary. */
	if (m->multiparts)
		b = bytes_head(b, bytes_chr(b, 0, '\n') + 1);
	n = b.n;
	s = fields_push(&m->fields, &b);
	n -= b.n;
	used(m, n);
	m->line_start |= n && fields_at_line(&m->fields);
	switch (s) {
	case FIELDS_MORE:
		break;
	case FIELDS_FIELD:
		tree_field(m, false);
		break;
	case FIELDS_END:
		tree_header_over(m, here(m), false);
		break;
	case FIELDS_BODY:
		body_without_end(m);
		break;
	case FIELDS_FOLD:
		tree_defect(m, MIME_DEFECT_HEADER_FOLD_FIRST, here(m));
		break;
	case FIELDS_FROM:
		tree_defect(m, MIME_DEFECT_MBOX_FROM, here(m));
		break;
	}
}

/* The line end at the end of `b`: its octets.  A CR may get its LF yet. */
static size_t eol_octets(struct bytes b)
{
	if (bytes_last(b) == '\r')
		return 1;
	return b.n - bytes_chomp(b).n;
}

/* The longest run at the front of `b` after which a boundary may stand, its line end
   included, or all of `b`. */
static struct bytes run_of(struct bytes b)
{
	static const struct line_begins dash = { 1, { '-' } };
	size_t at = 1;

	while ((at = line_begin(b, at, &dash)) + 1 < b.n && bytes_at(b, at + 1) != '-')
		at++;
	return bytes_head(b, at);
}

static void body(struct mime *m)
{
	struct bytes b = m->replay.n ? m->replay : m->in;
	size_t eol = 0;

	if (m->neol && bytes_at(b, 0) == '\n') {
		m->eol[m->neol++] = '\n';
		m->line_start = true;
		used(m, 1);
		return;
	}
	if (m->neol) {
		release_eol(m);
		return;
	}
	if (m->where == IN_BODY && !decode_plain(&m->decode))
		b = bytes_head(b, decode_most(&m->decode));
	if (m->where == IN_BODY)
		b = bytes_head(b, watch_most(m));
	if (m->multiparts) {
		b = run_of(b);
		eol = eol_octets(b);
	}
	tree_data(m, bytes_head(b, b.n - eol));
	tree_decoded(m);
	for (size_t i = b.n - eol; i < b.n; i++)
		m->eol[m->neol++] = (uint8_t)bytes_at(b, i);
	m->line_start = eol && bytes_last(b) == '\n';
	used(m, b.n);
}

static void gap(struct mime *m)
{
	if (m->held.n) {
		if (held_over(m))
			decide(m);
		else
			release_held(m);
		return;
	}
	if (m->neol) {
		release_eol(m);
		return;
	}
	tree_gap(m, m->at, m->missing);
	m->at += m->missing;
	m->missing = 0;
	m->line_start = m->where != IN_HEADER;
}

static void finish(struct mime *m)
{
	if (m->held.n) {
		decide(m);
		return;
	}
	if (m->where == IN_HEADER && m->fields.line.n) {
		body_without_end(m);
		return;
	}
	if (m->neol) {
		release_eol(m);
		return;
	}
	while (m->nlevel)
		tree_close(m, m->at, false);
	trace_end(&m->trace, m->missing_all ? DKIM_BODY_MISSING :
			     !m->whole      ? DKIM_BODY_CUT :
			     m->root_no_end ? DKIM_BODY_NO_END : DKIM_BODY_OK);
	(void)tree_item(m, MIME_END);
	m->over = true;
}

/* One thing at a time: what it queues borrows from what the next one overwrites. */
bool scan_step(struct mime *m)
{
	bool any = m->replay.n || m->in.n;

	if (m->line_start && m->multiparts && m->in.n)
		candidate(m);
	else if (any && m->where == IN_HEADER)
		header(m);
	else if (any)
		body(m);
	else if (m->missing)
		gap(m);
	else if (m->ending && !m->over)
		finish(m);
	else
		return false;
	return true;
}
