/* SPDX-License-Identifier: BSD-2-Clause */
/* file_type.c - see file_type.h. */
#include "sink/file_type.h"

#include <magic.h>

struct file_type *file_type_new(void)
{
	/* No looking into archives: the octets are a stranger's. */
	magic_t m = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);

	if (m && magic_load(m, NULL) < 0) {
		magic_close(m);
		m = NULL;
	}
	return (struct file_type *)m;
}

/* It holds text against hundreds of expressions, so of text it gets less. */
enum { TEXT_OCTETS = 4 << 10 };

/* No control characters but those of text (ISO 2022's escape too), in any charset of octets. */
static bool is_text(struct bytes b)
{
	for (size_t i = 0; i < b.n; i++) {
		int c = bytes_at(b, i);

		if ((c < ' ' && !ascii_space(c) && c != 0x1b) || c == 0x7f)
			return false;
	}
	return true;
}

const char *file_type_of(struct file_type *t, struct bytes head)
{
	if (!t)
		return NULL;
	if (is_text(bytes_head(head, TEXT_OCTETS)))
		head = bytes_head(head, TEXT_OCTETS);
	return magic_buffer((magic_t)t, head.p, head.n);
}

const char *file_type_of_body(struct file_type *t, struct bytes head)
{
	const struct bytes signs = B("#<%{[\\@\"!$(/;&|^`:");
	struct bytes b = bytes_head(head, TEXT_OCTETS);

	if (!t || !is_text(b))
		return file_type_of(t, head);
	if (bytes_starts(b, B("\xef\xbb\xbf")))
		b = bytes_from(b, 3);
	b = bytes_trim(b);
	if (bytes_istarts(b, B("<!doctype html")) || bytes_istarts(b, B("<html")))
		return "text/html";
	/* Scripts, markup, PostScript, RTF, TeX, JSON and PEM begin with a sign. */
	if (b.n == 0 || bytes_chr(signs, 0, (uint8_t)bytes_at(b, 0)) < signs.n ||
	    bytes_starts(b, B("-----")))
		return file_type_of(t, head);
	return "text/plain";
}

void file_type_free(struct file_type **t)
{
	if (*t)
		magic_close((magic_t)*t);
	*t = NULL;
}
