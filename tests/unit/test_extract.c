/* SPDX-License-Identifier: BSD-2-Clause */
/* test_extract.c - messages as files, from hand-made events. */
#include "tempdir.h"

#include "bench.h"
#include "view/text.h"

#include <signal.h>
#include <sys/resource.h>

static const struct look piped = { false, 0 };

static struct ev_message message_of(uint64_t id)
{
	struct ev_message m;

	record_init(RECORD_MESSAGE, &m);
	m.id = id;
	m.head.session_id = 5;
	m.head.protocol = "pop3";
	m.direction = "fetched";
	m.complete = 1;
	return m;
}

static char directory[80]; /* the sink borrows it */

static void begin(struct bench *b, struct tempdir *t)
{
	bench_file(b);
	tempdir_init(t);
	snprintf(directory, sizeof(directory), "%s/out", t->path);
	b->sink = sink_extract_new(b->file, &(struct extract_options){ .dir = directory }, &piped,
				   &b->err);
	assert_non_null(b->sink);
}

static int octets(struct bench *b, uint64_t id, const char *text, uint64_t offset,
		  uint64_t missing)
{
	struct ev_octets o = { .message_id = id, .octets = bytes_str(text), .offset = offset,
			       .missing = missing };

	return bench_put(b, EV_OCTETS, &o);
}

static void part(struct bench *b, uint64_t id, const struct ev_part *p, const char *text,
		 uint64_t missing)
{
	struct ev_part_event e = { .message_id = id, .part = p };

	assert_int_equal(bench_put(b, EV_PART_OPEN, &e), 0);
	e.octets = bytes_str(text);
	assert_int_equal(bench_put(b, EV_PART_OCTETS, &e), 0);
	e.octets = bytes_str(NULL);
	e.missing = missing;
	if (missing)
		assert_int_equal(bench_put(b, EV_PART_OCTETS, &e), 0);
	assert_int_equal(bench_put(b, EV_PART_CLOSE, &e), 0);
}

static void expect_file(struct tempdir *t, const char *name, const char *text)
{
	char *is = tempdir_read(t, name, NULL);

	if (!is)
		fail_msg("no file %s", name);
	assert_string_equal(is, text);
	free(is);
}

static struct ev_part part_of(const char *path, const char *type, const char *name)
{
	struct ev_part p;

	record_init(RECORD_PART, &p);
	p.path = bytes_str(path);
	p.content_type = bytes_str(type);
	if (name)
		p.name = bytes_str(name);
	return p;
}

static void two_messages_interleaved(void **state)
{
	struct ev_part body = part_of("1", "text/plain", NULL);
	struct ev_part evil = part_of("2", "application/x-sh", "../../.profile");
	struct ev_message one = message_of(1), two = message_of(2);
	struct ev_span span = { .frame = 39, .octets = 356, .offset = 0 };
	struct tempdir t;
	struct bench b;
	char expected[4096];

	(void)state;
	begin(&b, &t);
	assert_int_equal(tempdir_count(&t, ""), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(octets(&b, 1, "one ", 0, 0), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &two), 0);
	assert_int_equal(octets(&b, 2, "two ", 0, 0), 0);
	assert_int_equal(octets(&b, 1, "1\r\n", 4, 0), 0);
	assert_int_equal(octets(&b, 2, "", 4, 512), 0);
	assert_int_equal(octets(&b, 2, "2\r\n", 516, 0), 0);
	part(&b, 2, &body, "hi", 7);
	part(&b, 2, &evil, "rm", 0);
	one.sha256.known = true;
	memset(one.sha256.octets, 0xab, 32);
	one.subject = B("a \"b\"");
	one.frames = (struct ev_spans){ &span, 1 };
	assert_int_equal(bench_put(&b, EV_MESSAGE, &one), 0);
	two.complete = 0;
	two.missing = 512;
	assert_int_equal(bench_put(&b, EV_MESSAGE, &two), 0);
	assert_int_equal(bench_finish(&b), 0);

	expect_file(&t, "out/0001.eml", "one 1\r\n");
	expect_file(&t, "out/0002.eml", "two 2\r\n");
	expect_file(&t, "out/0002/1-body.txt", "hi");
	expect_file(&t, "out/0002/2-profile", "rm");
	assert_int_equal(tempdir_count(&t, "out"), 4);
	expect_file(&t, "out/manifest.json",
"[\n"
"{\"message_id\":1,\"session_id\":5,\"protocol\":\"pop3\",\"direction\":\"fetched\","
"\"file\":\"0001.eml\",\"size\":7,"
"\"sha256\":\"abababababababababababababababababababababababababababababababab\","
"\"complete\":true,\"subject\":\"a \\\"b\\\"\",\"frames\":[{\"number\":39,\"bytes\":356,\"offset\":0}],"
"\"parts\":[]},\n"
"{\"message_id\":2,\"session_id\":5,\"protocol\":\"pop3\",\"direction\":\"fetched\","
"\"file\":\"0002.eml\",\"size\":7,\"complete\":false,\"missing_bytes\":512,"
"\"holes\":[{\"offset\":4,\"bytes\":512}],\"frames\":[],\"parts\":["
"{\"file\":\"0002/1-body.txt\",\"detected_type\":\"text/plain\",\"missing_bytes\":7,\"path\":\"1\",\"content_type\":\"text/plain\"},"
"{\"file\":\"0002/2-profile\",\"detected_type\":\"text/plain\",\"path\":\"2\",\"content_type\":\"application/x-sh\","
"\"name\":\"../../.profile\"}]}\n"
"]\n");
	snprintf(expected, sizeof(expected),
"             7  %1$s/out/0001.eml  a \"b\"\n"
"             7  %1$s/out/0002.eml  512 octets missing\n"
"             2  %1$s/out/0002/1-body.txt  text/plain, 7 octets missing\n"
"             2  %1$s/out/0002/2-profile  application/x-sh\n"
"2 messages (1 not complete) and 2 parts in %1$s/out; manifest.json says what each file is\n",
		 t.path);
	assert_string_equal(b.text, expected);
	bench_clear(&b);
	tempdir_fini(&t);
}

/* A file inside a part comes between the octets of that part, and gets its name at the end. */
static void a_file_inside_a_part(void **state)
{
	struct ev_part around = part_of("2", "application/ms-tnef", "winmail.dat");
	struct ev_part inside = part_of("2.tnef.1", "application/octet-stream", NULL);
	struct ev_part_event outer = { .message_id = 1, .part = &around, .attachment = true };
	struct ev_part_event inner = { .message_id = 1, .part = &inside, .attachment = true,
				       .inner = true };
	struct ev_message one = message_of(1);
	struct tempdir t;
	struct bench b;

	(void)state;
	begin(&b, &t);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(octets(&b, 1, "mail", 0, 0), 0);
	assert_int_equal(bench_put(&b, EV_PART_OPEN, &outer), 0);
	outer.octets = B("before ");
	assert_int_equal(bench_put(&b, EV_PART_OCTETS, &outer), 0);
	assert_int_equal(bench_put(&b, EV_PART_OPEN, &inner), 0);
	inner.octets = B("inside");
	assert_int_equal(bench_put(&b, EV_PART_OCTETS, &inner), 0);
	outer.octets = B("after");
	assert_int_equal(bench_put(&b, EV_PART_OCTETS, &outer), 0);
	inside.name = B("../table.csv");
	inside.content_type = B("text/csv");
	assert_int_equal(bench_put(&b, EV_PART_CLOSE, &inner), 0);
	assert_int_equal(bench_put(&b, EV_PART_CLOSE, &outer), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &one), 0);
	assert_int_equal(bench_finish(&b), 0);
	expect_file(&t, "out/0001/2-winmail.dat", "before after");
	expect_file(&t, "out/0001/2.tnef.1-table.csv", "inside");
	bench_clear(&b);
	tempdir_fini(&t);
}

static void a_second_time_nothing_changes(void **state)
{
	struct ev_message one = message_of(1);
	struct tempdir t;
	struct bench b, again;

	(void)state;
	begin(&b, &t);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(octets(&b, 1, "mine", 0, 0), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &one), 0);
	assert_int_equal(bench_finish(&b), 0);
	bench_clear(&b);

	bench_file(&again);
	assert_null(sink_extract_new(again.file, &(struct extract_options){ .dir = directory },
				   &piped, &again.err));
	assert_non_null(strstr(again.err.text, "/out/manifest.json is there already"));
	/* The manifest gone, the message is still not replaced; then nothing more happens. */
	unlink(tempdir_at(&t, "out/manifest.json"));
	again.sink = sink_extract_new(again.file, &(struct extract_options){ .dir = directory },
				   &piped, &again.err);
	assert_non_null(again.sink);
	assert_int_equal(bench_put(&again, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(octets(&again, 1, "yours", 0, 0), 0);
	assert_int_equal(bench_put(&again, EV_MESSAGE, &one), -1);
	assert_non_null(strstr(again.err.text, "/out/0001.eml is there already (a file), and"));
	assert_int_equal(bench_put(&again, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(bench_finish(&again), 0);
	expect_file(&t, "out/0001.eml", "mine");
	expect_file(&t, "out/manifest.json", "[]\n");
	assert_int_equal(tempdir_count(&t, "out"), 2);
	bench_clear(&again);
	tempdir_fini(&t);
}

static void what_was_begun_leaves_no_trace(void **state)
{
	struct ev_message one = message_of(1);
	struct tempdir t;
	struct bench b;

	(void)state;
	begin(&b, &t);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(octets(&b, 1, "half", 0, 0), 0);
	bench_clear(&b);
	assert_int_equal(tempdir_count(&t, "out"), 0);
	tempdir_fini(&t);
}

/* A limit on the size of files plays the full disk. */
static void a_full_disk_leaves_whole_files_and_a_manifest(void **state)
{
	static char big[200000];
	struct ev_part body = part_of("1", "text/plain", NULL);
	struct ev_message one = message_of(1), two = message_of(2);
	struct rlimit old, small;
	struct tempdir t;
	struct bench b;
	int rc;

	(void)state;
	memset(big, 'x', sizeof(big) - 1);
	begin(&b, &t);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(octets(&b, 1, "one", 0, 0), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &one), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &two), 0);
	part(&b, 2, &body, "hi", 0);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small = (struct rlimit){ 100000, old.rlim_max };
	setrlimit(RLIMIT_FSIZE, &small);
	rc = octets(&b, 2, big, 0, 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &two), 0);
	assert_int_equal(bench_finish(&b), 0);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(rc, -1);
	assert_non_null(strstr(b.err.text, "/out/0002.eml: File too large"));
	assert_int_equal(tempdir_count(&t, "out"), 3);
	expect_file(&t, "out/0001.eml", "one");
	expect_file(&t, "out/0002/1-body.txt", "hi");
	expect_file(&t, "out/manifest.json",
"[\n"
"{\"message_id\":1,\"session_id\":5,\"protocol\":\"pop3\",\"direction\":\"fetched\","
"\"file\":\"0001.eml\",\"size\":3,\"complete\":true,\"frames\":[],\"parts\":[]},\n"
"{\"message_id\":2,\"session_id\":5,\"complete\":false,\"frames\":[],\"parts\":["
"{\"file\":\"0002/1-body.txt\",\"detected_type\":\"text/plain\",\"path\":\"1\",\"content_type\":\"text/plain\"}]}\n"
"]\n");
	bench_clear(&b);
	tempdir_fini(&t);
}

static void holes_are_listed_up_to_a_limit(void **state)
{
	struct ev_message one = message_of(1);
	struct tempdir t;
	struct bench b;
	char *manifest;

	(void)state;
	begin(&b, &t);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &one), 0);
	for (uint64_t i = 0; i < 2000; i++)
		assert_int_equal(octets(&b, 1, "", i, 1), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &one), 0);
	assert_int_equal(bench_finish(&b), 0);
	manifest = tempdir_read(&t, "out/manifest.json", NULL);
	assert_non_null(manifest);
	assert_non_null(strstr(manifest, "\"missing_bytes\":2000,"));
	assert_non_null(strstr(manifest, "{\"offset\":999,\"bytes\":1}],\"holes_total\":2000"));
	free(manifest);
	bench_clear(&b);
	tempdir_fini(&t);
}

/* A message inside is a file of its own, octet for octet; one inside that is in its file.  Where
   octets of the message are missing, its place in the file is not known. */
static void messages_inside(void **state)
{
	struct ev_part rows[3] = {
		part_of("TEXT", "multipart/mixed", NULL), part_of("2", "message/rfc822", NULL),
		part_of("2.1", "message/rfc822", NULL),
	};
	struct ev_message one = message_of(1), two = message_of(2);
	struct tempdir t;
	struct bench b;
	char *manifest;

	(void)state;
	rows[1].offset = 4;
	rows[1].encoded = 9;
	rows[2].offset = 8;
	rows[2].encoded = 3;
	one.containers = two.containers = (struct ev_parts){ rows, 3 };
	begin(&b, &t);
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(octets(&b, 1, "out[Sub", 0, 0), 0);
	assert_int_equal(octets(&b, 1, "ject: ]", 7, 0), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &one), 0);
	two.complete = 0;
	assert_int_equal(bench_put(&b, EV_MESSAGE_OPEN, &two), 0);
	assert_int_equal(octets(&b, 2, "x", 0, 0), 0);
	assert_int_equal(octets(&b, 2, "", 1, 13), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &two), 0);
	assert_int_equal(bench_finish(&b), 0);
	expect_file(&t, "out/0001/2-part.eml", "Subject: ");
	assert_int_equal(tempdir_count(&t, "out/0001"), 1);
	manifest = tempdir_read(&t, "out/manifest.json", NULL);
	assert_non_null(manifest);
	assert_non_null(strstr(manifest, "\"path\":\"2\",\"content_type\":\"message/rfc822\","
					 "\"size\":9,\"offset\":4,\"encoded_bytes\":9,\"sha256\":\""
					 "6bdcd44c"));
	assert_non_null(strstr(manifest, "{\"file\":null,\"skipped\":\"octets of the message are "
					 "missing\",\"path\":\"2\""));
	free(manifest);
	bench_clear(&b);
	tempdir_fini(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_messages_interleaved),
		cmocka_unit_test(a_file_inside_a_part),
		cmocka_unit_test(messages_inside),
		cmocka_unit_test(a_second_time_nothing_changes),
		cmocka_unit_test(what_was_begun_leaves_no_trace),
		cmocka_unit_test(a_full_disk_leaves_whole_files_and_a_manifest),
		cmocka_unit_test(holes_are_listed_up_to_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
