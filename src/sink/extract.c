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
#include "sink/file_type.h"
#include "sink/manifest.h"
#include "sink/mbox.h"
#include "sink/out.h"
#include "sink/part_name.h"
#include "sink/sink.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "view/text.h"

#include <inttypes.h>
#include <stdlib.h>

/* A part on its way: `file` is NULL while none is open. */
struct part {
	struct outfile *file;
	bool large;                 /* over the size that was allowed: not written */
	uint64_t written, missing;
	struct manifest_digests digests;
};

/* A message on its way. */
struct mail {
	struct mail *next;          /* in its bucket */
	uint64_t id, session_id;
	bool has_folder;            /* for its parts */
	bool eml_large;             /* over the size that was allowed: not written */
	struct outfile *eml;
	struct part part[2];        /* the leaf part that is open, and the file inside it */
	struct manifest_digests digests;
	struct manifest_facts facts;
	struct buf lines;           /* for people */
};

enum {
	BUCKETS = 1024,             /* numbers are consecutive: they spread evenly */
	TYPE_OCTETS = 128,          /* of a part's type, for people */
	COPY_OCTETS = 64 << 10,     /* at a time, of a message inside */
};

struct extract {
	struct sink sink;
	struct out out;
	struct look look;
	struct extract_options options;
	const char *path;
	struct outdir *dir;
	struct manifest *manifest;
	struct mbox *mbox, *maildir;
	struct file_type *types;
	struct mail *mails[BUCKETS];
	uint64_t messages, parts, incomplete, large;
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
	outfile_discard(&m->part[0].file);
	outfile_discard(&m->part[1].file);
	manifest_facts_fini(&m->facts);
	buf_fini(&m->lines);
	free(m);
}

static void mail_open(struct extract *x, const struct ev_message *r)
{
	struct mail **at = mail_at(x, r->id), *m = xcalloc(1, sizeof(*m));

	m->id = r->id;
	m->session_id = r->head.session_id;
	buf_clear(&x->text);
	buf_printf(&x->text, "%04" PRIu64 ".eml", m->id);
	m->eml = outfile_new(x->dir, buf_bytes(&x->text));
	manifest_digests_start(&m->digests, x->options.md5, x->options.sha1);
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

/* Octets for a file that holds `*written` so far; once it would be larger than allowed, it is
   `*large_out` and goes. */
static int write_some(struct extract *x, struct outfile **f, uint64_t *written, bool *large,
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
	struct mail *m = *mail_at(x, o->message_id);

	if (!m)
		return 0;
	if (o->missing)
		manifest_hole(&m->facts, o->offset, o->missing);
	manifest_digests_push(&m->digests, o->octets);
	return write_some(x, &m->eml, &m->facts.written, &m->eml_large, o->octets, e);
}

static int take_part(struct extract *x, const struct ev_part_event *p, struct err *e)
{
	struct mail *m = *mail_at(x, p->message_id);

	struct part *open = m ? &m->part[p->inner] : NULL;

	if (!open || (!open->file && !open->large))
		return 0;
	open->missing += p->missing;
	manifest_digests_push(&open->digests, p->octets);
	return write_some(x, &open->file, &open->written, &open->large, p->octets, e);
}

/* What its file is called, in x->text. */
static void name_part(struct extract *x, const struct mail *m, const struct ev_part_event *p)
{
	buf_clear(&x->text);
	buf_printf(&x->text, "%04" PRIu64 "/", m->id);
	part_name(&x->text, p->part, p->attachment);
}

static void part_open(struct extract *x, const struct ev_part_event *p)
{
	struct mail *m = *mail_at(x, p->message_id);

	if (!m || !x->options.parts)
		return;
	name_part(x, m, p);
	outfile_discard(&m->part[p->inner].file);
	m->part[p->inner] = (struct part){ .file = outfile_new(x->dir, buf_bytes(&x->text)) };
	manifest_digests_start(&m->part[p->inner].digests, x->options.md5, x->options.sha1);
}

/* It is what people read, not a file that was attached. */
static bool is_body(const struct ev_part_event *p)
{
	return !p->inner && !p->attachment && !p->part->name.n &&
	       (bytes_ieq(p->part->content_type, B("text/plain")) ||
		bytes_ieq(p->part->content_type, B("text/html")));
}

/* What libmagic takes the part for, as it lies on disk; NULL: it does not know. */
static int detect(struct extract *x, struct outfile *f, bool body, const char **type_out,
		  struct err *e)
{
	buf_clear(&x->text);
	*type_out = NULL;
	if (x->types == NULL)
		return 0;
	if (outfile_read(f, 0, FILE_TYPE_OCTETS, &x->text, e) < 0)
		return -1;
	if (x->text.n)
		*type_out = body ? file_type_of_body(x->types, buf_bytes(&x->text)) :
				   file_type_of(x->types, buf_bytes(&x->text));
	return 0;
}

static int part_close(struct extract *x, const struct ev_part_event *p, struct err *e)
{
	struct mail *m = *mail_at(x, p->message_id);
	struct manifest_part_facts facts = { 0 };

	struct part *open = m ? &m->part[p->inner] : NULL;

	if (!open || (!open->file && !open->large))
		return 0;
	facts.missing = open->missing;
	facts.digests = &open->digests;
	if (open->large) {
		facts.skipped = "larger than --max-size";
		open->large = false;
		return manifest_part(x->manifest, &m->facts, &facts, p->part, e);
	}
	if (detect(x, open->file, is_body(p), &facts.detected, e) < 0)
		return -1;
	/* The name of a file inside is known only now. */
	name_part(x, m, p);
	outfile_rename(open->file, buf_bytes(&x->text));
	buf_clear(&x->text);
	if (outfile_publish(&open->file, !m->has_folder, true, &x->text, e) < 0)
		return -1;
	m->has_folder = true;
	facts.file = buf_bytes(&x->text);
	if (manifest_part(x->manifest, &m->facts, &facts, p->part, e) < 0)
		return -1;
	line(x, &m->lines, open->written, buf_bytes(&x->text));
	utf8_show(&m->lines, utf8_head(p->part->content_type, TYPE_OCTETS));
	if (open->missing) {
		buf_adds(&m->lines, ", ");
		text_color(&m->lines, x->look.color, RED);
		text_counted(&m->lines, open->missing, "octet");
		buf_adds(&m->lines, " missing");
		text_plain(&m->lines, x->look.color);
	}
	buf_addc(&m->lines, '\n');
	x->parts++;
	return 0;
}

/* Octets [offset, offset + n) of the message as it lies on disk. */
static int copy(struct extract *x, struct mail *m, const struct ev_part *row, struct outfile *to,
		struct digest *sha256, struct manifest_digests *others, struct err *e)
{
	for (uint64_t done = 0; done < row->encoded;) {
		uint64_t left = row->encoded - done;

		buf_clear(&x->text);
		if (outfile_read(m->eml, row->offset + done,
				 left < COPY_OCTETS ? (size_t)left : COPY_OCTETS, &x->text, e) < 0)
			return -1;
		if (x->text.n == 0)
			return 0;
		digest_push(sha256, buf_bytes(&x->text));
		manifest_digests_push(others, buf_bytes(&x->text));
		if (outfile_write(to, buf_bytes(&x->text), e) < 0)
			return -1;
		done += x->text.n;
	}
	return 0;
}

/* A message inside the message is a part that people ask for, too; those inside of it are in its
   file. */
static int inside(struct extract *x, struct mail *m, const struct ev_part *container, struct err *e)
{
	struct ev_part row = *container;
	struct manifest_part_facts facts = { 0 };
	struct manifest_digests digests;
	struct outfile *f = NULL;
	struct digest sha256;
	uint8_t octets[DIGEST_MAX_OCTETS];

	row.size = row.encoded;
	if (m->facts.missing)
		facts.skipped = "octets of the message are missing";
	else if (m->eml_large ||
		 (x->options.max_octets && row.encoded > x->options.max_octets))
		facts.skipped = "larger than --max-size";
	x->large += facts.skipped && !m->facts.missing;
	if (facts.skipped)
		return manifest_part(x->manifest, &m->facts, &facts, &row, e);
	buf_clear(&x->text);
	buf_printf(&x->text, "%04" PRIu64 "/", m->id);
	part_name(&x->text, &row, row.name.n > 0);
	f = outfile_new(x->dir, buf_bytes(&x->text));
	digest_start(&sha256, DIGEST_SHA256);
	manifest_digests_start(&digests, x->options.md5, x->options.sha1);
	if (copy(x, m, &row, f, &sha256, &digests, e) < 0 ||
	    detect(x, f, false, &facts.detected, e) < 0) {
		outfile_discard(&f);
		return -1;
	}
	digest_end(&sha256, octets);
	memcpy(row.sha256.octets, octets, SHA256_OCTETS);
	row.sha256.known = true;
	buf_clear(&x->text);
	if (outfile_publish(&f, !m->has_folder, true, &x->text, e) < 0)
		return -1;
	m->has_folder = true;
	facts.file = buf_bytes(&x->text);
	facts.digests = &digests;
	line(x, &m->lines, row.size, buf_bytes(&x->text));
	utf8_show(&m->lines, utf8_head(row.content_type, TYPE_OCTETS));
	buf_addc(&m->lines, '\n');
	x->parts++;
	return manifest_part(x->manifest, &m->facts, &facts, &row, e);
}

/* Is `path` inside of the message at `above`? */
static bool within(struct bytes path, struct bytes above)
{
	return above.p && path.n > above.n && bytes_starts(path, above) &&
	       bytes_at(path, above.n) == '.';
}

static int messages_inside(struct extract *x, struct mail *m, const struct ev_message *r,
			   struct err *e)
{
	struct bytes above = { NULL, 0 };

	if (!x->options.parts)
		return 0;
	for (size_t i = 0; i < r->containers.n; i++) {
		const struct ev_part *c = &r->containers.v[i];

		if (!bytes_istarts(c->content_type, B("message/")) || c->encoded == NO_U64 ||
		    c->offset == NO_U64 || within(c->path, above))
			continue;
		above = c->path;
		if (inside(x, m, c, e) < 0)
			return -1;
	}
	return 0;
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
	struct mail **at = mail_at(x, r->id), *m = *at;
	struct buf name = { 0 };
	struct buf *out = &x->out.text;
	int rc = -1;

	if (!m)
		return 0;
	m->facts.digests = &m->digests;
	m->facts.skipped = m->eml_large ? "larger than --max-size" : NULL;
	if (messages_inside(x, m, r, e) < 0 || keep(x, m, r, &name, e) < 0) {
		buf_fini(&name);
		return -1; /* abandon() tells of its parts */
	}
	if (manifest_add(x->manifest, &m->facts, r,
			 name.n ? buf_bytes(&name) : (struct bytes){ NULL, 0 }, e) < 0)
		goto out;
	x->messages++;
	x->incomplete += r->complete != 1;
	if (name.n)
		line(x, out, m->facts.written, buf_bytes(&name));
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
