/* SPDX-License-Identifier: BSD-2-Clause */
/* test_tnef.c - winmail.dat in any pieces, whole and damaged. */
#include "mime/tnef.h"

#include "base/limits.h"
#include "guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void le16(struct buf *b, unsigned v)
{
	buf_addc(b, (uint8_t)v);
	buf_addc(b, (uint8_t)(v >> 8));
}

static void le32(struct buf *b, uint32_t v)
{
	le16(b, v & 0xffff);
	le16(b, v >> 16);
}

static void start(struct buf *b)
{
	le32(b, 0x223e9f78);
	le16(b, 1);
}

static void attribute(struct buf *b, uint8_t level, uint32_t id, struct bytes value)
{
	unsigned sum = 0;

	buf_addc(b, level);
	le32(b, id);
	le32(b, (uint32_t)value.n);
	buf_add(b, value);
	for (size_t i = 0; i < value.n; i++)
		sum += value.p[i];
	le16(b, sum & 0xffff);
}

/* A property with one value of variable size. */
static void property(struct buf *b, unsigned type, unsigned id, struct bytes value)
{
	le16(b, type);
	le16(b, id);
	le32(b, 1);
	le32(b, (uint32_t)value.n);
	buf_add(b, value);
	for (size_t i = value.n; i % 4; i++)
		buf_addc(b, 0);
}

static const uint32_t BODY = 0x0002800c, PROPS = 0x00069003, CODEPAGE = 0x00069007,
	TITLE = 0x00018010, DATA = 0x0006800f, RENDDATA = 0x00069002, ATTACHMENT = 0x00069005;

/* "(" data "|name|type)" for an attachment, "{text}" or "<text>" for a body. */
static void item(struct buf *out, const struct tnef_item *it)
{
	switch (it->kind) {
	case TNEF_BEGIN:
		buf_addc(out, '(');
		break;
	case TNEF_DATA:
		assert_true(it->data.n > 0);
		buf_add(out, it->data);
		break;
	case TNEF_END:
		buf_addc(out, '|');
		buf_add(out, it->name);
		buf_addc(out, '|');
		buf_add(out, it->mime_type);
		buf_addc(out, ')');
		break;
	case TNEF_BODY:
		buf_addc(out, it->html ? '<' : '{');
		buf_add(out, it->data);
		buf_addc(out, it->html ? '>' : '}');
		break;
	}
}

/* In pieces of `step`; the flags are left in `*t`, which is to be finished. */
static void unpack(struct tnef *t, struct buf *out, struct bytes in, size_t step)
{
	struct tnef_item it;

	for (; in.n; in = bytes_from(in, step)) {
		struct guard g;

		tnef_push(t, guard_init(&g, bytes_head(in, step)));
		while (tnef_next(t, &it) == STEP_ITEM)
			item(out, &it);
		guard_fini(&g);
	}
	tnef_end(t);
	while (tnef_next(t, &it) == STEP_ITEM)
		item(out, &it);
}

static void expect(struct buf *in, const char *want, bool truncated)
{
	for (size_t step = 1; step <= in->n + 1; step += step < 12 ? 1 : 29) {
		struct tnef t = { 0 };
		struct buf out = { 0 };

		unpack(&t, &out, buf_bytes(in), step);
		assert_string_equal(buf_cstr(&out), want);
		assert_int_equal(t.truncated, truncated);
		assert_int_equal(t.bad_checksums, 0);
		assert_false(t.cut);
		buf_fini(&out);
		tnef_fini(&t);
	}
	buf_fini(in);
}

static void attachments(void **state)
{
	struct buf in = { 0 }, props = { 0 };

	(void)state;
	start(&in);
	attribute(&in, 1, CODEPAGE, B("\xe4\x04\0\0\0\0\0\0"));
	attribute(&in, 1, BODY, B("caf\xe9\0"));
	attribute(&in, 2, RENDDATA, B("\0\0"));
	attribute(&in, 2, TITLE, B("SHORT~1.TXT\0"));
	attribute(&in, 2, DATA, B("octets"));
	attribute(&in, 2, RENDDATA, B("\0\0"));
	attribute(&in, 2, DATA, B("12"));
	attribute(&in, 2, DATA, B("34"));
	attribute(&in, 2, TITLE, B("LONGNA~1.TXT\0"));
	le32(&props, 3);
	property(&props, 0x1f, 0x3707, B("l\0\xf6\0n\0g\0\0\0"));
	property(&props, 0x1e, 0x370e, B("text/plain\0"));
	property(&props, 0x1e, 0x3704, B("SHORT\0"));
	attribute(&in, 2, ATTACHMENT, buf_bytes(&props));
	attribute(&in, 2, TITLE, B("LATER\0"));
	buf_fini(&props);
	expect(&in, "{café}(octets|SHORT~1.TXT|)(1234|löng|text/plain)", false);
}

/* The properties of the message: all kinds of values before those that are wanted. */
static void bodies(void **state)
{
	struct buf in = { 0 }, props = { 0 };

	(void)state;
	start(&in);
	le32(&props, 8);
	le32(&props, 0x00010003); /* a number */
	le32(&props, 7);
	le32(&props, 0x0002000b); /* a truth value: four octets as well */
	le32(&props, 1);
	le32(&props, 0x00030040); /* a time */
	le32(&props, 0);
	le32(&props, 0);
	le32(&props, 0x80010003); /* a named one */
	buf_add(&props, B("0123456789abcdef\0\0\0\0\x01\0\0\0"));
	le32(&props, 9);
	le32(&props, 0x8002001e); /* named by a string */
	buf_add(&props, B("0123456789abcdef\x01\0\0\0\x04\0\0\0a\0\0\0"));
	le32(&props, 1);
	le32(&props, 2);
	buf_add(&props, B("v\0\0\0"));
	le32(&props, 0x00041003); /* several numbers */
	le32(&props, 2);
	le32(&props, 1);
	le32(&props, 2);
	property(&props, 0x1e, 0x1000, B("text\0"));
	property(&props, 0x102, 0x1013, B("<b>\xc3\xa9</b>"));
	attribute(&in, 1, PROPS, buf_bytes(&props));
	buf_fini(&props);
	expect(&in, "<<b>é</b>>", false);
}

static void damage(void **state)
{
	struct buf in = { 0 }, out = { 0 };
	struct tnef t = { 0 };

	(void)state;
	buf_adds(&in, "no TNEF at all");
	expect(&in, "", true);
	expect(&in, "", true);
	/* the end comes early */
	start(&in);
	attribute(&in, 2, RENDDATA, B(""));
	attribute(&in, 2, DATA, B("octets"));
	in.n -= 5;
	expect(&in, "(oct||)", true);
	/* lengths that are not there, levels that do not exist */
	start(&in);
	attribute(&in, 1, PROPS, B("\xff\xff\xff\xff\x1e\0\0\x10\x01\0\0\0\xff\xff\xff\xff"));
	attribute(&in, 2, RENDDATA, B(""));
	attribute(&in, 2, ATTACHMENT, B("\x01\0\0\0\x99\x99\x99\x09"));
	expect(&in, "(||)", false);
	start(&in);
	attribute(&in, 3, DATA, B("x"));
	expect(&in, "", true);
	/* a wrong checksum: told, and read all the same */
	start(&in);
	attribute(&in, 2, RENDDATA, B(""));
	attribute(&in, 2, DATA, B("octets"));
	in.p[in.n - 1] ^= 1;
	unpack(&t, &out, buf_bytes(&in), 3);
	assert_string_equal(buf_cstr(&out), "(octets||)");
	assert_int_equal(t.bad_checksums, 1);
	tnef_fini(&t);
	buf_fini(&in);
	buf_fini(&out);
}

static void limit(void **state)
{
	struct buf in = { 0 }, out = { 0 }, big = { 0 };
	struct tnef t = { 0 };

	(void)state;
	memset(buf_room(&big, LIMIT_TNEF_VALUE + 1), 'a', LIMIT_TNEF_VALUE + 1);
	big.n = LIMIT_TNEF_VALUE + 1;
	start(&in);
	attribute(&in, 1, BODY, buf_bytes(&big));
	unpack(&t, &out, buf_bytes(&in), 100000);
	assert_true(t.cut);
	assert_int_equal(out.n, LIMIT_TNEF_VALUE + 2);
	tnef_fini(&t);
	buf_fini(&in);
	buf_fini(&out);
	buf_fini(&big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attachments),
		cmocka_unit_test(bodies),
		cmocka_unit_test(damage),
		cmocka_unit_test(limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
