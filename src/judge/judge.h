/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * judge.h - findings that follow from the events themselves.
 *
 * What only a protocol can see, it tells itself (proto/finding.h).  The rest is judged
 * here, from the events that go by on their way to the sinks: what a message claims, and
 * what several sessions together mean.  Every event goes on first, then what was found.
 *
 * To add a detector: a file that ends in one `const struct detector`, a line in
 * detectors.def, its anomalies in event/anomalies.def, a test.
 */
#ifndef MW_JUDGE_JUDGE_H
#define MW_JUDGE_JUDGE_H

#include "event/finding.h"

struct judge;

struct detector {
	const char *name;
	unsigned wants;      /* EV_BIT()s it needs */
	/* What it finds follows from the events of one session alone, and it needs no
	   finish(): several engines may run it, each for its own sessions.  Otherwise it sees
	   the events of all sessions, in order, and the workers copy for it what it wants:
	   few records of each session (JUDGE_ALL_SESSIONS_MAY_WANT). */
	bool one_session;
	size_t state_octets; /* of the state that it finds zeroed */
	/* One event, in order; findings go to `out`. */
	void (*put)(void *state, const struct event *ev, struct events *out);
	/* The capture ended.  May be NULL. */
	void (*finish)(void *state, struct events *out);
	/* Frees what the state holds.  May be NULL. */
	void (*fini)(void *state);
};

/* What a detector of all sessions may want: a session has one such record or few.  With
   others no capture is read by several workers (parallel_can()), or they copy each command
   of it. */
#define JUDGE_ALL_SESSIONS_MAY_WANT \
	(EV_BIT(EV_AUTH) | EV_BIT(EV_SESSION) | EV_BIT(EV_TRANSACTION) | EV_BIT(EV_NOBODY))

/* A judge in front of `next`, which must outlive it and whose `wants` must not change.  It
   costs nothing when `next` wants no findings.  There are two, one behind the other: the
   detectors with `one_session` set, then those without. */
enum judge_of { JUDGE_ONE_SESSION, JUDGE_ALL_SESSIONS };
struct judge *judge_new(enum judge_of of, struct events *next);
/* EV_BIT()s that its detectors need, when findings are wanted. */
unsigned judge_wants(enum judge_of of);
/* Where the events go in. */
struct events *judge_events(struct judge *j);
void judge_finish(struct judge *j);
void judge_free(struct judge **j);

#endif
