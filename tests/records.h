/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * records.h - the JSON Lines of `mailwire events`, taken apart for tests.
 *
 * A record becomes a list of items, in the order of the line: "email.to.address.0" is
 * "bob@example.org".  Numbers, true and false keep their text.
 */
#ifndef MW_TESTS_RECORDS_H
#define MW_TESTS_RECORDS_H

#include "transcript.h"

#include "base/buf.h"

struct item {
	const char *path, *value;
};

struct record {
	const char *dataset;     /* "command" */
	struct item *items;
	size_t n, cap;
};

struct records {
	struct record *v;
	size_t n, cap;
	struct arena arena;
};

/* 0, or -1 and `e`: a line is no JSON object. */
int records_read(struct records *out, struct bytes lines, struct err *e);
void records_fini(struct records *all);
/* The value at `path`, or NULL. */
const char *record_get(const struct record *r, const char *path);
/* The same as a number; 0 when it is not there. */
uint64_t record_number(const struct record *r, const char *path);

/* The full path of `key` of a dataset as a transcript writes it ("verb"), in `out`.
   0, or -1 and `e`: no field, or several, are meant. */
int records_key(struct buf *out, const char *dataset, const char *key, struct err *e);

/* Holds `all` against what `t` expects; explains every difference in `told`. */
bool records_expected(const struct records *all, const struct transcript *t,
		      struct buf *told);

/* Path patterns; "*" is a number, and what lies below a path goes with it. */
extern const char *const records_of_shape[];   /* follow from how the dialogue was captured */
extern const char *const records_of_begin[];   /* ... from whether its begin was */
extern const char *const records_of_close[];   /* ... from how it was closed */
extern const char *const records_of_numbers[]; /* count what came before */
extern const char *const records_of_connection[]; /* tell connections apart */
extern const char *const records_constant[];   /* are the same in all records */

/* Record `r` as text, a line for each item whose path is in none of the NULL-terminated
   `ignore` lists (themselves ended by NULL). */
void record_text(struct buf *out, const struct record *r, const char *const *const *ignore);
/* Takes the records of the client port `port` out of `all`, which the result borrows from;
   free() its `v`. */
struct records records_of_port(const struct records *all, uint64_t port);
/* True when both are the same but for `ignore`; otherwise the first record that differs is
   told. */
bool records_same(const struct records *want, const struct records *got,
		  const char *const *const *ignore, struct buf *told);
/* Lines of `want` that are not in `got`, and the reverse, as a diff. */
void records_diff(struct buf *told, struct bytes want, struct bytes got);

#endif
