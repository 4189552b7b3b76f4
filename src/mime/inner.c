/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inner.c - files inside a leaf part, as parts: attachments of winmail.dat, uuencoded files in
 * plain text.
 *
 *	2               application/ms-tnef     MIME_DATA of 2 goes on between these
 *	  2.tnef.text   text/html               the text of the message
 *	  2.tnef.1      its first attachment
 *	1.uu.1          the first uuencoded file in part 1
 */
#include "mime/watch.h"

#include "base/utf8.h"
#include "mime/rfc2047.h"
#include "mime/state.h"

static struct mime_item *inner_item(struct mime *m, enum mime_kind kind)
{
	struct mime_item *item = tree_item(m, kind);

	item->part = m->watch.inner;
	return item;
}

/* Opens 2.`kind`.`last`; false when there are too many parts. */
static bool open_part(struct mime *m, const char *kind, const char *last)
{
	struct mime_part *above = tree_top(m)->part, *p;
	BUF_SHORT(path);

	if (m->nparts >= LIMIT_MIME_PARTS) {
		if (!m->parts_many)
			tree_defect(m, MIME_DEFECT_PARTS_MANY, above->body_offset);
		m->parts_many = true;
		return false;
	}
	p = arena_new(&m->keep, struct mime_part);
	buf_printf(&path, "%s.%s.%s", above->path, kind, last);
	p->path = bytes_strdup(&m->keep, buf_bytes(&path));
	buf_fini(&path);
	p->index = (uint32_t)m->nparts;
	p->parent = above->index;
	p->depth = above->depth + 1;
	p->inner = true;
	p->type = B("application");
	p->subtype = B("octet-stream");
	p->encoding = MIME_BINARY;
	p->header_offset = p->body_offset = above->body_offset;
	ARRAY_PUSH(m->parts, m->nparts, m->capparts) = p;
	m->watch.inner = p;
	(void)inner_item(m, MIME_PART_BEGIN);
	return true;
}

/* The next number of a file inside. */
static bool open_numbered(struct mime *m, const char *kind)
{
	BUF_SHORT(number);
	bool opened;

	buf_addu64(&number, ++m->watch.inner_number);
	opened = open_part(m, kind, buf_cstr(&number));
	buf_fini(&number);
	return opened;
}

static void data(struct mime *m, struct bytes octets)
{
	if (!m->watch.inner || octets.n == 0)
		return;
	inner_item(m, MIME_DATA)->data = octets;
	m->watch.inner->decoded_octets += octets.n;
}

static void close_part(struct mime *m, bool whole)
{
	struct mime_part *p = m->watch.inner;

	if (!p)
		return;
	p->ended = p->closed = true;
	p->complete = whole && !m->watch.gap;
	(void)inner_item(m, MIME_PART_END);
	m->watch.inner = NULL;
}

/* As much of a name as is kept of any. */
static struct bytes kept(struct mime *m, struct bytes name)
{
	return bytes_dup(&m->keep, utf8_head(name, LIMIT_MIME_NAME));
}

/* "image/png" as declared inside; otherwise the type stays. */
static void set_type(struct mime_part *p, struct mime *m, struct bytes type)
{
	size_t slash = bytes_chr(type, 0, '/');

	if (slash == 0 || slash + 1 >= type.n)
		return;
	p->type = kept(m, bytes_head(type, slash));
	p->subtype = kept(m, bytes_from(type, slash + 1));
	p->type_declared = true;
}

/* The text of the message, when no attachment is open. */
static void tnef_text(struct mime *m)
{
	struct watch *w = &m->watch;

	if (w->inner || w->tnef_text.n == 0 || !open_part(m, "tnef", "text"))
		return;
	w->inner->type = B("text");
	w->inner->subtype = w->tnef_html ? B("html") : B("plain");
	w->inner->charset = B("utf-8");
	data(m, bytes_dup(&m->step, buf_bytes(&w->tnef_text)));
	close_part(m, true);
	buf_clear(&w->tnef_text);
}

static void tnef_item(struct mime *m, const struct tnef_item *it)
{
	switch (it->kind) {
	case TNEF_BEGIN:
		(void)open_numbered(m, "tnef");
		break;
	case TNEF_DATA:
		data(m, it->data);
		break;
	case TNEF_END:
		if (m->watch.inner) {
			if (it->name.n)
				m->watch.inner->name = m->watch.inner->name_raw = kept(m, it->name);
			set_type(m->watch.inner, m, it->mime_type);
		}
		close_part(m, !m->watch.tnef.truncated);
		tnef_text(m);
		break;
	case TNEF_BODY:
		buf_clear(&m->watch.tnef_text);
		buf_add(&m->watch.tnef_text, it->data);
		m->watch.tnef_html = it->html;
		tnef_text(m);
		break;
	}
}

void inner_tnef(struct mime *m, struct bytes octets)
{
	struct tnef_item it;

	tnef_push(&m->watch.tnef, octets);
	while (tnef_next(&m->watch.tnef, &it) == STEP_ITEM)
		tnef_item(m, &it);
}

static void plain_item(struct mime *m, const struct plain_item *it)
{
	BUF_SHORT(name);

	switch (it->kind) {
	case PLAIN_BEGIN:
		if (!open_numbered(m, "uu"))
			break;
		rfc2047_decode(&name, it->name);
		m->watch.inner->name = kept(m, buf_bytes(&name));
		m->watch.inner->name_raw = kept(m, it->name);
		buf_fini(&name);
		break;
	case PLAIN_DATA:
		data(m, bytes_dup(&m->step, it->data));
		break;
	case PLAIN_END:
		if (!it->whole)
			tree_defect(m, MIME_DEFECT_UU_UNTERMINATED, tree_top(m)->part->body_offset);
		close_part(m, it->whole);
		break;
	}
}

void inner_plain(struct mime *m, struct bytes octets)
{
	struct plain_item it;

	while (plain_next(&m->watch.plain, &octets, &it) == STEP_ITEM)
		plain_item(m, &it);
}

static void tnef_over(struct mime *m, bool broken)
{
	struct tnef *t = &m->watch.tnef;
	struct tnef_item it;

	tnef_end(t);
	if (broken)
		t->truncated = true;
	while (tnef_next(t, &it) == STEP_ITEM)
		tnef_item(m, &it);
	if (t->at == TNEF_BROKEN || t->truncated || t->cut || t->bad_checksums)
		tree_defect(m, MIME_DEFECT_TNEF_DAMAGED, tree_top(m)->part->body_offset);
	tnef_fini(t);
}

void inner_end(struct mime *m, bool broken)
{
	struct plain_item it;

	if (tree_top(m)->part->role != MIME_ROLE_TNEF) {
		while (plain_end(&m->watch.plain, &it) == STEP_ITEM)
			plain_item(m, &it);
	} else {
		tnef_over(m, broken);
	}
	close_part(m, false);
}
