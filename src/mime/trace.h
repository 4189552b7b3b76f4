/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * trace.h - what the header of a message tells about its way and its senders' claims:
 * hops, signatures, results of checks, lists, threads.
 *
 * mime.h fills it beside the summary, which holds what a reader of the message sees.
 */
#ifndef MW_MIME_TRACE_H
#define MW_MIME_TRACE_H

#include "mime/arc.h"
#include "mime/authres.h"
#include "mime/list.h"
#include "mime/received.h"

/* Texts live as long as the parser. */
struct mime_trace {
	struct received *hop;      /* in the order of the fields: the last server first */
	size_t nhop, caphop;
	struct dkim *dkim;
	size_t ndkim, capdkim;
	struct arc arc;
	struct authres_list results;
	struct list_fields list;
	struct bytes precedence;   /* "bulk", "list", "junk"; lower case */
	struct texts in_reply_to;  /* message identifiers without <> */
	struct texts references;
	bool cut;                  /* one of the limits was reached */

	struct bodyhash *bodyhash; /* NULL when nobody signed */
};

/* The last server's field is the first.  How long `hop` waited since the one before it on the
   way (the next field): nanoseconds, TS_NONE when one of the dates is not known.  Negative:
   the clocks disagree. */
int64_t trace_delay(const struct mime_trace *t, size_t hop);

/* Octets it has on the heap at most. */
size_t trace_octets(const struct mime_trace *t);

/* Is a field of this name looked at? */
bool trace_takes(struct bytes name);
/* For mime.c: one field of the header. */
void trace_field(struct mime_trace *t, struct arena *a, uint64_t offset, struct bytes name,
		 struct bytes value);
/* The header is over, the body begins. */
void trace_header_over(struct mime_trace *t);
/* The body is over; `why` is DKIM_BODY_OK when all of it was pushed to t->bodyhash. */
void trace_end(struct mime_trace *t, enum dkim_body why);
void trace_fini(struct mime_trace *t);

#endif
