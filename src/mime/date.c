/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * date.c - see date.h.
 *
 * Reads the words of the field in any order they make sense in: a number with colons is
 * the time, a small number the day, the next one the year, a word a month, a day of the
 * week or a zone.
 */
#include "mime/date.h"

#include "mime/header.h"

struct reader {
	struct bytes in;
	size_t at;
	int day, month, year;          /* -1: not seen */
	int hour, minute, second;
	int year_digits;
	bool pm, am;
	bool bad;
	struct date *date;
};

static int peek(const struct reader *r)
{
	return bytes_at(r->in, r->at);
}

/* A number of at most 9 digits; more make the date bad. */
static int number(struct reader *r, int *digits_out)
{
	int v = 0, n = 0;

	for (; ascii_digit(peek(r)); r->at++, n++)
		if (n < 9)
			v = v * 10 + (peek(r) - '0');
	r->bad |= n > 9;
	*digits_out = n;
	return v;
}

/* Passes a colon and what may stand around it (4.3, obs-hour); false when there is none. */
static bool colon(struct reader *r)
{
	size_t at = header_skip_cfws(r->in, r->at, NULL);

	if (bytes_at(r->in, at) != ':')
		return false;
	r->date->obsolete |= at > r->at;
	r->at = header_skip_cfws(r->in, at + 1, NULL);
	r->date->obsolete |= r->at > at + 1;
	return true;
}

/* "MM[:SS[.fraction]]" */
static void time_of_day(struct reader *r, int hour)
{
	int digits;

	r->hour = hour;
	r->minute = number(r, &digits);
	r->bad |= digits == 0;
	r->second = 0;
	if (colon(r)) {
		r->second = number(r, &digits);
		r->bad |= digits == 0;
	}
	if (peek(r) == '.') {
		r->at++;
		(void)number(r, &digits);
		r->date->obsolete = true;
	}
}

static void take_number(struct reader *r)
{
	int digits, v = number(r, &digits);

	if (r->hour < 0 && colon(r)) {
		time_of_day(r, v);
	} else if (r->day < 0 && (digits <= 2 || (v <= 31 && r->month < 0))) {
		/* "029 Apr" is seen too. */
		r->day = v;
		r->date->obsolete |= digits > 2;
	} else if (r->year < 0) {
		r->year = v;
		r->year_digits = digits;
	} else {
		/* A zone without a sign, or worse. */
		r->bad |= r->hour < 0;
		r->date->obsolete = true;
	}
}

struct zone {
	const char *name;
	int minutes;
};

/* RFC 5322 4.3; names of other zones mean nothing certain. */
static const struct zone zones[] = {
	{ "UT", 0 },     { "GMT", 0 },    { "UTC", 0 },    { "Z", 0 },
	{ "EST", -300 }, { "EDT", -240 }, { "CST", -360 }, { "CDT", -300 },
	{ "MST", -420 }, { "MDT", -360 }, { "PST", -480 }, { "PDT", -420 },
};

/* "+hhmm", as also in "GMT+0800"; "+hh:mm" and "+hh" are seen too. */
static void numeric_zone(struct reader *r)
{
	bool west = peek(r) == '-';
	int digits, v;

	r->at++;
	v = number(r, &digits);
	if (peek(r) == ':' && digits <= 2) {
		int more;

		r->at++;
		v = v * 100 + number(r, &more);
		digits = 3;
		r->date->obsolete = true;
	} else if (digits <= 2) {
		v *= 100;
		r->date->obsolete = true;
	}
	if (digits == 0 || v / 100 > 23 || v % 100 > 59) {
		r->date->zone_known = false;
		r->date->obsolete = true;
		return;
	}
	v = v / 100 * 60 + v % 100;
	r->date->zone_minutes = west ? -v : v;
	r->date->zone_known = v != 0 || !west;
}

static bool named(struct bytes word, const char *names, int *index_out)
{
	struct bytes all = bytes_str(names);

	for (size_t i = 0; i + 3 <= all.n; i += 3) {
		if (word.n >= 3 && bytes_ieq(bytes_sub(all, i, 3), bytes_head(word, 3))) {
			*index_out = (int)(i / 3);
			return true;
		}
	}
	return false;
}

static void take_word(struct reader *r)
{
	size_t from = r->at;
	struct bytes w;
	int index;

	while (ascii_alpha(peek(r)))
		r->at++;
	w = bytes_sub(r->in, from, r->at - from);
	for (size_t i = 0; r->hour >= 0 && i < sizeof(zones) / sizeof(*zones); i++) {
		if (bytes_ieq(w, bytes_str(zones[i].name))) {
			r->date->zone_minutes = zones[i].minutes;
			r->date->zone_known = true;
			r->date->obsolete = true;
			return;
		}
	}
	if (r->month < 0 && named(w, "JanFebMarAprMayJunJulAugSepOctNovDec", &index))
		r->month = index + 1;
	else if (named(w, "MonTueWedThuFriSatSun", &index))
		r->date->obsolete |= w.n != 3;
	else if (bytes_ieq(w, B("PM")))
		r->pm = true;
	else if (bytes_ieq(w, B("AM")))
		r->am = true;
	else
		r->date->obsolete = true; /* a military or unknown zone */
}

static int full_year(int year, int digits)
{
	if (digits == 2)
		return year + (year < 50 ? 2000 : 1900);
	return digits == 3 ? year + 1900 : year;
}

static bool leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static bool plausible(const struct reader *r, int year)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (r->bad || r->day < 1 || r->month < 1 || r->year < 0 || year > 9999)
		return false;
	if (r->day > days[r->month - 1] || (r->month == 2 && r->day == 29 && !leap(year)))
		return false;
	return r->hour <= 23 && r->minute <= 59 && r->second <= 60;
}

/* Seconds since 1970 must fit in 64 bits of nanoseconds: 1678 to 2261. */
static int64_t moment(struct reader *r)
{
	int year = full_year(r->year, r->year_digits);
	int64_t s;

	if (r->pm && r->hour < 12)
		r->hour += 12;
	else if (r->am && r->hour == 12)
		r->hour = 0;
	if (!plausible(r, year) || year < 1678 || year > 2261)
		return TS_NONE;
	s = time_days(year, (unsigned)r->month, (unsigned)r->day) * 86400;
	if (r->hour >= 0)
		s += r->hour * 3600 + r->minute * 60 + r->second;
	return (s - (int64_t)r->date->zone_minutes * 60) * NS_PER_SEC;
}

struct date date_parse(struct bytes field)
{
	struct date d = { .ts_ns = TS_NONE };
	struct reader r = { .in = field, .day = -1, .month = -1, .year = -1, .hour = -1,
			    .date = &d };

	for (;;) {
		int c;

		r.at = header_skip_cfws(field, r.at, NULL);
		c = peek(&r);
		if (c < 0)
			break;
		if (ascii_digit(c))
			take_number(&r);
		else if (ascii_alpha(c))
			take_word(&r);
		else if ((c == '+' || c == '-') && r.hour >= 0)
			numeric_zone(&r);
		else
			r.at++;
	}
	d.obsolete |= r.year_digits != 4 || r.hour < 0 || r.pm || r.am || !d.zone_known;
	d.ts_ns = moment(&r);
	return d;
}
