/* SPDX-License-Identifier: BSD-2-Clause */
/* test_ring.c - when the next file begins, how files are named, which are kept. */
#include "capture/ring.h"
#include "capture_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[] = "/tmp/mailwire.test-XXXXXX";
static char path[64];

static int make_dir(void **state)
{
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(path, sizeof(path), "%s/mail.pcapng", dir);
	return 0;
}

static int remove_dir(void **state)
{
	(void)state;
	return rmdir(dir);
}

static struct capture_interface ethernet = { .linktype = 1, .received = UINT64_MAX,
					     .dropped_kernel = UINT64_MAX,
					     .dropped_interface = UINT64_MAX };
static const struct capture_facts facts = { .interfaces = &ethernet, .ninterfaces = 1 };
static const struct writer_options whole = { .application = "Mailwire", .everything = true };

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Reads the files left, in order, deletes them; "00001:3 00002:1 " frames in each.  No
   file may be larger than `most`. */
static void left(struct buf *out, off_t most)
{
	char *names[64];
	size_t n = 0;
	DIR *d = opendir(dir);
	struct dirent *entry;

	while ((entry = readdir(d)))
		if (entry->d_name[0] != '.')
			names[n++] = strdup(entry->d_name);
	closedir(d);
	qsort(names, n, sizeof(*names), by_name);
	for (size_t i = 0; i < n; i++) {
		char full[400];
		struct capture *c;
		struct frame f;
		struct stat st;
		struct err e;

		/* mail_00001_20261123083000.pcapng */
		assert_int_equal(strlen(names[i]), 32);
		assert_memory_equal(names[i], "mail_", 5);
		assert_string_equal(names[i] + 25, ".pcapng");
		snprintf(full, sizeof(full), "%s/%s", dir, names[i]);
		c = capture_open(full, &e);
		assert_non_null(c);
		while (capture_next(c, &f, &e) == STEP_ITEM)
			;
		assert_null(capture_facts(c)->damage);
		assert_string_equal(capture_facts(c)->application, "Mailwire");
		buf_printf(out, "%.5s:%d ", names[i] + 5, (int)capture_facts(c)->frames);
		capture_close(&c);
		assert_int_equal(stat(full, &st), 0);
		assert_true(st.st_size <= most);
		unlink(full);
		free(names[i]);
	}
}

/* Writes frames of 400 octets at these seconds. */
static void ring_gives(struct ring_options o, const int *seconds, size_t n, off_t most,
		       const char *want)
{
	uint8_t octets[400] = { 0 };
	struct err e = { 0 };
	struct ring *r = ring_open(path, &o, &whole, &e);
	struct buf got = { 0 };

	assert_string_equal(e.text, "");
	assert_int_equal(ring_files(r), 1);
	for (size_t i = 0; i < n; i++) {
		struct frame f = { .ts_ns = seconds[i] * INT64_C(1000000000),
				   .data = bytes_of(octets, sizeof(octets)),
				   .wire_octets = sizeof(octets) };

		assert_int_equal(ring_frame(r, &facts, &f, &e), 0);
	}
	assert_int_equal(ring_close(&r, &facts, &e), 0);
	left(&got, most);
	assert_string_equal(buf_cstr(&got), want);
	buf_fini(&got);
}

static const int seconds[] = { 100, 105, 109, 110, 111, 130, 130, 129, 141 };
enum { N = sizeof(seconds) / sizeof(seconds[0]) };

static void test_duration(void **state)
{
	(void)state;
	ring_gives((struct ring_options){ .seconds = 10 }, seconds, N, 100000,
		   "00001:3 00002:2 00003:3 00004:1 ");
	ring_gives((struct ring_options){ .seconds = 1000 }, seconds, N, 100000, "00001:9 ");
}

static void test_size(void **state)
{
	(void)state;
	/* About 100 octets of header, 100 of statistics, 432 for each frame. */
	ring_gives((struct ring_options){ .kilobytes = 2 }, seconds, N, 2000,
		   "00001:4 00002:4 00003:1 ");
	/* A frame that is larger than a file has one of its own. */
	ring_gives((struct ring_options){ .kilobytes = 1 }, seconds, 3, 1000,
		   "00001:1 00002:1 00003:1 ");
}

static void test_last_few_are_kept(void **state)
{
	(void)state;
	ring_gives((struct ring_options){ .seconds = 10, .files = 2 }, seconds, N, 100000,
		   "00003:3 00004:1 ");
	ring_gives((struct ring_options){ .kilobytes = 1, .files = 1 }, seconds, N, 100000,
		   "00009:1 ");
	ring_gives((struct ring_options){ .seconds = 10, .files = 9 }, seconds, N, 100000,
		   "00001:3 00002:2 00003:3 00004:1 ");
}

static void test_no_frames(void **state)
{
	(void)state;
	ring_gives((struct ring_options){ .seconds = 10 }, seconds, 0, 1000, "00001:0 ");
}

static void test_names(void **state)
{
	static const struct {
		const char *name, *stem, *extension;
	} cases[] = {
		{ "x.pcapng", "x_00001_", ".pcapng" },
		{ "x",        "x_00001_", "" },        /* the folder's dot is not one */
		{ "a.b.c",    "a.b_00001_", ".c" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ring_options o = { .seconds = 1 };
		char given[400], stem[400];
		struct ring *r;
		struct bytes got;
		struct err e;

		snprintf(given, sizeof(given), "%s/%s", dir, cases[i].name);
		snprintf(stem, sizeof(stem), "%s/%s", dir, cases[i].stem);
		r = ring_open(given, &o, &whole, &e);
		assert_non_null(r);
		got = bytes_str(ring_path(r));
		assert_true(bytes_starts(got, bytes_str(stem)));
		assert_true(bytes_ends(got, bytes_str(cases[i].extension)));
		assert_int_equal(got.n, strlen(stem) + 14 + strlen(cases[i].extension));
		unlink(ring_path(r));
		assert_int_equal(ring_close(&r, NULL, &e), 0);
	}
}

static void test_failures(void **state)
{
	struct ring_options o = { .seconds = 1 };
	struct err e;

	(void)state;
	assert_null(ring_open("/nonexistent/x.pcapng", &o, &whole, &e));
	assert_true(bytes_starts(bytes_str(e.text), B("cannot create /nonexistent/x_00001_")));
	assert_null(ring_open("-", &o, &whole, &e));
	assert_string_equal(e.text, "cannot write a row of files to standard output");
}

static void test_option(void **state)
{
	struct ring_options o = { 0 };

	(void)state;
	assert_true(ring_option(&o, "duration:60"));
	assert_true(ring_option(&o, "filesize:1000"));
	assert_true(ring_option(&o, "files:10"));
	assert_int_equal(o.seconds, 60);
	assert_int_equal(o.kilobytes, 1000);
	assert_int_equal(o.files, 10);
	assert_false(ring_option(&o, "files:0"));
	assert_false(ring_option(&o, "files:100001"));
	assert_false(ring_option(&o, "files:"));
	assert_false(ring_option(&o, "files:1x"));
	assert_false(ring_option(&o, "filesize"));
	assert_false(ring_option(&o, "packets:5"));
	assert_false(ring_option(&o, "filesize:99999999999999999999"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_duration),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_last_few_are_kept),
		cmocka_unit_test(test_no_frames),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_option),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
