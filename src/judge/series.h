/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * series.h - how often something happened lately, for a bounded number of somethings.
 *
 * A series (a row) is what happens to one key without a long pause.  When the table is full,
 * the one that was quiet longest is forgotten: what an attacker with many names can do is to
 * be forgotten, not to take memory.
 */
#ifndef MW_JUDGE_SERIES_H
#define MW_JUDGE_SERIES_H

#include "base/hash.h"
#include "base/limits.h"

struct series_key {
	uint64_t a, b;            /* two hashes: no two keys are ever the same by chance */
};

/* A series. */
struct series_row {
	struct series_key key;
	uint64_t count;           /* the caller's to count */
	uint64_t told;            /* and to remember what was told */
	int64_t first_ns, last_ns;
	uint64_t first_frame, last_frame, first_session;
	uint64_t others[JUDGE_SPRAY_CLIENT]; /* different ones it happened with, as hashes */
	size_t nothers;
	uint32_t older, newer;    /* in order of last_ns; 0: none, else index + 1 */
	uint32_t next;            /* in the same slot */
};

/* The table. */
struct series {
	struct hash_key keys[2];
	int64_t pause_ns;
	struct series_row *rows;
	uint32_t *slots;
	size_t nrows, cap;
	uint32_t oldest, newest;
};

/* At most `rows` series, each ended by a pause of more than `pause_ns`. */
void series_init(struct series *t, size_t rows, int64_t pause_ns);
/* The same, and what series_key() gives for either of the two is good for both. */
void series_init_like(struct series *t, const struct series *other);
void series_fini(struct series *t);
struct series_key series_key(const struct series *t, struct bytes what);
/* The series of `key` that goes on at `now_ns`: a new, zeroed one when there is none, or its
   pause was too long.  Valid until the next call. */
struct series_row *series_at(struct series *t, struct series_key key, int64_t now_ns);
/* The same, but NULL instead of a new one. */
struct series_row *series_find(struct series *t, struct series_key key, int64_t now_ns);
/* It happened with `other`: true when that one is new in the series.  Only as many as
   JUDGE_SPRAY_CLIENT are told apart. */
bool series_with(const struct series *t, struct series_row *row, struct bytes other);

#endif
