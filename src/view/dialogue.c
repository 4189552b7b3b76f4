/* SPDX-License-Identifier: BSD-2-Clause */
/* dialogue.c - see dialogue.h. */
#include "view/dialogue.h"

#include "base/utf8.h"
#include "view/timing.h"

enum {
	TIME_WIDTH = 11, DELTA_WIDTH = 11, FRAMES_WIDTH = 9, MARK_WIDTH = 4,
	TEXT_AT = TIME_WIDTH + DELTA_WIDTH + 2 + FRAMES_WIDTH + 1 + MARK_WIDTH,
	TEXT_LEAST = 24, /* narrower than this, lines are left to the terminal */
};

void dialogue_begin(struct dialogue *d, int64_t start_ns)
{
	d->start_ns = start_ns;
	d->last_ns = NO_TIME;
	d->first = d->last = NO_U64;
}

void dialogue_fini(struct dialogue *d)
{
	buf_fini(&d->scratch);
}

/* "-ERR", "a1 NO", "* BAD": a refusal in POP3 or IMAP. */
static bool refuses(const struct ev_line *l)
{
	struct bytes rest = l->text, word = bytes_word(&rest);

	if (l->code != NO_U64)
		return l->code >= 400;
	if (l->head->protocol && strcmp(l->head->protocol, "imap") == 0) {
		word = bytes_word(&rest);
		return bytes_ieq(word, B("NO")) || bytes_ieq(word, B("BAD"));
	}
	return bytes_eq(word, B("-ERR"));
}

enum mark dialogue_mark(const struct ev_line *l)
{
	if (l->from_client)
		return MARK_CLIENT;
	if ((l->kind == LINE_REPLY || l->kind == LINE_REPLY_MORE) && refuses(l))
		return MARK_REFUSED;
	return MARK_SERVER;
}

static void right(struct buf *out, const struct buf *what, size_t width)
{
	for (size_t i = what->n; i < width; i++)
		buf_addc(out, ' ');
	buf_add(out, buf_bytes(what));
}

static void spaces(struct buf *out, size_t n)
{
	while (n--)
		buf_addc(out, ' ');
}

/* Time stamps may be anything. */
static int64_t between(int64_t from, int64_t to)
{
	return (int64_t)((uint64_t)to - (uint64_t)from);
}

static void delta(struct dialogue *d, struct buf *out, int64_t ts)
{
	bool slow = between(d->last_ns, ts) >= TIMING_SLOW_NS;

	if (ts >= d->last_ns)
		buf_addc(&d->scratch, '+');
	time_seconds(&d->scratch, between(d->last_ns, ts), 6);
	if (slow) {
		text_plain(out, d->look.color);
		text_color(out, d->look.color, YELLOW);
	}
	right(out, &d->scratch, DELTA_WIDTH);
	if (slow) {
		text_plain(out, d->look.color);
		text_color(out, d->look.color, DIM);
	}
}

static void margin(struct dialogue *d, struct buf *out, int64_t ts, uint64_t first,
		   uint64_t last, bool from_client)
{
	bool same = first != NO_U64 && first == d->first && last == d->last &&
		    from_client == d->from_client;
	size_t n;

	if (same) {
		spaces(out, TEXT_AT - MARK_WIDTH);
		return;
	}
	text_color(out, d->look.color, DIM);
	buf_clear(&d->scratch);
	if (ts != NO_TIME && d->start_ns != NO_TIME)
		time_seconds(&d->scratch, between(d->start_ns, ts), 6);
	right(out, &d->scratch, TIME_WIDTH);
	buf_clear(&d->scratch);
	if (ts != NO_TIME && d->last_ns != NO_TIME)
		delta(d, out, ts);
	else
		spaces(out, DELTA_WIDTH);
	buf_adds(out, "  ");
	buf_clear(&d->scratch);
	text_frames(&d->scratch, first, last);
	n = d->scratch.n;
	buf_add(out, buf_bytes(&d->scratch));
	spaces(out, (n < FRAMES_WIDTH ? FRAMES_WIDTH - n : 0) + 1);
	text_plain(out, d->look.color);
	if (ts != NO_TIME)
		d->last_ns = ts;
	d->first = first;
	d->last = last;
	d->from_client = from_client;
}

/* The longest front of `text` that fits in `room` columns; behind a blank where there is
   one in its second half. */
static struct bytes fitting(struct bytes text, size_t room)
{
	struct bytes rest = text;
	size_t used = 0, blank = 0;

	while (rest.n) {
		struct bytes before = rest;
		uint32_t c = utf8_next(&rest, NULL);

		used += (size_t)utf8_columns(c);
		if (used > room)
			return bytes_head(text, blank ? blank : text.n - before.n);
		if (c == ' ' && used >= room / 2)
			blank = text.n - rest.n;
	}
	return text;
}

/* Adds `text` with this colour; on a terminal broken at its right edge. */
static void wrapped(const struct dialogue *d, struct buf *out, enum text_color color,
		    struct bytes text)
{
	size_t room = d->look.columns > TEXT_AT + TEXT_LEAST ? d->look.columns - TEXT_AT : SIZE_MAX;

	text_color(out, d->look.color, color);
	for (;;) {
		struct bytes line = fitting(text, room);

		buf_add(out, line);
		text = bytes_from(text, line.n);
		if (text.n == 0)
			break;
		buf_addc(out, '\n');
		spaces(out, TEXT_AT);
	}
	if (color != PLAIN)
		text_plain(out, d->look.color);
	buf_addc(out, '\n');
}

static const struct {
	const char *arrow;
	enum text_color color;
	bool client;
} marks[] = {
	[MARK_CLIENT] = { " -> ", GREEN, true },      [MARK_SERVER] = { "<-  ", CYAN, false },
	[MARK_REFUSED] = { "<** ", RED, false },      [MARK_CLIENT_TLS] = { " ~> ", GREEN, true },
	[MARK_SERVER_TLS] = { "<~  ", CYAN, false },  [MARK_REFUSED_TLS] = { "<~* ", RED, false },
	[MARK_NOTE] = { " ** ", YELLOW, false },
};

void dialogue_line(struct dialogue *d, struct buf *out, enum mark mark, int64_t ts,
		   uint64_t first, uint64_t last, struct bytes text)
{
	margin(d, out, ts, first, last, marks[mark].client);
	text_color(out, d->look.color, marks[mark].color);
	buf_adds(out, marks[mark].arrow);
	if (d->look.color)
		text_plain(out, true);
	wrapped(d, out, marks[mark].color, text);
}

void dialogue_note(struct dialogue *d, struct buf *out, enum text_color color,
		   struct bytes text)
{
	spaces(out, TEXT_AT - MARK_WIDTH);
	text_color(out, d->look.color, color);
	buf_adds(out, marks[MARK_NOTE].arrow);
	if (color != PLAIN)
		text_plain(out, d->look.color);
	wrapped(d, out, color, text);
}
