/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * map.c - which octets of one message came in which frames, and what they are.
 *
 *	OCTETS           FRAME  WHAT
 *	0-392            #21    header
 *	393-1,852        #22    header, 1 text/plain, 2 text/html
 *	1,853-1,999             512 octets missing
 *
 * In:   the parts and holes of that message as they go by, and its record
 * Out:  one line for each frame and each hole, in the order of the message
 */
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "view/text.h"

#include <inttypes.h>
#include <stdlib.h>

/* A piece of the message that begins at `offset`: a part's body, or a hole. */
struct piece {
	uint64_t offset, missing;
	struct bytes what;
};

struct map {
	struct sink sink;
	struct out out;
	struct look look;
	struct pick pick;
	struct piece *parts, *holes;
	size_t nparts, cap_parts, nholes, cap_holes;
	struct arena arena;
	struct buf text;
};

static void part_begins(struct map *m, const struct ev_part_event *p)
{
	if (m->nparts == LIMIT_MIME_PARTS)
		return;
	buf_clear(&m->text);
	buf_add(&m->text, p->part->path);
	buf_addc(&m->text, ' ');
	utf8_show(&m->text, p->part->content_type);
	ARRAY_PUSH(m->parts, m->nparts, m->cap_parts) = (struct piece){
		.offset = p->offset, .what = bytes_dup(&m->arena, buf_bytes(&m->text)) };
}

static void hole(struct map *m, const struct ev_octets *o)
{
	if (o->missing && m->nholes < LIMIT_HOLES)
		ARRAY_PUSH(m->holes, m->nholes, m->cap_holes) =
			(struct piece){ .offset = o->offset, .missing = o->missing };
}

/* "393-1,852", padded. */
static void range(struct map *m, uint64_t from, uint64_t to)
{
	struct buf *out = &m->out.text;

	buf_clear(&m->text);
	text_count(&m->text, from);
	if (to > from + 1) {
		buf_addc(&m->text, '-');
		text_count(&m->text, to - 1);
	}
	buf_printf(out, "%-20s ", buf_cstr(&m->text));
}

/* The parts that have octets in [from, to). */
static void what(struct map *m, uint64_t from, uint64_t to)
{
	struct buf *out = &m->out.text;
	const char *comma = "";

	if (m->nparts == 0 || from < m->parts[0].offset) {
		buf_adds(out, "header");
		comma = ", ";
	}
	for (size_t i = 0; i < m->nparts && m->parts[i].offset < to; i++) {
		if (i + 1 < m->nparts && m->parts[i + 1].offset <= from)
			continue;
		buf_adds(out, comma);
		buf_add(out, m->parts[i].what);
		comma = ", ";
	}
}

static void hole_line(struct map *m, const struct piece *h)
{
	range(m, h->offset, h->offset + h->missing);
	buf_printf(&m->out.text, "%-12s ", "");
	text_color(&m->out.text, m->look.color, RED);
	text_counted(&m->out.text, h->missing, "octet");
	buf_adds(&m->out.text, " not captured");
	text_plain(&m->out.text, m->look.color);
	buf_addc(&m->out.text, '\n');
}

static int tell(struct map *m, const struct ev_message *r, struct err *e)
{
	struct buf *out = &m->out.text;
	size_t next_hole = 0;

	m->sink.done = true;
	text_color(out, m->look.color, BOLD);
	buf_printf(out, "%-20s %-12s %s\n", "OCTETS", "FRAME", "WHAT");
	text_plain(out, m->look.color);
	for (size_t i = 0; i < r->frames.n; i++) {
		const struct ev_span *f = &r->frames.v[i];
		uint64_t end = i + 1 < r->frames.n ? r->frames.v[i + 1].offset : r->size;

		while (next_hole < m->nholes && m->holes[next_hole].offset <= f->offset)
			hole_line(m, &m->holes[next_hole++]);
		/* What is missing before the next frame is not in this one. */
		if (next_hole < m->nholes && m->holes[next_hole].offset < end)
			end = m->holes[next_hole].offset;
		range(m, f->offset, end);
		buf_clear(&m->text);
		text_frames(&m->text, f->frame, f->frame);
		buf_printf(out, "%-12s ", buf_cstr(&m->text));
		what(m, f->offset, end);
		buf_addc(out, '\n');
		if (out_done(&m->out, e) < 0)
			return -1;
	}
	while (next_hole < m->nholes)
		hole_line(m, &m->holes[next_hole++]);
	if (r->frames_total != NO_U64)
		buf_printf(out, "(%" PRIu64 " frames carried it; these are the first %zu)\n",
			   r->frames_total, r->frames.n);
	return out_done(&m->out, e);
}

static int put(struct sink *sink, const struct event *ev, struct err *e)
{
	struct map *m = (struct map *)sink;

	switch (ev->kind) {
	case EV_MESSAGE_OPEN:
		pick_is(&m->pick, ev->message->id);
		break;
	case EV_PART_OPEN:
		if (pick_is(&m->pick, ev->part->message_id))
			part_begins(m, ev->part);
		break;
	case EV_OCTETS:
		if (pick_is(&m->pick, ev->octets->message_id))
			hole(m, ev->octets);
		break;
	case EV_MESSAGE:
		if (pick_is(&m->pick, ev->message->id))
			return tell(m, ev->message, e);
		break;
	default:
		break;
	}
	return 0;
}

static int finish(struct sink *sink, struct err *e)
{
	struct map *m = (struct map *)sink;

	return out_flush(&m->out, e) < 0 ? -1 : pick_check(&m->pick, e);
}

static void map_free(struct sink *sink)
{
	struct map *m = (struct map *)sink;

	free(m->parts);
	free(m->holes);
	arena_fini(&m->arena);
	buf_fini(&m->text);
	out_fini(&m->out);
	free(m);
}

struct sink *sink_map_new(FILE *out, uint64_t message, const char *from, const struct look *look)
{
	static const struct sink_ops ops = { "map", put, finish, map_free };
	struct map *m = xcalloc(1, sizeof(*m));

	m->sink.ops = &ops;
	m->sink.wants = EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_PART_OPEN) | EV_BIT(EV_OCTETS) |
			EV_BIT(EV_MESSAGE);
	m->look = *look;
	m->pick = (struct pick){ "message", from, message, 0 };
	out_init(&m->out, out);
	return &m->sink;
}
