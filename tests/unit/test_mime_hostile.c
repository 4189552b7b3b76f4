/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_mime_hostile.c - messages made to exhaust a reader: each within 8 MiB, and what was cut
 * is said.
 *
 * Memory is what the C library has handed out, looked at after every push; the linear suite
 * (tests/linear) holds the same shapes to linear time.
 */
#include "mime/mime.h"

#include "base/limits.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MEMORY_MOST = 8 << 20, PIECE = 1 << 20 };

struct reading {
	struct mime *m;
	size_t before, most;        /* octets handed out */
	bool defect[MIME_DEFECT_COUNT];
	uint64_t headers, data, parts;
	unsigned deepest;
};

static size_t in_use(void)
{
	struct mallinfo2 i = mallinfo2();

	return i.uordblks + i.hblkhd;
}

static void begin(struct reading *r)
{
	*r = (struct reading){ .before = in_use() };
	r->m = mime_new(NULL);
}

static void pull(struct reading *r)
{
	struct mime_item it;

	while (mime_next(r->m, &it) == STEP_ITEM) {
		r->headers += it.kind == MIME_HEADER;
		r->parts += it.kind == MIME_PART_BEGIN;
		if (it.kind == MIME_DATA)
			r->data += it.data.n;
		if (it.kind == MIME_DEFECT)
			r->defect[it.defect.what] = true;
		if (it.part->depth > r->deepest)
			r->deepest = it.part->depth;
	}
	if (in_use() - r->before > r->most)
		r->most = in_use() - r->before;
}

static void push(struct reading *r, struct bytes octets)
{
	mime_push(r->m, octets);
	pull(r);
}

static void end(struct reading *r)
{
	mime_end(r->m, true);
	pull(r);
	if (r->most > MEMORY_MOST)
		print_message("# %zu octets\n", r->most);
	assert_true(r->most <= MEMORY_MOST);
	mime_free(&r->m);
}

/* `n` times the text, pushed a piece at a time. */
static void repeat(struct reading *r, const char *text, size_t n)
{
	struct buf piece = { 0 };
	size_t each;

	while (piece.n + strlen(text) <= PIECE)
		buf_adds(&piece, text);
	each = piece.n / strlen(text);
	for (; n >= each; n -= each)
		push(r, buf_bytes(&piece));
	if (n)
		push(r, bytes_head(buf_bytes(&piece), n * strlen(text)));
	buf_fini(&piece);
}

static void nested_multiparts(void **state)
{
	struct reading r;
	struct buf b = { 0 };

	(void)state;
	begin(&r);
	for (int i = 0; i < 10000; i++) {
		buf_clear(&b);
		buf_printf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i);
		push(&r, buf_bytes(&b));
	}
	end(&r);
	assert_true(r.defect[MIME_DEFECT_DEPTH]);
	assert_true(r.deepest <= LIMIT_MIME_DEPTH + 1);
	buf_fini(&b);
}

static void nested_messages(void **state)
{
	struct reading r;

	(void)state;
	begin(&r);
	repeat(&r, "Content-Type: message/rfc822\r\n\r\n", 10000);
	end(&r);
	assert_true(r.defect[MIME_DEFECT_DEPTH]);
}

static void a_million_headers(void **state)
{
	static const char *const fields[] = {
		"X-A: b\r\n", "To: a <a@example.org>, b@example.org\r\n",
		"Received: from a by b with ESMTPS id c; Mon, 23 Nov 2026 08:30:00 +0000\r\n",
		"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=a; h=from; bh=AAAA; b=A\r\n",
		"ARC-Seal: i=7; a=rsa-sha256; cv=none; d=example.org; s=a\r\n",
		"Authentication-Results: a; spf=pass smtp.mailfrom=b; dkim=fail header.d=c\r\n",
		"References: <a@example.org> <b@example.org>\r\n", "List-Unsubscribe: <https://a>\r\n",
		"Content-Type: text/plain; protocol=a; id=b; name=c\r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		struct reading r;

		begin(&r);
		repeat(&r, fields[i], i == 0 ? 1000000 : 100000);
		push(&r, B("\r\nbody\r\n"));
		end(&r);
		assert_int_equal(r.headers, LIMIT_HEADERS);
		assert_true(r.defect[MIME_DEFECT_HEADER_MANY]);
		if (i == 2 || i == 3)
			assert_true(r.defect[MIME_DEFECT_TRACE_MANY]);
	}
}

static void a_header_line_of_a_gibibyte(void **state)
{
	static const char *const names[] = { "Subject: ", "Received: from ", "To: ",
					     "DKIM-Signature: h=", "References: <" };
	struct reading r;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		begin(&r);
		push(&r, bytes_str(names[i]));
		repeat(&r, "x", i == 0 ? (size_t)1 << 30 : (size_t)1 << 26);
		push(&r, B("\r\n\r\nbody\r\n"));
		end(&r);
		assert_int_equal(r.headers, 1);
		assert_true(r.defect[MIME_DEFECT_HEADER_LONG]);
		assert_int_equal(r.data, 6);
	}
}

static void a_boundary_of_a_mebibyte(void **state)
{
	struct reading r;

	(void)state;
	begin(&r);
	push(&r, B("Content-Type: multipart/mixed;\r\n boundary=\""));
	repeat(&r, "b", 1 << 20);
	push(&r, B("\"\r\n\r\n--"));
	repeat(&r, "b", 1 << 20);
	push(&r, B("\r\n\r\npart\r\n"));
	end(&r);
	assert_true(r.defect[MIME_DEFECT_HEADER_LONG]);
	assert_true(r.defect[MIME_DEFECT_BOUNDARY_MISSING] || r.defect[MIME_DEFECT_BOUNDARY_LONG]);
	assert_int_equal(r.parts, 1);
}

/* Under the limit of a field, over that of a boundary. */
static void a_boundary_of_100_kibibytes(void **state)
{
	struct reading r;

	(void)state;
	begin(&r);
	push(&r, B("Content-Type: multipart/mixed; boundary=\""));
	repeat(&r, "b", 100 << 10);
	push(&r, B("\"\r\n\r\n--"));
	repeat(&r, "b", 100 << 10);
	push(&r, B("\r\n\r\npart\r\n"));
	end(&r);
	assert_true(r.defect[MIME_DEFECT_BOUNDARY_LONG]);
	assert_int_equal(r.parts, 1);
}

static void base64_of_only_padding(void **state)
{
	struct reading r;

	(void)state;
	begin(&r);
	push(&r, B("Content-Transfer-Encoding: base64\r\n\r\n"));
	repeat(&r, "====", 1 << 24);
	end(&r);
	assert_int_equal(r.data, 0);
}

static void an_attachment_of_10_gibibytes(void **state)
{
	uint8_t *zeros = calloc(1, PIECE);
	struct reading r;

	(void)state;
	begin(&r);
	push(&r, B("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
		   "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n"));
	for (int i = 0; i < 10 << 10; i++)
		push(&r, bytes_of(zeros, PIECE));
	push(&r, B("\r\n--b--\r\n"));
	end(&r);
	assert_true(r.data == (uint64_t)10 << 30);
	free(zeros);
}

/* A winmail.dat of attachments without octets, and plain text of uuencoded files. */
static void files_inside_without_end(void **state)
{
	static const uint8_t rend[] = { 2, 0x02, 0x90, 0x06, 0x00, 0, 0, 0, 0, 0, 0 };
	struct buf piece = { 0 };
	struct reading r;

	(void)state;
	begin(&r);
	push(&r, B("Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: binary\r\n\r\n"
		   "\x78\x9f\x3e\x22\x01\x00"));
	while (piece.n < PIECE)
		buf_add(&piece, bytes_of(rend, sizeof(rend)));
	for (int i = 0; i < 16; i++)
		push(&r, buf_bytes(&piece));
	end(&r);
	assert_int_equal(r.parts, LIMIT_MIME_PARTS);
	assert_true(r.defect[MIME_DEFECT_PARTS_MANY]);
	buf_fini(&piece);

	begin(&r);
	push(&r, B("\r\n"));
	repeat(&r, "begin 644 a\n#0V%T\n`\nend\n", 100000);
	end(&r);
	assert_int_equal(r.parts, LIMIT_MIME_PARTS);
	assert_true(r.defect[MIME_DEFECT_PARTS_MANY]);
}

static void a_report_without_end(void **state)
{
	size_t n;
	struct reading r;

	(void)state;
	begin(&r);
	push(&r, B("Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n"));
	repeat(&r, "Final-Recipient: rfc822; bob@example.org\r\nAction: failed\r\n\r\n", 200000);
	mime_end(r.m, true);
	pull(&r);
	assert_int_equal(mime_reports(r.m, &n)[0]->n, LIMIT_REPORT_RECIPIENTS);
	assert_true(mime_reports(r.m, &n)[0]->cut);
	assert_true(r.most <= MEMORY_MOST);
	mime_free(&r.m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nested_multiparts), cmocka_unit_test(nested_messages),
		cmocka_unit_test(a_million_headers), cmocka_unit_test(a_header_line_of_a_gibibyte),
		cmocka_unit_test(a_boundary_of_a_mebibyte),
		cmocka_unit_test(a_boundary_of_100_kibibytes),
		cmocka_unit_test(base64_of_only_padding),
		cmocka_unit_test(an_attachment_of_10_gibibytes),
		cmocka_unit_test(files_inside_without_end), cmocka_unit_test(a_report_without_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
