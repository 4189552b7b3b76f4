/* SPDX-License-Identifier: BSD-2-Clause */
/* list.c - see list.h. */
#include "mime/list.h"

#include "base/buf.h"
#include "base/limits.h"
#include "mime/header.h"
#include "mime/rfc2047.h"

static const struct bytes uri_names[LIST_URIS] = {
	[LIST_HELP] = B("List-Help"),           [LIST_UNSUBSCRIBE] = B("List-Unsubscribe"),
	[LIST_SUBSCRIBE] = B("List-Subscribe"), [LIST_POST] = B("List-Post"),
	[LIST_OWNER] = B("List-Owner"),         [LIST_ARCHIVE] = B("List-Archive"),
};

/* "<mailto:x>, <https://y> (comment)"; what is not in <> is a word ("NO"). */
static void uris(struct texts *t, struct arena *a, struct bytes field)
{
	size_t at = 0;

	if (t->n)
		return;
	while (t->n < LIMIT_LIST_URIS && (at = header_skip_cfws(field, at, NULL)) < field.n) {
		size_t end;

		if (bytes_at(field, at) == ',') {
			at++;
		} else if (bytes_at(field, at) == '<') {
			end = bytes_chr(field, at, '>');
			texts_add(t, keep_squeezed(a, bytes_sub(field, at + 1, end - at - 1)));
			at = end + 1;
		} else {
			end = bytes_chr(field, at, ',');
			texts_add(t, keep_squeezed(a, bytes_sub(field, at, end - at)));
			at = end;
		}
	}
}

static void id(struct list_fields *l, struct arena *a, struct bytes field)
{
	size_t open = bytes_rchr(field, '<');
	struct buf words = { 0 };

	if (l->id.p)
		return;
	l->id = keep_squeezed(a, header_angle(bytes_from(field, open < field.n ? open : 0)));
	if (open == field.n)
		return;
	rfc2047_decode(&words, bytes_trim(bytes_head(field, open)));
	/* A quoted label without its quotes. */
	if (words.n > 1 && bytes_at(buf_bytes(&words), 0) == '"' &&
	    bytes_last(buf_bytes(&words)) == '"') {
		buf_drop(&words, 1);
		words.n--;
	}
	if (words.n)
		l->label = keep_text(a, buf_bytes(&words));
	buf_fini(&words);
}

void list_take(struct list_fields *l, struct arena *a, struct bytes name, struct bytes field)
{
	if (!bytes_istarts(name, B("List-")))
		return;
	if (bytes_ieq(name, B("List-Id")))
		id(l, a, field);
	if (bytes_ieq(name, B("List-Unsubscribe-Post")))
		l->post_one_click |= bytes_ieq(bytes_trim(field), B("List-Unsubscribe=One-Click"));
	for (int i = 0; i < LIST_URIS; i++)
		if (bytes_ieq(name, uri_names[i]))
			uris(&l->uri[i], a, field);
}

bool list_one_click(const struct list_fields *l)
{
	const struct texts *t = &l->uri[LIST_UNSUBSCRIBE];

	for (size_t i = 0; l->post_one_click && i < t->n; i++)
		if (bytes_istarts(t->v[i], B("https:")))
			return true;
	return false;
}

void list_fini(struct list_fields *l)
{
	for (int i = 0; i < LIST_URIS; i++)
		texts_fini(&l->uri[i]);
	*l = (struct list_fields){ 0 };
}
