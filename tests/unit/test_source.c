/* SPDX-License-Identifier: BSD-2-Clause */
/* test_source.c - blocks, views, and what a source says when nothing comes. */
#include "capture/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <unistd.h>

static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static struct bytes all(void)
{
	return bytes_str(digits);
}

static void test_any_shape_gives_the_same_octets(void **state)
{
	(void)state;
	for (size_t chunk = 1; chunk < 40; chunk++) {
		for (size_t block = 1; block < 40; block++) {
			struct source *s = source_new(source_input_bytes(all(), chunk), block);

			for (size_t at = 0, n = 1; at < 36; at += n, n = n % 5 + 1) {
				struct bytes want = bytes_sub(all(), at, n);
				struct bytes got = source_need(s, n);

				assert_true(bytes_eq(got, want));
				assert_int_equal(source_offset(s), at);
				source_take(s, got.n);
			}
			assert_int_equal(source_need(s, 1).n, 0);
			assert_int_equal(s->state, SOURCE_ENDED);
			source_free(&s);
		}
	}
}

/* Nothing is copied: what is next in the file is next in memory, until a block ends. */
static void test_octets_are_views(void **state)
{
	struct source *s = source_new(source_input_bytes(all(), SIZE_MAX), 1024);
	const uint8_t *first = source_need(s, 4).p;

	(void)state;
	source_take(s, 4);
	for (size_t at = 4; at < 36; at += 4) {
		assert_ptr_equal(source_need(s, 4).p, first + at);
		source_take(s, 4);
	}
	source_free(&s);
}

static void test_block_grows_for_one_record(void **state)
{
	struct source *s = source_new(source_input_bytes(all(), 3), 4);

	(void)state;
	assert_true(bytes_eq(source_need(s, 2), B("01")));
	source_take(s, 1);
	assert_true(bytes_eq(source_need(s, 30), bytes_sub(all(), 1, 30)));
	source_take(s, 30);
	assert_true(bytes_eq(source_need(s, 100), bytes_from(all(), 31)));
	assert_int_equal(s->state, SOURCE_ENDED);
	assert_int_equal(s->octets, 36);
	source_free(&s);
}

/* A pipe that has half a record says so, keeps it, and goes on later. */
static void test_pipe_waits(void **state)
{
	struct source_input input;
	struct source *s;
	struct stat st;
	struct err e;
	int ends[2], saved = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(source_input_file(&input, "-", NULL, &st, &e), 0);
	assert_true(input.stalls);
	s = source_new(input, 64);
	assert_int_equal(write(ends[1], "abc", 3), 3);
	assert_true(bytes_eq(source_need(s, 5), B("abc")));
	assert_int_equal(s->state, SOURCE_WAITING);
	assert_int_equal(write(ends[1], "def", 3), 3);
	assert_true(bytes_eq(source_need(s, 5), B("abcde")));
	assert_int_equal(s->state, SOURCE_OPEN);
	close(ends[1]);
	assert_int_equal(source_need(s, 9).n, 6);
	assert_int_equal(s->state, SOURCE_ENDED);
	source_free(&s);
	close(ends[0]);
	dup2(saved, STDIN_FILENO);
	close(saved);
}

static void test_stop_ends_a_wait(void **state)
{
	volatile sig_atomic_t stop = 1;
	struct source_input input;
	struct source *s;
	struct stat st;
	struct err e;
	int ends[2], saved = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(source_input_file(&input, "-", &stop, &st, &e), 0);
	s = source_new(input, 64);
	assert_int_equal(source_need(s, 5).n, 0);
	assert_int_equal(s->state, SOURCE_ENDED);
	source_free(&s);
	close(ends[0]);
	close(ends[1]);
	dup2(saved, STDIN_FILENO);
	close(saved);
}

static void test_failure_names_the_file(void **state)
{
	struct source_input input;
	struct source *s;
	struct stat st;
	struct err e;

	(void)state;
	assert_int_equal(source_input_file(&input, "/nonexistent/x", NULL, &st, &e), -1);
	assert_string_equal(e.text, "cannot open /nonexistent/x: No such file or directory");
	assert_int_equal(source_input_file(&input, "/", NULL, &st, &e), 0);
	s = source_new(input, 64);
	assert_int_equal(source_need(s, 1).n, 0);
	assert_int_equal(s->state, SOURCE_FAILED);
	assert_string_equal(s->err.text, "cannot read /: Is a directory");
	source_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_shape_gives_the_same_octets),
		cmocka_unit_test(test_octets_are_views),
		cmocka_unit_test(test_block_grows_for_one_record),
		cmocka_unit_test(test_pipe_waits),
		cmocka_unit_test(test_stop_ends_a_wait),
		cmocka_unit_test(test_failure_names_the_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
