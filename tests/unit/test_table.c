/* SPDX-License-Identifier: BSD-2-Clause */
/* test_table.c - columns: widths, cutting, leaving out, order. */
#include "sink/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct bench {
	FILE *file;
	char *text;
	size_t n;
	struct out out;
	struct table *table;
	struct err err;
};

static const struct column columns[] = {
	{ .title = "#", .right = true },
	{ .title = "NAME", .cut = 4 },
	{ .title = "SIZE", .right = true, .drop = 1 },
	{ .title = "STATE" },
};

static void begin(struct bench *b, size_t terminal, bool color)
{
	const struct look look = { color, terminal };

	*b = (struct bench){ 0 };
	b->file = open_memstream(&b->text, &b->n);
	assert_non_null(b->file);
	out_init(&b->out, b->file);
	b->table = table_new(columns, 4, &b->out, &look);
}

static void row(struct bench *b, uint64_t number, const char *name, const char *size,
		const char *state)
{
	const char *cells[] = { name, size, state };

	buf_addu64(table_cell(b->table), number);
	table_cell_end(b->table, PLAIN);
	for (size_t i = 0; i < 3; i++) {
		buf_adds(table_cell(b->table), cells[i]);
		table_cell_end(b->table, i == 2 ? RED : PLAIN);
	}
	assert_int_equal(table_row_end(b->table, number, &b->err), 0);
}

static void end(struct bench *b, const char *expected)
{
	assert_int_equal(table_finish(b->table, "nothing", &b->err), 0);
	fflush(b->file);
	if (expected)
		assert_string_equal(b->text, expected);
}

static void clear(struct bench *b)
{
	table_free(&b->table);
	out_fini(&b->out);
	fclose(b->file);
	free(b->text);
}

static void columns_are_as_wide_as_their_rows(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 0, false);
	row(&b, 1, "alice", "1,234", "complete");
	row(&b, 2, "b", "5", "");
	end(&b, "#  NAME    SIZE  STATE\n"
		"1  alice  1,234  complete\n"
		"2  b          5  -\n");
	clear(&b);
}

static void wide_and_combining_characters_are_counted_as_columns(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 0, false);
	row(&b, 1, "\xe4\xb8\xad\xe6\x96\x87", "1", "x");
	row(&b, 2, "e\xcc\x81""abc", "22", "y");
	end(&b, "#  NAME  SIZE  STATE\n"
		"1  \xe4\xb8\xad\xe6\x96\x87     1  x\n"
		"2  e\xcc\x81""abc    22  y\n");
	clear(&b);
}

static void a_terminal_cuts_what_may_be_cut(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 24, false);
	row(&b, 1, "alexandra", "1,234", "complete");
	end(&b, "#  NAME   SIZE  STATE\n"
		"1  ale\xe2\x80\xa6  1,234  complete\n");
	clear(&b);
}

static void then_leaves_out_columns_and_says_so(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 22, false);
	row(&b, 1, "alexandra", "1,234", "complete");
	end(&b, "#  NAME       STATE\n"
		"1  alexandra  complete\n"
		"(no room for SIZE;\n `| cat` shows all)\n");
	clear(&b);
}

/* Comfortable widths first, then columns go, then what is left is cut to the least. */
static void then_cuts_further(void **state)
{
	static const struct column two[] = {
		{ .title = "NAME", .middle = true, .cut = 12, .least = 7 },
		{ .title = "B", .drop = 1 },
	};
	static const struct {
		size_t terminal;
		const char *name, *shown;
	} cases[] = {
		{ 17, "192.0.2.1:1025", "NAME            B\n192.0.2.1:1025  b\n" },
		{ 15, "192.0.2.1:1025", "NAME          B\n192.0.\xe2\x80\xa6:1025  b\n" },
		{ 14, "192.0.2.1:1025", "NAME\n192.0.2.1:1025\n(no room for B;\n `| cat` shows all)\n" },
		{ 9, "192.0.2.1:1025", "NAME\n192.\xe2\x80\xa6""1025\n(no room for B;\n `| cat` shows all)\n" },
		{ 3, "192.0.2.1:1025", "NAME\n192\xe2\x80\xa6""025\n(no room for B;\n `| cat` shows all)\n" },
		{ 9, "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad",
		  "NAME\n\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe2\x80\xa6\n"
		  "(no room for B;\n `| cat` shows all)\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct bench b = { 0 };
		const struct look look = { false, cases[i].terminal };

		b.file = open_memstream(&b.text, &b.n);
		out_init(&b.out, b.file);
		b.table = table_new(two, 2, &b.out, &look);
		buf_adds(table_cell(b.table), cases[i].name);
		table_cell_end(b.table, PLAIN);
		buf_adds(table_cell(b.table), "b");
		table_cell_end(b.table, PLAIN);
		assert_int_equal(table_row_end(b.table, 0, &b.err), 0);
		end(&b, cases[i].shown);
		clear(&b);
	}
}

static void a_pipe_gets_whole_values(void **state)
{
	char longer[61];
	char expected[400];
	struct bench b;

	(void)state;
	memset(longer, 'x', 60);
	longer[60] = 0;
	begin(&b, 0, false);
	row(&b, 1, longer, "1", "a");
	row(&b, 2, "y", "2", "b");
	snprintf(expected, sizeof(expected),
		 "#  %-40s  SIZE  STATE\n1  %s     1  a\n2  %-40s     2  b\n", "NAME", longer, "y");
	end(&b, expected);
	clear(&b);
}

static void rows_come_in_the_order_of_their_numbers(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 0, false);
	row(&b, 3, "c", "3", "x");
	row(&b, 1, "a", "1", "x");
	row(&b, 2, "b", "2", "x");
	row(&b, 6, "f", "6", "x"); /* 4 and 5 never come */
	end(&b, "#  NAME  SIZE  STATE\n"
		"1  a        1  x\n"
		"2  b        2  x\n"
		"3  c        3  x\n"
		"6  f        6  x\n");
	clear(&b);
}

static void after_the_sample_rows_leave_at_once(void **state)
{
	struct bench b;
	size_t before;

	(void)state;
	begin(&b, 0, false);
	for (uint64_t i = 1; i < TABLE_SAMPLE; i++)
		row(&b, i, "a", "1", "x");
	out_flush(&b.out, &b.err);
	assert_int_equal(b.n, 0);
	row(&b, TABLE_SAMPLE, "a", "1", "x");
	out_flush(&b.out, &b.err);
	before = b.n;
	assert_true(before > 0);
	row(&b, TABLE_SAMPLE + 2, "late", "1", "x");
	out_flush(&b.out, &b.err);
	assert_int_equal(b.n, before);
	row(&b, TABLE_SAMPLE + 1, "a", "1", "x");
	out_flush(&b.out, &b.err);
	assert_true(b.n > before);
	end(&b, NULL);
	clear(&b);
}

static void many_rows_in_reverse(void **state)
{
	struct bench b;
	const char *at;

	(void)state;
	begin(&b, 0, false);
	for (uint64_t i = 5000; i > 0; i--)
		row(&b, i, "a", "1", "x");
	end(&b, NULL);
	at = strchr(b.text, '\n');
	for (unsigned i = 1; i <= 5000; i++, at = strchr(at + 1, '\n'))
		assert_int_equal(strtoul(at + 1, NULL, 10), i);
	clear(&b);
}

static void colour_only_where_it_is_wanted(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 80, true);
	row(&b, 1, "a", "1", "x");
	end(&b, "\033[1m#\033[0m  \033[1mNAME\033[0m  \033[1mSIZE\033[0m  \033[1mSTATE\033[0m\n"
		"1  a        1  \033[31mx\033[0m\n");
	clear(&b);
}

static void an_empty_table(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 0, false);
	end(&b, "#  NAME  SIZE  STATE\n");
	clear(&b);
	begin(&b, 80, false);
	end(&b, "nothing\n");
	clear(&b);
}

static void what_waits_is_freed_unshown(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 0, false);
	row(&b, 1, "a", "1", "x");
	row(&b, 9, "b", "1", "x");
	buf_adds(table_cell(b.table), "half a row");
	clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_as_wide_as_their_rows),
		cmocka_unit_test(wide_and_combining_characters_are_counted_as_columns),
		cmocka_unit_test(a_terminal_cuts_what_may_be_cut),
		cmocka_unit_test(then_leaves_out_columns_and_says_so),
		cmocka_unit_test(then_cuts_further),
		cmocka_unit_test(a_pipe_gets_whole_values),
		cmocka_unit_test(rows_come_in_the_order_of_their_numbers),
		cmocka_unit_test(after_the_sample_rows_leave_at_once),
		cmocka_unit_test(many_rows_in_reverse),
		cmocka_unit_test(colour_only_where_it_is_wanted),
		cmocka_unit_test(an_empty_table),
		cmocka_unit_test(what_waits_is_freed_unshown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
