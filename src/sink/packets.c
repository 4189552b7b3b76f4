/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * packets.c - the packet list, and frames in full.
 *
 * In:   EV_FRAME, and what the mail protocol said in it (view/frame_items.h)
 * Out:  one line per frame, or its tree (-V), or its octets (-x), as tshark has them
 *
 * Each frame is written as soon as it was worked on: nothing waits for the end.
 */
#include "sink/sink.h"

#include "view/detail.h"
#include "view/packet_row.h"

#include <errno.h>
#include <stdlib.h>

struct packets {
	struct sink sink;
	FILE *out;
	struct packets_options options;
	struct policy policy;
	struct frame_items *items;
	struct buf text;
};

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct packets *p = (struct packets *)s;
	const struct item *items;
	uint64_t number;
	size_t n;

	if (ev->kind != EV_FRAME) {
		frame_items_put(p->items, ev);
		return 0;
	}
	number = packet_number(ev->frame);
	items = frame_items_get(p->items, &n);
	buf_clear(&p->text);
	if (!p->options.frame || number == p->options.frame) {
		if (p->options.details)
			detail_frame(&p->text, ev->frame, items, n);
		else
			packet_row(&p->text, ev->frame, items, n);
		if (p->options.bytes)
			hexdump_frame(&p->text, ev->frame, items, n, &p->policy);
	}
	frame_items_clear(p->items);
	if (p->options.frame && number >= p->options.frame)
		s->done = true;
	if (p->text.n && fwrite(p->text.p, 1, p->text.n, p->out) != p->text.n)
		return err_sys(e, errno, "cannot write the packet list");
	return 0;
}

static int finish(struct sink *s, struct err *e)
{
	struct packets *p = (struct packets *)s;

	if (p->options.frame && !s->done)
		return err_set(e, "there is no frame %llu in the capture",
			       (unsigned long long)p->options.frame);
	return 0;
}

static void packets_free(struct sink *s)
{
	struct packets *p = (struct packets *)s;

	frame_items_free(&p->items);
	buf_fini(&p->text);
	free(p);
}

struct sink *sink_packets_new(FILE *out, const struct packets_options *options,
			      const struct policy *policy)
{
	static const struct sink_ops ops = { "packets", put, finish, packets_free };
	struct packets *p = xcalloc(1, sizeof(*p));

	p->sink.ops = &ops;
	p->sink.wants = EV_BIT(EV_FRAME) | FRAME_ITEMS_WANTS;
	p->out = out;
	p->options = *options;
	p->policy = *policy;
	p->items = frame_items_new(policy);
	return &p->sink;
}
