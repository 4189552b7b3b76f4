/* SPDX-License-Identifier: BSD-2-Clause */
/* test_capture.c - opening: what is no capture, pipes, being stopped. */
#include "capture_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

static void save(struct bytes b)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	assert_int_equal(write(fd, b.p, b.n), b.n);
	close(fd);
}

static void fails(const char *name, const char *want)
{
	struct err e = { 0 };

	assert_null(capture_open(name, &e));
	assert_string_equal(e.text, want);
}

/* `text` with %s replaced by the file's name. */
static void content_fails(struct bytes content, const char *text)
{
	char want[256];

	save(content);
	snprintf(want, sizeof(want), text, path);
	fails(path, want);
}

static void test_what_is_no_capture(void **state)
{
	(void)state;
	fails("/nonexistent/mail.pcap",
	      "cannot open /nonexistent/mail.pcap: No such file or directory");
	fails("/", "cannot read /: Is a directory");
	content_fails(B(""), "%s is empty");
	content_fails(B("ab"), "%s is not a capture file: it has only 2 octets");
	content_fails(B("%PDF-1.4\n..."),
		      "%s is not a pcap or pcapng file: magic 0x25504446 is not known");
	content_fails(B("PK\x03\x04...."), "%s is not a pcap or pcapng file: magic 0x504b0304, a "
					   "ZIP archive (unpack it first)");
	content_fails(B("snoop\0\0\0\0\0\0\2"),
		      "%s is not a pcap or pcapng file: magic 0x736e6f6f, a snoop capture "
		      "(convert it: editcap IN OUT.pcapng)");
	content_fails(B("\xa1\x2b\x3c\x4d............"),
		      "%s is not a pcap or pcapng file: magic 0xa12b3c4d, a pcap variant "
		      "(Navtel) whose records nobody documented");
	content_fails(B("\xd4\xc3\xb2\xa1\x02\x00"),
		      "%s ends inside its pcap file header, with 6 of 24 octets");
	content_fails(B("\x1f\x8b\x07\x00"),
		      "cannot read %s: the gzip data is damaged near octet 4 of the file (unknown "
		      "compression method)");
	content_fails(B("\x02\x21\x4c\x18...."),
		      "%s is not a pcap or pcapng file: magic 0x02214c18, lz4's legacy format "
		      "(unpack it first: lz4 -d)");
	content_fails(B("\x1f\x8b"), "cannot read %s: the file ends inside its gzip data, at octet 2, "
				     "before anything can be decoded");
}

static void small_pcap(struct made *m)
{
	pcap_header(m, 0xa1b2c3d4, 2, 4, 65535, 1);
	pcap_record(m, 1, 0, 3, B("one"));
	pcap_record(m, 2, 0, 3, B("two"));
}

/* Standard input, a pipe filled while it is read; STEP_MORE in between. */
static void test_standard_input(void **state)
{
	struct made m = { 0 };
	struct capture *c;
	struct frame f;
	struct err e;
	int ends[2], saved = dup(STDIN_FILENO);

	(void)state;
	small_pcap(&m);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(write(ends[1], m.b.p, 50), 50);
	c = capture_open("-", &e);
	assert_non_null(c);
	assert_string_equal(capture_facts(c)->path, "-");
	assert_int_equal(capture_next(c, &f, &e), STEP_ITEM);
	assert_true(bytes_eq(f.data, B("one")));
	assert_int_equal(capture_next(c, &f, &e), STEP_MORE);
	assert_int_equal(write(ends[1], m.b.p + 50, m.b.n - 50), m.b.n - 50);
	assert_int_equal(capture_next(c, &f, &e), STEP_ITEM);
	assert_true(bytes_eq(f.data, B("two")));
	assert_int_equal(capture_next(c, &f, &e), STEP_MORE);
	capture_stop(c);
	assert_int_equal(capture_next(c, &f, &e), STEP_END);
	assert_null(capture_facts(c)->damage);
	capture_close(&c);
	close(ends[0]);
	close(ends[1]);
	dup2(saved, STDIN_FILENO);
	close(saved);
	buf_fini(&m.b);
}

static void test_facts(void **state)
{
	struct made m = { 0 };
	const struct capture_facts *f;
	struct capture *c;
	struct frame frame;
	struct err e;

	(void)state;
	small_pcap(&m);
	save(buf_bytes(&m.b));
	c = capture_open(path, &e);
	f = capture_facts(c);
	assert_string_equal(f->path, path);
	assert_int_equal(f->files, 1);
	assert_int_equal(f->size_octets, m.b.n);
	assert_true(f->first_ns == INT64_MIN);
	while (capture_next(c, &frame, &e) == STEP_ITEM)
		;
	assert_int_equal(f->first_ns, INT64_C(1000000000));
	assert_int_equal(f->last_ns, INT64_C(2000000000));
	assert_int_equal(f->frames, 2);
	assert_int_equal(f->octets, 6);
	assert_int_equal(f->read_octets, m.b.n);
	assert_int_equal(f->interfaces[0].frames, 2);
	assert_true(f->interfaces[0].received == UINT64_MAX);
	assert_true(capture_reads(c, path));
	assert_false(capture_reads(c, "/"));
	assert_false(capture_reads(c, "/nonexistent"));
	capture_close(&c);
	assert_null(c);
	capture_close(&c);
	buf_fini(&m.b);
}

static void test_stop_ends_a_file(void **state)
{
	struct made m = { 0 };
	struct capture *c;
	struct frame f;
	struct err e;

	(void)state;
	small_pcap(&m);
	c = capture_open_bytes(buf_bytes(&m.b), &e);
	assert_int_equal(capture_next(c, &f, &e), STEP_ITEM);
	capture_stop(c);
	assert_int_equal(capture_next(c, &f, &e), STEP_END);
	assert_null(capture_facts(c)->damage);
	capture_close(&c);
	buf_fini(&m.b);
}

static void test_linktype_names(void **state)
{
	(void)state;
	assert_string_equal(linktype_name(1), "EN10MB");
	assert_string_equal(linktype_description(1), "Ethernet");
	assert_string_equal(linktype_name(276), "LINUX_SLL2");
	assert_string_equal(linktype_name(101), "RAW");
	assert_null(linktype_name(12));
	assert_null(linktype_name(65000));
	assert_string_equal(linktype_description(65000), "unknown");
	assert_non_null(linktype_name(280)); /* only libpcap knows it */
	assert_int_equal(linktype_of_dlt(12), 101);
	assert_int_equal(linktype_of_dlt(1), 1);
	assert_int_equal(linktype_of_dlt(113), 113);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_no_capture),
		cmocka_unit_test(test_standard_input),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_stop_ends_a_file),
		cmocka_unit_test(test_linktype_names),
	};
	return cmocka_run_group_tests(tests, make_path, remove_path);
}
