/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef.c - see tnef.h.
 *
 *	signature key { level id length value checksum }
 *
 * Attributes stand in any order; AttachRenddata begins an attachment, AttachData are its
 * octets, AttachTitle and the properties of Attachment its names.
 */
#include "mime/tnef.h"

#include "base/limits.h"
#include "mime/mapi.h"

#include <assert.h>

enum {
	SIGNATURE = 0x223e9f78,
	ATT_BODY = 0x0002800c,
	ATT_MAPI_PROPS = 0x00069003,
	ATT_OEM_CODEPAGE = 0x00069007,
	ATT_ATTACH_TITLE = 0x00018010,
	ATT_ATTACH_DATA = 0x0006800f,
	ATT_ATTACH_RENDDATA = 0x00069002,
	ATT_ATTACHMENT = 0x00069005,
};

enum { SIGNATURE_OCTETS = 6, ATTRIBUTE_OCTETS = 9, CHECKSUM_OCTETS = 2 };

void tnef_fini(struct tnef *t)
{
	buf_fini(&t->value);
	buf_fini(&t->name);
	buf_fini(&t->mime_type);
	buf_fini(&t->body);
	*t = (struct tnef){ 0 };
}

void tnef_push(struct tnef *t, struct bytes in)
{
	assert(t->in.n == 0 && !t->ending);
	t->in = in;
}

void tnef_end(struct tnef *t)
{
	assert(t->in.n == 0);
	t->ending = true;
}

/* Collects a piece of `n` octets; its cursor when it is whole. */
static bool collect(struct tnef *t, size_t n, struct cur *c_out)
{
	struct bytes b = bytes_head(t->in, n - t->nhead);

	if (b.n)
		memcpy(t->head + t->nhead, b.p, b.n);
	t->nhead += b.n;
	t->in = bytes_from(t->in, b.n);
	if (t->nhead < n)
		return false;
	*c_out = cur_of(bytes_of(t->head, n));
	t->nhead = 0;
	return true;
}

/* Attributes that are read whole. */
static bool wanted(uint32_t id)
{
	return id == ATT_BODY || id == ATT_MAPI_PROPS || id == ATT_OEM_CODEPAGE ||
	       id == ATT_ATTACH_TITLE || id == ATT_ATTACHMENT;
}

static void body(struct tnef *t, const struct mapi_prop *p)
{
	bool html = p->id == MAPI_BODY_HTML;

	/* HTML says more than the text made from it. */
	if (t->body_next && !html)
		return;
	buf_clear(&t->body);
	t->body_html = html;
	t->body_next = mapi_text(&t->body, p, html ? 0 : t->codepage) && t->body.n;
}

static void properties(struct tnef *t)
{
	struct mapi_prop p;
	struct mapi m;

	mapi_begin(&m, buf_bytes(&t->value));
	while (mapi_next(&m, &p)) {
		switch (p.id) {
		case MAPI_BODY: case MAPI_BODY_HTML:
			if (t->id == ATT_MAPI_PROPS)
				body(t, &p);
			break;
		case MAPI_ATTACH_LONG_FILENAME:
			buf_clear(&t->name);
			t->have_long_name = mapi_text(&t->name, &p, t->codepage) && t->name.n;
			break;
		case MAPI_ATTACH_FILENAME:
			if (t->name.n == 0)
				mapi_text(&t->name, &p, t->codepage);
			break;
		case MAPI_ATTACH_MIME_TAG:
			buf_clear(&t->mime_type);
			mapi_text(&t->mime_type, &p, t->codepage);
			break;
		}
	}
}

/* The attribute in t->value is whole. */
static void interpret(struct tnef *t)
{
	struct cur c = cur_of(buf_bytes(&t->value));

	switch (t->id) {
	case ATT_OEM_CODEPAGE:
		t->codepage = cur_le32(&c);
		break;
	case ATT_BODY:
		buf_clear(&t->body);
		mapi_decode(&t->body, buf_bytes(&t->value), t->codepage);
		t->body_html = false;
		t->body_next = t->body.n > 0;
		break;
	case ATT_ATTACH_TITLE:
		if (t->have_long_name)
			break;
		buf_clear(&t->name);
		mapi_decode(&t->name, buf_bytes(&t->value), t->codepage);
		break;
	case ATT_MAPI_PROPS: case ATT_ATTACHMENT:
		properties(t);
		break;
	}
}

static bool attribute(struct tnef *t)
{
	struct cur c;
	uint8_t level;

	if (!collect(t, ATTRIBUTE_OCTETS, &c))
		return false;
	level = cur_u8(&c);
	t->id = cur_le32(&c);
	t->left = cur_le32(&c);
	t->sum = 0;
	buf_clear(&t->value);
	t->at = level == 1 || level == 2 ? TNEF_AT_VALUE : TNEF_BROKEN;
	t->begin_next = t->at == TNEF_AT_VALUE && t->id == ATT_ATTACH_RENDDATA;
	return true;
}

/* Octets of the value; those of an attachment are an item. */
static bool value(struct tnef *t, struct tnef_item *item_out)
{
	struct bytes b = bytes_head(t->in, t->left);

	t->in = bytes_from(t->in, b.n);
	t->left -= (uint32_t)b.n;
	for (size_t i = 0; i < b.n; i++)
		t->sum = (uint16_t)(t->sum + b.p[i]);
	if (t->left == 0)
		t->at = TNEF_AT_CHECKSUM;
	if (wanted(t->id)) {
		struct bytes kept = bytes_head(b, LIMIT_TNEF_VALUE - t->value.n);

		buf_add(&t->value, kept);
		t->cut |= kept.n < b.n;
	}
	if (t->id != ATT_ATTACH_DATA || !t->open || b.n == 0)
		return false;
	*item_out = (struct tnef_item){ .kind = TNEF_DATA, .data = b };
	return true;
}

static bool checksum(struct tnef *t)
{
	struct cur c;

	if (!collect(t, CHECKSUM_OCTETS, &c))
		return false;
	t->bad_checksums += cur_le16(&c) != t->sum;
	t->at = TNEF_AT_ATTRIBUTE;
	interpret(t);
	return true;
}

static bool signature(struct tnef *t)
{
	struct cur c;

	if (!collect(t, SIGNATURE_OCTETS, &c))
		return false;
	t->at = cur_le32(&c) == SIGNATURE ? TNEF_AT_ATTRIBUTE : TNEF_BROKEN;
	return true;
}

/* Items that wait: the end of an attachment before the next begins, the text. */
static bool waiting(struct tnef *t, struct tnef_item *item_out)
{
	if (t->body_next && t->at == TNEF_AT_ATTRIBUTE) {
		t->body_next = false;
		*item_out = (struct tnef_item){ .kind = TNEF_BODY, .data = buf_bytes(&t->body),
						.html = t->body_html };
		return true;
	}
	if (t->open && (t->begin_next || (t->ending && t->in.n == 0))) {
		t->open = false;
		*item_out = (struct tnef_item){ .kind = TNEF_END, .name = buf_bytes(&t->name),
						.mime_type = buf_bytes(&t->mime_type) };
		return true;
	}
	if (t->begin_next) {
		t->begin_next = false;
		t->open = true;
		t->have_long_name = false;
		buf_clear(&t->name);
		buf_clear(&t->mime_type);
		*item_out = (struct tnef_item){ .kind = TNEF_BEGIN };
		return true;
	}
	return false;
}

enum step tnef_next(struct tnef *t, struct tnef_item *item_out)
{
	for (;;) {
		bool on = false;

		if (waiting(t, item_out))
			return STEP_ITEM;
		switch (t->at) {
		case TNEF_AT_SIGNATURE:
			on = signature(t);
			break;
		case TNEF_AT_ATTRIBUTE:
			on = attribute(t);
			break;
		case TNEF_AT_VALUE:
			if (value(t, item_out))
				return STEP_ITEM;
			on = t->at == TNEF_AT_CHECKSUM;
			break;
		case TNEF_AT_CHECKSUM:
			on = checksum(t);
			break;
		case TNEF_BROKEN:
			t->in = (struct bytes){ NULL, 0 };
			break;
		}
		if (on)
			continue;
		t->truncated |= t->ending && (t->at != TNEF_AT_ATTRIBUTE || t->nhead);
		return t->ending ? STEP_END : STEP_MORE;
	}
}
