/* SPDX-License-Identifier: BSD-2-Clause */
/* fan.c - see fan.h. */
#include "engine/fan.h"

static void put(struct events *self, const struct event *ev)
{
	struct fan *f = (struct fan *)self;

	for (size_t i = 0; i < f->nsinks && !f->failed && !f->shut; i++) {
		struct sink *s = f->sinks[i];

		if (!(s->wants & EV_BIT(ev->kind)) || s->done || (s->text && ev == f->written))
			continue;
		f->failed = s->ops->put(s, ev, f->e) < 0;
	}
}

void fan_init(struct fan *f, struct sink *const *sinks, size_t nsinks, struct err *e)
{
	*f = (struct fan){ .events.put = put, .sinks = sinks, .nsinks = nsinks, .e = e };
	for (size_t i = 0; i < nsinks; i++)
		f->events.wants |= sinks[i]->wants;
}

struct buf *fan_text(struct fan *f, size_t i)
{
	struct sink *s = f->sinks[i];

	return f->failed || s->done ? NULL : s->text->room(s);
}

void fan_text_done(struct fan *f, size_t i)
{
	f->failed = f->sinks[i]->text->done(f->sinks[i], f->e) < 0;
}

bool fan_done(const struct fan *f)
{
	for (size_t i = 0; i < f->nsinks; i++)
		if (!f->sinks[i]->done)
			return false;
	return f->nsinks > 0;
}

int fan_finish(struct fan *f, int rc)
{
	if (f->failed)
		rc = -1;
	for (size_t i = 0; i < f->nsinks; i++) {
		struct err later;

		if (f->sinks[i]->ops->finish(f->sinks[i], rc < 0 ? &later : f->e) < 0)
			rc = -1;
	}
	return rc;
}
