/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_date.c - Date fields: alone, and in a message that comes whole and octet by octet. */
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct date d = date_parse(bytes_of(data, size));
	struct mime *whole, *octets;
	struct buf field = { 0 };

	if (d.zone_minutes < -1439 || d.zone_minutes > 1439)
		abort();
	if (d.ts_ns != TS_NONE && d.ts_ns % NS_PER_SEC != 0)
		abort();
	one_field(&field, bytes_of(data, size));
	whole = through_field("Date", buf_bytes(&field), size + 100);
	octets = through_field("Date", buf_bytes(&field), 1);
	require(mime_summary(whole)->date.ts_ns == mime_summary(octets)->date.ts_ns);
	require(mime_summary(whole)->date.zone_minutes == mime_summary(octets)->date.zone_minutes);
	mime_free(&whole);
	mime_free(&octets);
	buf_fini(&field);
	return 0;
}
