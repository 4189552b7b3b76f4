/* SPDX-License-Identifier: BSD-2-Clause */
/* test_qp.c - quoted-printable (RFC 2045 6.7) in any pieces. */
#include "mime/qp.h"

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
} rows[] = {
	{ B(""), B(""), 0 },
	{ B("abc"), B("abc"), 0 },
	{ B("a=3Db"), B("a=b"), 0 },
	{ B("=e4=B8=AD"), B("\xe4\xb8\xad"), 0 },
	{ B("=00="), B("\0"), 0 },
	/* soft breaks, with blanks after "=" (rule 3 and 5), with bare LF */
	{ B("a=\r\nb"), B("ab"), 0 },
	{ B("a=\nb"), B("ab"), 0 },
	{ B("a= \t \r\nb"), B("ab"), 0 },
	{ B("a=\r\n=\r\n=\r\nb"), B("ab"), 0 },
	/* blanks at the end of a line are no text, blanks inside are */
	{ B("a b  \r\nc\t\n"), B("a b\r\nc\n"), 0 },
	{ B("a  "), B("a"), 0 },
	{ B(" a"), B(" a"), 0 },
	{ B("a=20\r\nb"), B("a \r\nb"), 0 },
	/* line ends stay as they are */
	{ B("\r\n\r\n"), B("\r\n\r\n"), 0 },
	{ B("a\rb"), B("a\rb"), 0 },
	{ B("a \r b"), B("a \r b"), 0 },
	{ B("a\r\r\nb"), B("a\r\r\nb"), 0 },
	{ B("a\r"), B("a\r"), 0 },
	/* "=" that no rule allows stays */
	{ B("a=b"), B("a=b"), 1 },
	{ B("a=zz"), B("a=zz"), 1 },
	{ B("a=4"), B("a=4"), 1 },
	{ B("a=4\nb"), B("a=4\nb"), 1 },
	{ B("a==41"), B("a=A"), 1 },
	{ B("a= b"), B("a= b"), 1 },
	{ B("a=\rb"), B("a=\rb"), 1 },
	{ B("=C=3=41"), B("=C=3A"), 2 },
	{ B("a=4=\r\nb"), B("a=4b"), 1 },
	/* octets over 127 and NUL pass */
	{ B("\xff\0=41"), B("\xff\0A"), 0 },
};

static void check(struct bytes in, size_t step, struct bytes want, uint64_t invalid)
{
	struct qp q = { 0 };
	struct buf out = { 0 };

	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);

		out.n += qp_push(&q, piece, buf_room(&out, qp_room(piece.n)));
	}
	out.n += qp_end(&q, buf_room(&out, qp_room(0)));
	assert_int_equal(out.n, want.n);
	if (out.n)
		assert_memory_equal(out.p, want.p, want.n);
	assert_int_equal(q.invalid, invalid);
	buf_fini(&out);
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guard g;
		struct bytes in = guard_init(&g, rows[i].in);

		for (size_t step = 1; step <= in.n + 1; step++)
			check(in, step, rows[i].out, rows[i].invalid);
		guard_fini(&g);
	}
}

/* Blanks beyond what is held are text, whatever the pieces. */
static void many_blanks(void **state)
{
	struct buf in = { 0 }, want = { 0 };

	(void)state;
	for (size_t i = 0; i < 2 * QP_HELD_OCTETS + 5; i++)
		buf_addc(&in, ' ');
	buf_adds(&in, "\r\nx");
	for (size_t i = 0; i < 2 * QP_HELD_OCTETS; i++)
		buf_addc(&want, ' ');
	buf_adds(&want, "\r\nx");
	check(buf_bytes(&in), 1, buf_bytes(&want), 0);
	check(buf_bytes(&in), 999, buf_bytes(&want), 0);
	check(buf_bytes(&in), in.n, buf_bytes(&want), 0);
	buf_fini(&in);
	buf_fini(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(many_blanks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
