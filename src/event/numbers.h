/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * numbers.h - the numbers that count over a whole capture: connections, sessions, messages.
 *
 * With one engine they are right as they are taken.  With several, each counts its own
 * connections, and the right numbers are known when the events of all are put in order:
 * until then a number is one of its engine.  So whoever puts events in order is told when a
 * number is taken, and when nothing more will be told of it; and text that was written
 * before says where a number belongs.
 */
#ifndef MW_EVENT_NUMBERS_H
#define MW_EVENT_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

enum number_kind {
	NUMBER_STREAM,   /* from 0 */
	NUMBER_SESSION,  /* from 1 */
	NUMBER_MESSAGE,  /* from 1 */
	NUMBER_KINDS,
};

/* Who wants to know. */
struct numbers {
	/* `number` is taken.  `of` is a session's stream, or a message's session; 0 for a
	   stream. */
	void (*taken)(struct numbers *self, enum number_kind kind, uint64_t number,
		      uint64_t of);
	/* A stream or session is over (its messages with it): no event will name it. */
	void (*done)(struct numbers *self, enum number_kind kind, uint64_t number);
};

static inline void numbers_taken(struct numbers *n, enum number_kind kind, uint64_t number,
				 uint64_t of)
{
	if (n)
		n->taken(n, kind, number, of);
}

static inline void numbers_done(struct numbers *n, enum number_kind kind, uint64_t number)
{
	if (n)
		n->done(n, kind, number);
}

/* In text: here stands `number`, which is left out. */
struct number_slot {
	size_t at;
	enum number_kind kind;
	uint64_t number;
};

struct number_slots {
	struct number_slot *v; /* in order */
	size_t n, cap;
};

#endif
