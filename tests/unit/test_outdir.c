/* SPDX-License-Identifier: BSD-2-Clause */
/* test_outdir.c - files that are whole or not there, and nothing overwritten. */
#define _GNU_SOURCE
#include "sink/outdir.h"
#include "base/limits.h"
#include "tempdir.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>

#include <cmocka.h>

static struct outdir *opened(struct tempdir *t)
{
	struct outdir *d;
	struct err e;

	tempdir_init(t);
	d = outdir_new(t->path, "marker", &e);
	assert_non_null(d);
	return d;
}

static int publish(struct outdir *d, const char *name, const char *text, bool subdir, bool number,
		   struct buf *got, struct err *e)
{
	struct outfile *f = outfile_new(d, bytes_str(name));

	if (*text && outfile_write(f, bytes_str(text), e) < 0) {
		outfile_discard(&f);
		return -1;
	}
	buf_clear(got);
	return outfile_publish(&f, subdir, number, got, e);
}

static void expect_file(struct tempdir *t, const char *name, const char *text)
{
	char *is = tempdir_read(t, name, NULL);

	assert_non_null(is);
	assert_string_equal(is, text);
	free(is);
}

static void a_file_appears_when_it_is_whole(void **state)
{
	struct tempdir t;
	struct outdir *d = opened(&t);
	struct outfile *f = outfile_new(d, B("a.eml"));
	struct buf got = { 0 };
	struct err e;

	(void)state;
	assert_int_equal(tempdir_count(&t, ""), 0);
	assert_int_equal(outfile_write(f, B("one "), &e), 0);
	assert_int_equal(outfile_write(f, B("two"), &e), 0);
	assert_int_not_equal(access(tempdir_at(&t, "a.eml"), F_OK), 0);
	assert_int_equal(outfile_publish(&f, false, false, &got, &e), 0);
	assert_null(f);
	assert_string_equal(buf_cstr(&got), "a.eml");
	expect_file(&t, "a.eml", "one two");
	assert_int_equal(publish(d, "empty", "", false, false, &got, &e), 0);
	expect_file(&t, "empty", "");
	assert_int_equal(tempdir_count(&t, ""), 2);
	buf_fini(&got);
	outdir_free(&d);
	tempdir_fini(&t);
}

static void nothing_is_overwritten_or_followed(void **state)
{
	struct tempdir t;
	struct outdir *d = opened(&t);
	struct buf got = { 0 };
	struct err e;
	char target[128];

	(void)state;
	tempdir_write(&t, "a.eml", "mine");
	assert_int_equal(publish(d, "a.eml", "yours", false, false, &got, &e), -1);
	assert_int_equal(e.errnum, EEXIST);
	expect_file(&t, "a.eml", "mine");

	/* A link that leads nowhere is not followed into being. */
	strcpy(target, tempdir_at(&t, "target"));
	assert_int_equal(symlink(target, tempdir_at(&t, "b.eml")), 0);
	assert_int_equal(publish(d, "b.eml", "yours", false, false, &got, &e), -1);
	assert_int_not_equal(access(target, F_OK), 0);

	/* A directory that is there is not used, nor a link to one. */
	assert_int_equal(mkdir(tempdir_at(&t, "0001"), 0777), 0);
	assert_int_equal(publish(d, "0001/x", "yours", true, true, &got, &e), -1);
	assert_int_equal(symlink(t.path, tempdir_at(&t, "0002")), 0);
	assert_int_equal(publish(d, "0002/x", "yours", true, true, &got, &e), -1);
	assert_int_equal(publish(d, "0002/x", "yours", false, true, &got, &e), -1);
	assert_int_equal(tempdir_count(&t, ""), 4);
	buf_fini(&got);
	outdir_free(&d);
	tempdir_fini(&t);
}

static void taken_names_are_numbered_where_allowed(void **state)
{
	struct tempdir t;
	struct outdir *d = opened(&t);
	struct buf got = { 0 };
	struct err e;

	(void)state;
	assert_int_equal(publish(d, "0001/1-a.tar.gz", "1", true, true, &got, &e), 0);
	assert_string_equal(buf_cstr(&got), "0001/1-a.tar.gz");
	assert_int_equal(publish(d, "0001/1-a.tar.gz", "2", false, true, &got, &e), 0);
	assert_string_equal(buf_cstr(&got), "0001/1-a.tar-2.gz");
	assert_int_equal(publish(d, "0001/1-a.tar.gz", "3", false, true, &got, &e), 0);
	assert_string_equal(buf_cstr(&got), "0001/1-a.tar-3.gz");
	expect_file(&t, "0001/1-a.tar.gz", "1");
	expect_file(&t, "0001/1-a.tar-3.gz", "3");
	buf_fini(&got);
	outdir_free(&d);
	tempdir_fini(&t);
}

static size_t open_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	size_t n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

/* Files are written in turns; the process may have `allowed` descriptors meanwhile. */
static void files_at_once(rlim_t allowed)
{
	enum { FILES = 3 * LIMIT_OPEN_FILES / 2, ROUNDS = 12, PIECE = 3000 };
	struct outfile *files[FILES];
	char name[32];
	uint8_t piece[PIECE];
	struct tempdir t;
	struct outdir *d = opened(&t);
	struct buf got = { 0 };
	struct err e;
	size_t before = open_descriptors();
	struct rlimit was, now;

	getrlimit(RLIMIT_NOFILE, &was);
	now = was;
	now.rlim_cur = allowed;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
	for (unsigned i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "%u", i);
		files[i] = outfile_new(d, bytes_str(name));
	}
	for (unsigned round = 0; round < ROUNDS; round++)
		for (unsigned i = 0; i < FILES; i++) {
			memset(piece, (int)(i + round), PIECE);
			assert_int_equal(outfile_write(files[i], bytes_of(piece, PIECE), &e), 0);
		}
	setrlimit(RLIMIT_NOFILE, &was);
	assert_true(open_descriptors() <= before + 1 + LIMIT_OPEN_FILES);
	for (unsigned i = 0; i < FILES; i++) {
		size_t n = 0;
		char *text;

		if (i % 3 == 0) {
			outfile_discard(&files[i]);
			continue;
		}
		assert_int_equal(outfile_publish(&files[i], false, false, &got, &e), 0);
		snprintf(name, sizeof(name), "%u", i);
		text = tempdir_read(&t, name, &n);
		assert_int_equal(n, ROUNDS * PIECE);
		for (size_t k = 0; k < n; k++)
			assert_int_equal((uint8_t)text[k], (uint8_t)(i + k / PIECE));
		free(text);
	}
	assert_int_equal(tempdir_count(&t, ""), FILES - FILES / 3);
	outdir_free(&d);
	assert_int_equal(open_descriptors(), before);
	buf_fini(&got);
	tempdir_fini(&t);
}

/* More files than descriptors. */
static void many_files_at_once(void **state)
{
	(void)state;
	files_at_once(2 * LIMIT_OPEN_FILES);
}

/* Who runs it allows fewer. */
static void few_descriptors(void **state)
{
	(void)state;
	files_at_once(open_descriptors() + 20);
}

/* A file system that takes no more, played by a limit on the size of files. */
static void a_full_disk(void **state)
{
	struct rlimit old, small;
	struct tempdir t;
	struct outdir *d = opened(&t);
	struct outfile *f = outfile_new(d, B("big"));
	struct buf got = { 0 };
	struct err e;
	char piece[4096], *text;
	size_t n;
	int rc = 0;

	(void)state;
	memset(piece, 'x', sizeof(piece));
	assert_int_equal(publish(d, "whole", "ok", false, false, &got, &e), 0);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small = (struct rlimit){ 100000, old.rlim_max };
	setrlimit(RLIMIT_FSIZE, &small);
	for (int i = 0; i < 100 && rc == 0; i++)
		rc = outfile_write(f, bytes_of(piece, sizeof(piece)), &e);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(rc, -1);
	assert_non_null(strstr(e.text, "/big: File too large"));
	assert_int_equal(tempdir_count(&t, ""), 2);

	/* What did not fit is written when there is room again. */
	buf_clear(&got);
	assert_int_equal(outfile_publish(&f, false, false, &got, &e), 0);
	text = tempdir_read(&t, "big", &n);
	assert_true(n > 100000 && n % sizeof(piece) == 0);
	free(text);

	/* And what is given up leaves nothing. */
	f = outfile_new(d, B("other"));
	assert_int_equal(outfile_write(f, bytes_of(piece, sizeof(piece)), &e), 0);
	assert_int_equal(tempdir_count(&t, ""), 3);
	outfile_discard(&f);
	assert_int_equal(tempdir_count(&t, ""), 2);
	expect_file(&t, "whole", "ok");
	buf_fini(&got);
	outdir_free(&d);
	tempdir_fini(&t);
}

static void where_files_can_go(void **state)
{
	struct tempdir t;
	struct outdir *d;
	struct err e;

	(void)state;
	tempdir_init(&t);
	tempdir_write(&t, "file", "");
	assert_null(outdir_new(tempdir_at(&t, "file"), "m", &e));
	assert_non_null(strstr(e.text, "not a directory"));
	assert_null(outdir_new(tempdir_at(&t, "no/such"), "m", &e));
	assert_non_null(strstr(e.text, "No such file or directory"));
	assert_null(outdir_new(t.path, "file", &e));
	assert_non_null(strstr(e.text, "nothing is ever overwritten"));
	/* A directory that is to be made: not before it is needed. */
	d = outdir_new(tempdir_at(&t, "new/"), "m", &e);
	assert_non_null(d);
	assert_int_equal(tempdir_count(&t, ""), 1);
	assert_int_equal(outdir_open(d, &e), 0);
	assert_int_equal(tempdir_count(&t, ""), 2);
	outdir_free(&d);
	tempdir_fini(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_appears_when_it_is_whole),
		cmocka_unit_test(nothing_is_overwritten_or_followed),
		cmocka_unit_test(taken_names_are_numbered_where_allowed),
		cmocka_unit_test(many_files_at_once),
		cmocka_unit_test(few_descriptors),
		cmocka_unit_test(a_full_disk),
		cmocka_unit_test(where_files_can_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
