/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mime_dump.c - what mime/ makes of messages, as one JSON object per file and line.
 *
 *	mime_dump [-c OCTETS] [-g FROM:OCTETS] FILE...
 *
 * -c feeds that many octets at a time, -g leaves a hole.  For comparison with other
 * readers (mime_peers.py) and with itself.
 */
#include "base/hash.h"
#include "base/log.h"
#include "base/utf8.h"
#include "mime/header.h"
#include "mime/mime.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The digest of one part, running, then as text. */
struct sum {
	struct digest running;
	char hex[2 * DIGEST_MAX_OCTETS + 1];
};

struct dump {
	struct buf out, headers, defects;
	struct sum *sum; /* by index of the part */
	size_t nsum, cap;
};

static void json_bytes(struct buf *out, struct bytes b)
{
	struct buf clean = { 0 };

	if (!b.p) {
		buf_adds(out, "null");
		return;
	}
	utf8_clean(&clean, b);
	buf_addc(out, '"');
	for (size_t i = 0; i < clean.n; i++) {
		uint8_t c = clean.p[i];

		if (c == '"' || c == '\\')
			buf_addc(out, '\\');
		if (c < 0x20)
			buf_printf(out, "\\u%04x", c);
		else
			buf_addc(out, c);
	}
	buf_addc(out, '"');
	buf_fini(&clean);
}

static void member(struct buf *out, const char *name, struct bytes value)
{
	buf_printf(out, "\"%s\":", name);
	json_bytes(out, value);
	buf_addc(out, ',');
}

static void member_u64(struct buf *out, const char *name, uint64_t value)
{
	buf_printf(out, "\"%s\":%llu,", name, (unsigned long long)value);
}

/* Closes a list of members or values. */
static void close_with(struct buf *out, char c)
{
	if (bytes_last(buf_bytes(out)) == ',')
		out->n--;
	buf_addc(out, (uint8_t)c);
}

static void part_of(struct dump *d, const struct mime_part *p)
{
	struct buf *o = &d->out;

	buf_addc(o, '{');
	member(o, "path", bytes_str(p->path));
	buf_printf(o, "\"parent\":%d,", p->parent == MIME_NO_PARENT ? -1 : (int)p->parent);
	member(o, "type", p->type);
	member(o, "subtype", p->subtype);
	member(o, "charset", p->charset);
	member(o, "name", p->name);
	member(o, "disposition", p->disposition);
	member(o, "content_id", p->content_id);
	member(o, "encoding", bytes_str(mime_encoding_name(p->encoding)));
	member_u64(o, "multipart", p->is_multipart);
	member_u64(o, "message", p->is_message);
	member_u64(o, "inner", p->inner);
	member(o, "role", bytes_str(mime_role_name(p->role)));
	member(o, "charset_note", bytes_str(mime_charset_note_text(p->charset_note)));
	member_u64(o, "header_offset", p->header_offset);
	member_u64(o, "body_offset", p->body_offset);
	member_u64(o, "body_octets", p->body_octets);
	member_u64(o, "decoded_octets", p->decoded_octets);
	member_u64(o, "missing", p->missing_octets);
	member_u64(o, "preamble", p->preamble_octets);
	member_u64(o, "epilogue", p->epilogue_octets);
	member_u64(o, "closed", p->closed);
	member_u64(o, "complete", p->complete);
	member(o, "sha256", bytes_str(d->sum[p->index].hex));
	close_with(o, '}');
	buf_addc(o, ',');
}

static void addresses(struct buf *o, const char *name, const struct address_list *list)
{
	buf_printf(o, "\"%s\":[", name);
	for (size_t i = 0; i < list->n; i++) {
		buf_addc(o, '[');
		json_bytes(o, list->v[i].name);
		buf_addc(o, ',');
		json_bytes(o, list->v[i].addr);
		buf_addc(o, ',');
		json_bytes(o, list->v[i].group);
		buf_adds(o, "],");
	}
	close_with(o, ']');
	buf_addc(o, ',');
}

static void summary(struct buf *o, const struct mime_summary *s)
{
	member(o, "subject", s->subject);
	addresses(o, "from", &s->from);
	addresses(o, "sender", &s->sender);
	addresses(o, "reply_to", &s->reply_to);
	addresses(o, "to", &s->to);
	addresses(o, "cc", &s->cc);
	addresses(o, "bcc", &s->bcc);
	member(o, "date_raw", s->date_raw);
	if (s->date.ts_ns != TS_NONE)
		buf_printf(o, "\"date\":%lld,", (long long)(s->date.ts_ns / NS_PER_SEC));
	member(o, "message_id", s->message_id);
}

static void member_texts(struct buf *o, const char *name, const struct texts *t)
{
	buf_printf(o, "\"%s\":[", name);
	for (size_t i = 0; i < t->n; i++) {
		json_bytes(o, t->v[i]);
		buf_addc(o, ',');
	}
	close_with(o, ']');
	buf_addc(o, ',');
}

static void trace(struct buf *o, const struct mime_trace *t)
{
	member_texts(o, "in_reply_to", &t->in_reply_to);
	member_texts(o, "references", &t->references);
	buf_adds(o, "\"received\":[");
	for (size_t i = 0; i < t->nhop; i++) {
		const struct received *r = &t->hop[i];

		buf_addc(o, '{');
		member(o, "from", r->from);
		member(o, "by", r->by);
		member(o, "with", r->with);
		member(o, "id", r->id);
		member(o, "for", r->for_);
		if (r->date.ts_ns != TS_NONE)
			buf_printf(o, "\"date\":%lld,", (long long)(r->date.ts_ns / NS_PER_SEC));
		close_with(o, '}');
		buf_addc(o, ',');
	}
	close_with(o, ']');
	buf_adds(o, ",\"dkim\":[");
	for (size_t i = 0; i < t->ndkim; i++) {
		buf_addc(o, '{');
		member(o, "d", t->dkim[i].domain);
		member(o, "s", t->dkim[i].selector);
		member(o, "body", bytes_str(dkim_body_text(t->dkim[i].body)));
		member_u64(o, "beyond", t->dkim[i].beyond);
		member_u64(o, "invalid", t->dkim[i].invalid);
		close_with(o, '}');
		buf_addc(o, ',');
	}
	close_with(o, ']');
	buf_adds(o, ",\"results\":[");
	for (size_t i = 0; i < t->results.n; i++) {
		const struct authres *a = &t->results.v[i];

		buf_addc(o, '{');
		member(o, "server", a->server);
		member(o, "method", a->method);
		member(o, "result", a->result);
		member_texts(o, "props", &a->properties);
		close_with(o, '}');
		buf_addc(o, ',');
	}
	close_with(o, ']');
	buf_addc(o, ',');
}

static void begin(struct dump *d, const struct mime_part *p)
{
	while (d->nsum <= p->index)
		ARRAY_PUSH(d->sum, d->nsum, d->cap) = (struct sum){ 0 };
	digest_start(&d->sum[p->index].running, DIGEST_SHA256);
}

static void end(struct sum *s)
{
	uint8_t raw[DIGEST_MAX_OCTETS];
	struct buf hex = { 0 };

	hash_hex(&hex, bytes_of(raw, digest_end(&s->running, raw)));
	snprintf(s->hex, sizeof(s->hex), "%s", buf_cstr(&hex));
	buf_fini(&hex);
}

static void item(struct dump *d, const struct mime_item *it)
{
	struct buf text = { 0 };

	switch (it->kind) {
	case MIME_HEADER:
		header_text(&text, it->header->value);
		buf_printf(&d->headers, "[%u,", it->part->index);
		json_bytes(&d->headers, it->header->name);
		buf_addc(&d->headers, ',');
		json_bytes(&d->headers, buf_bytes(&text));
		buf_printf(&d->headers, ",%llu,%llu],",
			   (unsigned long long)it->header->offset,
			   (unsigned long long)it->header->octets);
		break;
	case MIME_PART_BEGIN:
		begin(d, it->part);
		break;
	case MIME_DATA:
		digest_push(&d->sum[it->part->index].running, it->data);
		break;
	case MIME_PART_END:
		end(&d->sum[it->part->index]);
		break;
	case MIME_DEFECT:
		buf_printf(&d->defects, "[%u,\"%s\",%llu],", it->part->index,
			   mime_defect_id(it->defect.what),
			   (unsigned long long)it->defect.offset);
		break;
	case MIME_GAP:
	case MIME_END:
		break;
	}
	buf_fini(&text);
}

static void pull(struct mime *m, struct dump *d)
{
	struct mime_item it;

	while (mime_next(m, &it) == STEP_ITEM)
		item(d, &it);
}

static void push(struct mime *m, struct dump *d, struct bytes b, size_t chunk)
{
	while (b.n) {
		mime_push(m, bytes_head(b, chunk));
		pull(m, d);
		b = bytes_from(b, chunk);
	}
}

static int dump_file(const char *name, size_t chunk, size_t gap_from, size_t gap_octets)
{
	struct mime *m = mime_new(NULL);
	struct dump d = { 0 };
	struct buf in = { 0 };
	FILE *f = fopen(name, "rb");
	size_t n;

	if (!f) {
		log_error("cannot open %s", name);
		mime_free(&m);
		return -1;
	}
	while ((n = fread(buf_room(&in, 65536), 1, 65536, f)) > 0)
		in.n += n;
	fclose(f);
	if (chunk == 0)
		chunk = in.n;
	push(m, &d, bytes_head(buf_bytes(&in), gap_octets ? gap_from : in.n), chunk);
	if (gap_octets) {
		mime_gap(m, gap_octets);
		pull(m, &d);
		push(m, &d, bytes_from(buf_bytes(&in), gap_from + gap_octets), chunk);
	}
	mime_end(m, true);
	pull(m, &d);
	buf_addc(&d.out, '{');
	member(&d.out, "file", bytes_str(name));
	member_u64(&d.out, "octets", mime_octets(m));
	summary(&d.out, mime_summary(m));
	trace(&d.out, mime_trace(m));
	buf_adds(&d.out, "\"parts\":[");
	for (uint32_t i = 0; i < mime_parts(m); i++)
		part_of(&d, mime_part(m, i));
	close_with(&d.out, ']');
	buf_adds(&d.out, ",\"headers\":[");
	buf_add(&d.out, buf_bytes(&d.headers));
	close_with(&d.out, ']');
	buf_adds(&d.out, ",\"defects\":[");
	buf_add(&d.out, buf_bytes(&d.defects));
	close_with(&d.out, ']');
	buf_adds(&d.out, "}\n");
	fwrite(d.out.p, 1, d.out.n, stdout);
	free(d.sum);
	buf_fini(&d.headers);
	buf_fini(&d.defects);
	buf_fini(&d.out);
	buf_fini(&in);
	mime_free(&m);
	return 0;
}

int main(int argc, char **argv)
{
	size_t chunk = 0, gap_from = 0, gap_octets = 0;
	int status = 0, opt;

	while ((opt = getopt(argc, argv, "c:g:")) != -1) {
		if (opt == 'c')
			chunk = strtoul(optarg, NULL, 10);
		else if (opt != 'g' || sscanf(optarg, "%zu:%zu", &gap_from, &gap_octets) != 2)
			return 2;
	}
	for (; optind < argc; optind++)
		status |= dump_file(argv[optind], chunk, gap_from, gap_octets);
	return status ? 1 : 0;
}
