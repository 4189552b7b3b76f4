/* SPDX-License-Identifier: BSD-2-Clause */
/* test_quantile.c - percentiles: exact while there are few, close when there are many. */
#include "base/quantile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void nothing_has_no_percentiles(void **state)
{
	struct quantile q = { 0 };

	(void)state;
	assert_int_equal(quantile_at(&q, 500), 0);
	quantile_fini(&q);
}

static void few_values_are_exact(void **state)
{
	static const int64_t values[] = { 30, 10, 20, 50, 40 };
	struct quantile q = { 0 };

	(void)state;
	for (size_t i = 0; i < 5; i++)
		quantile_add(&q, values[i]);
	assert_int_equal(quantile_at(&q, 0), 10);
	assert_int_equal(quantile_at(&q, 200), 10);
	assert_int_equal(quantile_at(&q, 201), 20);
	assert_int_equal(quantile_at(&q, 500), 30);
	assert_int_equal(quantile_at(&q, 900), 50);
	assert_int_equal(quantile_at(&q, 1000), 50);
	assert_int_equal(q.sum, 150);
	/* and more may be added behind a question */
	quantile_add(&q, 60);
	assert_int_equal(quantile_at(&q, 500), 30);
	assert_int_equal(quantile_at(&q, 1000), 60);
	quantile_fini(&q);
}

static void one_value_is_all_percentiles(void **state)
{
	struct quantile q = { 0 };

	(void)state;
	quantile_add(&q, 123456789);
	for (unsigned p = 0; p <= 1000; p += 100)
		assert_int_equal(quantile_at(&q, p), 123456789);
	quantile_fini(&q);
}

/* 1 .. n in an order that is not sorted: percentile p is known. */
static void many(int64_t n, int64_t step, int64_t scale)
{
	static const unsigned ps[] = { 10, 250, 500, 900, 990, 999 };
	struct quantile q = { 0 };

	for (int64_t i = 0, v = 0; i < n; i++, v = (v + step) % n)
		quantile_add(&q, (v + 1) * scale);
	assert_int_equal(q.n, n);
	assert_int_equal(q.least, scale);
	assert_int_equal(q.greatest, n * scale);
	for (size_t i = 0; i < sizeof(ps) / sizeof(ps[0]); i++) {
		int64_t want = (n * ps[i] + 999) / 1000 * scale, got = quantile_at(&q, ps[i]);
		int64_t off = got > want ? got - want : want - got;

		if (n <= QUANTILE_EXACT)
			assert_int_equal(got, want);
		else
			assert_true(off * 100 <= want);
	}
	assert_int_equal(quantile_at(&q, 1000), n * scale);
	quantile_fini(&q);
}

static void many_values_are_close(void **state)
{
	(void)state;
	many(QUANTILE_EXACT, 101, 1000);
	many(QUANTILE_EXACT + 1, 101, 1000);
	many(10007, 101, 1);
	many(10007, 101, 1000000);
	many(10007, 101, INT64_C(100000000000));
}

static void the_order_does_not_matter(void **state)
{
	struct quantile a = { 0 }, b = { 0 };

	(void)state;
	for (int64_t i = 0; i < 5000; i++) {
		quantile_add(&a, i * i);
		quantile_add(&b, (4999 - i) * (4999 - i));
	}
	for (unsigned p = 0; p <= 1000; p++)
		assert_int_equal(quantile_at(&a, p), quantile_at(&b, p));
	quantile_fini(&a);
	quantile_fini(&b);
}

static void extremes_have_a_place(void **state)
{
	struct quantile q = { 0 };

	(void)state;
	for (int i = 0; i < 300; i++) {
		quantile_add(&q, INT64_MAX);
		quantile_add(&q, -5);
		quantile_add(&q, 0);
		quantile_add(&q, 63);
		quantile_add(&q, 64);
	}
	assert_int_equal(q.least, 0);
	assert_int_equal(quantile_at(&q, 400), 0);
	assert_int_equal(quantile_at(&q, 600), 63);
	assert_int_equal(quantile_at(&q, 800), 64);
	assert_int_equal(quantile_at(&q, 1000), INT64_MAX);
	assert_int_equal(q.sum, INT64_MAX);
	quantile_fini(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_has_no_percentiles),
		cmocka_unit_test(few_values_are_exact),
		cmocka_unit_test(one_value_is_all_percentiles),
		cmocka_unit_test(many_values_are_close),
		cmocka_unit_test(the_order_does_not_matter),
		cmocka_unit_test(extremes_have_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
