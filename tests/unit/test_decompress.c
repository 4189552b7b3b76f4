/* SPDX-License-Identifier: BSD-2-Clause */
/* test_decompress.c - compressed captures: whole, in a row, one in another, cut, damaged. */
#include "base/limits.h"
#include "capture_files.h"

#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <zlib.h>
#include <zstd.h>

static size_t gzip(uint8_t *to, size_t room, struct bytes b)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)b.p, .avail_in = (uInt)b.n,
		       .next_out = to, .avail_out = (uInt)room };

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return z.total_out;
}

static size_t zstd(uint8_t *to, size_t room, struct bytes b)
{
	return ZSTD_compress(to, room, b.p, b.n, 3);
}

static size_t lz4(uint8_t *to, size_t room, struct bytes b)
{
	LZ4F_preferences_t p = { .frameInfo.blockSizeID = LZ4F_max64KB };

	return LZ4F_compressFrame(to, room, b.p, b.n, &p);
}

static size_t xz(uint8_t *to, size_t room, struct bytes b)
{
	size_t n = 0;

	assert_int_equal(lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL, b.p, b.n, to, &n,
						 room), LZMA_OK);
	return n;
}

static size_t bzip2(uint8_t *to, size_t room, struct bytes b)
{
	unsigned n = (unsigned)room;

	assert_int_equal(BZ2_bzBuffToBuffCompress((char *)to, &n, (char *)(uintptr_t)b.p,
						  (unsigned)b.n, 1, 0, 0), BZ_OK);
	return n;
}

static const struct {
	const char *name;
	size_t (*pack)(uint8_t *to, size_t room, struct bytes b);
	size_t block; /* octets that are decoded as a whole */
} formats[] = {
	{ "gzip", gzip, 0 }, { "zstd", zstd, 128 << 10 }, { "lz4", lz4, 64 << 10 },
	{ "xz", xz, 0 }, { "bzip2", bzip2, 100000 },
};
enum { NFORMATS = sizeof(formats) / sizeof(formats[0]) };

static void compress_to(struct buf *out, size_t format, struct bytes b)
{
	size_t room = 2 * b.n + 1000;

	out->n += formats[format].pack(buf_room(out, room), room, b);
}

static void small_pcap(struct made *m)
{
	pcap_header(m, 0xa1b2c3d4, 2, 4, 65535, 1);
	pcap_record(m, 1, 0, 3, B("one"));
	pcap_record(m, 2, 0, 3, B("two"));
}

static const char small_text[] = "1 1000000000 3/3 0:1 one\n2 2000000000 3/3 0:1 two\nend\n";

static void reads_as(struct bytes file, const struct shape *s, const char *want)
{
	struct buf got = { 0 };

	file_as_text(&got, file, s);
	assert_string_equal(buf_cstr(&got), want);
	buf_fini(&got);
}

static void test_whole(void **state)
{
	struct made m = { 0 };

	(void)state;
	small_pcap(&m);
	for (size_t i = 0; i < NFORMATS; i++) {
		struct buf packed = { 0 }, twice = { 0 };
		struct capture *c;
		struct err e;

		compress_to(&packed, i, buf_bytes(&m.b));
		for (size_t k = 0; k < NSHAPES; k++)
			reads_as(buf_bytes(&packed), &shapes[k], small_text);
		c = capture_open_bytes(buf_bytes(&packed), &e);
		assert_string_equal(capture_facts(c)->compression, formats[i].name);
		assert_string_equal(capture_facts(c)->format, "pcap");
		capture_close(&c);
		/* One inside another. */
		compress_to(&twice, (i + 1) % NFORMATS, buf_bytes(&packed));
		reads_as(buf_bytes(&twice), &shapes[0], small_text);
		buf_fini(&packed);
		buf_fini(&twice);
	}
	buf_fini(&m.b);
}

static void test_too_often(void **state)
{
	struct made m = { 0 };
	struct buf a = { 0 }, b = { 0 };

	(void)state;
	small_pcap(&m);
	buf_add(&a, buf_bytes(&m.b));
	for (int i = 0; i <= LIMIT_COMPRESSIONS; i++) {
		struct buf t;

		if (i)
			reads_as(buf_bytes(&a), &shapes[0], small_text);
		buf_clear(&b);
		compress_to(&b, 0, buf_bytes(&a));
		t = a;
		a = b;
		b = t;
	}
	reads_as(buf_bytes(&a), &shapes[0], "error: file is compressed more than 4 times over\n");
	buf_fini(&a);
	buf_fini(&b);
	buf_fini(&m.b);
}

/* Appended to each other, as a rotating writer does with gzip; with padding, and with what
   is something else. */
static void test_members_in_a_row(void **state)
{
	struct made m = { 0 };

	(void)state;
	small_pcap(&m);
	for (size_t i = 0; i < NFORMATS; i++) {
		struct buf packed = { 0 }, want = { 0 };

		compress_to(&packed, i, bytes_head(buf_bytes(&m.b), 30));
		buf_add(&packed, B("\0\0\0\0"));
		compress_to(&packed, i, bytes_from(buf_bytes(&m.b), 30));
		for (size_t k = 0; k < NSHAPES; k++)
			reads_as(buf_bytes(&packed), &shapes[k], small_text);
		buf_printf(&want, "1 1000000000 3/3 0:1 one\n2 2000000000 3/3 0:1 two\ndamage: the "
			   "%s data ends at octet %zu of the file; what follows it is not read\n",
			   formats[i].name, packed.n);
		buf_adds(&packed, "more");
		for (size_t k = 0; k < NSHAPES; k++)
			reads_as(buf_bytes(&packed), &shapes[k], buf_cstr(&want));
		buf_fini(&packed);
		buf_fini(&want);
	}
	buf_fini(&m.b);
}

static void test_nothing_in_it(void **state)
{
	(void)state;
	reads_as(B("\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0"), &shapes[0],
		 "error: file is empty once decompressed\n");
}

enum { RECORDS = 1000, RECORD = 1016, HEADER = 24 };

static void noisy_pcap(struct made *m)
{
	uint32_t noise = 1;

	pcap_header(m, 0xa1b2c3d4, 2, 4, 65535, 1);
	for (uint32_t i = 0; i < RECORDS; i++) {
		pcap_lengths(m, i, 0, RECORD - 16, RECORD - 16);
		for (int k = 0; k < (RECORD - 16) / 4; k++)
			put32(m, noise = noise * 1664525 + 1013904223);
	}
}

/* Reads it to its end, and asks for the frames that `octets` of the capture hold and for a
   word about the damage. */
static void delivers(struct bytes file, size_t octets, const char *damage)
{
	size_t frames = octets < HEADER ? 0 : (octets - HEADER) / RECORD;
	struct err e = { 0 };
	struct capture *c = capture_open_bytes(file, &e);
	struct frame f;

	if (!c) {
		assert_true(octets <= HEADER);
		assert_non_null(strstr(e.text, damage));
		return;
	}
	while (capture_next(c, &f, &e) == STEP_ITEM)
		assert_int_equal(f.data.n, RECORD - 16);
	assert_true(capture_facts(c)->frames >= frames);
	assert_true(capture_facts(c)->frames < RECORDS);
	assert_non_null(capture_facts(c)->damage);
	assert_non_null(strstr(capture_facts(c)->damage, damage));
	capture_close(&c);
}

/* Noise is as long compressed as before, so that what was left says what must come. */
static size_t must_come(size_t format, size_t left)
{
	size_t slack = formats[format].block + left / 50 + 300;

	return left < slack ? 0 : left - slack;
}

/* Cut anywhere, also when little is left: what can be decoded is delivered. */
static void test_cut(void **state)
{
	static const size_t left[] = { 100, 2000, 5000, 20000, 70000, 300000, 900000 };
	struct made m = { 0 };

	(void)state;
	noisy_pcap(&m);
	for (size_t i = 0; i < NFORMATS; i++) {
		struct buf packed = { 0 };

		compress_to(&packed, i, buf_bytes(&m.b));
		for (size_t k = 0; k < sizeof(left) / sizeof(left[0]); k++)
			delivers(bytes_head(buf_bytes(&packed), left[k]), must_come(i, left[k]),
				 "the file ends inside its");
		buf_fini(&packed);
	}
	buf_fini(&m.b);
}

/* Some octets are not what they were: what came before them is delivered.  Noise is stored as
   it is by most, so it may be the record's length that is found wrong. */
static void test_damaged(void **state)
{
	struct made m = { 0 };

	(void)state;
	noisy_pcap(&m);
	for (size_t i = 0; i < NFORMATS; i++) {
		struct buf packed = { 0 };
		size_t at = 600000;

		compress_to(&packed, i, buf_bytes(&m.b));
		memset(packed.p + at, 0xff, packed.n - at);
		delivers(buf_bytes(&packed), must_come(i, at), "");
		buf_fini(&packed);
	}
	buf_fini(&m.b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_too_often),
		cmocka_unit_test(test_members_in_a_row),
		cmocka_unit_test(test_nothing_in_it),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_damaged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
