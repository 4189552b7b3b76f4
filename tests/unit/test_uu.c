/* SPDX-License-Identifier: BSD-2-Clause */
/* test_uu.c - uuencode in any pieces. */
#include "mime/uu.h"

#include "base/buf.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	struct bytes in, out;
	uint64_t invalid;
	int at;
} rows[] = {
	{ B(""), B(""), 0, UU_BEFORE },
	{ B("begin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n"), B("Cat"), 0, UU_AFTER },
	{ B("begin 644 a\n#0V%T\n \nend"), B("Cat"), 0, UU_AFTER },
	{ B("hello\n\nbegin 644 a\n#0V%T\n`\nend\nbye\n"), B("Cat"), 0, UU_AFTER },
	/* one and two octets of a quantum */
	{ B("begin 644 a\n!80  \n`\nend\n"), B("a"), 0, UU_AFTER },
	{ B("begin 644 a\n\"86( \n`\nend\n"), B("ab"), 0, UU_AFTER },
	/* blanks cut at the end of a line stand for zero */
	{ B("begin 644 a\n#\n`\nend\n"), B("\0\0\0"), 0, UU_AFTER },
	/* no uuencode */
	{ B("begin 644 a\n#0v%T\n#0V%T\nend\n"), B("Cat"), 1, UU_AFTER },
	{ B("begin 644 a\n#0V%T\n"), B("Cat"), 0, UU_DATA },
	{ B("no beginning\n"), B(""), 0, UU_BEFORE },
};

static void check(size_t i, struct bytes in, size_t step)
{
	struct uu u = { 0 };
	struct buf out = { 0 };

	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);

		out.n += uu_push(&u, piece, buf_room(&out, uu_room(piece.n)));
	}
	out.n += uu_end(&u, buf_room(&out, uu_room(0)));
	assert_int_equal(out.n, rows[i].out.n);
	if (out.n)
		assert_memory_equal(out.p, rows[i].out.p, out.n);
	assert_int_equal(u.invalid, rows[i].invalid);
	assert_int_equal(u.at, rows[i].at);
	buf_fini(&out);
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guard g;
		struct bytes in = guard_init(&g, rows[i].in);

		for (size_t step = 1; step <= in.n + 1; step++)
			check(i, in, step);
		guard_fini(&g);
	}
}

/* A line longer than any encoder writes is not decoded. */
static void overlong(void **state)
{
	struct uu u = { 0 };
	uint8_t out[4096];
	char in[1024];
	size_t n;

	(void)state;
	memset(in, 'M', sizeof(in));
	in[sizeof(in) - 1] = '\n';
	n = uu_push(&u, B("begin 644 a\n"), out);
	n += uu_push(&u, bytes_of(in, 500), out);
	n += uu_push(&u, bytes_of(in + 500, sizeof(in) - 500), out);
	assert_int_equal(n, 0);
	assert_int_equal(u.invalid, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(overlong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
