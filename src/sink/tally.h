/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tally.h - things counted under a name, at most so many names.
 *
 * Names are made of parts, as "192.0.2.1:25", "smtp", "RCPT".  When there are as many names
 * as the tally may have, what has a new one is counted in `others`: nothing is lost, it only
 * has no row of its own.  Memory: LIMIT_STATS_TEXT octets a name and sample, 15 KiB for
 * times.
 */
#ifndef MW_SINK_TALLY_H
#define MW_SINK_TALLY_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/quantile.h"

struct tally_row {
	struct bytes key;         /* the parts, a NUL between them */
	uint64_t n, good, bad;    /* what they count is the user's business */
	struct quantile times;    /* ns */
	struct bytes sample;      /* of the first, or p == NULL */
	int64_t most;             /* the longest of the times, */
	uint64_t session, frame;  /* and where that was; 0 or NO_U64: nowhere */
};

struct tally {
	size_t limit;             /* names */
	struct tally_row *rows;   /* by key */
	size_t n, cap;
	struct tally_row others;
	struct arena arena;
};

void tally_fini(struct tally *t);
/* The row of a name, made when there is none: valid until the next call.  Parts are cut at
   LIMIT_STATS_TEXT; NULs in them are no part ends. */
struct tally_row *tally_at(struct tally *t, const struct bytes *parts, size_t n);
/* Part `i` of a row's name; empty when there is none. */
struct bytes tally_part(const struct tally_row *r, size_t i);
/* Remembers the text for a row that has none. */
void tally_sample(struct tally *t, struct tally_row *r, struct bytes text);
/* Another time; where the longest was is remembered. */
void tally_time(struct tally_row *r, int64_t ns, uint64_t session, uint64_t frame);
/* The rows, most first, those with the same number by name; freed by the caller. */
const struct tally_row **tally_by_number(const struct tally *t);

#endif
