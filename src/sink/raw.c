/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * raw.c - the octets of one message, or of one of its parts decoded, exactly.
 *
 * Where a message inside the message ends is known with its record only: while a part is
 * looked for, the octets of the message wait in a temporary file.
 *
 * Nothing is added where octets were not captured; that there are holes is told when
 * everything else is written.
 */
#include "sink/out.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "base/limits.h"

#include <inttypes.h>
#include <stdlib.h>

struct raw {
	struct sink sink;
	struct out out;
	struct pick pick;
	const char *part;    /* its path, or NULL: the message */
	bool inside, found;  /* this part is open; was seen */
	struct buf paths;    /* of the parts seen: for the error */
	uint64_t missing, first_hole;
	FILE *spool;         /* the message so far, until the part is found among its leaves */
	uint64_t spool_missing;
};

enum { COPY_OCTETS = 64 << 10 };

static int take(struct raw *r, uint64_t offset, struct bytes octets, uint64_t missing,
		struct err *e)
{
	if (missing && r->missing == 0)
		r->first_hole = offset;
	r->missing += missing;
	buf_add(&r->out.text, octets);
	return out_done(&r->out, e);
}

static void add_path(struct raw *r, struct bytes path)
{
	if (r->paths.n >= LIMIT_EVIDENCE_TEXT)
		return;
	buf_adds(&r->paths, r->paths.n ? ", " : "");
	buf_add(&r->paths, path);
}

static void spool_close(struct raw *r)
{
	if (r->spool)
		fclose(r->spool);
	r->spool = NULL;
}

/* A temporary file that cannot be had, or is full, costs the messages inside and nothing else. */
static void spool(struct raw *r, const struct ev_octets *o)
{
	if (r->spool && fwrite(o->octets.p, 1, o->octets.n, r->spool) < o->octets.n)
		spool_close(r);
	r->spool_missing += o->missing;
}

/* The part is no leaf, but a message: octets [offset, offset + n) of the whole. */
static int take_message(struct raw *r, const struct ev_part *row, struct err *e)
{
	if (r->spool_missing)
		return err_set(e, "part %s is a message, and octets are missing: ask for its parts",
			       r->part);
	if (fseeko(r->spool, (off_t)row->offset, SEEK_SET) < 0)
		return err_set(e, "cannot read back the message");
	r->found = true;
	for (uint64_t left = row->encoded; left;) {
		size_t n = left < COPY_OCTETS ? (size_t)left : COPY_OCTETS;

		n = fread(buf_room(&r->out.text, n), 1, n, r->spool);
		if (n == 0)
			break;
		r->out.text.n += n;
		left -= n;
		if (out_done(&r->out, e) < 0)
			return -1;
	}
	return 0;
}

static int message_end(struct raw *r, const struct ev_message *m, struct err *e)
{
	for (size_t i = 0; r->spool && !r->found && i < m->containers.n; i++) {
		const struct ev_part *row = &m->containers.v[i];

		if (row->offset == NO_U64 || row->encoded == NO_U64 ||
		    !bytes_istarts(row->content_type, B("message/")))
			continue;
		if (bytes_eq(row->path, bytes_str(r->part)))
			return take_message(r, row, e);
		add_path(r, row->path);
	}
	return 0;
}

static void part_open(struct raw *r, struct bytes path)
{
	r->inside = bytes_eq(path, bytes_str(r->part));
	r->found |= r->inside;
	if (r->found)
		spool_close(r);
	add_path(r, path);
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct raw *r = (struct raw *)s;

	switch (ev->kind) {
	case EV_MESSAGE_OPEN:
		pick_is(&r->pick, ev->message->id);
		return 0;
	case EV_MESSAGE:
		if (!pick_is(&r->pick, ev->message->id))
			return 0;
		s->done = true;
		return message_end(r, ev->message, e);
	case EV_OCTETS:
		if (!pick_is(&r->pick, ev->octets->message_id))
			return 0;
		if (r->part) {
			spool(r, ev->octets);
			return 0;
		}
		return take(r, ev->octets->offset, ev->octets->octets, ev->octets->missing, e);
	case EV_PART_OPEN:
		if (pick_is(&r->pick, ev->part->message_id))
			part_open(r, ev->part->part->path);
		return 0;
	default:
		if (!pick_is(&r->pick, ev->part->message_id) || !r->inside)
			return 0;
		return take(r, ev->part->offset, ev->part->octets, ev->part->missing, e);
	}
}

static int finish(struct sink *s, struct err *e)
{
	struct raw *r = (struct raw *)s;

	if (out_flush(&r->out, e) < 0 || pick_check(&r->pick, e) < 0)
		return -1;
	if (r->part && !r->found)
		return err_set(e, "message %" PRIu64 " has no part %s: it has %s", r->pick.number,
			       r->part, r->paths.n ? buf_cstr(&r->paths) : "none");
	if (r->missing)
		return err_set(e, "message %" PRIu64 " is not complete: %" PRIu64 " of its octets "
				  "were not captured, the first at %" PRIu64 "; the others were "
				  "written", r->pick.number, r->missing, r->first_hole);
	return 0;
}

static void raw_free(struct sink *s)
{
	struct raw *r = (struct raw *)s;

	out_fini(&r->out);
	buf_fini(&r->paths);
	spool_close(r);
	free(r);
}

struct sink *sink_raw_new(FILE *out, uint64_t message, const char *from)
{
	static const struct sink_ops ops = { "raw", put, finish, raw_free };
	struct raw *r = xcalloc(1, sizeof(*r));

	r->sink.ops = &ops;
	r->sink.wants = EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_OCTETS) | EV_BIT(EV_MESSAGE);
	r->pick = (struct pick){ "message", from, message, 0 };
	out_init(&r->out, out);
	return &r->sink;
}

struct sink *sink_part_new(FILE *out, uint64_t message, const char *path, const char *from)
{
	struct sink *s = sink_raw_new(out, message, from);

	s->wants |= EV_BIT(EV_PART_OPEN) | EV_BIT(EV_PART_OCTETS);
	((struct raw *)s)->part = path;
	((struct raw *)s)->spool = tmpfile();
	return s;
}
