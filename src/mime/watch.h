/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * watch.h - looks at the decoded content of a leaf part while it goes by; for tree.c.
 *
 * Reports are read, calendars summarised, character sets judged; files inside the part
 * (TNEF, uuencode) come out as parts of their own.
 */
#ifndef MW_MIME_WATCH_H
#define MW_MIME_WATCH_H

#include "mime/calendar.h"
#include "mime/plain.h"
#include "mime/report.h"
#include "mime/tnef.h"

struct mime;
struct mime_part;
struct charset;

struct watch {
	unsigned what;             /* WATCH_* */
	struct report_reader report;
	struct calendar calendar;
	bool calendars;            /* there was one in this message */
	struct plain plain;
	struct tnef tnef;
	struct buf tnef_text;      /* waits for the attachment that is open to end */
	bool tnef_html;
	struct buf sample;         /* octets to judge the character set by */
	enum { SAMPLE_OPEN, SAMPLE_ASCII, SAMPLE_DONE } sampled; /* ASCII: it is full, and says
				      nothing; from the first other octet on begins another */
	bool html, prescanned;     /* look for the set that HTML declares; that is done */
	const struct charset *in_html;
	bool gap;                  /* octets of the part are missing */
	struct mime_part *inner;   /* the file inside that is open, or NULL */
	uint32_t inner_number;
};

void watch_begin(struct mime *m);
/* Octets of the part, as long as the items that were queued are valid. */
void watch_data(struct mime *m, struct bytes octets);
/* How many octets of the body may be worked on in one go. */
size_t watch_most(const struct mime *m);
void watch_gap(struct mime *m);
void watch_end(struct mime *m);
/* The message is over, or was given up; the memory for samples is kept. */
void watch_reset(struct watch *w);
void watch_fini(struct watch *w);

/* inner.c: the files inside.  `octets` of the leaf part go in, items come out. */
void inner_tnef(struct mime *m, struct bytes octets);
void inner_plain(struct mime *m, struct bytes octets);
/* The part is over, or (`broken`) what follows cannot be read. */
void inner_end(struct mime *m, bool broken);

#endif
