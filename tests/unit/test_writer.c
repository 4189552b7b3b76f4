/* SPDX-License-Identifier: BSD-2-Clause */
/* test_writer.c - what is written can be read again, also when the disk is full. */
#include "base/time.h"
#include "capture/writer.h"
#include "capture_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static char path[] = "/tmp/mailwire-test-XXXXXX";

static int make_path(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	close(fd);
	return fd < 0 ? -1 : 0;
}

static int remove_path(void **state)
{
	(void)state;
	return unlink(path);
}

static const struct writer_options options = {
	.hardware = "box", .os = "Linux", .application = "Mailwire", .comment = "by a test",
	.everything = true,
};

static struct writer *create(const struct writer_options *o)
{
	struct err e = { 0 };
	struct writer *w = writer_open(path, o, &e);

	assert_string_equal(e.text, "");
	return w;
}

static struct capture *reopen(void)
{
	struct err e = { 0 };
	struct capture *c = capture_open(path, &e);

	assert_string_equal(e.text, "");
	return c;
}

static void reads_as(const char *want)
{
	struct capture *c = reopen();
	struct buf got = { 0 };

	read_as_text(&got, c);
	assert_string_equal(buf_cstr(&got), want);
	capture_close(&c);
	buf_fini(&got);
}

/* Frames of all paddings, two interfaces, a comment, through the reader and back. */
static void test_round_trip(void **state)
{
	struct made m = { .big_endian = true };
	struct buf before = { 0 };
	const struct capture_facts *f;
	struct writer *w;
	struct capture *c;
	struct frame frame;
	struct err e;
	uint64_t octets;

	(void)state;
	ng_section(&m, NULL, NULL);
	ng_interface(&m, 1, 1000, "eth0", 9, 0);
	ng_interface(&m, 276, 0, "any", 0, 0);
	ng_packet(&m, 1, 5, 100, B("abcde"), "a comment");
	ng_packet(&m, 0, UINT64_C(1700000000123456789), 4, B("four"), NULL);
	ng_packet(&m, 0, 7, 3, B("xyz"), "four");
	ng_packet(&m, 0, 8, 0, B(""), NULL);
	c = capture_open_bytes(buf_bytes(&m.b), &e);
	read_as_text(&before, c);
	capture_close(&c);

	c = capture_open_bytes(buf_bytes(&m.b), &e);
	w = create(&options);
	while (capture_next(c, &frame, &e) == STEP_ITEM) {
		octets = writer_octets(w);
		assert_int_equal(writer_frame(w, capture_facts(c), &frame, &e), 0);
		if (frame.number > 1)
			assert_int_equal(writer_octets(w) - octets, writer_frame_octets(&frame));
	}
	assert_int_equal(writer_frames(w), 4);
	octets = writer_octets(w);
	assert_int_equal(writer_close(&w, capture_facts(c), &e), 0);
	assert_null(w);
	capture_close(&c);
	reads_as(buf_cstr(&before));

	c = reopen();
	buf_clear(&before);
	read_as_text(&before, c);
	f = capture_facts(c);
	assert_string_equal(f->hardware, "box");
	assert_string_equal(f->os, "Linux");
	assert_string_equal(f->application, "Mailwire");
	assert_string_equal(f->comment, "by a test");
	assert_string_equal(f->interfaces[0].name, "eth0");
	assert_int_equal(f->interfaces[0].snaplen, 1000);
	assert_int_equal(f->interfaces[1].linktype, 276);
	assert_true(f->size_octets > octets); /* the statistics */
	assert_true(f->size_octets <= octets + 2 * WRITER_STATISTICS_OCTETS);
	capture_close(&c);
	buf_fini(&before);
	buf_fini(&m.b);
}

static void test_interfaces_and_counters(void **state)
{
	struct capture_interface list[] = {
		{ .name = "eth0", .description = "the first", .filter = "tcp port 25",
		  .linktype = 1, .snaplen = 96, .received = UINT64_C(0x1234567890),
		  .dropped_kernel = 3, .dropped_interface = 4 },
		{ .name = "tun0", .linktype = 101, .received = UINT64_MAX,
		  .dropped_kernel = UINT64_MAX, .dropped_interface = UINT64_MAX },
	};
	struct capture_facts facts = { .interfaces = list, .ninterfaces = 2, .first_ns = 1,
				       .last_ns = 2 };
	struct frame frame = { .ts_ns = 9, .interface = 1, .data = B("x"), .wire_octets = 1 };
	struct writer_options some = { 0 };
	const struct capture_facts *f;
	struct writer *w = create(&options);
	struct capture *c;
	struct err e;

	(void)state;
	/* Everything: both, in their order, with what was counted. */
	assert_int_equal(writer_frame(w, &facts, &frame, &e), 0);
	assert_int_equal(writer_close(&w, &facts, &e), 0);
	reads_as("1 9 1/1 1:101 x\nend\n");
	c = reopen();
	while (capture_next(c, &frame, &e) == STEP_ITEM)
		;
	f = capture_facts(c);
	assert_int_equal(f->ninterfaces, 2);
	assert_string_equal(f->interfaces[0].description, "the first");
	assert_string_equal(f->interfaces[0].filter, "tcp port 25");
	assert_true(f->interfaces[0].received == UINT64_C(0x1234567890));
	assert_int_equal(f->interfaces[0].dropped_kernel, 3);
	assert_int_equal(f->interfaces[0].dropped_interface, 4);
	assert_true(f->interfaces[1].received == UINT64_MAX);
	capture_close(&c);

	/* A selection: only what it needs. */
	w = create(&some);
	frame = (struct frame){ .interface = 1, .data = B("y"), .wire_octets = 1 };
	assert_int_equal(writer_frame(w, &facts, &frame, &e), 0);
	assert_int_equal(writer_close(&w, &facts, &e), 0);
	reads_as("1 0 1/1 0:101 y\nend\n");

	/* Nothing captured: still a file that says from where. */
	w = create(&options);
	assert_int_equal(writer_close(&w, &facts, &e), 0);
	reads_as("end\n");
	c = reopen();
	assert_int_equal(capture_next(c, &frame, &e), STEP_END);
	assert_int_equal(capture_facts(c)->ninterfaces, 2);
	capture_close(&c);
}

static struct capture_interface ethernet = { .linktype = 1 };
static const struct capture_facts one = { .interfaces = &ethernet, .ninterfaces = 1 };

/* Time stamps in the file are unsigned: moments before 1970 need another description. */
static void test_before_1970(void **state)
{
	static const int64_t times[] = { -5, 7, TS_NONE + 1, -1000000001, INT64_MAX };
	struct capture_interface counted = { .linktype = 1, .received = 9, .dropped_kernel = 2,
					     .dropped_interface = UINT64_MAX };
	const struct capture_facts facts = { .interfaces = &counted, .ninterfaces = 1,
					     .first_ns = -1000000001, .last_ns = -5 };
	struct writer *w = create(&options);
	struct capture *c;
	struct frame frame;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		frame = (struct frame){ .ts_ns = times[i], .data = B("x"), .wire_octets = 1 };
		assert_int_equal(writer_frame(w, &facts, &frame, &e), 0);
	}
	assert_int_equal(writer_close(&w, &facts, &e), 0);
	reads_as("1 -5 1/1 0:1 x\n2 7 1/1 1:1 x\n3 -9223372036854775807 1/1 0:1 x\n"
		 "4 -1000000001 1/1 0:1 x\n5 9223372036854775807 1/1 1:1 x\nend\n");
	c = reopen();
	while (capture_next(c, &frame, &e) == STEP_ITEM)
		;
	assert_int_equal(capture_facts(c)->ninterfaces, 2);
	assert_int_equal(capture_facts(c)->interfaces[1].received, 9); /* once */
	assert_true(capture_facts(c)->interfaces[0].received == UINT64_MAX);
	capture_close(&c);
}

/* Keys are written before the frames that come after them, in blocks that end with a line. */
static void test_secrets(void **state)
{
	struct buf keys = { 0 };
	struct capture_facts facts = one;
	struct frame frame = { .data = B("x"), .wire_octets = 1 };
	struct writer *w = create(&options);
	struct capture *c;
	struct err e;

	(void)state;
	while (keys.n < 3 << 20)
		buf_printf(&keys, "CLIENT_RANDOM %zu 22\n", keys.n);
	facts.tls_keys = bytes_head(buf_bytes(&keys), bytes_chr(buf_bytes(&keys), 0, '\n') + 1);
	assert_int_equal(writer_frame(w, &facts, &frame, &e), 0);
	assert_int_equal(writer_frame(w, &facts, &frame, &e), 0);
	facts.tls_keys = buf_bytes(&keys);
	assert_int_equal(writer_close(&w, &facts, &e), 0);
	c = reopen();
	assert_int_equal(capture_next(c, &frame, &e), STEP_ITEM);
	assert_true(bytes_eq(capture_facts(c)->tls_keys, B("CLIENT_RANDOM 0 22\n")));
	while (capture_next(c, &frame, &e) == STEP_ITEM)
		;
	assert_null(capture_facts(c)->damage);
	assert_int_equal(capture_facts(c)->frames, 2);
	assert_true(bytes_eq(capture_facts(c)->tls_keys, buf_bytes(&keys)));
	capture_close(&c);

	/* A selection holds those it was given. */
	w = create(&(struct writer_options){ 0 });
	assert_int_equal(writer_secrets(w, B("CLIENT_RANDOM 7 7\n"), &e), 0);
	assert_int_equal(writer_frame(w, &facts, &frame, &e), 0);
	assert_int_equal(writer_close(&w, &facts, &e), 0);
	c = reopen();
	assert_int_equal(capture_next(c, &frame, &e), STEP_ITEM);
	assert_true(bytes_eq(capture_facts(c)->tls_keys, B("CLIENT_RANDOM 7 7\n")));
	capture_close(&c);
	buf_fini(&keys);
}

static void test_flush(void **state)
{
	struct frame frame = { .data = B("x"), .wire_octets = 1 };
	struct writer *w = create(&options);
	struct err e;

	(void)state;
	assert_int_equal(writer_frame(w, &one, &frame, &e), 0);
	reads_as("end\n"); /* still in memory */
	assert_int_equal(writer_flush(w, &e), 0);
	reads_as("1 0 1/1 0:1 x\nend\n");
	assert_int_equal(writer_close(&w, NULL, &e), 0);
}

static void set_file_limit(rlim_t octets)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = octets;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* The file may not grow past any of these sizes, as on a full disk: it ends with a whole
   block, and the error tells how many frames are in it. */
static void test_full_disk(void **state)
{
	uint8_t octets[4001] = { 0 };
	struct writer_options plain = { 0 };

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	for (rlim_t limit = 600000; limit < 620000; limit += 997) {
		struct frame frame = { .data = bytes_of(octets, sizeof(octets)),
				       .wire_octets = sizeof(octets) };
		struct writer *w = create(&plain);
		struct capture *c;
		struct buf text = { 0 };
		struct err e = { 0 }, again;
		char want[128];
		uint64_t frames;

		set_file_limit(limit);
		while (writer_frame(w, &one, &frame, &e) == 0)
			;
		set_file_limit(RLIM_INFINITY);
		frames = writer_frames(w);
		/* Header, interface, then frames of 4,036 octets. */
		assert_int_equal(frames, (limit - 32 - 32) / (32 + 4004));
		snprintf(want, sizeof(want), "cannot write %s (%llu frames are in it): File too "
			 "large", path, (unsigned long long)frames);
		assert_string_equal(e.text, want);
		/* It does not try again, though there is room now. */
		assert_int_equal(writer_frame(w, &one, &frame, &again), -1);
		assert_string_equal(again.text, want);
		assert_int_equal(writer_close(&w, &one, &again), -1);
		assert_string_equal(again.text, want);
		c = reopen();
		read_as_text(&text, c);
		assert_int_equal(capture_facts(c)->frames, frames);
		assert_null(capture_facts(c)->damage);
		capture_close(&c);
		buf_fini(&text);
	}
}

static void test_full_device(void **state)
{
	struct err e;

	(void)state;
	assert_null(writer_open("/dev/full", &options, &e));
	assert_string_equal(e.text,
			    "cannot write /dev/full (0 frames are in it): No space left on device");
}

static void test_cannot_create(void **state)
{
	struct err e;

	(void)state;
	assert_null(writer_open("/nonexistent/out.pcapng", &options, &e));
	assert_string_equal(e.text,
			    "cannot create /nonexistent/out.pcapng: No such file or directory");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_interfaces_and_counters),
		cmocka_unit_test(test_before_1970),
		cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_flush),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_full_device),
		cmocka_unit_test(test_cannot_create),
	};
	return cmocka_run_group_tests(tests, make_path, remove_path);
}
