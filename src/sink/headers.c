/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * headers.c - the header of one message: every field, decoded, and as it was sent where
 * that differs, with its place in the message.  So those of its parts and of the messages in
 * them, under the names IMAP has for them (RFC 9051 6.4.5.1).
 */
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "view/text.h"

#include <inttypes.h>
#include <stdlib.h>

enum { PLACE_WIDTH = 8 };

struct headers {
	struct sink sink;
	struct out out;
	struct look look;
	struct pick pick;
	const char *only;    /* headers of this part alone; NULL: all */
	bool found;          /* it has one */
	size_t part;         /* of the field before */
	struct buf text;
};

/* The raw field is worth a line of its own: it is folded, or has encoded words. */
static bool differs(const struct ev_header *h)
{
	return !bytes_eq(bytes_trim(h->raw), h->value);
}

/* Of "2" are both "2.MIME" and "2.HEADER". */
static bool wanted(const struct headers *s, struct bytes section)
{
	struct bytes only;

	if (s->only == NULL)
		return true;
	only = bytes_str(s->only);
	if (bytes_eq(section, only))
		return true;
	return bytes_starts(section, only) && bytes_at(section, only.n) == '.' &&
	       (bytes_eq(bytes_from(section, only.n + 1), B("MIME")) ||
		bytes_eq(bytes_from(section, only.n + 1), B("HEADER")));
}

static int field(struct headers *s, const struct ev_header *h, struct err *e)
{
	struct buf *out = &s->out.text;

	if (!wanted(s, h->section))
		return 0;
	s->found = true;
	if (h->part != s->part) {
		text_color(out, s->look.color, DIM);
		buf_adds(out, "--- ");
		buf_add(out, h->section);
		buf_addc(out, '\n');
		text_plain(out, s->look.color);
		s->part = h->part;
	}
	buf_clear(&s->text);
	buf_printf(&s->text, "%" PRIu64, h->offset);
	for (size_t i = s->text.n; i < PLACE_WIDTH; i++)
		buf_addc(out, ' ');
	text_color(out, s->look.color, DIM);
	buf_add(out, buf_bytes(&s->text));
	text_plain(out, s->look.color);
	buf_adds(out, "  ");
	text_color(out, s->look.color, BOLD);
	utf8_show(out, h->name);
	buf_addc(out, ':');
	text_plain(out, s->look.color);
	buf_addc(out, ' ');
	utf8_show(out, h->value);
	buf_addc(out, '\n');
	if (differs(h)) {
		text_color(out, s->look.color, DIM);
		buf_printf(out, "%*s", PLACE_WIDTH + 2, "");
		buf_adds(out, "as sent:");
		utf8_show(out, h->raw);
		text_plain(out, s->look.color);
		buf_addc(out, '\n');
	}
	return out_done(&s->out, e);
}

static int put(struct sink *sink, const struct event *ev, struct err *e)
{
	struct headers *s = (struct headers *)sink;

	if (ev->kind == EV_MESSAGE_OPEN)
		pick_is(&s->pick, ev->message->id);
	else if (ev->kind == EV_MESSAGE)
		sink->done |= pick_is(&s->pick, ev->message->id);
	else if (pick_is(&s->pick, ev->header->message_id))
		return field(s, ev->header, e);
	return 0;
}

static int finish(struct sink *sink, struct err *e)
{
	struct headers *s = (struct headers *)sink;

	if (out_flush(&s->out, e) < 0 || pick_check(&s->pick, e) < 0)
		return -1;
	if (s->only && !s->found)
		return err_set(e, "message %" PRIu64 " has no header %s: `show --headers` lists them",
			       s->pick.number, s->only);
	return 0;
}

static void headers_free(struct sink *sink)
{
	struct headers *s = (struct headers *)sink;

	buf_fini(&s->text);
	out_fini(&s->out);
	free(s);
}

struct sink *sink_headers_new(FILE *out, uint64_t message, const char *part, const char *from,
			      const struct look *look)
{
	static const struct sink_ops ops = { "headers", put, finish, headers_free };
	struct headers *s = xcalloc(1, sizeof(*s));

	s->sink.ops = &ops;
	s->sink.wants = EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_HEADER) | EV_BIT(EV_MESSAGE);
	s->look = *look;
	s->only = part;
	s->pick = (struct pick){ "message", from, message, 0 };
	out_init(&s->out, out);
	return &s->sink;
}
