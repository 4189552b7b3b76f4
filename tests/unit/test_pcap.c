/* SPDX-License-Identifier: BSD-2-Clause */
/* test_pcap.c - the variants of the classic capture file, and how one can be damaged. */
#include "capture_files.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdio.h>

/* Reads `m` in every shape; all must give `want`. */
static void check(struct made *m, const char *want)
{
	for (size_t i = 0; i < NSHAPES; i++) {
		struct buf got = { 0 };
		struct guard g;

		file_as_text(&got, guard_init(&g, buf_bytes(&m->b)), &shapes[i]);
		assert_string_equal(buf_cstr(&got), want);
		guard_fini(&g);
		buf_fini(&got);
	}
}

static void check_and_free(struct made *m, const char *want)
{
	check(m, want);
	buf_fini(&m->b);
}

static void test_plain(void **state)
{
	(void)state;
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		struct made us = { .big_endian = big_endian }, ns = us;

		pcap_header(&us, 0xa1b2c3d4, 2, 4, 65535, 1);
		pcap_record(&us, 10, 500, 4, B("abcd"));
		pcap_record(&us, 4294967295u, 999999, 1500, B("xyz"));
		check_and_free(&us, "1 10000500000 4/4 0:1 abcd\n"
				    "2 4294967295999999000 1500/3 0:1 xyz\nend\n");
		pcap_header(&ns, 0xa1b23c4d, 2, 4, 0, 276);
		pcap_record(&ns, 10, 500, 0, B(""));
		check_and_free(&ns, "1 10000000500 0/0 0:276 \nend\n");
	}
}

static void test_no_records(void **state)
{
	struct made m = { .big_endian = true };

	(void)state;
	pcap_header(&m, 0xa1b2c3d4, 2, 4, 65535, 1);
	check_and_free(&m, "end\n");
}

static void test_linktype(void **state)
{
	static const struct {
		uint32_t network;
		const char *want;
	} cases[] = {
		{ 113,        "1 0 1/1 0:113 x\nend\n" },
		{ 12,         "1 0 1/1 0:101 x\nend\n" }, /* DLT_RAW of most systems */
		{ 14,         "1 0 1/1 0:101 x\nend\n" }, /* DLT_RAW of OpenBSD */
		{ 0x24000001, "1 0 1/1 0:1 x\nend\n" },   /* frame check sequence of 4 octets */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct made m = { 0 };

		pcap_header(&m, 0xa1b2c3d4, 2, 4, 65535, cases[i].network);
		pcap_record(&m, 0, 0, 1, B("x"));
		check_and_free(&m, cases[i].want);
	}
}

static void test_exchanged_lengths(void **state)
{
	static const struct {
		unsigned major, minor;
		uint32_t first, second;
	} cases[] = {
		{ 2, 2, 100, 3 }, { 2, 0, 100, 3 }, { 543, 0, 100, 3 },
		{ 2, 3, 100, 3 }, /* perhaps: the smaller is what was captured */
		{ 2, 3, 3, 100 }, { 2, 4, 3, 100 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct made m = { .big_endian = i & 1 };

		pcap_header(&m, 0xa1b2c3d4, cases[i].major, cases[i].minor, 65535, 1);
		pcap_lengths(&m, 1, 2, cases[i].first, cases[i].second);
		buf_adds(&m.b, "abc");
		check_and_free(&m, "1 1000002000 100/3 0:1 abc\nend\n");
	}
}

/* Three records with the fields a variant adds after the lengths. */
static void variant(struct made *m, uint32_t magic, size_t extra)
{
	pcap_header(m, magic, 2, 4, 65535, 1);
	for (uint32_t i = 0; i < 3; i++) {
		pcap_lengths(m, 100 + i, 7, 60, 60);
		if (extra == 4) { /* Nokia */
			put32(m, 0x9fbfb601);
		} else if (extra) {
			put32(m, 2);      /* interface */
			put16(m, 0x0800); /* protocol */
			put8(m, 0);       /* to us */
			for (size_t k = 7; k < extra; k++)
				put8(m, 0xee); /* padding, not always zero */
		}
		for (int k = 0; k < 60; k++)
			put8(m, (uint8_t)('a' + i));
	}
}

static void test_variants(void **state)
{
	static const struct {
		uint32_t magic;
		size_t extra;
		const char *format;
	} cases[] = {
		{ 0xa1b2c3d4, 0,  "pcap" },
		{ 0xa1b2c3d4, 8,  "pcap (Kuznetzov 1999-04-17)" },
		{ 0xa1b2c3d4, 4,  "pcap (Nokia)" },
		{ 0xa1b2cd34, 8,  "pcap (Kuznetzov 1999-10-29)" },
		{ 0xa1b2cd34, 12, "pcap (Kuznetzov 1999-09-15)" },
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(cases) / sizeof(cases[0]); i++) {
		struct made m = { .big_endian = i & 1 };
		struct capture *c;
		struct frame f;
		struct err e;

		variant(&m, cases[i / 2].magic, cases[i / 2].extra);
		c = capture_open_bytes(buf_bytes(&m.b), &e);
		assert_non_null(c);
		assert_string_equal(capture_facts(c)->format, cases[i / 2].format);
		for (int k = 0; k < 3; k++) {
			assert_int_equal(capture_next(c, &f, &e), STEP_ITEM);
			assert_int_equal(f.data.n, 60);
			assert_int_equal(bytes_at(f.data, 0), 'a' + k);
			assert_int_equal(bytes_last(f.data), 'a' + k);
			assert_int_equal(f.ts_ns, (100 + k) * INT64_C(1000000000) + 7000);
		}
		assert_int_equal(capture_next(c, &f, &e), STEP_END);
		assert_null(capture_facts(c)->damage);
		capture_close(&c);
		buf_fini(&m.b);
	}
}

/* A variant is told from a file that is cut in its third record, and a damaged plain file
   is not taken for one. */
static void test_variant_of_damaged_files(void **state)
{
	struct made cut = { 0 }, absurd = { 0 };
	struct capture *c;
	struct err e;

	(void)state;
	variant(&cut, 0xa1b2c3d4, 8);
	c = capture_open_bytes(bytes_head(buf_bytes(&cut.b), cut.b.n - 10), &e);
	assert_string_equal(capture_facts(c)->format, "pcap (Kuznetzov 1999-04-17)");
	capture_close(&c);
	buf_fini(&cut.b);
	variant(&absurd, 0xa1b2c3d4, 0);
	memset(absurd.b.p + 24 + 76 + 8, 0xff, 8);
	c = capture_open_bytes(buf_bytes(&absurd.b), &e);
	assert_string_equal(capture_facts(c)->format, "pcap");
	capture_close(&c);
	buf_fini(&absurd.b);
}

static void test_ixia(void **state)
{
	struct made hardware = { 0 }, software = { .big_endian = true };

	(void)state;
	pcap_header(&hardware, 0x1c0001ac, 2, 4, 65535, 1);
	put32(&hardware, 17); /* octets of the records */
	pcap_record(&hardware, 1, 5, 1, B("x"));
	check_and_free(&hardware, "1 1000000005 1/1 0:1 x\nend\n");
	pcap_header(&software, 0x1c0001ab, 2, 4, 65535, 1);
	put32(&software, 17);
	pcap_record(&software, 1, 5, 1, B("x"));
	check_and_free(&software, "1 1000005000 1/1 0:1 x\nend\n");
}

/* AIX: version 2.2, ifTypes, nanoseconds, exchanged lengths, 3 octets before FDDI. */
static void test_aix(void **state)
{
	struct made ethernet = { .big_endian = true }, fddi = ethernet, old = ethernet;

	(void)state;
	pcap_header(&ethernet, 0xa1b2c3d4, 2, 2, 96, 6);
	pcap_lengths(&ethernet, 1, 5, 9, 1);
	buf_adds(&ethernet.b, "x");
	check_and_free(&ethernet, "1 1000000005 9/1 0:1 x\nend\n");
	pcap_header(&fddi, 0xa1b2c3d4, 2, 2, 96, 15);
	pcap_lengths(&fddi, 1, 5, 9, 5);
	buf_adds(&fddi.b, "...xy");
	check_and_free(&fddi, "1 1000000005 6/2 0:10 xy\nend\n");
	/* The same version from an old libpcap. */
	pcap_header(&old, 0xa1b2c3d4, 2, 2, 96, 1);
	pcap_lengths(&old, 1, 5, 9, 1);
	buf_adds(&old.b, "x");
	check_and_free(&old, "1 1000005000 9/1 0:1 x\nend\n");
}

static void test_old_version(void **state)
{
	struct made m = { 0 };

	(void)state;
	pcap_header(&m, 0xa1b2c3d4, 1, 0, 65535, 1);
	check_and_free(&m, "error: file is a pcap file of version 1.0; the oldest that is read "
			   "is 2.0\n");
}

/* Every cut: what came before is delivered, the rest is told. */
static void test_cut_anywhere(void **state)
{
	struct made m = { 0 };
	size_t whole;

	(void)state;
	pcap_header(&m, 0xa1b2c3d4, 2, 4, 65535, 1);
	pcap_record(&m, 1, 0, 4, B("abcd"));
	pcap_record(&m, 2, 0, 4, B("efgh"));
	whole = m.b.n;
	for (m.b.n = 0; m.b.n < whole; m.b.n++) {
		char want[256];
		size_t n = m.b.n, in = n < 24 ? n : (n - 24) % 20;
		const char *first = n >= 44 ? "1 1000000000 4/4 0:1 abcd\n" : "";

		if (n == 0)
			snprintf(want, sizeof(want), "error: file is empty\n");
		else if (n < 4)
			snprintf(want, sizeof(want),
				 "error: file is not a capture file: it has only %zu octets\n", n);
		else if (n < 24)
			snprintf(want, sizeof(want), "error: file ends inside its pcap file "
				 "header, with %zu of 24 octets\n", n);
		else if (!in)
			snprintf(want, sizeof(want), "%send\n", first);
		else
			snprintf(want, sizeof(want), "%sdamage: the file ends inside a record%s "
				 "at octet %zu, with %zu of %d octets\n", first,
				 in < 16 ? " header" : "", n - in, in, in < 16 ? 16 : 20);
		check(&m, want);
	}
	buf_fini(&m.b);
}

static void test_absurd_length(void **state)
{
	struct made m = { 0 };

	(void)state;
	pcap_header(&m, 0xa1b2c3d4, 2, 4, 65535, 1);
	pcap_record(&m, 1, 0, 4, B("abcd"));
	pcap_lengths(&m, 2, 0, 0xfffffff0, 0xfffffff0);
	buf_adds(&m.b, "efgh");
	check_and_free(&m, "1 1000000000 4/4 0:1 abcd\ndamage: record 2 at octet 44 claims "
			   "4294967280 captured octets, which cannot be; nothing after it is "
			   "read\n");
}

/* No octet is copied: frames that follow each other in the file do so in memory. */
static void test_frames_are_views(void **state)
{
	struct made m = { 0 };
	const uint8_t *before = NULL;
	struct capture *c;
	struct frame f;
	struct err e;

	(void)state;
	pcap_header(&m, 0xa1b2c3d4, 2, 4, 65535, 1);
	for (uint32_t i = 0; i < 1000; i++)
		pcap_record(&m, i, 0, 100, B("twenty-four octets of it"));
	c = capture_open_bytes(buf_bytes(&m.b), &e);
	while (capture_next(c, &f, &e) == STEP_ITEM) {
		if (before)
			assert_ptr_equal(f.data.p, before + 24 + 16);
		assert_int_equal(f.file_offset, 24 + (f.number - 1) * 40 + 16);
		before = f.data.p;
	}
	assert_int_equal(capture_facts(c)->frames, 1000);
	assert_int_equal(capture_facts(c)->octets, 24000);
	assert_int_equal(capture_facts(c)->read_octets, m.b.n);
	capture_close(&c);
	buf_fini(&m.b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_no_records),
		cmocka_unit_test(test_linktype),
		cmocka_unit_test(test_exchanged_lengths),
		cmocka_unit_test(test_variants),
		cmocka_unit_test(test_variant_of_damaged_files),
		cmocka_unit_test(test_ixia),
		cmocka_unit_test(test_aix),
		cmocka_unit_test(test_old_version),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_absurd_length),
		cmocka_unit_test(test_frames_are_views),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
