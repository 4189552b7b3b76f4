/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fake_rows.h - transcripts, and tables of them with the records they must give.
 *
 *	"C: EHLO a"   a line of the client      "C= abc"  octets without a line end
 *	"S: 250 ok"   a line of the server      "C! 12"   12 octets that were not captured
 *	"C."          the client closes
 */
#ifndef MW_TESTS_FAKE_ROWS_H
#define MW_TESTS_FAKE_ROWS_H

#include "fake_conn.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Plays a NULL-terminated transcript; the connection stays open. */
static inline void fake_begin(struct fake *f, const char *const *script,
		       const struct fake_shape *shape)
{
	struct buf turn = { 0 };

	fake_open(f, shape);
	for (size_t i = 0; script[i]; i++) {
		enum dir d = script[i][0] == 'C' ? DIR_CLIENT : DIR_SERVER;
		const char *text = script[i] + 3;
		bool more = script[i + 1] && script[i + 1][0] == script[i][0] &&
			    (script[i + 1][1] == ':' || script[i + 1][1] == '=');

		if (shape->only && shape->only != (int)d + 1)
			continue;
		if (f->turned)
			d = dir_other(d);
		if (script[i][1] == '!') {
			fake_gap(f, d, strtoull(text, NULL, 10));
			continue;
		}
		if (script[i][1] == '.') {
			fake_fin(f, d);
			continue;
		}
		buf_adds(&turn, text);
		if (script[i][1] == ':')
			buf_adds(&turn, "\r\n");
		if (shape->merged && more)
			continue;
		fake_say(f, d, buf_bytes(&turn), shape);
		buf_clear(&turn);
	}
	buf_fini(&turn);
}

/* The same to its end. */
static inline void fake_play(struct fake *f, const char *const *script,
		      const struct fake_shape *shape)
{
	fake_begin(f, script, shape);
	fake_close(f, CLOSE_END);
}

/* A transcript and the records it must give. */
struct fake_row {
	const char *what;
	const char *script[64];
	struct fake_shape shape;
	const char *log;
};

static inline void fake_check(const struct fake_row *row, const struct fake_shape *shape)
{
	struct fake f;

	fake_play(&f, row->script, shape);
	if (strcmp(buf_cstr(&f.log), row->log) != 0)
		fail_msg("%s (%zu octets a segment%s):\n%s-- instead of --\n%s", row->what,
			 shape->step, shape->merged ? ", merged" : "", buf_cstr(&f.log),
			 row->log);
	fake_fini(&f);
}

/* In every shape that loses nothing. */
static inline void fake_check_shapes(const struct fake_row *row)
{
	static const size_t steps[] = { 0, 1, 2, 3, 7, 64 };

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		for (int merged = 0; merged < 2; merged++) {
			struct fake_shape shape = row->shape;

			shape.step = steps[i];
			shape.merged = merged;
			fake_check(row, &shape);
		}
}

#endif
