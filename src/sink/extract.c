/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * extract.c - messages and their parts as files.
 *
 * In:   the octets of messages and the decoded content of their parts, as they go by
 * Out:  DIR/0001.eml            the message, octet for octet
 *       DIR/0001/1-body.txt     its leaf parts, by section number
 *       DIR/0001/2-photo.png
 *       DIR/manifest.json       what each file is, and what is missing from it
 *
 * Many messages may be on their way at once; none is held in memory (outdir.h).  Octets
 * that were not captured are left out of a file, never made up; the manifest says where.
 */
#include "sink/json_record.h"
#include "sink/json_text.h"
#include "sink/outdir.h"
#include "sink/part_name.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "sink/out.h"
#include "view/text.h"

#include <inttypes.h>
#include <stdlib.h>

#define MANIFEST "manifest.json"

/* A message on its way. */
struct mail {
	struct mail *next;          /* in its bucket */
	uint64_t id, written, missing;
	struct outfile *eml, *part; /* `part` is the one that is open, or NULL */
	uint64_t part_written, part_missing;
	uint64_t nparts, nholes;
	struct buf holes, parts;    /* for the manifest */
	struct buf lines;           /* for people */
};

enum { BUCKETS = 1024 };            /* numbers are consecutive: they spread evenly */

struct extract {
	struct sink sink;
	struct out out;
	struct look look;
	struct policy policy;
	const char *path;
	struct outdir *dir;
	struct outfile *manifest;
	struct json_records *json;
	struct mail *mails[BUCKETS];
	uint64_t messages, parts, incomplete;
	bool failed;
	struct buf text;            /* scratch */
};

static struct mail **mail_at(struct extract *x, uint64_t id)
{
	struct mail **m = &x->mails[id % BUCKETS];

	while (*m && (*m)->id != id)
		m = &(*m)->next;
	return m;
}

static void mail_free(struct mail **at)
{
	struct mail *m = *at;

	*at = m->next;
	outfile_discard(&m->eml);
	outfile_discard(&m->part);
	buf_fini(&m->holes);
	buf_fini(&m->parts);
	buf_fini(&m->lines);
	free(m);
}

static void mail_open(struct extract *x, const struct ev_message *r)
{
	struct mail **at = mail_at(x, r->id), *m = xcalloc(1, sizeof(*m));

	m->id = r->id;
	buf_clear(&x->text);
	buf_printf(&x->text, "%04" PRIu64 ".eml", m->id);
	m->eml = outfile_new(x->dir, buf_bytes(&x->text));
	m->next = *at;
	*at = m;
}

/* "      2,345  DIR/0001.eml  ": a line for people, as far as all files have it. */
static void line(struct extract *x, struct buf *out, uint64_t octets, struct bytes name)
{
	struct buf count = { 0 };

	text_count(&count, octets);
	for (size_t i = count.n; i < 14; i++)
		buf_addc(out, ' ');
	buf_add(out, buf_bytes(&count));
	buf_adds(out, "  ");
	utf8_show(out, bytes_str(x->path));
	buf_adds(out, bytes_last(bytes_str(x->path)) == '/' ? "" : "/");
	utf8_show(out, name);
	buf_adds(out, "  ");
	buf_fini(&count);
}

static int take_octets(struct extract *x, const struct ev_octets *o, struct err *e)
{
	struct mail *m = *mail_at(x, o->message_id);

	if (!m)
		return 0;
	if (o->missing && m->nholes++ < LIMIT_HOLES)
		buf_printf(&m->holes, "%s{\"offset\":%" PRIu64 ",\"bytes\":%" PRIu64 "}",
			   m->holes.n ? "," : "", o->offset, o->missing);
	m->missing += o->missing;
	m->written += o->octets.n;
	return o->octets.n ? outfile_write(m->eml, o->octets, e) : 0;
}

static int take_part(struct extract *x, const struct ev_part_event *p, struct err *e)
{
	struct mail *m = *mail_at(x, p->message_id);

	if (!m || !m->part)
		return 0;
	m->part_missing += p->missing;
	m->part_written += p->octets.n;
	return p->octets.n ? outfile_write(m->part, p->octets, e) : 0;
}

static void part_open(struct extract *x, const struct ev_part_event *p)
{
	struct mail *m = *mail_at(x, p->message_id);

	if (!m)
		return;
	buf_clear(&x->text);
	buf_printf(&x->text, "%04" PRIu64 "/", m->id);
	part_name(&x->text, p->part, p->attachment);
	outfile_discard(&m->part);
	m->part = outfile_new(x->dir, buf_bytes(&x->text));
	m->part_written = m->part_missing = 0;
}

static int part_close(struct extract *x, const struct ev_part_event *p, struct err *e)
{
	struct mail *m = *mail_at(x, p->message_id);
	struct buf record = { 0 };

	if (!m || !m->part)
		return 0;
	buf_clear(&x->text);
	if (outfile_publish(&m->part, m->nparts == 0, true, &x->text, e) < 0)
		return -1;
	buf_adds(&m->parts, m->nparts++ ? ",{\"file\":" : "{\"file\":");
	json_string(&m->parts, buf_bytes(&x->text));
	if (m->part_missing)
		buf_printf(&m->parts, ",\"missing_bytes\":%" PRIu64, m->part_missing);
	/* The record's own fields follow in the same object. */
	json_record(x->json, &record, RECORD_PART, p->part, &x->policy);
	if (record.n > 2)
		buf_addc(&m->parts, ',');
	buf_add(&m->parts, bytes_from(buf_bytes(&record), 1));
	buf_fini(&record);

	line(x, &m->lines, m->part_written, buf_bytes(&x->text));
	utf8_show(&m->lines, p->part->content_type);
	if (m->part_missing) {
		buf_adds(&m->lines, ", ");
		text_color(&m->lines, x->look.color, RED);
		text_counted(&m->lines, m->part_missing, "octet");
		buf_adds(&m->lines, " missing");
		text_plain(&m->lines, x->look.color);
	}
	buf_addc(&m->lines, '\n');
	x->parts++;
	return 0;
}

static void add_spans(struct extract *x, struct buf *out, const struct ev_spans *spans)
{
	for (size_t i = 0; i < spans->n; i++) {
		buf_addc(out, i ? ',' : '[');
		json_record(x->json, out, RECORD_SPAN, &spans->v[i], &x->policy);
	}
	buf_adds(out, spans->n ? "]" : "[]");
}

static void add_string(struct buf *out, const char *key, struct bytes value)
{
	if (value.p == NULL)
		return;
	buf_printf(out, ",\"%s\":", key);
	json_string(out, value);
}

static int manifest_add(struct extract *x, const struct mail *m, const struct ev_message *r,
			struct bytes file, struct err *e)
{
	struct buf *out = &x->text;
	struct buf hex = { 0 };
	int rc;

	buf_clear(out);
	buf_printf(out, "%s{\"message_id\":%" PRIu64 ",\"session_id\":%" PRIu64,
		   x->messages ? ",\n" : "[\n", m->id, r->head.session_id);
	add_string(out, "protocol", r->head.protocol ? bytes_str(r->head.protocol) :
						       (struct bytes){ NULL, 0 });
	add_string(out, "direction", r->direction ? bytes_str(r->direction) :
						    (struct bytes){ NULL, 0 });
	add_string(out, "file", file);
	buf_printf(out, ",\"size\":%" PRIu64, m->written);
	if (r->sha256.known) {
		hash_hex(&hex, bytes_of(r->sha256.octets, SHA256_OCTETS));
		add_string(out, "sha256", buf_bytes(&hex));
	}
	buf_printf(out, ",\"complete\":%s", r->complete == 1 ? "true" : "false");
	if (m->nholes) {
		buf_printf(out, ",\"missing_bytes\":%" PRIu64 ",\"holes\":[", m->missing);
		buf_add(out, buf_bytes(&m->holes));
		buf_adds(out, "]");
	}
	if (m->nholes > LIMIT_HOLES)
		buf_printf(out, ",\"holes_total\":%" PRIu64, m->nholes);
	add_string(out, "subject", r->subject);
	buf_adds(out, ",\"frames\":");
	add_spans(x, out, &r->frames);
	buf_adds(out, ",\"parts\":[");
	buf_add(out, buf_bytes(&m->parts));
	buf_adds(out, "]}");
	rc = outfile_write(x->manifest, buf_bytes(out), e);
	buf_fini(&hex);
	return rc;
}

static int message_end(struct extract *x, const struct ev_message *r, struct err *e)
{
	struct mail **at = mail_at(x, r->id), *m = *at;
	struct buf name = { 0 };
	struct buf *out = &x->out.text;
	int rc = -1;

	if (!m)
		return 0;
	if (outfile_publish(&m->eml, false, false, &name, e) < 0 ||
	    manifest_add(x, m, r, buf_bytes(&name), e) < 0)
		goto out;
	x->messages++;
	x->incomplete += r->complete != 1;
	line(x, out, m->written, buf_bytes(&name));
	text_color(out, x->look.color, r->complete == 1 ? BOLD : RED);
	if (r->complete != 1) {
		text_state(out, r);
		buf_adds(out, r->subject.n ? "  " : "");
	}
	utf8_show(out, r->subject);
	text_plain(out, x->look.color);
	buf_addc(out, '\n');
	buf_add(out, buf_bytes(&m->lines));
	rc = out_done(&x->out, e);
out:
	buf_fini(&name);
	mail_free(at);
	return rc;
}

static int take(struct extract *x, const struct event *ev, struct err *e)
{
	switch (ev->kind) {
	case EV_MESSAGE_OPEN:
		mail_open(x, ev->message);
		return 0;
	case EV_OCTETS:
		return take_octets(x, ev->octets, e);
	case EV_PART_OPEN:
		part_open(x, ev->part);
		return 0;
	case EV_PART_OCTETS:
		return take_part(x, ev->part, e);
	case EV_PART_CLOSE:
		return part_close(x, ev->part, e);
	case EV_MESSAGE:
		return message_end(x, ev->message, e);
	default:
		return 0;
	}
}

static int put(struct sink *s, const struct event *ev, struct err *e)
{
	struct extract *x = (struct extract *)s;

	if (x->failed)
		return 0;
	if (take(x, ev, e) == 0)
		return 0;
	x->failed = true;
	return -1;
}

static int manifest_end(struct extract *x, struct err *e)
{
	if (outfile_write(x->manifest, x->messages ? B("\n]\n") : B("[]\n"), e) < 0)
		return -1;
	buf_clear(&x->text);
	return outfile_publish(&x->manifest, false, false, &x->text, e);
}

static int finish(struct sink *s, struct err *e)
{
	struct extract *x = (struct extract *)s;
	struct buf *out = &x->out.text;
	struct err ignored;

	if (x->failed) {
		/* Told already.  What is whole stays, and the manifest says what it is. */
		manifest_end(x, &ignored);
		out_flush(&x->out, &ignored);
		return 0;
	}
	if (manifest_end(x, e) < 0)
		return -1;
	text_counted(out, x->messages, "message");
	if (x->incomplete)
		buf_printf(out, " (%" PRIu64 " not complete)", x->incomplete);
	buf_adds(out, " and ");
	text_counted(out, x->parts, "part");
	buf_adds(out, " in ");
	utf8_show(out, bytes_str(x->path));
	buf_adds(out, "; " MANIFEST " says what each file is\n");
	return out_flush(&x->out, e);
}

static void extract_free(struct sink *s)
{
	struct extract *x = (struct extract *)s;

	for (size_t i = 0; i < BUCKETS; i++)
		while (x->mails[i])
			mail_free(&x->mails[i]);
	outfile_discard(&x->manifest);
	outdir_free(&x->dir);
	json_records_free(&x->json);
	out_fini(&x->out);
	buf_fini(&x->text);
	free(x);
}

struct sink *sink_extract_new(FILE *out, const char *path, const struct look *look,
			      struct err *e)
{
	static const struct sink_ops ops = { "extract", put, finish, extract_free };
	struct outdir *dir = outdir_new(path, MANIFEST, e);
	struct extract *x;

	if (!dir)
		return NULL;
	x = xcalloc(1, sizeof(*x));
	x->sink.ops = &ops;
	x->sink.wants = EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_OCTETS) | EV_BIT(EV_PART_OPEN) |
			EV_BIT(EV_PART_OCTETS) | EV_BIT(EV_PART_CLOSE) | EV_BIT(EV_MESSAGE);
	x->look = *look;
	x->path = path;
	x->dir = dir;
	x->manifest = outfile_new(dir, B(MANIFEST));
	x->json = json_records_new();
	out_init(&x->out, out);
	return &x->sink;
}
