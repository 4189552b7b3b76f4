/* SPDX-License-Identifier: BSD-2-Clause */
/* test_record.c - the tables made from fields.def. */
#include "event/event.h"
#include "event/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void every_field_is_absent_after_init(void **state)
{
	(void)state;
	for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++) {
		size_t n;
		const struct field *f = record_fields(kind, &n);
		void *record = malloc(record_size(kind));

		assert_non_null(record);
		memset(record, 0x5a, record_size(kind));
		record_init(kind, record);
		assert_true(n > 0);
		for (size_t i = 0; i < n; i++) {
			if (strcmp(f[i].key, "event.dataset") == 0)
				assert_true(field_present(&f[i], record));
			else if (field_present(&f[i], record))
				fail_msg("%s is present", f[i].key);
		}
		free(record);
	}
}

static void keys_are_unique_and_fields_inside(void **state)
{
	(void)state;
	for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++) {
		size_t n;
		const struct field *f = record_fields(kind, &n);

		for (size_t i = 0; i < n; i++) {
			assert_true(f[i].offset < record_size(kind));
			for (size_t k = 0; k < i; k++) {
				assert_string_not_equal(f[i].key, f[k].key);
				assert_int_not_equal(f[i].offset, f[k].offset);
			}
		}
	}
}

/* No key may be both a value and the object around another: that cannot be nested. */
static void no_key_is_the_beginning_of_another(void **state)
{
	(void)state;
	for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++) {
		size_t n;
		const struct field *f = record_fields(kind, &n);

		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n; k++) {
				size_t len = strlen(f[i].key);

				if (strncmp(f[i].key, f[k].key, len) == 0 && f[k].key[len] == '.')
					fail_msg("%s and %s", f[i].key, f[k].key);
			}
	}
}

static const struct field *find(enum record_kind kind, const char *key)
{
	size_t n;
	const struct field *f = record_fields(kind, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(f[i].key, key) == 0)
			return &f[i];
	fail_msg("no field %s", key);
	return NULL;
}

static void heads_say_which_record_it_is(void **state)
{
	struct ev_session s;
	struct ev_command c;
	struct ev_auth a;
	struct ev_message m;

	(void)state;
	record_init(RECORD_SESSION, &s);
	record_init(RECORD_COMMAND, &c);
	record_init(RECORD_AUTH, &a);
	record_init(RECORD_MESSAGE, &m);
	assert_string_equal(s.head.dataset, "mailwire.session");
	assert_string_equal(c.head.dataset, "mailwire.command");
	assert_string_equal(a.head.dataset, "mailwire.auth");
	assert_string_equal(m.head.dataset, "mailwire.message");
}

static void presence_follows_the_value(void **state)
{
	struct ev_message m;

	(void)state;
	record_init(RECORD_MESSAGE, &m);
	m.size = 0;
	m.complete = 0;
	m.subject = B("");
	m.date = 0;
	m.head.client_ip.family = 4;
	assert_true(field_present(find(RECORD_MESSAGE, "mailwire.message.size"), &m));
	assert_true(field_present(find(RECORD_MESSAGE, "mailwire.message.complete"), &m));
	assert_true(field_present(find(RECORD_MESSAGE, "email.subject"), &m));
	assert_true(field_present(find(RECORD_MESSAGE, "email.origination_timestamp"), &m));
	assert_true(field_present(find(RECORD_MESSAGE, "source.ip"), &m));
	assert_false(field_present(find(RECORD_MESSAGE, "destination.ip"), &m));
}

static void rows_come_with_their_kind(void **state)
{
	static const struct {
		enum record_kind kind;
		const char *key;
		enum record_kind rows;
	} cases[] = {
		{ RECORD_MESSAGE, "mailwire.message.frames", RECORD_SPAN },
		{ RECORD_MESSAGE, "mailwire.envelope.rcpt", RECORD_RCPT },
		{ RECORD_MESSAGE, "mailwire.mime.parts", RECORD_PART },
		{ RECORD_MESSAGE, "email.attachments", RECORD_FILE },
		{ RECORD_AUTH, "mailwire.auth.exchange", RECORD_WORD },
		{ RECORD_COMMAND, "mailwire.listing", RECORD_ROW },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		union {
			struct ev_message message;
			struct ev_auth auth;
			struct ev_command command;
		} r;
		const struct field *f = find(cases[i].kind, cases[i].key);
		struct ev_spans three = { (void *)&three, 3 };
		const void *rows;
		size_t n;

		record_init(cases[i].kind, &r);
		memcpy((char *)&r + f->offset, &three, sizeof(three));
		assert_int_equal(field_rows(f, &r, &rows, &n), cases[i].rows);
		assert_ptr_equal(rows, &three);
		assert_int_equal(n, 3);
		assert_true(field_present(f, &r));
	}
}

/* Whoever gives numbers anew finds the number of a message in each kind that has one. */
static void message_numbers(void **state)
{
	union {
		struct ev_head head;
		char room[8192];
	} record;

	(void)state;
	for (enum record_kind kind = 0; kind < RECORD_COUNT; kind++) {
		size_t n;
		const struct field *f = record_fields(kind, &n);
		void *want = NULL;

		assert_true(record_size(kind) <= sizeof(record));
		for (size_t i = 0; i < n; i++)
			if (strcmp(f[i].key, "mailwire.message_id") == 0)
				want = record.room + f[i].offset;
		assert_ptr_equal(record_message_id(kind, &record), want);
	}
}

/* Every record that is told as an event is known as one. */
static void events_of_records(void **state)
{
	enum record_kind kind;

	(void)state;
	for (unsigned ev = 0; ev < 32; ev++)
		if (EV_RECORDS & 1u << ev)
			assert_true(event_record((enum event_kind)ev, &kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(message_numbers),
		cmocka_unit_test(events_of_records),
		cmocka_unit_test(every_field_is_absent_after_init),
		cmocka_unit_test(keys_are_unique_and_fields_inside),
		cmocka_unit_test(no_key_is_the_beginning_of_another),
		cmocka_unit_test(heads_say_which_record_it_is),
		cmocka_unit_test(presence_follows_the_value),
		cmocka_unit_test(rows_come_with_their_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
