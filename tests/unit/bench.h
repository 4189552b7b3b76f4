/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bench.h - a sink on the bench: hand-made events in, its text out.
 */
#ifndef MW_TESTS_BENCH_H
#define MW_TESTS_BENCH_H

#include "sink/sink.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct bench {
	FILE *file;
	char *text; /* what was written, after bench_finish() */
	size_t n;
	struct sink *sink;
	struct err err;
};

static inline FILE *bench_file(struct bench *b)
{
	*b = (struct bench){ 0 };
	b->file = open_memstream(&b->text, &b->n);
	assert_non_null(b->file);
	return b->file;
}

/* One event, if the sink wants it; what put() said. */
static inline int bench_put(struct bench *b, enum event_kind kind, const void *what)
{
	struct event ev = { .kind = kind, .head = what };

	if (!(b->sink->wants & EV_BIT(kind)))
		return 0;
	return b->sink->ops->put(b->sink, &ev, &b->err);
}

/* What finish() said; b->text is complete afterwards. */
static inline int bench_finish(struct bench *b)
{
	int status = b->sink->ops->finish(b->sink, &b->err);

	fflush(b->file);
	return status;
}

static inline void bench_clear(struct bench *b)
{
	sink_free(&b->sink);
	fclose(b->file);
	free(b->text);
}

#endif
