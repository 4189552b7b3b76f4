/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_date.c - Date fields. */
#include "mime/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct date d = date_parse(bytes_of(data, size));

	if (d.zone_minutes < -1439 || d.zone_minutes > 1439)
		abort();
	if (d.ts_ns != TS_NONE && d.ts_ns % NS_PER_SEC != 0)
		abort();
	return 0;
}
