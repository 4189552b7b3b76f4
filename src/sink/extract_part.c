/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * extract_part.c - parts of messages as files; see extract.c.
 *
 * In:   the decoded content of parts as it goes by; for messages inside, the file of the whole
 * Out:  DIR/0001/2-photo.png, a row of the manifest and a line for people each
 */
#include "sink/extract_own.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "sink/part_name.h"

#include <inttypes.h>

int extract_part_octets(struct extract *x, const struct ev_part_event *p, struct err *e)
{
	struct mail *m = *extract_mail_at(x, p->message_id);

	struct part *open = m ? &m->part[p->inner] : NULL;

	if (!open || (!open->file && !open->large))
		return 0;
	open->missing += p->missing;
	manifest_digests_push(&open->digests, p->octets);
	return extract_write(x, &open->file, &open->written, &open->large, p->octets, e);
}

/* What its file is called, in x->text. */
static void name_part(struct extract *x, const struct mail *m, const struct ev_part *part,
		      bool attachment)
{
	buf_clear(&x->text);
	buf_printf(&x->text, "%04" PRIu64 "/", m->id);
	part_name(&x->text, part, attachment);
}

void extract_part_open(struct extract *x, const struct ev_part_event *p)
{
	struct mail *m = *extract_mail_at(x, p->message_id);

	if (!m || !x->options.parts)
		return;
	name_part(x, m, p->part, p->attachment);
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

/* It is whole: the file, of `octets` octets, gets its name, its row and its line. */
static int publish(struct extract *x, struct mail *m, struct outfile **f,
		   struct manifest_part_facts *facts, const struct ev_part *part,
		   uint64_t octets, struct err *e)
{
	buf_clear(&x->text);
	if (outfile_publish(f, !m->has_folder, true, &x->text, e) < 0)
		return -1;
	m->has_folder = true;
	facts->file = buf_bytes(&x->text);
	if (manifest_part(x->manifest, &m->facts, facts, part, e) < 0)
		return -1;
	extract_line(x, &m->lines, octets, buf_bytes(&x->text));
	utf8_show(&m->lines, utf8_head(part->content_type, TYPE_OCTETS));
	if (facts->missing) {
		buf_adds(&m->lines, ", ");
		text_color(&m->lines, x->look.color, RED);
		text_counted(&m->lines, facts->missing, "octet");
		buf_adds(&m->lines, " missing");
		text_plain(&m->lines, x->look.color);
	}
	buf_addc(&m->lines, '\n');
	x->parts++;
	return 0;
}

int extract_part_close(struct extract *x, const struct ev_part_event *p, struct err *e)
{
	struct mail *m = *extract_mail_at(x, p->message_id);
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
	name_part(x, m, p->part, p->attachment);
	outfile_rename(open->file, buf_bytes(&x->text));
	return publish(x, m, &open->file, &facts, p->part, open->written, e);
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
	name_part(x, m, &row, row.name.n > 0);
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
	facts.digests = &digests;
	return publish(x, m, &f, &facts, &row, row.size, e);
}

/* Is `path` inside of the message at `above`? */
static bool within(struct bytes path, struct bytes above)
{
	return above.p && path.n > above.n && bytes_starts(path, above) &&
	       bytes_at(path, above.n) == '.';
}

int extract_inside(struct extract *x, struct mail *m, const struct ev_message *r,
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
