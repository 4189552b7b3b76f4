/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * calendar.h - text/calendar (RFC 5545, 5546) and vCard (RFC 6350) in one line for people.
 *
 *	REQUEST: Weekly meeting, 20261123T090000Z to 20261123T100000Z, at Room 1,
 *	by alice@example.org, to bob@example.net (+1)
 *	Alice Example, Example Org, alice@example.org, +1 555 0100
 */
#ifndef MW_MIME_CALENDAR_H
#define MW_MIME_CALENDAR_H

#include "base/arena.h"
#include "mime/folded.h"

enum calendar_field {
	CAL_METHOD, CAL_SUMMARY, CAL_START, CAL_END, CAL_LOCATION, CAL_ORGANIZER, CAL_ATTENDEE,
	CAL_STATUS, CAL_RULE,
	CARD_NAME, CARD_ORG, CARD_EMAIL, CARD_PHONE,
	CALENDAR_FIELDS,
};

/* Zeroed state is the start. */
struct calendar {
	struct folded lines;
	struct buf field[CALENDAR_FIELDS]; /* the first of each */
	uint64_t events, cards, attendees; /* how many there are */
	unsigned inside;                   /* VALARM and the like: their fields are not ours */
};

void calendar_push(struct calendar *c, struct bytes octets);
void calendar_gap(struct calendar *c);
/* The line, valid UTF-8 in `a`; absent when there was nothing to tell.  Frees what `c`
   holds. */
struct bytes calendar_end(struct calendar *c, struct arena *a);
void calendar_fini(struct calendar *c);

#endif
