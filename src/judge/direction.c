/* SPDX-License-Identifier: BSD-2-Clause */
/* direction.c - see direction.h. */
#include "judge/direction.h"

#include "base/utf8.h"

enum direction direction_of(struct bytes text)
{
	enum direction worst = DIRECTION_PLAIN;

	/* In UTF-8 all of them begin with this octet, and few others do. */
	text = bytes_from(text, bytes_chr(text, 0, 0xe2));
	while (text.n) {
		uint32_t c = utf8_next(&text, NULL);

		if (c == 0x202d || c == 0x202e || (c >= 0x2066 && c <= 0x2068))
			return DIRECTION_TURNS;
		if ((c >= 0x202a && c <= 0x202c) || c == 0x2069)
			worst = DIRECTION_EMBEDS;
	}
	return worst;
}
