/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * table.h - rows as columns for people, aligned also where characters are wide.
 *
 * The first TABLE_SAMPLE rows are held back: the columns are as wide as these need, and
 * then rows leave as they come.  On a terminal the table is made to fit: columns that may
 * be cut give way first as far as is comfortable, then the least important are left out
 * (a last line says which), then what is left is cut further.  In a pipe nothing is cut and nothing left out; a value wider than its column
 * moves the rest of its row along.
 */
#ifndef MW_SINK_TABLE_H
#define MW_SINK_TABLE_H

#include "sink/out.h"
#include "view/text.h"

enum { TABLE_SAMPLE = 256, TABLE_COLUMNS = 16 };

struct column {
	const char *title;
	bool right;    /* aligned to the right: numbers */
	bool middle;   /* cut in its middle: both ends tell most (addresses with ports) */
	unsigned cut;  /* may be cut to this width on a terminal; 0: never cut */
	unsigned least;/* to this when there is nothing more to leave out */
	unsigned drop; /* left out where there is no room, highest first; 0: never */
};

struct table;

/* `columns` and `out` are borrowed. */
struct table *table_new(const struct column *columns, size_t n, struct out *out,
			const struct look *look);
void table_free(struct table **t);
/* The text of the next cell is added here, until table_cell_end(); safe, valid UTF-8. */
struct buf *table_cell(struct table *t);
/* An empty cell becomes "-". */
void table_cell_end(struct table *t, enum text_color color);
/* The row is complete.  Rows are shown in the order of their numbers, which count from 1
   without holes: one that is early waits.  0 for a table without numbers.  0, or -1 and
   `e`. */
int table_row_end(struct table *t, uint64_t number, struct err *e);
/* There is no row of this number: those behind it need not wait for it. */
int table_row_skip(struct table *t, uint64_t number, struct err *e);
/* What waits is shown; `none` where there was no row at all and people look. */
int table_finish(struct table *t, const char *none, struct err *e);

#endif
