/* SPDX-License-Identifier: BSD-2-Clause */
/* test_base64.c - base64 in any pieces, and what is wrong with it. */
#include "base/base64.h"
#include "base/base64_bulk.h"

#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct row {
	struct bytes in;
	bool stop;
	struct bytes out;
	uint64_t junk, restarts;
	bool truncated;
};

static const struct row rows[] = {
	/* RFC 4648 10 */
	{ B(""), false, B(""), 0, 0, false },
	{ B("Zg=="), false, B("f"), 0, 0, false },
	{ B("Zm8="), false, B("fo"), 0, 0, false },
	{ B("Zm9v"), false, B("foo"), 0, 0, false },
	{ B("Zm9vYg=="), false, B("foob"), 0, 0, false },
	{ B("Zm9vYmE="), false, B("fooba"), 0, 0, false },
	{ B("Zm9vYmFy"), false, B("foobar"), 0, 0, false },
	{ B("+/+/"), false, B("\xfb\xff\xbf"), 0, 0, false },
	/* line ends and blanks anywhere, RFC 2045 6.8 */
	{ B("Zm9v\r\nYmFy\r\n"), false, B("foobar"), 0, 0, false },
	{ B(" Z\tm 9\nv\r\n"), false, B("foo"), 0, 0, false },
	/* other octets are skipped and counted */
	{ B("Zm*9v-Ym_Fy"), false, B("foobar"), 3, 0, false },
	{ B("\x80Zm9v\xff"), false, B("foo"), 2, 0, false },
	{ B("Zm\0009v"), false, B("foo"), 1, 0, false },
	/* no padding; one character too many; bits that should be zero */
	{ B("Zm8"), false, B("fo"), 0, 0, false },
	{ B("Zg"), false, B("f"), 0, 0, false },
	{ B("Zm9vZ"), false, B("foo"), 0, 0, true },
	{ B("Zh=="), false, B("f"), 0, 0, true },
	{ B("Zk=="), false, B("f"), 0, 0, true },
	{ B("Zm9="), false, B("fo"), 0, 0, true },
	/* data after padding */
	{ B("Zg==Zg=="), false, B("ff"), 0, 1, false },
	{ B("Zg=Zm9v"), false, B("ffoo"), 0, 1, false },
	{ B("Zg==Zm9vZg=="), true, B("f"), 0, 1, false },
	{ B("Zm8=\r\n-- \r\nlist footer"), true, B("fo"), 0, 1, false },
	{ B("Zm9v\r\n=\r\nfooter"), true, B("foo"), 0, 1, false },
	/* padding before any data is no end */
	{ B("==Zm9v"), true, B("foo"), 2, 0, false },
	{ B("===="), true, B(""), 4, 0, false },
};

static void decode(struct buf *out, struct base64 *d, struct bytes in, size_t step)
{
	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);

		out->n += base64_push(d, piece, buf_room(out, base64_room(piece.n)));
	}
	out->n += base64_end(d, buf_room(out, 3));
}

static void table(void **state)
{
	static const size_t steps[] = { 1, 2, 3, 5, 1000 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		for (size_t k = 0; k < sizeof(steps) / sizeof(*steps); k++) {
			const struct row *r = &rows[i];
			struct base64 d = { .stop = r->stop };
			struct buf out = { 0 };
			struct guard g;

			decode(&out, &d, guard_init(&g, r->in), steps[k]);
			assert_int_equal(out.n, r->out.n);
			if (out.n)
				assert_memory_equal(out.p, r->out.p, out.n);
			assert_int_equal(d.junk, r->junk);
			assert_int_equal(d.restarts, r->restarts);
			assert_int_equal(d.truncated, r->truncated);
			buf_fini(&out);
			guard_fini(&g);
		}
	}
}

/* The encoder's output comes back, also cut into lines at every width. */
static void round_trip(void **state)
{
	uint8_t octets[200];

	(void)state;
	for (size_t i = 0; i < sizeof(octets); i++)
		octets[i] = (uint8_t)(i * 37 + 11);
	for (size_t n = 0; n <= sizeof(octets); n++) {
		struct buf text = { 0 }, lines = { 0 }, out = { 0 };
		struct base64 d = { .stop = true };

		base64_encode(&text, bytes_of(octets, n));
		assert_int_equal(text.n, (n + 2) / 3 * 4);
		for (size_t i = 0; i < text.n; i++) {
			buf_addc(&lines, text.p[i]);
			if (i % (n % 77 + 1) == 0)
				buf_adds(&lines, "\r\n");
		}
		decode(&out, &d, buf_bytes(&lines), 7);
		assert_int_equal(out.n, n);
		if (n)
			assert_memory_equal(out.p, octets, n);
		assert_int_equal(d.junk + d.restarts + d.truncated, 0);
		buf_fini(&text);
		buf_fini(&lines);
		buf_fini(&out);
	}
}

static void all_at_once(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_true(base64_decode(&out, B("AGFiYwBzM2NyM3Q=")));
	assert_int_equal(out.n, 11);
	assert_memory_equal(out.p, "\0abc\0s3cr3t", 11);
	assert_true(base64_decode(&out, B("")));
	assert_false(base64_decode(&out, B("Zg=")));
	assert_false(base64_decode(&out, B("Z*g==")));
	assert_false(base64_decode(&out, B("Zg==Zg==")));
	assert_false(base64_decode(&out, B("Zh==")));
	buf_fini(&out);
}

/* Text as mail has it, or with whatever else at random places. */
static void random_text(struct buf *b, unsigned *seed, bool clean)
{
	static const char digit[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = (unsigned)rand_r(seed) % 400, width = 4 + (unsigned)rand_r(seed) % 80;

	buf_clear(b);
	for (size_t i = 0; i < n; i++) {
		unsigned r = (unsigned)rand_r(seed);

		if (i % width == width - 1)
			buf_adds(b, r % 16 ? "\r\n" : "\n");
		if (!clean && r % 50 == 0)
			buf_addc(b, (uint8_t)(r >> 8));
		buf_addc(b, (uint8_t)digit[(r >> 4) % 64]);
	}
}

/* What the vector loop decodes is what the plain one decodes from the same characters. */
static void bulk_variants(void **state)
{
	unsigned seed = 20261125;
	struct buf text = { 0 };

	(void)state;
	if (!base64_bulk_has_avx2())
		skip();
	for (int round = 0; round < 20000; round++) {
		uint8_t fast[400], plain[400], *f = fast, *p = plain;
		struct bytes in, left;
		struct guard g;
		size_t used;

		random_text(&text, &seed, round % 2);
		in = guard_init(&g, buf_bytes(&text));
		used = base64_bulk_avx2(in, &f);
		assert_true(used <= in.n);
		assert_true((size_t)(f - fast) <= base64_room(in.n));
		for (left = bytes_head(in, used); left.n;) {
			size_t n = base64_bulk_scalar(left, &p);

			left = bytes_from(left, n);
			if (left.n == 0)
				break;
			assert_true(bytes_starts(left, B("\r\n")));
			left = bytes_from(left, 2);
		}
		assert_int_equal(f - fast, p - plain);
		assert_memory_equal(fast, plain, (size_t)(p - plain));
		guard_fini(&g);
	}
	buf_fini(&text);
}

/* Every octet in every place of a step: taken for what the table says. */
static void bulk_every_octet(void **state)
{
	(void)state;
	if (!base64_bulk_has_avx2())
		skip();
	for (unsigned c = 0; c < 256; c++) {
		for (size_t at = 0; at < 32; at++) {
			uint8_t text[48], fast[48], plain[48], *f = fast, *p = plain;
			struct bytes in = bytes_of(text, sizeof(text));
			size_t used;

			memset(text, 'A', sizeof(text));
			text[at] = (uint8_t)c;
			used = base64_bulk_avx2(in, &f);
			assert_int_equal(used, base64_value_of[c] < 64 ? 32 : at / 4 * 4);
			base64_bulk_scalar(bytes_head(in, used), &p);
			assert_int_equal(f - fast, p - plain);
			assert_memory_equal(fast, plain, (size_t)(p - plain));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(round_trip),
		cmocka_unit_test(all_at_once),
		cmocka_unit_test(bulk_variants),
		cmocka_unit_test(bulk_every_octet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
