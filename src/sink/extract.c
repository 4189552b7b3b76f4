/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * extract.c - messages and their parts as files.
 *
 * In:   the octets of messages and the decoded content of their parts, as they go by
 * Out:  DIR/0001.eml            the message, octet for octet
 *       DIR/0001/1-body.txt     its leaf parts, by section number
 *       DIR/0001/2-photo.png
 *       DIR/0001/3-part.eml     a message inside it, octet for octet
 *       DIR/manifest.json       what each file is, and what is missing from it
 *
 * Many messages may be on their way at once; none is held in memory (outdir.h).  Octets
 * that were not captured are left out of a file, never made up; the manifest says where.
 */
#include "sink/extract_own.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>

struct mail **extract_mail_at(struct extract *x, uint64_t id)
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
	outfile_discard(&m->part[0].file);
	outfile_discard(&m->part[1].file);
	manifest_facts_fini(&m->facts);
	buf_fini(&m->lines);
	free(m);
}

static void mail_open(struct extract *x, const struct ev_message *r)
{
	struct mail **at = extract_mail_at(x, r->id), *m = xcalloc(1, sizeof(*m));

	m->id = r->id;
	m->session_id = r->head.session_id;
	buf_clear(&x->text);
	buf_printf(&x->text, "%04" PRIu64 ".eml", m->id);
	m->eml = outfile_new(x->dir, buf_bytes(&x->text));
	manifest_digests_start(&m->digests, x->options.md5, x->options.sha1);
	m->next = *at;
	*at = m;
}

void extract_line(struct extract *x, struct buf *out, uint64_t octets, struct bytes name)
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

int extract_write(struct extract *x, struct outfile **f, uint64_t *written, bool *large,
		      struct bytes b, struct err *e)
{
	*written += b.n;
	if (x->options.max_octets && *written > x->options.max_octets && !*large) {
		*large = true;
		x->large++;
		outfile_discard(f);
	}
	return b.n && !*large ? outfile_write(*f, b, e) : 0;
}

static int take_octets(struct extract *x, const struct ev_octets *o, struct err *e)
{
	struct mail *m = *extract_mail_at(x, o->message_id);

	if (!m)
		return 0;
	if (o->missing)
		manifest_hole(&m->facts, o->offset, o->missing);
	manifest_digests_push(&m->digests, o->octets);
	return extract_write(x, &m->eml, &m->facts.written, &m->eml_large, o->octets, e);
}

/* The whole message goes where it was wanted; the name of its .eml, if any, to `name`. */
static int keep(struct extract *x, struct mail *m, const struct ev_message *r, struct buf *name,
		struct err *e)
{
	if (m->eml_large)
		return 0;
	if (x->mbox && mbox_add(x->mbox, m->eml, r, e) < 0)
		return -1;
	if (x->maildir && mbox_add(x->maildir, m->eml, r, e) < 0)
		return -1;
	if (x->options.eml)
		return outfile_publish(&m->eml, false, false, name, e);
	outfile_discard(&m->eml);
	return 0;
}

static int message_end(struct extract *x, const struct ev_message *r, struct err *e)
{
	struct mail **at = extract_mail_at(x, r->id), *m = *at;
	struct buf name = { 0 };
	struct buf *out = &x->out.text;
	int rc = -1;

	if (!m)
		return 0;
	m->facts.digests = &m->digests;
	m->facts.skipped = m->eml_large ? "larger than --max-size" : NULL;
	if (extract_inside(x, m, r, e) < 0 || keep(x, m, r, &name, e) < 0) {
		buf_fini(&name);
		return -1; /* abandon() tells of its parts */
	}
	if (manifest_add(x->manifest, &m->facts, r,
			 name.n ? buf_bytes(&name) : (struct bytes){ NULL, 0 }, e) < 0)
		goto out;
	x->messages++;
	x->incomplete += r->complete != 1;
	if (name.n)
		extract_line(x, out, m->facts.written, buf_bytes(&name));
	text_color(out, x->look.color, r->complete == 1 ? BOLD : RED);
	if (r->complete != 1) {
		text_state(out, r);
		buf_adds(out, r->subject.n ? "  " : "");
	}
	text_unfolded(out, r->subject);
	text_plain(out, x->look.color);
	buf_addc(out, '\n');
	rc = out_done(&x->out, e);
	if (rc == 0) {
		buf_add(out, buf_bytes(&m->lines));
		rc = out_done(&x->out, e);
	}
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
		extract_part_open(x, ev->part);
		return 0;
	case EV_PART_OCTETS:
		return extract_part_octets(x, ev->part, e);
	case EV_PART_CLOSE:
		return extract_part_close(x, ev->part, e);
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

/* Messages that were on their way when writing failed: their unfinished files make room,
   their finished parts stay and are told. */
static int abandon(struct extract *x, struct err *e)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct mail *m = x->mails[i]; m; m = m->next) {
			outfile_discard(&m->eml);
			outfile_discard(&m->part[0].file);
			outfile_discard(&m->part[1].file);
		}
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct mail *m = x->mails[i]; m; m = m->next) {
			struct ev_message r;

			record_init(RECORD_MESSAGE, &r);
			r.id = m->id;
			r.head.session_id = m->session_id;
			if (m->facts.nparts &&
			    manifest_add(x->manifest, &m->facts, &r, (struct bytes){ NULL, 0 }, e) < 0)
				return -1;
		}
	return 0;
}

static int finish(struct sink *s, struct err *e)
{
	struct extract *x = (struct extract *)s;
	struct buf *out = &x->out.text;
	struct err ignored;

	if (x->failed) {
		/* Told already.  What is whole stays, and the manifest says what it is. */
		if (abandon(x, &ignored) == 0)
			manifest_end(x->manifest, &ignored);
		out_flush(&x->out, &ignored);
		return 0;
	}
	if ((x->mbox && mbox_end(x->mbox, e) < 0) || (x->maildir && mbox_end(x->maildir, e) < 0) ||
	    manifest_end(x->manifest, e) < 0)
		return -1;
	text_counted(out, x->messages, "message");
	if (x->incomplete)
		buf_printf(out, " (%" PRIu64 " not complete)", x->incomplete);
	if (x->options.parts) {
		buf_adds(out, " and ");
		text_counted(out, x->parts, "part");
	}
	if (x->large)
		buf_printf(out, ", %" PRIu64 " larger than --max-size left out", x->large);
	buf_adds(out, " in ");
	utf8_show(out, bytes_str(x->path));
	buf_adds(out, "; " MANIFEST_NAME " says what each file is\n");
	return out_flush(&x->out, e);
}

static void extract_free(struct sink *s)
{
	struct extract *x = (struct extract *)s;

	for (size_t i = 0; i < BUCKETS; i++)
		while (x->mails[i])
			mail_free(&x->mails[i]);
	manifest_free(&x->manifest);
	mbox_free(&x->mbox);
	mbox_free(&x->maildir);
	file_type_free(&x->types);
	outdir_free(&x->dir);
	out_fini(&x->out);
	buf_fini(&x->text);
	free(x);
}

struct sink *sink_extract_new(FILE *out, const struct extract_options *options,
			      const struct look *look, struct err *e)
{
	static const struct sink_ops ops = { "extract", put, finish, extract_free };
	struct outdir *dir = outdir_new(options->dir, MANIFEST_NAME, e);
	struct extract *x;

	if (!dir)
		return NULL;
	x = xcalloc(1, sizeof(*x));
	x->sink.ops = &ops;
	x->sink.wants = EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_OCTETS) | EV_BIT(EV_PART_OPEN) |
			EV_BIT(EV_PART_OCTETS) | EV_BIT(EV_PART_CLOSE) | EV_BIT(EV_MESSAGE);
	x->look = *look;
	x->options = *options;
	if (!options->eml && !options->parts)
		x->options.eml = x->options.parts = true;
	x->path = options->dir;
	x->dir = dir;
	x->manifest = manifest_new(dir);
	x->types = x->options.parts ? file_type_new() : NULL;
	out_init(&x->out, out);
	if ((options->mbox && !(x->mbox = mbox_new(options->mbox, e))) ||
	    (options->maildir && !(x->maildir = mbox_maildir_new(options->maildir, e)))) {
		struct sink *s = &x->sink;

		sink_free(&s);
		return NULL;
	}
	return &x->sink;
}
