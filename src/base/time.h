/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * time.h - moments and spans as int64_t nanoseconds; moments count from 1970 UTC.
 */
#ifndef MW_BASE_TIME_H
#define MW_BASE_TIME_H

#include "base/buf.h"

#define NS_PER_SEC INT64_C(1000000000)
#define TS_NONE    INT64_MIN /* "no such moment" */

/* "2026-11-23T08:30:00.123456789Z" (RFC 3339); nothing for TS_NONE. */
void time_rfc3339(struct buf *out, int64_t ts_ns);
/* The same for who writes many moments of the same second, and two of them in turn, as records
   have them: `last`, zeroed at first, is kept between the calls. */
struct time_second {
	int64_t second;
	struct time_moment {
		int64_t ts_ns;
		char text[32];     /* "2026-11-23T08:30:00.123456789Z"; "" for none */
	} moment[2];
	unsigned turn;             /* which of the two gives way next */
};
void time_rfc3339_near(struct buf *out, struct time_second *last, int64_t ts_ns);
/* "2026-11-23 08:30:00.123456" in UTC, `digits` (0-9) after the point. */
void time_human(struct buf *out, int64_t ts_ns, int digits);
/* Seconds with `digits` (0-9) after the point, as tshark prints relative time. */
void time_seconds(struct buf *out, int64_t span_ns, int digits);
/* A span as a person reads it: "12 µs", "3.4 ms", "1.25 s", "2 min 3 s". */
void time_span(struct buf *out, int64_t span_ns);
/* Days since 1970-01-01 of a proleptic Gregorian date. */
int64_t time_days(int year, unsigned month, unsigned day);

#endif
