/* SPDX-License-Identifier: BSD-2-Clause */
/* trace.c - see trace.h: which field goes to which parser, and within which bounds. */
#include "mime/trace.h"

#include "base/buf.h"
#include "base/limits.h"
#include "mime/header.h"

#include <stdlib.h>

int64_t trace_delay(const struct mime_trace *t, size_t hop)
{
	int64_t now, before;

	if (hop + 1 >= t->nhop)
		return TS_NONE;
	now = t->hop[hop].date.ts_ns;
	before = t->hop[hop + 1].date.ts_ns;
	return now == TS_NONE || before == TS_NONE ? TS_NONE : now - before;
}

size_t trace_octets(const struct mime_trace *t)
{
	size_t sum = t->caphop * sizeof(*t->hop) + t->capdkim * sizeof(*t->dkim) +
		     (t->arc.set ? ARC_INSTANCES * sizeof(*t->arc.set) : 0) +
		     t->results.cap * (sizeof(*t->results.v) +
				       LIMIT_AUTHRES_PROPERTIES * sizeof(struct bytes)) +
		     (t->in_reply_to.cap + t->references.cap) * sizeof(struct bytes);

	return t->bodyhash ? sum + bodyhash_octets() : sum;
}

static void received(struct mime_trace *t, struct arena *a, uint64_t offset, struct bytes field)
{
	struct received *r;

	if (t->nhop == LIMIT_RECEIVED) {
		t->cut = true;
		return;
	}
	r = &ARRAY_PUSH(t->hop, t->nhop, t->caphop);
	r->offset = offset;
	received_parse(r, a, field);
}

static void dkim(struct mime_trace *t, struct arena *a, uint64_t offset, struct bytes field)
{
	struct dkim *d;

	if (t->ndkim == LIMIT_DKIM) {
		t->cut = true;
		return;
	}
	d = &ARRAY_PUSH(t->dkim, t->ndkim, t->capdkim);
	d->offset = offset;
	dkim_parse(d, a, field);
}

/* Identifiers in <>; what stands between them (RFC 5322 4.5.4 allows phrases) is passed, as
   are comments, in which a "<" begins nothing. */
static void identifiers(struct mime_trace *t, struct texts *ids, struct arena *a,
			struct bytes field)
{
	size_t at = 0, end;

	while ((at = header_skip_cfws(field, at, NULL)) < field.n) {
		if (bytes_at(field, at) != '<') {
			at++;
			continue;
		}
		if (ids->n == LIMIT_REFERENCES) {
			t->cut = true;
			return;
		}
		end = bytes_chr(field, at, '>');
		texts_add(ids, keep_squeezed(a, bytes_sub(field, at + 1, end - at - 1)));
		at = end + 1;
	}
}

static void lower(struct bytes *out, struct arena *a, struct bytes field)
{
	BUF_SHORT(b);

	for (size_t i = 0; i < field.n && i < LIMIT_TRACE_TEXT; i++)
		buf_addc(&b, ascii_tolower((uint8_t)bytes_at(field, i)));
	*out = keep_text(a, buf_bytes(&b));
	buf_fini(&b);
}

static void unfolded(struct mime_trace *t, struct arena *a, uint64_t offset, struct bytes name,
		     struct bytes field)
{
	if (bytes_ieq(name, B("Received")))
		received(t, a, offset, field);
	else if (bytes_ieq(name, B("DKIM-Signature")))
		dkim(t, a, offset, field);
	else if (bytes_ieq(name, B("ARC-Seal")))
		arc_take(&t->arc, a, ARC_SEAL, offset, field);
	else if (bytes_ieq(name, B("ARC-Message-Signature")))
		arc_take(&t->arc, a, ARC_MESSAGE_SIGNATURE, offset, field);
	else if (bytes_ieq(name, B("Authentication-Results")))
		authres_parse(&t->results, a, AUTHRES_AR, offset, field);
	else if (bytes_ieq(name, B("Received-SPF")))
		authres_parse(&t->results, a, AUTHRES_SPF, offset, field);
	else if (bytes_ieq(name, B("In-Reply-To")))
		identifiers(t, &t->in_reply_to, a, field);
	else if (bytes_ieq(name, B("References")))
		identifiers(t, &t->references, a, field);
	else if (bytes_ieq(name, B("Precedence")) && !t->precedence.p)
		lower(&t->precedence, a, field);
	else
		list_take(&t->list, a, name, field);
	if (bytes_ieq(name, B("ARC-Authentication-Results"))) {
		arc_take(&t->arc, a, ARC_RESULTS, offset, field);
		authres_parse(&t->results, a, AUTHRES_AAR, offset, field);
	}
	t->cut |= t->results.cut;
}

/* By its first letter: most fields of a message are none of ours. */
bool trace_takes(struct bytes name)
{
	switch (bytes_at(name, 0) | 0x20) {
	case 'a': case 'd': case 'i': case 'l': case 'p': case 'r':
		return true;
	default:
		return false;
	}
}

void trace_field(struct mime_trace *t, struct arena *a, uint64_t offset, struct bytes name,
		 struct bytes value)
{
	BUF_SHORT(b);

	if (!trace_takes(name))
		return;
	if (arena_used(a) > LIMIT_MIME_MEMORY) {
		t->cut = true;
		return;
	}
	unfolded(t, a, offset, name, header_unfolded(&b, value));
	buf_fini(&b);
}

void trace_header_over(struct mime_trace *t)
{
	arc_check(&t->arc);
	if (t->ndkim || t->arc.set)
		t->bodyhash = bodyhash_new();
	for (size_t i = 0; i < t->ndkim; i++)
		dkim_begin(&t->dkim[i], t->bodyhash);
	for (unsigned i = 0; i < t->arc.highest; i++)
		if (t->arc.set[i].signatures)
			dkim_begin(&t->arc.set[i].message, t->bodyhash);
}

void trace_end(struct mime_trace *t, enum dkim_body why)
{
	if (!t->bodyhash)
		return;
	bodyhash_end(t->bodyhash);
	for (size_t i = 0; i < t->ndkim; i++)
		dkim_end(&t->dkim[i], t->bodyhash, why);
	for (unsigned i = 0; i < t->arc.highest; i++)
		if (t->arc.set[i].signatures)
			dkim_end(&t->arc.set[i].message, t->bodyhash, why);
}

void trace_fini(struct mime_trace *t)
{
	bodyhash_free(&t->bodyhash);
	arc_fini(&t->arc);
	authres_list_fini(&t->results);
	list_fini(&t->list);
	texts_fini(&t->in_reply_to);
	texts_fini(&t->references);
	free(t->hop);
	free(t->dkim);
	*t = (struct mime_trace){ 0 };
}
