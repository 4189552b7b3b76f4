/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * raw.c - the octets of one message, exactly.
 *
 * Nothing is added where octets were not captured; that the message has holes is told when
 * everything else is written.
 */
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"

#include <inttypes.h>
#include <stdlib.h>

struct raw {
	struct sink sink;
	struct out out;
	struct pick pick;
	uint64_t missing, first_hole;
};

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct raw *r = (struct raw *)s;

	if (ev->kind == EV_MESSAGE_OPEN) {
		pick_is(&r->pick, ev->message->id);
		return 0;
	}
	if (ev->kind == EV_MESSAGE) {
		s->done |= pick_is(&r->pick, ev->message->id);
		return 0;
	}
	if (!pick_is(&r->pick, ev->octets->message_id))
		return 0;
	if (ev->octets->missing && r->missing == 0)
		r->first_hole = ev->octets->offset;
	r->missing += ev->octets->missing;
	buf_add(&r->out.text, ev->octets->octets);
	return out_done(&r->out, e);
}

static int finish(struct sink *s, struct err *e)
{
	struct raw *r = (struct raw *)s;

	if (out_flush(&r->out, e) < 0 || pick_check(&r->pick, e) < 0)
		return -1;
	if (r->missing)
		return err_set(e, "message %" PRIu64 " is not complete: %" PRIu64 " of its octets "
				  "were not captured, the first at %" PRIu64 "; the others were "
				  "written", r->pick.number, r->missing, r->first_hole);
	return 0;
}

static void raw_free(struct sink *s)
{
	out_fini(&((struct raw *)s)->out);
	free(s);
}

struct sink *sink_raw_new(FILE *out, uint64_t message, const char *from)
{
	static const struct sink_ops ops = { "raw", put, finish, raw_free };
	struct raw *r = xcalloc(1, sizeof(*r));

	r->sink.ops = &ops;
	r->sink.wants = EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_OCTETS) | EV_BIT(EV_MESSAGE);
	r->pick = (struct pick){ "message", from, message, 0 };
	out_init(&r->out, out);
	return &r->sink;
}
