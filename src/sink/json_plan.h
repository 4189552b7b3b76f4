/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_plan.h - how the fields of one kind of record become JSON.  Private to json_record.c.
 *
 * A plan is the fields in the order they are written, those that share a prefix together.  A
 * step knows how many of its enclosing objects it shares with the step before it; the writer
 * keeps how many are still open:
 *
 *	key               opens                 shared
 *	event.kind        "event":{"kind":      0
 *	event.module      "module":             1
 *	source.ip         "source":{"ip":       0
 *
 * What is always there stands ready as one text, values included.
 */
#ifndef MW_SINK_JSON_PLAN_H
#define MW_SINK_JSON_PLAN_H

#include "base/arena.h"
#include "event/numbers.h"
#include "event/record.h"

enum {
	PLAN_DEPTH = 6, /* dots in a key */
	PLAN_PIECE = 16,/* octets copied at a time: so many of no meaning follow `keys` */
};

/* What a step does: writes a field by its type (enum field_type), or one of these. */
enum { STEP_FIXED = FIELD_TYPES, STEP_IP_VERSION, STEP_NUMBER };

struct plan_step {
	uint8_t what;              /* enum field_type or STEP_... */
	uint8_t depth;             /* objects around the (last) value */
	uint8_t shared;            /* of these, shared with the step before */
	uint8_t number;            /* STEP_NUMBER: enum number_kind */
	bool secret;
	uint16_t at[PLAN_DEPTH];   /* where in `keys` the opening of the i-th object begins;
				      the last is the value's own key */
	uint32_t offset;           /* of the value in the record */
	uint32_t sign;             /* of the eight octets that tell whether there is one... */
	uint64_t mask, absent;     /* ...and there is none where these bits of them are so */
	struct bytes keys;         /* "a":{"b":{"c": and, of what is fixed, the value */
	const char *key;
	const struct field *field; /* NULL: fixed */
};

struct plan {
	struct plan_step *steps;
	size_t n;
	size_t run_from, run_to; /* steps that are the same for all records of a session; none
				    when it would be too few */
};

/* Those fields of the head that are the same in all records of a session. */
enum {
	PLAN_RUN_AT = offsetof(struct ev_head, client_ip),
	PLAN_RUN_END = offsetof(struct ev_head, tcp_stream),
};

/* Fills `*p`; what it points to lives as long as `arena`. */
void plan_make(struct plan *p, struct arena *arena, enum record_kind kind);

#endif
