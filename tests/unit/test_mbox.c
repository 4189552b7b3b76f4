/* SPDX-License-Identifier: BSD-2-Clause */
/* test_mbox.c - messages in one mbox and in a Maildir. */
#include "tempdir.h"

#include "sink/mbox.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct ev_message message_of(uint64_t id, const char *from)
{
	struct ev_message m;

	record_init(RECORD_MESSAGE, &m);
	m.id = id;
	m.mail_from = bytes_str(from);
	m.head.ts = INT64_C(1795465394) * NS_PER_SEC + 817000000;
	return m;
}

/* `text`, in pieces of `step` octets, as message `id`. */
static void add(struct mbox *box, struct outdir *spools, uint64_t id, const char *from,
		const char *text, size_t step)
{
	struct outfile *spool = outfile_new(spools, B("spool"));
	struct ev_message m = message_of(id, from);
	struct err e;

	for (size_t i = 0; i < strlen(text); i += step)
		assert_int_equal(outfile_write(spool, bytes_sub(bytes_str(text), i, step), &e), 0);
	assert_int_equal(mbox_add(box, spool, &m, &e), 0);
	outfile_discard(&spool);
}

static void lines_are_quoted(void **state)
{
	struct tempdir t;
	struct outdir *spools;
	struct mbox *box;
	struct err e;
	char *is;

	(void)state;
	tempdir_init(&t);
	spools = outdir_new(t.path, "none", &e);
	assert_non_null(spools);
	box = mbox_new(tempdir_at(&t, "box"), &e);
	assert_non_null(box);
	add(box, spools, 1, "a@example.org",
	    "From: a\r\n\r\nFrom here\r\n>From there\r\n>>From\r\nFro\r\n>\r\nFromage\r\n a From b\r\nno end", 3);
	assert_int_not_equal(access(tempdir_at(&t, "box"), F_OK), 0);
	add(box, spools, 2, "", "From ", 1);
	add(box, spools, 3, "b@example.org\n evil", "\r\r\n\r", 1);
	assert_int_equal(mbox_end(box, &e), 0);
	is = tempdir_read(&t, "box", NULL);
	assert_string_equal(is,
"From a@example.org Mon Nov 23 20:23:14 2026\n"
"From: a\n\n>From here\n>>From there\n>>From\nFro\n>\nFromage\n a From b\nno end\n\n"
"From MAILER-DAEMON Mon Nov 23 20:23:14 2026\n"
">From \n\n"
"From b@example.orgevil Mon Nov 23 20:23:14 2026\n"
"\r\n\r\n\n");
	free(is);
	mbox_free(&box);
	assert_null(mbox_new(tempdir_at(&t, "box"), &e));
	assert_non_null(strstr(e.text, "nothing is ever overwritten"));
	outdir_free(&spools);
	tempdir_fini(&t);
}

static void a_maildir_gets_files_in_new(void **state)
{
	struct tempdir t;
	struct outdir *spools;
	struct mbox *box;
	struct err e;
	char *is;

	(void)state;
	tempdir_init(&t);
	spools = outdir_new(t.path, "none", &e);
	for (int round = 0; round < 2; round++) { /* a second time into the same one */
		box = mbox_maildir_new(tempdir_at(&t, "dir"), &e);
		assert_non_null(box);
		add(box, spools, 7, "a@example.org", "From me\r\n", 100);
		assert_int_equal(mbox_end(box, &e), 0);
		mbox_free(&box);
		assert_int_equal(tempdir_count(&t, "dir/new"), round + 1);
	}
	is = tempdir_read(&t, "dir/new/1795465394.M817000Q7.mailwire", NULL);
	assert_string_equal(is, "From me\n");
	free(is);
	assert_int_equal(tempdir_count(&t, "dir/cur"), 0);
	assert_int_equal(tempdir_count(&t, "dir/tmp"), 0);
	outdir_free(&spools);
	tempdir_fini(&t);
}

/* Each folder of the Maildir in turn is a link that was there before. */
static void a_link_in_a_maildir_is_not_followed(void **state)
{
	static const char *const folders[] = { "dir/tmp", "dir/cur", "dir/new" };

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		struct tempdir t;
		struct err e;

		tempdir_init(&t);
		assert_int_equal(mkdir(tempdir_at(&t, "elsewhere"), 0777), 0);
		assert_int_equal(mkdir(tempdir_at(&t, "dir"), 0777), 0);
		assert_int_equal(symlink("../elsewhere", tempdir_at(&t, folders[i])), 0);
		assert_null(mbox_maildir_new(tempdir_at(&t, "dir"), &e));
		assert_non_null(strstr(e.text, folders[i]));
		assert_non_null(strstr(e.text, "not followed"));
		assert_int_equal(tempdir_count(&t, "elsewhere"), 0);
		tempdir_fini(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_quoted),
		cmocka_unit_test(a_maildir_gets_files_in_new),
		cmocka_unit_test(a_link_in_a_maildir_is_not_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
