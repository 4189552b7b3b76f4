/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_fields.h - the fields of a record, one behind the other, as JSON.  Private to
 * json_record.c and json_fields.c.
 *
 * There is a comma behind everything, so that a field need not know which fields before it
 * were there; and an object that is closed where it was opened, as none of its fields was
 * there, is taken back:
 *
 *	"source":{"port":25,},
 *	"source":{"port":25},     the comma before it gives way
 *	"source":{                nothing
 *
 * What is small and has a largest size (keys, numbers, times) is written where room was made
 * for all of that in the record; what has none makes room for itself and, anew, for all that.
 */
#ifndef MW_SINK_JSON_FIELDS_H
#define MW_SINK_JSON_FIELDS_H

#include "event/event.h"
#include "sink/json_record.h"

/* A NAME of fields.def with its quotes and comma.  There are few hundred, and most records
   have the same dozen: the last two that came stay, of those whose addresses lead to the same
   place. */
enum { NAMES = 256, NAMES_STAY = 2, NAME_OCTETS = 32 };
struct name_text {
	const char *name;
	uint8_t n;
	uint8_t text[NAME_OCTETS];
};

/* A record being written.  Functions that write take where its text goes on, and return where
   it goes on behind what they wrote. */
struct walk {
	struct json_records *j;
	struct number_slots *slots;  /* or NULL */
	struct time_near *moments;   /* the last ones written: most records need them again */
	struct buf *out;
	struct name_text (*names)[NAMES_STAY]; /* NAMES places */
	const void *record;
	const struct policy *policy;
	size_t room;                 /* for all that is small in a record of its kind */
	const uint8_t *text_end;     /* text that ends before leaves that room behind it */
};

/* Room for `octets`, and what is small: where text goes on. */
static inline uint8_t *walk_room(struct walk *w, size_t octets)
{
	uint8_t *p = buf_room(w->out, octets + w->room);

	w->text_end = w->out->p + w->out->cap - w->room;
	return p;
}

/* What json_record.c knows of. */
uint8_t *put_run(struct walk *w, uint8_t *p);
void put_long_text(struct json_records *j, struct buf *out, struct bytes b);
void put_list(const struct walk *w, enum field_type type, const void *list);

/* All fields of a kind of record, each with its comma; and what is small among them. */
struct writer {
	uint8_t *(*write)(struct walk *w, uint8_t *p);
	size_t room;
};
const struct writer *json_writer(enum record_kind kind);
/* Those of its head that are the same in all records of a session, as objects of their own. */
uint8_t *json_run(struct walk *w, uint8_t *p);

#endif
