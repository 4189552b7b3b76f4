/* SPDX-License-Identifier: BSD-2-Clause */
/* test_inflate.c - octets out of DEFLATE: the same for any cut, and not without end. */
#include "proto/inflate.h"

#include "base/limits.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <zlib.h>

/* Adds `in` to `out`, compressed; `flush` as zlib has it. */
static void deflate_add(z_stream *z, struct buf *out, struct bytes in, int flush)
{
	z->next_in = (z_const Bytef *)(uintptr_t)in.p;
	z->avail_in = (uInt)in.n;
	do {
		z->next_out = buf_room(out, 4096);
		z->avail_out = 4096;
		deflate(z, flush);
		out->n += 4096 - z->avail_out;
	} while (z->avail_out == 0);
}

static void deflate_start(z_stream *z, int level)
{
	assert_int_equal(deflateInit2(z, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
}

/* All of `in`, `step` octets at a time, against a page that cannot be read. */
static enum inflater_state inflate_all(struct buf *out, struct bytes in, size_t step)
{
	struct inflater_pool pool = { 0 };
	struct inflater *i = inflater_new(&pool);
	enum inflater_state state;

	while (in.n) {
		struct guard g;
		struct bytes b = guard_init(&g, bytes_head(in, step));
		size_t used = 0;

		while (used < b.n || inflater_pending(i)) {
			size_t before = out->n;

			used += inflater_push(i, bytes_from(b, used), out);
			assert_true(out->n - before <= 16 << 10);
		}
		guard_fini(&g);
		in = bytes_from(in, step);
	}
	assert_int_equal(inflater_octets(i), out->n);
	state = inflater_state(i);
	assert_true((inflater_note(i) != NULL) == (state != INFLATER_ON));
	inflater_free(&i);
	assert_null(i);
	return state;
}

static void same_for_any_cut(struct bytes in, struct bytes want, enum inflater_state state)
{
	static const size_t steps[] = { 1, 2, 7, 1460, 4095, 4096, 5000, 1 << 30 };

	for (size_t k = 0; k < sizeof(steps) / sizeof(steps[0]); k++) {
		struct buf out = { 0 };

		assert_int_equal(inflate_all(&out, in, steps[k]), state);
		assert_true(bytes_eq(buf_bytes(&out), want));
		buf_fini(&out);
	}
}

static void lines_flushed(void **unused)
{
	z_stream z = { 0 };
	struct buf in = { 0 }, want = { 0 };

	(void)unused;
	deflate_start(&z, 6);
	for (int i = 0; i < 2000; i++) {
		size_t from = want.n;

		buf_printf(&want, "* %d FETCH (UID %d FLAGS (\\Seen))\r\n", i, i * 3);
		deflate_add(&z, &in, bytes_from(buf_bytes(&want), from),
			    i % 3 ? Z_SYNC_FLUSH : i % 2 ? Z_FULL_FLUSH : Z_PARTIAL_FLUSH);
	}
	deflate_add(&z, &in, B(""), Z_SYNC_FLUSH);
	deflateEnd(&z);
	same_for_any_cut(buf_bytes(&in), buf_bytes(&want), INFLATER_ON);
	buf_fini(&in);
	buf_fini(&want);
}

static void stored_and_ended(void **unused)
{
	z_stream z = { 0 };
	struct buf in = { 0 };

	(void)unused;
	deflate_start(&z, 0);
	deflate_add(&z, &in, B("a1 NOOP\r\n"), Z_FINISH);
	deflateEnd(&z);
	buf_adds(&in, "more");
	same_for_any_cut(buf_bytes(&in), B("a1 NOOP\r\n"), INFLATER_ENDED);
	buf_fini(&in);
}

static void ended_at_the_end(void **unused)
{
	struct inflater_pool pool = { 0 };
	struct inflater *i = inflater_new(&pool);
	struct buf out = { 0 };

	(void)unused;
	assert_int_equal(inflater_push(i, B("\x01\x02\x00\xfd\xffok"), &out), 7);
	assert_int_equal(inflater_state(i), INFLATER_ENDED);
	assert_null(inflater_note(i));
	inflater_push(i, B("x"), &out);
	assert_non_null(inflater_note(i));
	assert_true(bytes_eq(buf_bytes(&out), B("ok")));
	buf_fini(&out);
	inflater_free(&i);
}

static void no_deflate(void **unused)
{
	(void)unused;
	same_for_any_cut(B("\xff\xff\xff\xff"), B(""), INFLATER_DAMAGED);
	same_for_any_cut(B("a1 NOOP\r\n"), B(""), INFLATER_DAMAGED);
	same_for_any_cut(B("\x00\x05\x00\xfa\xff" "abcde\x07zzz"), B("abcde"), INFLATER_DAMAGED);
	same_for_any_cut(B(""), B(""), INFLATER_ON);
}

/* Zeros without end: some are given, and that it was cut does not depend on the cut. */
static void a_bomb(void **unused)
{
	z_stream z = { 0 };
	struct buf in = { 0 }, a = { 0 }, b = { 0 };
	uint8_t *zeros = calloc(1, 1 << 20);

	(void)unused;
	deflate_start(&z, 9);
	for (int i = 0; i < 64; i++)
		deflate_add(&z, &in, bytes_of(zeros, 1 << 20), Z_NO_FLUSH);
	deflate_add(&z, &in, B(""), Z_SYNC_FLUSH);
	deflateEnd(&z);
	assert_int_equal(inflate_all(&a, buf_bytes(&in), 1460), INFLATER_CAPPED);
	assert_int_equal(inflate_all(&b, buf_bytes(&in), 1), INFLATER_CAPPED);
	assert_true(a.n > LIMIT_INFLATE_FREE);
	assert_true(a.n <= LIMIT_INFLATE_FREE + (1032 * 4096));
	assert_int_equal(a.n, b.n);
	buf_fini(&in);
	buf_fini(&a);
	buf_fini(&b);
	free(zeros);
}

static void given_up(void **unused)
{
	struct inflater_pool pool = { 0 };
	struct inflater *i = inflater_new(&pool);
	struct buf out = { 0 };

	(void)unused;
	inflater_give_up(i);
	assert_int_equal(inflater_push(i, B("abc"), &out), 3);
	assert_int_equal(out.n, 0);
	assert_string_equal(inflater_note(i),
			    "octets are missing or no DEFLATE: what follows cannot be read");
	inflater_free(&i);
	inflater_free(&i);
}

enum { MANY = LIMIT_INFLATERS_WARM * 3 };

/* Many at once, each with its own words, and more than are warm: what is cooled and made again
   goes on as if nothing had been. */
static void many_in_turns(void **unused)
{
	static const int flush[] = { Z_SYNC_FLUSH, Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_FULL_FLUSH };
	static struct inflater *i[MANY];
	static struct buf want[MANY], in[MANY], out[MANY];
	static z_stream z[MANY];
	struct inflater_pool pool = { 0 };

	(void)unused;
	for (size_t k = 0; k < MANY; k++) {
		deflate_start(&z[k], 6);
		i[k] = inflater_new(&pool);
	}
	for (int turn = 0; turn < 40; turn++) {
		for (size_t k = 0; k < MANY; k++) {
			size_t from = want[k].n;

			for (size_t n = 0; n < 40 && (k % 2 || n == 0); n++)
				buf_printf(&want[k], "* %zu FETCH (UID %d%zu)\r\n", k, turn, n);
			buf_clear(&in[k]);
			deflate_add(&z[k], &in[k], bytes_from(buf_bytes(&want[k]), from),
				    turn < 38 ? flush[k % 4] : Z_SYNC_FLUSH);
			for (struct bytes b = buf_bytes(&in[k]); b.n || inflater_pending(i[k]);)
				b = bytes_from(b, inflater_push(i[k], b, &out[k]));
			assert_true(pool.n <= LIMIT_INFLATERS_WARM);
		}
	}
	for (size_t k = 0; k < MANY; k++) {
		size_t last = want[k].n < 32 << 10 ? want[k].n : 32 << 10;

		assert_int_equal(inflater_state(i[k]), INFLATER_ON);
		assert_true(bytes_eq(buf_bytes(&out[k]), buf_bytes(&want[k])));
		if (k < MANY - LIMIT_INFLATERS_WARM)
			assert_true(inflater_memory(i[k]) <= last + 512);
		inflater_free(&i[k]);
		deflateEnd(&z[k]);
		buf_fini(&want[k]);
		buf_fini(&in[k]);
		buf_fini(&out[k]);
	}
	assert_int_equal(pool.n, 0);
	assert_null(pool.newest);
	assert_null(pool.oldest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_flushed),    cmocka_unit_test(stored_and_ended),
		cmocka_unit_test(ended_at_the_end), cmocka_unit_test(no_deflate),       cmocka_unit_test(a_bomb),
		cmocka_unit_test(given_up),
		cmocka_unit_test(many_in_turns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
