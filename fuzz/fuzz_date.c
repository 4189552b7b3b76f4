/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_date.c - Date fields: the same alone and in a message that comes whole, octet by octet or
 * folded; and the moment that was read, written as RFC 3339 has it, is that moment.
 */
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A message with this Date, in pieces of `step`, has the date `d`. */
static void same(const struct date *d, struct bytes field, size_t step)
{
	struct mime *m = through_field("Date", field, step);
	const struct date *there = &mime_summary(m)->date;

	require(there->ts_ns == d->ts_ns && there->zone_minutes == d->zone_minutes);
	require(there->zone_known == d->zone_known && there->obsolete == d->obsolete);
	mime_free(&m);
}

/* As a sender of today writes this moment in its zone: it is read as the same one, and as
   nothing obsolete. */
static void again(const struct date *d)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int64_t local = d->ts_ns + d->zone_minutes * 60 * NS_PER_SEC;
	int zone = d->zone_minutes < 0 ? -d->zone_minutes : d->zone_minutes;
	struct buf text = { 0 }, field = { 0 };
	struct date back;
	struct bytes t;
	uint64_t month = 0;

	time_rfc3339(&text, local); /* 2026-11-23T08:30:00... */
	t = buf_bytes(&text);
	if (bytes_at(t, 4) == '-' && bytes_u64(bytes_sub(t, 5, 2), &month)) {
		buf_add(&field, bytes_sub(t, 8, 2));
		buf_printf(&field, " %s ", months[month - 1]);
		buf_add(&field, bytes_head(t, 4));
		buf_addc(&field, ' ');
		buf_add(&field, bytes_sub(t, 11, 8));
		buf_printf(&field, " %c%02d%02d", d->zone_minutes < 0 ? '-' : '+', zone / 60,
			   zone % 60);
		back = date_parse(buf_bytes(&field));
		require(back.ts_ns == d->ts_ns && back.zone_minutes == d->zone_minutes);
		require(!back.obsolete);
	}
	buf_fini(&text);
	buf_fini(&field);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct date d = date_parse(bytes_of(data, size));
	struct buf field = { 0 }, lines = { 0 };

	require(d.zone_minutes >= -1439 && d.zone_minutes <= 1439);
	require(d.ts_ns == TS_NONE || d.ts_ns % NS_PER_SEC == 0);
	if (d.ts_ns != TS_NONE)
		again(&d);
	one_field(&field, bytes_of(data, size));
	d = date_parse(bytes_trim(buf_bytes(&field)));
	folded_field(&lines, buf_bytes(&field));
	same(&d, buf_bytes(&field), size + 100);
	same(&d, buf_bytes(&field), 1);
	same(&d, buf_bytes(&lines), 1);
	buf_fini(&field);
	buf_fini(&lines);
	return 0;
}
