/* SPDX-License-Identifier: BSD-2-Clause */
/* conn.c - what a reader may ask of its connection; see conn.h. */
#include "stream/flow.h"

static size_t view_spans(const struct span *view, uint64_t offset, uint64_t octets,
			 struct span *out, size_t max)
{
	uint64_t from = view->offset, to = from + view->octets, end = offset + octets;

	if (offset > from)
		from = offset;
	if (end < to)
		to = end;
	if (from >= to)
		return 0;
	if (max) {
		out[0] = *view;
		out[0].offset = from;
		out[0].octets = to - from;
	}
	return 1;
}

size_t conn_spans(const struct conn *c, enum dir d, uint64_t offset, uint64_t octets,
		  struct span *out, size_t max)
{
	const struct flow *f = flow_of(c);

	if (octets > UINT64_MAX - offset)
		octets = UINT64_MAX - offset;
	if (f->view && f->view_dir == d)
		return view_spans(f->view, offset, octets, out, max);
	return tail_spans(f->half[d].tail, offset, octets, out, max);
}

struct conn_frames conn_frames(const struct conn *c, enum dir d, uint64_t offset,
			       uint64_t octets)
{
	const struct flow *f = flow_of(c);
	struct conn_frames frames = { 0 };
	struct span first, last;

	/* Nearly always they are octets of the segment that has just come. */
	if (f->view && f->view_dir == d && octets && offset >= f->view->offset &&
	    octets <= f->view->octets && offset - f->view->offset <= f->view->octets - octets)
		return (struct conn_frames){ f->view->frame, f->view->frame, f->view->ts_ns,
					     f->view->ts_ns };
	if (!octets || !conn_spans(c, d, offset, octets, &first, 1))
		return frames;
	frames.first = frames.last = first.frame;
	frames.first_ns = frames.last_ns = first.ts_ns;
	if (conn_spans(c, d, offset + octets - 1, 1, &last, 1)) {
		frames.last = last.frame;
		frames.last_ns = last.ts_ns;
	}
	return frames;
}

enum conn_pause conn_pause(const struct conn *c, enum dir d, int64_t from_ns, int64_t to_ns)
{
	return pace_why(&flow_of(c)->half[d].pace, from_ns, to_ns);
}

const struct conn_stuck *conn_stuck(const struct conn *c, enum dir d)
{
	const struct pace_sent *p = flow_of(c)->half[d].pace.sent;
	const struct conn_stuck *now = p ? p->stuck.now : NULL;

	return now && conn_stuck_told(now) ? now : NULL;
}

void conn_swap(struct conn *c)
{
	struct flow *f = flow_of(c);

	if (f->in_data && !f->used && !f->swapped)
		f->swap = true;
}

void conn_ignore(struct conn *c)
{
	flow_of(c)->ignored = true;
}
