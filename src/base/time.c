/* SPDX-License-Identifier: BSD-2-Clause */
/* time.c - see time.h.  Own calendar arithmetic: no locale, no TZ, nanoseconds of 64 bits. */
#include "base/time.h"

#include <inttypes.h>

/* Eras of 400 years, years that begin in March. */
int64_t time_days(int year, unsigned month, unsigned day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct civil {
	int64_t year;
	int month, day, hour, min, sec;
	int64_t ns;
};

static struct civil civil_of(int64_t ts_ns)
{
	int64_t sec = ts_ns / NS_PER_SEC, ns = ts_ns % NS_PER_SEC;
	int64_t days, rest, era, doe, yoe, doy, mp;
	struct civil c;

	if (ns < 0)
		ns += NS_PER_SEC, sec--;
	days = sec / 86400, rest = sec % 86400;
	if (rest < 0)
		rest += 86400, days--;
	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	doe = days - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c.year = yoe + era * 400 + (c.month <= 2);
	c.hour = (int)(rest / 3600);
	c.min = (int)(rest / 60 % 60);
	c.sec = (int)(rest % 60);
	c.ns = ns;
	return c;
}

/* `digits` decimal digits of `v`, zeros in front; returns where they end. */
static inline uint8_t *padded(uint8_t *p, int64_t v, size_t digits)
{
	digits_padded(p, (uint32_t)v, digits);
	return p + digits;
}

static void fraction(struct buf *out, int64_t ns, int digits)
{
	int64_t v = ns;

	if (digits <= 0)
		return;
	for (int i = digits; i < 9; i++)
		v /= 10;
	buf_addc(out, '.');
	buf_end(out, padded(buf_room(out, 9), v, (size_t)digits));
}

/* "2026-11-23T08:30:00" with `between` for the T: nanoseconds of 64 bits end in 2262. */
static uint8_t *date_time(uint8_t *p, const struct civil *c, uint8_t between)
{
	p = padded(p, c->year, 4);
	*p++ = '-';
	p = padded(p, c->month, 2);
	*p++ = '-';
	p = padded(p, c->day, 2);
	*p++ = between;
	p = padded(p, c->hour, 2);
	*p++ = ':';
	p = padded(p, c->min, 2);
	*p++ = ':';
	return padded(p, c->sec, 2);
}

enum { DATE_TIME = 19 };

/* Nanoseconds of a second and what ends a moment: "123456789Z". */
static inline void nanoseconds(uint8_t *p, uint32_t ns)
{
	three_digits(p, ns / 1000000);
	three_digits(p + 3, ns / 1000 % 1000);
	three_digits(p + 6, ns % 1000);
	p[9] = 'Z';
}

static int64_t moment_text(uint8_t p[TIME_OCTETS], int64_t ts_ns)
{
	struct civil c = civil_of(ts_ns);

	p = date_time(p, &c, 'T');
	*p++ = '.';
	nanoseconds(p, (uint32_t)c.ns);
	return c.ns;
}

void time_rfc3339(struct buf *out, int64_t ts_ns)
{
	if (ts_ns == TS_NONE)
		return;
	moment_text(buf_room(out, TIME_OCTETS), ts_ns);
	out->n += TIME_OCTETS;
}

const struct time_moment *time_near_other(struct time_near *near, int64_t ts_ns)
{
	struct time_moment *m = &near->moment[near->turn ^= 1];
	/* From the second on, in its own text; may wrap around before 1678. */
	uint64_t ns = (uint64_t)ts_ns - (uint64_t)m->second;

	if (m->known && ns < NS_PER_SEC)
		nanoseconds(m->text + DATE_TIME + 1, (uint32_t)ns);
	else
		m->second = (int64_t)((uint64_t)ts_ns - (uint64_t)moment_text(m->text, ts_ns));
	m->known = true;
	m->ts_ns = ts_ns;
	return m;
}

void time_human(struct buf *out, int64_t ts_ns, int digits)
{
	struct civil c;

	if (ts_ns == TS_NONE)
		return;
	c = civil_of(ts_ns);
	buf_end(out, date_time(buf_room(out, DATE_TIME), &c, ' '));
	fraction(out, c.ns, digits);
}

void time_seconds(struct buf *out, int64_t span_ns, int digits)
{
	uint64_t v = span_ns < 0 ? 0 - (uint64_t)span_ns : (uint64_t)span_ns;

	if (span_ns < 0)
		buf_addc(out, '-');
	buf_addu64(out, v / NS_PER_SEC);
	fraction(out, (int64_t)(v % NS_PER_SEC), digits);
}

void time_span(struct buf *out, int64_t span_ns)
{
	double s = (double)span_ns / 1e9;

	if (span_ns == TS_NONE)
		buf_adds(out, "?");
	else if (span_ns < 1000 && span_ns > -1000)
		buf_printf(out, "%" PRId64 " ns", span_ns);
	else if (s < 1e-3 && s > -1e-3)
		buf_printf(out, "%.0f \xc2\xb5s", s * 1e6);
	else if (s < 1 && s > -1)
		buf_printf(out, "%.*f ms", s < 0.01 ? 2 : s < 0.1 ? 1 : 0, s * 1e3);
	else if (s < 120 && s > -120)
		buf_printf(out, "%.2f s", s);
	else if (s < 7200)
		buf_printf(out, "%d min %d s", (int)(s / 60), (int)s % 60);
	else if (s < 72 * 3600.0)
		buf_printf(out, "%.1f h", s / 3600);
	else
		buf_printf(out, "%.1f days", s / 86400);
}
