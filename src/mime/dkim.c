/* SPDX-License-Identifier: BSD-2-Clause */
/* dkim.c - see dkim.h. */
#include "mime/dkim.h"

#include "base/base64.h"
#include "base/time.h"
#include "mime/header.h"
#include "mime/keep.h"
#include "mime/tags.h"

const char *dkim_body_text(enum dkim_body b)
{
	static const char *const texts[] = {
		[DKIM_BODY_PENDING] = "message not over",
		[DKIM_BODY_OK] = "ok",
		[DKIM_BODY_MISMATCH] = "mismatch",
		[DKIM_BODY_MISSING] = "octets missing",
		[DKIM_BODY_CUT] = "body not whole",
		[DKIM_BODY_NO_END] = "header without end",
		[DKIM_BODY_ALGORITHM] = "algorithm unknown",
		[DKIM_BODY_MALFORMED] = "signature malformed",
		[DKIM_BODY_MANY] = "too many signatures",
	};

	return texts[b];
}

/* Seconds since 1970, as t= and x= have them. */
static int64_t moment(struct bytes value)
{
	uint64_t s;

	if (!bytes_u64(value, &s) || s > (uint64_t)(INT64_MAX / NS_PER_SEC) - 1)
		return TS_NONE;
	return (int64_t)s * NS_PER_SEC;
}

static struct bytes squeezed(struct arena *a, struct bytes value)
{
	struct buf b = { 0 };
	struct bytes kept;

	tags_squeeze(&b, value);
	kept = keep_text(a, buf_bytes(&b));
	buf_fini(&b);
	return kept;
}

/* "relaxed/simple"; the body's is simple when nothing is said. */
static bool canonicalisation(struct dkim *d)
{
	struct bytes body = bytes_from(d->canon, bytes_chr(d->canon, 0, '/') + 1);

	d->body_canon = DKIM_SIMPLE;
	if (body.n == 0 || bytes_ieq(body, B("simple")))
		return true;
	d->body_canon = DKIM_RELAXED;
	return bytes_ieq(body, B("relaxed"));
}

/* RFC 6376 3.3, RFC 8463: the hash stands behind the last "-". */
static bool hash_of(struct dkim *d)
{
	struct bytes name = bytes_from(d->algorithm, bytes_rchr(d->algorithm, '-') + 1);

	d->hash = bytes_ieq(name, B("sha1")) ? DIGEST_SHA1 : DIGEST_SHA256;
	return d->hash == DIGEST_SHA1 || bytes_ieq(name, B("sha256"));
}

/* The tags and where their values go. */
enum { TAG_A, TAG_B, TAG_BH, TAG_C, TAG_D, TAG_H, TAG_I, TAG_L, TAG_S, TAG_T, TAG_X, TAGS };
static const char tag_names[TAGS][3] = { "a", "b", "bh", "c", "d", "h", "i", "l", "s", "t", "x" };
enum { REQUIRED = 1 << TAG_A | 1 << TAG_B | 1 << TAG_BH | 1 << TAG_D | 1 << TAG_H | 1 << TAG_S };

static void take(struct dkim *d, struct arena *a, int tag, struct bytes value)
{
	switch (tag) {
	case TAG_A:  d->algorithm = squeezed(a, value); break;
	case TAG_BH: d->body_hash = squeezed(a, value); break;
	case TAG_C:  d->canon = squeezed(a, value); break;
	case TAG_D:  d->domain = squeezed(a, value); break;
	case TAG_H:  d->headers = squeezed(a, value); break;
	case TAG_I:
		d->identity = squeezed(a, value);
		if (!bytes_u64(value, &d->instance))
			d->instance = 0;
		break;
	case TAG_L:
		d->has_length = bytes_u64(value, &d->length);
		d->invalid |= !d->has_length;
		break;
	case TAG_S:  d->selector = squeezed(a, value); break;
	case TAG_T:  d->signed_ns = moment(value); break;
	case TAG_X:  d->expires_ns = moment(value); break;
	}
}

void dkim_parse(struct dkim *d, struct arena *a, struct bytes field)
{
	unsigned seen = 0;
	struct tag tag;

	*d = (struct dkim){ .offset = d->offset, .slot = -1,
			    .signed_ns = TS_NONE, .expires_ns = TS_NONE };
	while (tags_next(&field, &tag)) {
		d->invalid |= tag.name.n == 0;
		for (int i = 0; i < TAGS; i++) {
			if (!bytes_eq(tag.name, bytes_str(tag_names[i])))
				continue;
			d->invalid |= (seen & 1u << i) != 0;
			if (!(seen & 1u << i))
				take(d, a, i, tag.value);
			seen |= 1u << i;
		}
	}
	d->invalid |= (seen & REQUIRED) != REQUIRED;
	d->known = canonicalisation(d);
	d->known &= hash_of(d);
}

void dkim_begin(struct dkim *d, struct bodyhash *b)
{
	if (d->known)
		d->slot = bodyhash_add(b, d->body_canon, d->hash,
				       d->has_length ? d->length : UINT64_MAX);
}

void dkim_end(struct dkim *d, const struct bodyhash *b, enum dkim_body otherwise)
{
	struct buf said = { 0 };

	(void)base64_decode(&said, d->body_hash);
	if (said.n == 0) {
		d->body = DKIM_BODY_MALFORMED;
	} else if (!d->known) {
		d->body = DKIM_BODY_ALGORITHM;
	} else if (d->slot < 0) {
		d->body = DKIM_BODY_MANY;
	} else if (otherwise != DKIM_BODY_OK) {
		d->body = otherwise;
	} else {
		struct bytes found = bodyhash_result(b, d->slot, &d->beyond);

		d->body = bytes_eq(found, buf_bytes(&said)) ? DKIM_BODY_OK : DKIM_BODY_MISMATCH;
	}
	buf_fini(&said);
}
