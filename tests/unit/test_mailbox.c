/* SPDX-License-Identifier: BSD-2-Clause */
/* test_mailbox.c - what is told about mails comes together by their number. */
#include "proto/mailbox.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct hash_key key = { 1, 2 };

static void lists_and_ids_are_joined(void **state)
{
	struct mailbox b;
	struct ev_row row;

	(void)state;
	mailbox_init(&b);
	assert_null(mailbox_find(&b, key, 1));
	assert_true(mailbox_read_sizes(B("7 1200"), &row));
	mailbox_row(&b, key, &row);
	assert_true(mailbox_read_uid(B("7 uid-of-seven"), &row));
	mailbox_row(&b, key, &row);
	assert_int_equal(mailbox_find(&b, key, 7)->octets, 1200);
	assert_true(bytes_eq(mailbox_uid(&b, mailbox_find(&b, key, 7)), B("uid-of-seven")));
	assert_null(mailbox_find(&b, key, 8));
	assert_null(mailbox_uid(&b, NULL).p);
	mailbox_fini(&b);
}

static void rows_are_read(void **state)
{
	struct ev_row row;

	(void)state;
	assert_true(mailbox_read_sizes(B("1 120"), &row));
	assert_int_equal(row.number, 1);
	assert_int_equal(row.octets, 120);
	assert_true(mailbox_read_sizes(B(" 2  320 octets in all"), &row));
	assert_int_equal(row.octets, 320);
	assert_false(mailbox_read_sizes(B("1"), &row));
	assert_false(mailbox_read_sizes(B("x 1"), &row));
	assert_false(mailbox_read_sizes(B("1 99999999999999999999"), &row));
	assert_true(mailbox_read_uid(B("1 !~"), &row));
	assert_true(bytes_eq(row.uid, B("!~")));
	assert_false(mailbox_read_uid(B("1 "), &row));
	assert_false(mailbox_read_uid(B(""), &row));
}

/* Any numbers in any order, and never more than the cap. */
static void a_box_has_a_cap(void **state)
{
	struct mailbox b;

	(void)state;
	mailbox_init(&b);
	for (uint64_t i = 0; i < LIMIT_LISTING + 10; i++) {
		struct ev_row row = { .number = UINT64_MAX - 1 - i * 977, .octets = i };

		mailbox_row(&b, key, &row);
	}
	assert_int_equal(b.nmails, LIMIT_LISTING);
	assert_true(b.cut);
	assert_int_equal(mailbox_find(&b, key, UINT64_MAX - 1 - 977 * 5)->octets, 5);
	mailbox_fini(&b);
}

static void ids_have_a_cap(void **state)
{
	static const char id[1000];
	struct mailbox b;
	struct ev_row row = { .octets = NO_U64, .uid = { (const uint8_t *)id, sizeof(id) } };

	(void)state;
	mailbox_init(&b);
	for (row.number = 1; row.number <= LIMIT_LISTING_OCTETS / sizeof(id) + 5; row.number++)
		mailbox_row(&b, key, &row);
	assert_true(b.cut);
	assert_true(b.uids.n <= LIMIT_LISTING_OCTETS);
	mailbox_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_and_ids_are_joined),
		cmocka_unit_test(rows_are_read),
		cmocka_unit_test(a_box_has_a_cap),
		cmocka_unit_test(ids_have_a_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
