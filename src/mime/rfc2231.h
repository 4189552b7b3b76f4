/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rfc2231.h - parameters whose values are long or not ASCII.
 *
 *	name*0*=gb18030'zh'%C4%E3; name*1=".txt"
 *
 * A parameter arrives as segments in any order; together they are one value.
 */
#ifndef MW_MIME_RFC2231_H
#define MW_MIME_RFC2231_H

#include "base/buf.h"

struct param_segment {
	struct bytes name;  /* without the marks, case as written */
	struct bytes raw;   /* value without quotes */
	int section;        /* the number after "*", or -1 */
	bool extended;      /* ended in "*": percent octets */
	bool quoted;
};

/* Splits the marks off a parameter's name: "name*1*" is name, 1, extended. */
struct param_segment rfc2231_name(struct bytes written);

/* Adds the decoded value (valid UTF-8) of the segments that have this name, and the raw
   one.  Segments count from 0 up to the first that is missing; "name*" wins over
   "name*0", that over plain "name".  False when broken: a number missing, a percent sign
   without two digits, an unknown character set. */
bool rfc2231_join(const struct param_segment *seg, size_t n, struct bytes name,
		  struct buf *value_out, struct buf *raw_out, bool *extended_out);

#endif
