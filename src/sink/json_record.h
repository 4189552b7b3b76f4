/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json_record.h - a record as one JSON object: keys nested at their dots, absent fields
 * left out.
 *
 * The order of the keys, and the text that opens and closes the objects between them, is
 * worked out when the program is built (tools/json-writers.c); writing a record is a straight
 * walk over its fields.
 */
#ifndef MW_SINK_JSON_RECORD_H
#define MW_SINK_JSON_RECORD_H

#include "event/event.h"
#include "event/numbers.h"

struct json_records;

struct json_records *json_records_new(void);
void json_records_free(struct json_records **j);
/* From now on the numbers of streams, sessions and messages are not written, but where they
   belong in the text is noted in `slots` (NULL: they are written). */
void json_records_number_slots(struct json_records *j, struct number_slots *slots);
/* From now on `take` is called while a record is written, between its rows or within a long text, each
   time that JSON_PIECE_OCTETS more of it stand in `out`; it may take text away from there.  A record
   with all its lists full is a hundred times as long. */
enum { JSON_PIECE_OCTETS = 16 << 10 };
void json_records_pieces(struct json_records *j, void (*take)(void *ctx), void *ctx);
/* Adds `record`, a struct of `kind`, without a line end.  Secret fields are left out
   unless the policy shows them. */
void json_record(struct json_records *j, struct buf *out, enum record_kind kind,
		 const void *record, const struct policy *p);

#endif
