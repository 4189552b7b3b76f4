/* SPDX-License-Identifier: BSD-2-Clause */
/* show_fields.c - see show_fields.h. */
#include "sink/show_fields.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>

/* The fields that are shown, in this order. */
static const char *const usual[] = {
	"From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID",
	"X-Mailer", "User-Agent",
};
enum { USUAL = sizeof(usual) / sizeof(*usual), NAME_WIDTH = 12 };

/* "2" for "2.HEADER"; false for the header of a part, "2.MIME". */
static bool message_of(const struct ev_header *h, struct bytes *path_out)
{
	static const struct bytes end = B(".HEADER");
	struct bytes section = h->section;

	*path_out = (struct bytes){ NULL, 0 };
	if (h->part == 0)
		return true;
	if (section.n <= end.n || !bytes_eq(bytes_from(section, section.n - end.n), end))
		return false;
	*path_out = bytes_head(section, section.n - end.n);
	return true;
}

void show_fields_take(struct show_fields *f, const struct ev_header *h)
{
	struct bytes path;

	if (f->octets + h->value.n > LIMIT_HEADERS_KEPT || !message_of(h, &path))
		return;
	for (unsigned i = 0; i < USUAL; i++) {
		if (!bytes_ieq(h->name, bytes_str(usual[i])))
			continue;
		ARRAY_PUSH(f->v, f->n, f->cap) = (struct show_field){
			bytes_dup(&f->arena, path), i, bytes_dup(&f->arena, h->name),
			bytes_dup(&f->arena, h->value) };
		f->octets += h->value.n + path.n + sizeof(*f->v);
	}
}

static void field(const struct show_field *f, struct buf *out, const struct look *look)
{
	text_color(out, look->color, BOLD);
	utf8_show(out, f->name);
	buf_addc(out, ':');
	text_plain(out, look->color);
	for (size_t w = f->name.n + 1; w < NAME_WIDTH; w++)
		buf_addc(out, ' ');
	text_unfolded(out, f->value);
	buf_addc(out, '\n');
}

/* "1.2" before "1.10", and a message before those inside it: the order in which they come. */
static int compare(struct bytes a, struct bytes b)
{
	while (a.n && b.n) {
		size_t x = bytes_chr(a, 0, '.'), y = bytes_chr(b, 0, '.');
		int d = x != y ? (x < y ? -1 : 1) : bytes_cmp(bytes_head(a, x), bytes_head(b, y));

		if (d)
			return d;
		a = bytes_from(a, x + 1);
		b = bytes_from(b, y + 1);
	}
	return (a.n > 0) - (b.n > 0);
}

/* Where the fields of the message begin; a search, for there may be thousands of messages. */
static size_t find(const struct show_fields *f, struct bytes path)
{
	size_t lo = 0, hi = f->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (compare(f->v[mid].message, path) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool show_fields_tell(const struct show_fields *f, struct bytes path, struct buf *out,
		      const struct look *look)
{
	size_t from = find(f, path), to = from;

	while (to < f->n && bytes_eq(f->v[to].message, path))
		to++;
	for (unsigned rank = 0; rank < USUAL; rank++)
		for (size_t i = from; i < to; i++)
			if (f->v[i].rank == rank)
				field(&f->v[i], out, look);
	return from < to;
}

void show_fields_fini(struct show_fields *f)
{
	free(f->v);
	arena_fini(&f->arena);
	*f = (struct show_fields){ 0 };
}
