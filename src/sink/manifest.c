/* SPDX-License-Identifier: BSD-2-Clause */
/* manifest.c - see manifest.h. */
#include "sink/manifest.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/limits.h"
#include "sink/json_record.h"
#include "sink/json_text.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
	SPILL_OCTETS = 64 << 10, /* of one message's parts in memory */
	PIECE_OCTETS = 16 << 10,
};

struct manifest {
	struct outdir *dir;
	struct outfile *file;
	struct json_records *json;
	struct buf text; /* scratch */
	bool any;
};

static const struct policy no_secrets = { .show_secrets = false };

void manifest_facts_fini(struct manifest_facts *f)
{
	buf_fini(&f->parts);
	buf_fini(&f->holes);
	outfile_discard(&f->spill);
}

void manifest_hole(struct manifest_facts *f, uint64_t offset, uint64_t octets)
{
	f->missing += octets;
	if (f->nholes++ < LIMIT_HOLES)
		buf_printf(&f->holes, "%s{\"offset\":%" PRIu64 ",\"bytes\":%" PRIu64 "}",
			   f->holes.n ? "," : "", offset, octets);
}

struct manifest *manifest_new(struct outdir *dir)
{
	struct manifest *m = xcalloc(1, sizeof(*m));

	m->dir = dir;
	m->file = outfile_new(dir, B(MANIFEST_NAME));
	m->json = json_records_new();
	return m;
}

void manifest_free(struct manifest **m)
{
	if (!*m)
		return;
	outfile_discard(&(*m)->file);
	json_records_free(&(*m)->json);
	buf_fini(&(*m)->text);
	free(*m);
	*m = NULL;
}

void manifest_digests_start(struct manifest_digests *d, bool md5, bool sha1)
{
	d->md5_wanted = md5;
	d->sha1_wanted = sha1;
	if (md5)
		digest_start(&d->md5, DIGEST_MD5);
	if (sha1)
		digest_start(&d->sha1, DIGEST_SHA1);
}

void manifest_digests_push(struct manifest_digests *d, struct bytes b)
{
	if (d->md5_wanted)
		digest_push(&d->md5, b);
	if (d->sha1_wanted)
		digest_push(&d->sha1, b);
}

static void add_one_digest(struct buf *out, const char *key, struct digest *d)
{
	uint8_t octets[DIGEST_MAX_OCTETS];
	size_t n = digest_end(d, octets);

	buf_printf(out, ",\"%s\":\"", key);
	hash_hex(out, bytes_of(octets, n));
	buf_addc(out, '"');
}

static void add_digests(struct buf *out, struct manifest_digests *d)
{
	if (d && d->md5_wanted)
		add_one_digest(out, "md5", &d->md5);
	if (d && d->sha1_wanted)
		add_one_digest(out, "sha1", &d->sha1);
}

static void add_string(struct buf *out, const char *key, struct bytes value)
{
	if (value.p == NULL)
		return;
	buf_printf(out, ",\"%s\":", key);
	json_string(out, value);
}

static void add_word(struct buf *out, const char *key, const char *word)
{
	if (word)
		add_string(out, key, bytes_str(word));
}

/* The parts so far go to disk: of thousands with long names there may be more than memory is
   meant for. */
static int spill(struct manifest *m, struct manifest_facts *f, struct err *e)
{
	int rc;

	if (!f->spill)
		f->spill = outfile_new(m->dir, B(MANIFEST_NAME));
	f->spilled += f->parts.n;
	rc = outfile_write(f->spill, buf_bytes(&f->parts), e);
	buf_clear(&f->parts);
	return rc;
}

int manifest_part(struct manifest *m, struct manifest_facts *f,
		  const struct manifest_part_facts *p, const struct ev_part *part, struct err *e)
{
	struct buf *record = &m->text, *out = &f->parts;

	buf_adds(out, f->nparts++ ? ",{\"file\":" : "{\"file\":");
	if (p->file.p)
		json_string(out, p->file);
	else
		buf_adds(out, "null");
	add_word(out, "skipped", p->skipped);
	add_word(out, "detected_type", p->detected);
	if (p->missing)
		buf_printf(out, ",\"missing_bytes\":%" PRIu64, p->missing);
	add_digests(out, p->digests);
	/* The record's own fields follow in the same object. */
	buf_clear(record);
	json_record(m->json, record, RECORD_PART, part, &no_secrets);
	if (record->n > 2)
		buf_addc(out, ',');
	buf_add(out, bytes_from(buf_bytes(record), 1));
	return out->n < SPILL_OCTETS ? 0 : spill(m, f, e);
}

static void add_digest(struct buf *out, const char *key, const struct ev_digest *d)
{
	if (!d->known)
		return;
	buf_printf(out, ",\"%s\":\"", key);
	hash_hex(out, bytes_of(d->octets, SHA256_OCTETS));
	buf_addc(out, '"');
}

/* Writes what is in m->text.  After a failure, which `rc` is and `e` tells, it goes on: the file
   keeps what it could not write, and stays JSON. */
static int write_piece(struct manifest *m, int rc, struct err *e)
{
	struct err later;

	if (outfile_write(m->file, buf_bytes(&m->text), rc < 0 ? &later : e) < 0)
		rc = -1;
	buf_clear(&m->text);
	return rc;
}

static int add_frames(struct manifest *m, const struct ev_spans *spans, int rc, struct err *e)
{
	struct buf *out = &m->text;

	buf_adds(out, ",\"frames\":[");
	for (size_t i = 0; i < spans->n; i++) {
		if (i)
			buf_addc(out, ',');
		json_record(m->json, out, RECORD_SPAN, &spans->v[i], &no_secrets);
		if (out->n >= PIECE_OCTETS)
			rc = write_piece(m, rc, e);
	}
	buf_addc(out, ']');
	return rc;
}

static int add_parts(struct manifest *m, const struct manifest_facts *f, int rc, struct err *e)
{
	struct buf *out = &m->text;
	struct err later;
	uint64_t at = 0;

	buf_adds(out, ",\"parts\":[");
	rc = write_piece(m, rc, e);
	while (at < f->spilled) {
		if (outfile_read(f->spill, at, PIECE_OCTETS, out, rc < 0 ? &later : e) < 0)
			rc = -1;
		if (out->n == 0)
			break; /* not even written */
		at += out->n;
		rc = write_piece(m, rc, e);
	}
	if (at == f->spilled)
		buf_add(out, buf_bytes(&f->parts));
	buf_adds(out, "]}");
	return write_piece(m, rc, e);
}

int manifest_add(struct manifest *m, const struct manifest_facts *f, const struct ev_message *r,
		 struct bytes file, struct err *e)
{
	struct buf *out = &m->text;
	int rc;

	buf_clear(out);
	buf_printf(out, "%s{\"message_id\":%" PRIu64 ",\"session_id\":%" PRIu64,
		   m->any ? ",\n" : "[\n", r->id, r->head.session_id);
	m->any = true;
	add_word(out, "protocol", r->head.protocol);
	add_word(out, "direction", r->direction);
	add_string(out, "file", file);
	add_word(out, "skipped", f->skipped);
	if (file.p || f->skipped)
		buf_printf(out, ",\"size\":%" PRIu64, f->written);
	add_digest(out, "sha256", &r->sha256);
	add_digest(out, "sha256_partial", &r->sha256_partial);
	add_digests(out, f->digests);
	buf_printf(out, ",\"complete\":%s", r->complete == 1 ? "true" : "false");
	if (f->nholes) {
		buf_printf(out, ",\"missing_bytes\":%" PRIu64 ",\"holes\":[", f->missing);
		buf_add(out, buf_bytes(&f->holes));
		buf_adds(out, "]");
	}
	if (f->nholes > LIMIT_HOLES)
		buf_printf(out, ",\"holes_total\":%" PRIu64, f->nholes);
	add_string(out, "subject", r->subject);
	rc = add_frames(m, &r->frames, 0, e);
	return add_parts(m, f, rc, e);
}

int manifest_end(struct manifest *m, struct err *e)
{
	if (outfile_write(m->file, m->any ? B("\n]\n") : B("[]\n"), e) < 0)
		return -1;
	buf_clear(&m->text);
	return outfile_publish(&m->file, false, false, &m->text, e);
}
