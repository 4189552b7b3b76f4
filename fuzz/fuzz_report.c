/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_report.c - content that is looked at while it goes by: reports for machines, calendars,
 * files and PGP in plain text.  The same whole and octet by octet, around a hole too.
 *
 * Input: where the hole is (1 octet; 0: none), then the content.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "mime/calendar.h"
#include "mime/plain.h"
#include "mime/report.h"
#include "through_mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void text(struct buf *out, struct bytes b)
{
	require(utf8_valid(b));
	buf_add(out, b);
	buf_addc(out, '|');
}

static void report(struct buf *out, struct bytes before, struct bytes after, size_t step)
{
	struct report r = { .kind = REPORT_DELIVERY };
	struct report_reader reader = { 0 };
	struct arena a = { 0 };

	report_begin(&reader, &r, &a, LIMIT_REPORT_RECIPIENTS);
	for (; before.n; before = bytes_from(before, step))
		report_push(&reader, bytes_head(before, step));
	if (after.n)
		report_gap(&reader);
	for (; after.n; after = bytes_from(after, step))
		report_push(&reader, bytes_head(after, step));
	report_end(&reader);
	text(out, r.reporting_mta);
	text(out, r.disposition);
	text(out, r.feedback_type);
	for (size_t i = 0; i < r.n; i++) {
		text(out, r.recipient[i].final);
		text(out, r.recipient[i].diagnostic);
	}
	report_fini(&r);
	arena_fini(&a);
}

static void calendar(struct buf *out, struct bytes before, struct bytes after, size_t step,
		     struct bytes charset)
{
	const struct charset *guess = NULL;
	struct calendar c = { .charset = charset };
	struct arena a = { 0 };

	for (; before.n; before = bytes_from(before, step))
		calendar_push(&c, bytes_head(before, step));
	if (after.n)
		calendar_gap(&c);
	for (; after.n; after = bytes_from(after, step))
		calendar_push(&c, bytes_head(after, step));
	text(out, calendar_end(&c, &a, &guess));
	arena_fini(&a);
}

static void calendars(struct buf *out, struct bytes before, struct bytes after, size_t step)
{
	calendar(out, before, after, step, (struct bytes){ NULL, 0 });
	calendar(out, before, after, step, B("iso-2022-jp"));
	calendar(out, before, after, step, B("utf-16"));
}

static void item(struct buf *out, const struct plain_item *it)
{
	if (it->kind != PLAIN_DATA)
		buf_addu64(out, it->kind * 2u + it->whole);
	buf_add(out, it->name);
	buf_add(out, it->data);
}

static void plain_run(struct plain *p, struct buf *out, struct bytes in, size_t step)
{
	struct plain_item it;

	for (; in.n; in = bytes_from(in, step)) {
		struct bytes piece = bytes_head(in, step);

		while (plain_next(p, &piece, &it) == STEP_ITEM)
			item(out, &it);
		require(piece.n == 0);
	}
}

static void plain(struct buf *out, struct bytes before, struct bytes after, size_t step)
{
	struct plain_item it;
	struct plain p = { 0 };

	plain_run(&p, out, before, step);
	if (after.n)
		plain_gap(&p);
	plain_run(&p, out, after, step);
	while (plain_end(&p, &it) == STEP_ITEM)
		item(out, &it);
	buf_addu64(out, p.found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(bytes_of(data, size));
	size_t hole = cur_u8(&c);
	struct bytes in = cur_rest(&c), before = bytes_head(in, hole ? hole : in.n);
	struct bytes after = bytes_from(in, hole ? hole : in.n);
	struct buf whole = { 0 }, octets = { 0 };

	report(&whole, before, after, size + 1);
	calendars(&whole, before, after, size + 1);
	plain(&whole, before, after, size + 1);
	report(&octets, before, after, 1);
	calendars(&octets, before, after, 1);
	plain(&octets, before, after, 1);
	require(bytes_eq(buf_bytes(&whole), buf_bytes(&octets)));
	buf_fini(&whole);
	buf_fini(&octets);
	return 0;
}
