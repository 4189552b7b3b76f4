/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * date.h - the Date field: RFC 5322 3.3 with the obsolete forms of 4.3.
 *
 * Comments anywhere, a day name that is missing or wrong, years of two and three digits,
 * named and military zones, a missing zone or seconds, single digits, asctime() order.
 */
#ifndef MW_MIME_DATE_H
#define MW_MIME_DATE_H

#include "base/time.h"

struct date {
	int64_t ts_ns;     /* the moment, TS_NONE when it could not be read */
	int zone_minutes;  /* east of UTC, as written */
	bool zone_known;   /* false: no zone, "-0000" or an unknown name; taken as UTC */
	bool obsolete;     /* read, but by RFC 5322 4.3 or beyond any rule */
};

struct date date_parse(struct bytes field);

#endif
