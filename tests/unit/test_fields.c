/* SPDX-License-Identifier: BSD-2-Clause */
/* test_fields.c - header fields out of octets in any pieces, and what ends a header. */
#include "mime/fields.h"

#include "base/limits.h"
#include "guard.h"
#include "mime/header.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "[name|value|offset+octets]" for each field, "." at the end, "B<beginning of the body>" when
   the header just stops, "F" for a mbox line, "C" for a continuation of nothing. */
static const struct {
	struct bytes in;
	const char *out;
} rows[] = {
	{ B("\r\n"), "." },
	{ B("\n"), "." },
	{ B("A: b\r\n\r\n"), "[A| b|0+6]." },
	{ B("A: b\n\n"), "[A| b|0+5]." },
	{ B("A:b\r\nC:\r\n\r\n"), "[A|b|0+5][C||5+4]." },
	{ B("A: b\r\n c\r\n\td\r\n\r\n"), "[A| b\r\n c\r\n\td|0+14]." },
	{ B("A: b\r\n \r\n c\r\n\r\n"), "[A| b\r\n \r\n c|0+13]." },
	{ B("A : b\r\nC\t :d\r\n\r\n"), "[A| b|0+7][C|d|7+7]." },
	{ B("A: b\rc\r\n\r\n"), "[A| b\rc|0+8]." },
	{ B("A: b:c\r\n\r\n"), "[A| b:c|0+8]." },
	{ B("\xc3\xa9: b\r\n\r\n"), "[\xc3\xa9| b|0+7]." },
	/* no empty line */
	{ B("A: b\r\nbody text\r\n"), "[A| b|0+6]B<body t>" },
	{ B("body\r\n"), "B<body\r>" },
	{ B("A: b\r\n\rX"), "[A| b|0+6]B<\rX>" },
	{ B(": b\r\n"), "B<:>" },
	{ B("A: b\r\n\0: c\r\n"), "[A| b|0+6]B" },
	/* lines that are skipped */
	{ B("From a@b Mon\r\nA: b\r\n\r\n"), "F[A| b|14+6]." },
	{ B(">From a@b Mon\nA: b\n\n"), "F[A| b|14+5]." },
	{ B("From \nA: b\n\n"), "F[A| b|6+5]." },
	{ B("From : x\r\n\r\n"), "[From| x|0+10]." },
	{ B("Fromage x\r\n"), "B<Fromage x>" },
	{ B(" x\r\nA: b\r\n\r\n"), "C[A| b|4+6]." },
	/* the end of input */
	{ B("A: b"), "[A| b|0+4]." },
	{ B("A: b\r\nC"), "[A| b|0+6]B<C>" },
};

static void field(struct buf *out, const struct fields *f)
{
	struct mime_header h = fields_header(f);

	buf_addc(out, '[');
	buf_add(out, h.name);
	buf_addc(out, '|');
	buf_add(out, h.value);
	buf_printf(out, "|%llu+%llu]", (unsigned long long)h.offset,
		   (unsigned long long)h.octets);
}

/* Adds what the step says; true when the header is over. */
static bool told(struct buf *out, const struct fields *f, enum fields_step s)
{
	switch (s) {
	case FIELDS_FIELD:
		field(out, f);
		return false;
	case FIELDS_FOLD:
		buf_addc(out, 'C');
		return false;
	case FIELDS_FROM:
		buf_addc(out, 'F');
		return false;
	case FIELDS_MORE:
		return false;
	case FIELDS_END:
		buf_addc(out, '.');
		return true;
	case FIELDS_BODY:
		buf_adds(out, "B");
		if (f->line.p[0] != 0) {
			buf_addc(out, '<');
			buf_add(out, buf_bytes(&f->line));
			buf_addc(out, '>');
		}
		return true;
	}
	return true;
}

static void read_header(struct buf *out, struct bytes in, size_t step)
{
	struct fields f = { 0 };
	enum fields_step s;
	bool over = false;

	for (; in.n && !over; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);

		do {
			s = fields_push(&f, &piece);
			over = told(out, &f, s);
		} while (!over && s != FIELDS_MORE);
	}
	while (!over)
		over = told(out, &f, fields_break(&f));
	fields_fini(&f);
}

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guard g;
		struct bytes in = guard_init(&g, rows[i].in);

		for (size_t step = 1; step <= in.n + 1; step++) {
			struct buf out = { 0 };

			read_header(&out, in, step);
			assert_string_equal(buf_cstr(&out), rows[i].out);
			buf_fini(&out);
		}
		guard_fini(&g);
	}
}

/* What is known of a value before anybody reads it. */
static void values(void **state)
{
	static const struct {
		struct bytes in;
		const char *line; /* NULL: folded */
		bool ascii, plain;
	} of[] = {
		{ B("A: b c \r\nB"), "b c", true, true },
		{ B("A:\r\nB"), "", true, true },
		{ B("A: b\r\n \r\nB"), "b", true, true },
		{ B("A: b\r\n c\r\nB"), NULL, true, false },
		{ B("A: a long one with = in it\r\nB"), "a long one with = in it", true, true },
		{ B("A: two ==? in it\r\nB"), "two ==? in it", true, false },
		{ B("A: =\r\nB"), "=", true, true },
		{ B("A: a long one with \xc3\xa4 in it\r\nB"), "a long one with \xc3\xa4 in it", false, false },
		{ B("A\xff: b\r\nB"), "b", false, false },
		{ B("A: \xff\r\nB"), "\xff", false, false },
	};
	static const struct bytes nul = B("A: a long one with \0 in it\r\nB");
	struct fields f = { 0 };
	struct bytes in = nul;

	(void)state;
	assert_int_equal(fields_push(&f, &in), FIELDS_FIELD);
	assert_false(fields_header(&f).ascii || fields_header(&f).plain);
	fields_fini(&f);
	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
		for (size_t step = 1; step <= of[i].in.n; step++) {
			struct fields g = { 0 };
			struct mime_header h;
			enum fields_step s = FIELDS_MORE;

			for (size_t at = 0; s == FIELDS_MORE; at += step) {
				in = bytes_sub(of[i].in, at, step);
				s = fields_push(&g, &in);
			}
			h = fields_header(&g);
			assert_int_equal(h.ascii, of[i].ascii);
			assert_int_equal(h.plain, of[i].plain);
			assert_int_equal(h.line.p != NULL, of[i].line != NULL);
			assert_true(bytes_eq(h.line, bytes_str(of[i].line)));
			fields_fini(&g);
		}
	}
}

/* A field over the cap keeps its beginning and counts all; a name over its cap is none. */
static void limits(void **state)
{
	struct buf in = { 0 };
	struct fields f = { 0 };
	struct bytes b;

	(void)state;
	buf_adds(&in, "A: ");
	for (size_t i = 0; i < 2 * LIMIT_HEADER_OCTETS; i++)
		buf_addc(&in, 'x');
	buf_adds(&in, "\r\n\r\n");
	b = buf_bytes(&in);
	assert_int_equal(fields_push(&f, &b), FIELDS_FIELD);
	assert_int_equal(f.octets, 2 * LIMIT_HEADER_OCTETS + 5);
	assert_int_equal(f.field.n, LIMIT_HEADER_OCTETS);
	assert_int_equal(fields_header(&f).value.n, LIMIT_HEADER_OCTETS - 2);
	assert_int_equal(fields_push(&f, &b), FIELDS_END);

	fields_reset(&f, 0);
	buf_clear(&in);
	for (size_t i = 0; i < LIMIT_HEADER_NAME + 1; i++)
		buf_addc(&in, 'x');
	buf_adds(&in, ": y\r\n");
	b = buf_bytes(&in);
	assert_int_equal(fields_push(&f, &b), FIELDS_BODY);
	assert_int_equal(f.line.n, LIMIT_HEADER_NAME + 1);
	fields_fini(&f);
	buf_fini(&in);
}

/* The rest of the line a gap falls into is no field; the next one says what is missing. */
static void gap(void **state)
{
	struct buf out = { 0 };
	struct fields f = { 0 };
	struct bytes b = B("A: b\r\nC: d");

	(void)state;
	assert_int_equal(fields_push(&f, &b), FIELDS_FIELD);
	assert_false(f.field_gap);
	assert_int_equal(fields_push(&f, &b), FIELDS_MORE);
	assert_int_equal(fields_break(&f), FIELDS_FIELD);
	assert_true(bytes_eq(fields_header(&f).value, B(" d")));
	fields_gap(&f, 100);
	b = B("E: f\r\nG: h\r\n\r\n");
	assert_int_equal(fields_push(&f, &b), FIELDS_FIELD);
	field(&out, &f);
	assert_string_equal(buf_cstr(&out), "[G| h|116+6]");
	assert_true(f.field_gap);
	assert_int_equal(fields_push(&f, &b), FIELDS_END);
	fields_fini(&f);
	buf_fini(&out);
}

static const struct {
	struct bytes in;
	const char *unfolded, *text, *angle, *squeezed;
} fields[] = {
	{ B(" a\r\n b\n\tc \r\n"), "a b\tc", "a b\tc", "a b\tc", "abc" },
	{ B(" =?utf-8?Q?a?=\r\n =?utf-8?Q?b?="), "=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab",
	  "=?utf-8?Q?a?= =?utf-8?Q?b?=", "=?utf-8?Q?a?==?utf-8?Q?b?=" },
	{ B(" <a @ b> (x)"), "<a @ b> (x)", "<a @ b> (x)", "a @ b", "<a@b>" },
	{ B("<>"), "<>", "<>", "", "<>" },
	{ B("a\rb"), "a\rb", "a\rb", "a\rb", "ab" },
	{ B("(a(b\\)c)d) x"), "(a(b\\)c)d) x", "(a(b\\)c)d) x", "(a(b\\)c)d) x", "x" },
	{ B(""), "", "", "", "" },
};

static void bodies_of_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		struct buf u = { 0 }, t = { 0 }, s = { 0 }, a = { 0 };
		struct guard g;
		struct bytes in = guard_init(&g, fields[i].in);

		header_unfold(&u, in);
		assert_string_equal(buf_cstr(&u), fields[i].unfolded);
		header_text(&t, in);
		assert_string_equal(buf_cstr(&t), fields[i].text);
		buf_add(&a, header_angle(buf_bytes(&u)));
		assert_string_equal(buf_cstr(&a), fields[i].angle);
		header_squeeze(&s, buf_bytes(&u));
		assert_string_equal(buf_cstr(&s), fields[i].squeezed);
		buf_fini(&u);
		buf_fini(&t);
		buf_fini(&a);
		buf_fini(&s);
		guard_fini(&g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(values),
		cmocka_unit_test(limits),
		cmocka_unit_test(gap),
		cmocka_unit_test(bodies_of_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
