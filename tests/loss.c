/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * loss.c - what must hold when segments are missing (promise 2 of the design).
 *
 * - Every missing octet is counted, none is invented.
 * - A command none of whose frames is missing is told as without the loss.
 * - A message none of whose frames is missing has the same octets; one with a missing
 *   frame says how many octets are missing.
 */
#include "replay.h"

#include <stdlib.h>

enum { HANDSHAKE_FRAMES = 3 };

/* Where the lost segment is in the plain shape. */
struct lost {
	uint64_t frame, octets;
	bool at_end;             /* nothing comes after it that shows the loss */
	bool at_begin;           /* nor before it: its direction begins later in this capture */
};

static struct lost find_lost(const struct transcript *t, size_t lose)
{
	struct lost l = { .frame = t->middle ? 0 : HANDSHAKE_FRAMES };
	bool begun[2] = { false };

	for (size_t i = 0, seen = 0, h = 0; i < t->nsaid && seen < lose; i++) {
		const struct said *line = &t->said[i];

		for (; h < t->nhappens && t->happens[h].before <= i; h++)
			l.frame += t->happens[h].what != HAPPENS_WAIT;

		l.octets = line->octets.n;
		l.at_begin = t->middle && !begun[line->from];
		l.at_end = i + 1 == t->nsaid && t->closing != CLOSING_FIN;
		begun[line->from] = true;
		l.frame += !line->lost;
		seen += !line->lost;
	}
	return l;
}

static uint64_t missing(const struct records *all)
{
	uint64_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		n += record_number(&all->v[i], "mailwire.tcp.client.missing_bytes") +
		     record_number(&all->v[i], "mailwire.tcp.server.missing_bytes");
	return n;
}

/*
 * Records that belong together: a command, its reply, the message it transfers, and
 * whatever was said in between (pipelining).  Which reply answers what, and where a message
 * ends, is not certain for any of them when a frame of one is lost.
 */
struct together {
	bool *in;                /* by index of the record */
	uint64_t first, last;    /* their frames */
};

static bool overlaps(const struct record *r, const struct together *t)
{
	uint64_t first = record_number(r, "mailwire.packets.first");

	return first && first <= t->last && record_number(r, "mailwire.packets.last") >= t->first;
}

static bool same_message(const struct record *a, const struct record *b)
{
	uint64_t id = record_number(a, "mailwire.message_id");

	return id && id == record_number(b, "mailwire.message_id");
}

static bool belongs(const struct records *all, size_t i, const struct together *t)
{
	if (strcmp(all->v[i].dataset, "session") == 0)
		return false;
	if (overlaps(&all->v[i], t))
		return true;
	for (size_t k = 0; k < all->n; k++)
		if (t->in[k] && same_message(&all->v[i], &all->v[k]))
			return true;
	return false;
}

/* What belongs together with `frame`; free() its `in`. */
static struct together together(const struct records *all, uint64_t frame)
{
	struct together t = { .in = xcalloc(all->n + 1, 1), .first = frame, .last = frame };
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < all->n; i++) {
			uint64_t first = record_number(&all->v[i], "mailwire.packets.first");
			uint64_t last = record_number(&all->v[i], "mailwire.packets.last");

			if (t.in[i] || !belongs(all, i, &t))
				continue;
			more = t.in[i] = true;
			t.first = first && first < t.first ? first : t.first;
			t.last = last > t.last ? last : t.last;
		}
	}
	return t;
}

static const char *const no_octets[] = {
	"mailwire.message.size", "mailwire.message.sha256", "mailwire.message.sha256_partial",
	"mailwire.message.complete",
	"email.subject", "email.from", "mailwire.mime", NULL
};

/* What of a record must stay when something else is lost. */
static void untouched_text(struct buf *out, const struct record *r)
{
	static const char *const note[] = { "mailwire.command.note", NULL };
	/* What is known of the message that a DELE names, other commands told. */
	static const char *const listing[] = { "mailwire.listing", NULL };
	const char *const *ignore[] = { records_of_shape, records_of_numbers, records_constant,
					note, NULL, NULL };
	const char *verb = record_get(r, "mailwire.command.verb");

	if (verb && strcmp(verb, "DELE") == 0)
		ignore[4] = listing;
	buf_clear(out);
	if (strcmp(r->dataset, "command") == 0) {
		record_text(out, r, ignore);
		return;
	}
	for (size_t i = 0; i < r->n; i++)
		for (const char *const *path = no_octets; *path; path++)
			if (strncmp(r->items[i].path, *path, strlen(*path)) == 0)
				buf_printf(out, "message %s = %s\n", *path, r->items[i].value);
}

/* What may be different after all.  An unknown verb after a hole may be a word of a login,
   and is not told as a command; a message without octets has no frames of its own. */
static bool excused(const struct record *r)
{
	const char *note = record_get(r, "mailwire.command.note");

	if (strcmp(r->dataset, "command") == 0)
		return note && strcmp(note, "unknown command") == 0;
	return strcmp(r->dataset, "message") != 0 ||
	       record_number(r, "mailwire.message.size") == 0;
}

/* What is odd about a command may not be known when something before it is missing; it must
   not be odd for that. */
static bool same_note(const struct record *want, const struct record *got)
{
	const char *was = record_get(want, "mailwire.command.note");
	const char *is = record_get(got, "mailwire.command.note");

	return is == NULL || (was && strcmp(was, is) == 0);
}

/* Whether a record like `want` is in `got` at or after `*at`, which moves behind it. */
static bool find_record(const struct records *got, size_t *at, const struct record *want,
			struct buf *text, struct buf *other)
{
	for (size_t i = *at; i < got->n; i++) {
		if (strcmp(got->v[i].dataset, want->dataset) != 0)
			continue;
		untouched_text(other, &got->v[i]);
		if (bytes_eq(buf_bytes(text), buf_bytes(other)) && same_note(want, &got->v[i])) {
			*at = i + 1;
			return true;
		}
	}
	return false;
}

static bool rest_stays(const struct records *plain, const struct records *got, uint64_t frame,
		       struct buf *told)
{
	struct together lost = together(plain, frame);
	struct buf text = { 0 }, other = { 0 };
	size_t at[2] = { 0 };
	bool good = true;

	for (size_t i = 0; good && i < plain->n; i++) {
		const struct record *r = &plain->v[i];
		bool message = strcmp(r->dataset, "message") == 0;

		if (excused(r) || lost.in[i])
			continue;
		untouched_text(&text, r);
		good = find_record(got, &at[message], r, &text, &other);
		if (!good) {
			buf_printf(told, "frame %llu is lost, but not this record (frames "
				   "%llu-%llu):\n", (unsigned long long)frame,
				   (unsigned long long)record_number(r, "mailwire.packets.first"),
				   (unsigned long long)record_number(r, "mailwire.packets.last"));
			buf_add(told, buf_bytes(&text));
		}
	}
	buf_fini(&text);
	buf_fini(&other);
	free(lost.in);
	return good;
}

/* The messages that lost octets say so. */
static bool holes_told(const struct records *plain, const struct records *got, uint64_t frame,
		       struct buf *told)
{
	for (size_t i = 0; i < plain->n; i++) {
		const struct record *r = &plain->v[i];
		bool inside = false;

		if (strcmp(r->dataset, "message") != 0)
			continue;
		for (size_t k = 0; k < r->n; k++)
			inside |= strncmp(r->items[k].path, "mailwire.message.frames.", 24) == 0 &&
				  bytes_ends(bytes_str(r->items[k].path), B(".number")) &&
				  strtoull(r->items[k].value, NULL, 10) == frame;
		if (!inside)
			continue;
		for (size_t k = 0; k < got->n; k++)
			if (strcmp(got->v[k].dataset, "message") == 0 &&
			    record_number(&got->v[k], "mailwire.message.missing_bytes") > 0)
				inside = false;
		if (inside) {
			buf_printf(told, "frame %llu is lost out of a message, and none has "
				   "missing_bytes\n", (unsigned long long)frame);
			return false;
		}
	}
	return true;
}

static bool segment_lost(const struct transcript *t, const struct shape *s,
			 const struct records *plain, const struct records *got,
			 struct buf *told)
{
	struct lost l = find_lost(t, s->lose);
	uint64_t before = missing(plain), now = missing(got);

	if (l.at_begin || l.at_end)
		return true;
	if (now != before + l.octets) {
		buf_printf(told, "frame %llu with %llu octets is lost, missing_bytes is %llu\n",
			   (unsigned long long)l.frame, (unsigned long long)l.octets,
			   (unsigned long long)(now - before));
		return false;
	}
	return rest_stays(plain, got, l.frame, told) && holes_told(plain, got, l.frame, told);
}

/* Octets of the segments that were captured in part only, and the part. */
static uint64_t cut_off(const struct transcript *t, const struct shape *s)
{
	struct shape whole = *s;
	struct segments segments;
	struct frames frames;
	uint64_t n = 0;

	whole.snaplen = 0;
	shape_segments(&segments, t, &whole);
	shape_frames(&frames, &segments, t, &whole);
	for (size_t i = 0; i < frames.n; i++) {
		size_t headers = frames.v[i].n - segments.v[i].octets.n;
		size_t kept = s->snaplen > headers ? s->snaplen - headers : 0;

		n += segments.v[i].octets.n > kept ? segments.v[i].octets.n - kept : 0;
	}
	segments_fini(&segments);
	frames_fini(&frames);
	return n;
}

static bool snaplen_counted(const struct transcript *t, const struct shape *s,
			    const struct records *plain, const struct records *got,
			    struct buf *told)
{
	uint64_t cut = cut_off(t, s), now = missing(got) - missing(plain);

	if (cut == now)
		return true;
	buf_printf(told, "the snap length cuts %llu octets, missing_bytes is %llu\n",
		   (unsigned long long)cut, (unsigned long long)now);
	return false;
}

/* Of a message that the captured side sent, all octets are there. */
static bool side_stays(const struct shape *s, const struct records *plain,
		       const struct records *got, struct buf *told)
{
	const char *direction = s->only == DIR_CLIENT ? "submitted" : "fetched";
	struct buf text = { 0 }, other = { 0 };
	bool good = true;
	size_t at = 0;

	for (size_t i = 0; good && i < plain->n; i++) {
		const struct record *r = &plain->v[i];
		const char *way = record_get(r, "mailwire.message.direction");

		if (way == NULL || strcmp(way, direction) != 0 || excused(r))
			continue;
		untouched_text(&text, r);
		good = find_record(got, &at, r, &text, &other);
		if (!good) {
			buf_adds(told, "this message is not found in its one direction:\n");
			buf_add(told, buf_bytes(&text));
		}
	}
	buf_fini(&text);
	buf_fini(&other);
	return good;
}

/* Of what is no mail when it is whole, a part is none either. */
static bool nothing_made_up(const struct records *got, struct buf *told)
{
	if (got->n == 0)
		return true;
	buf_printf(told, "the whole dialogue is no mail, but a part of it gives a %s record\n",
		   got->v[0].dataset);
	return false;
}

bool loss_holds(const struct transcript *t, const struct shape *s,
		const struct records *plain, const struct records *got, struct buf *told)
{
	if (plain->n == 0)
		return nothing_made_up(got, told);
	if (s->lose)
		return segment_lost(t, s, plain, got, told);
	if (s->snaplen)
		return snaplen_counted(t, s, plain, got, told);
	return side_stays(s, plain, got, told);
}
