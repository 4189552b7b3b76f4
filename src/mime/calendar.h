/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar.h - text/calendar (RFC 5545, 5546) and vCard (RFC 6350, 2426, and 2.1) in one line
 * for people.
 *
 *	REQUEST: Weekly meeting, 2026-11-23 09:00 Asia/Shanghai to 2026-11-23 01:30 UTC,
 *	at Room 1, by Alice Example <alice@example.org>, to bob@example.net (accepted) (+1)
 *	Alice Example, Example Org, alice@example.org, +1 555 0100
 *
 * It tells of the first event or card, and how many there are besides.
 *
 * A moment always says where it holds: "UTC", the zone that it names, "(no time zone)" where
 * it is local wherever it is read, "(whole day)" for a date.  Text is in the set of the
 * property's CHARSET, else of the part, else in what it looks like.  Values in base64 are
 * pictures and keys, and are passed over.
 */
#ifndef MW_MIME_CALENDAR_H
#define MW_MIME_CALENDAR_H

#include "base/arena.h"
#include "mime/charset.h"
#include "mime/folded.h"

enum calendar_field {
	CAL_METHOD, CAL_ZONE, CAL_SUMMARY, CAL_START, CAL_END, CAL_DUE, CAL_DURATION, CAL_RECURRENCE,
	CAL_LOCATION, CAL_ORGANIZER, CAL_ATTENDEE, CAL_STATUS, CAL_RULE,
	CARD_NAME, CARD_PARTS, CARD_ORG, CARD_EMAIL, CARD_PHONE,
	CALENDAR_FIELDS,
};

/* Zeroed state is the start. */
struct calendar {
	struct bytes charset;              /* set by the caller: the label of the part, valid until
					      calendar_end(); absent when it has none */
	struct folded lines;
	struct buf field[CALENDAR_FIELDS]; /* the first of each, its whole line as it came */
	uint64_t events, cards, attendees; /* how many there are; attendees of the first event */
	unsigned inside;                   /* VALARM and the like: their fields are not ours */
	unsigned depth;                    /* of cards: an AGENT is a card inside a card */
	bool loose;                        /* fields of an event stood before any began */
	bool old;                          /* vCard 2.1 or vCalendar 1.0, which escape little */
	struct charset_conv conv;          /* of a part in UTF-16 or UTF-32 */
	bool converting;
	struct buf converted;
};

void calendar_push(struct calendar *c, struct bytes octets);
void calendar_gap(struct calendar *c);
/* The line, valid UTF-8 in `a`; absent when there was nothing to tell.  `*guess` is the set
   that text without a label is in, or NULL; when it is NULL and such text turns up, it becomes
   what that looked like.  Frees what `c` holds. */
struct bytes calendar_end(struct calendar *c, struct arena *a, const struct charset **guess);
void calendar_fini(struct calendar *c);

/* calendar_text.c: the same, of what was kept. */
void calendar_text(const struct calendar *c, struct buf *out, const struct charset **guess);

#endif
