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
enum { DETECTORS = sizeof(detectors) / sizeof(*detectors) - 1, EVENT_KINDS = EV_NOBODY + 1 };

struct judge {
	struct events in; /* first: put() gets a pointer to it */
	struct events *next;
	void *states[DETECTORS];  /* NULL: it is the other judge's */
	/* Which detectors want a kind of event: most kinds none, or one. */
	struct {
		uint8_t n, which[DETECTORS];
	} wanted[EVENT_KINDS];
};

static void put(struct events *self, const struct event *ev)
{
	struct judge *j = (struct judge *)self;
	size_t n = j->wanted[ev->kind].n;
	const uint8_t *which = j->wanted[ev->kind].which;

	if (events_want(j->next, ev->kind))
		j->next->put(j->next, ev);
	for (size_t i = 0; i < n; i++)
		detectors[which[i]]->put(j->states[which[i]], ev, j->next);
}

/* From now on it is given what it wants. */
static void join(struct judge *j, size_t i)
{
	j->states[i] = xcalloc(1, detectors[i]->state_octets);
	j->in.wants |= detectors[i]->wants;
	for (size_t kind = 0; kind < EVENT_KINDS; kind++)
		if (detectors[i]->wants & EV_BIT(kind))
			j->wanted[kind].which[j->wanted[kind].n++] = (uint8_t)i;
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
		join(j, i);
	}
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
