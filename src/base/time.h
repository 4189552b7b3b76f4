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
enum { TIME_OCTETS = 30 };
void time_rfc3339(struct buf *out, int64_t ts_ns);
/* The same for who writes many moments of the same second, and two of them in turn, as records
   have them: `near`, zeroed at first, is kept between the calls.  Of the text of the moment
   that is returned, TIME_OCTETS count and 32 may be copied; it lives until the next call. */
struct time_near {
	struct time_moment {
		int64_t ts_ns, second; /* the moment, and when its second began */
		bool known;
		uint8_t text[32];
	} moment[2];
	unsigned turn;                 /* which of the two was written last */
};
const struct time_moment *time_near_other(struct time_near *near, int64_t ts_ns);
static inline const struct time_moment *time_near(struct time_near *near, int64_t ts_ns)
{
	for (int i = 0; i < 2; i++)
		if (near->moment[i].ts_ns == ts_ns && near->moment[i].known)
			return &near->moment[i];
	return time_near_other(near, ts_ns);
}
/* "2026-11-23 08:30:00.123456" in UTC, `digits` (0-9) after the point. */
void time_human(struct buf *out, int64_t ts_ns, int digits);
/* Seconds with `digits` (0-9) after the point, as tshark prints relative time. */
void time_seconds(struct buf *out, int64_t span_ns, int digits);
/* A span as a person reads it: "12 µs", "3.4 ms", "1.25 s", "2 min 3 s". */
void time_span(struct buf *out, int64_t span_ns);
/* Days since 1970-01-01 of a proleptic Gregorian date. */
int64_t time_days(int year, unsigned month, unsigned day);

#endif
