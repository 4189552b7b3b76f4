/* SPDX-License-Identifier: BSD-2-Clause */
/* judge.c - see judge.h. */
#include "judge/judge.h"

#include <assert.h>
#include <stdlib.h>

#define DETECTOR(name) extern const struct detector detector_##name;
#include "judge/detectors.def"
#undef DETECTOR

static const struct detector *const detectors[] = {
#define DETECTOR(name) &detector_##name,
#include "judge/detectors.def"
#undef DETECTOR
	NULL,
};

struct judge {
	struct events in; /* first: put() gets a pointer to it */
	struct events *next;
	unsigned wants;   /* of the detectors */
	void *states[sizeof(detectors) / sizeof(*detectors)];
};

static void put(struct events *self, const struct event *ev)
{
	struct judge *j = (struct judge *)self;

	if (events_want(j->next, ev->kind))
		j->next->put(j->next, ev);
	if (!(j->wants & EV_BIT(ev->kind)))
		return;
	for (size_t i = 0; detectors[i]; i++)
		if (j->states[i] && (detectors[i]->wants & EV_BIT(ev->kind)))
			detectors[i]->put(j->states[i], ev, j->next);
}

static bool is_of(const struct detector *d, enum judge_of of)
{
	return d->one_session == (of == JUDGE_ONE_SESSION);
}

unsigned judge_wants(enum judge_of of)
{
	unsigned wants = 0;

	for (size_t i = 0; detectors[i]; i++)
		wants |= is_of(detectors[i], of) ? detectors[i]->wants : 0;
	return wants;
}

struct judge *judge_new(enum judge_of of, struct events *next)
{
	struct judge *j = xcalloc(1, sizeof(*j));

	j->in.put = put;
	j->in.wants = next->wants;
	j->next = next;
	for (size_t i = 0; detectors[i] && events_want(next, EV_FINDING); i++) {
		if (!is_of(detectors[i], of))
			continue;
		assert(!detectors[i]->one_session || !detectors[i]->finish);
		j->wants |= detectors[i]->wants;
		j->states[i] = xcalloc(1, detectors[i]->state_octets);
	}
	j->in.wants |= j->wants;
	return j;
}

struct events *judge_events(struct judge *j)
{
	return &j->in;
}

void judge_finish(struct judge *j)
{
	for (size_t i = 0; detectors[i]; i++)
		if (j->states[i] && detectors[i]->finish)
			detectors[i]->finish(j->states[i], j->next);
}

void judge_free(struct judge **j)
{
	if (*j == NULL)
		return;
	for (size_t i = 0; detectors[i]; i++) {
		if ((*j)->states[i] && detectors[i]->fini)
			detectors[i]->fini((*j)->states[i]);
		free((*j)->states[i]);
	}
	free(*j);
	*j = NULL;
}
