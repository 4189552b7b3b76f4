/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_plan.h - how the fields of one kind of record become JSON.  Private to json_record.c.
 *
 * A plan is the steps of writing a record, in the order of its text, fields that share a
 * prefix together:
 *
 *	STEP_FIXED    "ecs":{"version":"9.3.0"},"event":{"kind":"event",
 *	FIELD_WORD    "action":    and the value, and a comma
 *	STEP_CLOSE    }            in place of the comma before it, and a comma
 *	STEP_OPEN     "source":{
 *	FIELD_IPADDR  "ip":        and the value, and a comma
 *	STEP_CLOSE
 *
 * There is a comma behind everything, so that a step need not know which fields before it were
 * there; and an object that is closed where it was opened, as none of its fields was there, is
 * taken back.  What is always there stands ready as one text, values included.
 */
#ifndef MW_SINK_JSON_PLAN_H
#define MW_SINK_JSON_PLAN_H

#include "event/numbers.h"
#include "event/record.h"

enum { PLAN_TEXT = 32 }; /* octets of "key": or "key":{ at most; so many are copied each time */

/* What a step does: writes a field by its type (enum field_type), or one of these. */
enum { STEP_FIXED = FIELD_TYPES, STEP_OPEN, STEP_CLOSE, STEP_IP_VERSION, STEP_NUMBER };

struct plan_step {
	uint64_t mask, absent;   /* there is nothing to do where these bits of eight octets are so */
	uint32_t sign;           /* where in the record those are */
	uint32_t offset;         /* of the value in the record; STEP_FIXED: of the text in `fixed` */
	union {
		uint32_t field;  /* rows: which of the kind's fields */
		uint32_t octets; /* STEP_FIXED: of the text; STEP_CLOSE: of what opened the object */
	};
	uint8_t what;            /* enum field_type or STEP_... */
	uint8_t number;          /* STEP_NUMBER: enum number_kind */
	uint8_t n;               /* octets of `text` */
	uint8_t text[PLAN_TEXT]; /* "key": or "key":{ */
};

struct plan {
	struct plan_step *steps;
	size_t n, cap;
	const struct field *fields; /* of the kind */
	struct buf fixed;           /* texts of STEP_FIXED */
	size_t run_from, run_to;    /* steps that are the same for all records of a session, or
				       none: whole objects */
	size_t room;                /* octets that all steps write at most, with what is copied
				       behind them; not counting texts, words, rows and the run */
};

/* Those fields of the head that are the same in all records of a session. */
enum {
	PLAN_RUN_AT = offsetof(struct ev_head, client_ip),
	PLAN_RUN_END = offsetof(struct ev_head, tcp_stream),
};

void plan_init(struct plan *p, enum record_kind kind);
void plan_fini(struct plan *p);

#endif
