/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mapi.h - a list of MAPI properties as TNEF carries it ([MS-OXTNEF] 2.1.3.4).
 */
#ifndef MW_MIME_MAPI_H
#define MW_MIME_MAPI_H

#include "base/buf.h"

/* The properties that tell something here ([MS-OXPROPS]). */
enum {
	MAPI_BODY = 0x1000,
	MAPI_BODY_HTML = 0x1013,
	MAPI_ATTACH_FILENAME = 0x3704,
	MAPI_ATTACH_LONG_FILENAME = 0x3707,
	MAPI_ATTACH_MIME_TAG = 0x370e,
};

struct mapi_prop {
	uint16_t id, type;
	struct bytes value; /* the first one of several; strings with their NUL */
};

/* Walks a list: mapi_begin(), then mapi_next() while it is true.  A value that the list
   does not hold whole ends it. */
struct mapi {
	struct cur c;
	uint32_t left;
};

void mapi_begin(struct mapi *m, struct bytes list);
bool mapi_next(struct mapi *m, struct mapi_prop *prop_out);
/* Adds the text of a string or binary property in UTF-8, up to its first NUL; texts of 8-bit
   characters are in `codepage` (0: by content).  False when it is no text. */
bool mapi_text(struct buf *out, const struct mapi_prop *prop, uint32_t codepage);
/* The same for octets in a code page. */
void mapi_decode(struct buf *out, struct bytes octets, uint32_t codepage);

#endif
