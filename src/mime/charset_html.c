/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset_html.c - the character set that an HTML document itself declares.
 *
 * In:   the beginning of the document
 * Out:  the set of its <meta charset="x"> or <meta http-equiv="Content-Type"
 *       content="text/html; charset=x">, as the WHATWG's prescan finds it in the first octets
 */
#include "mime/charset.h"

enum { PRESCAN_OCTETS = 1024 }; /* HTML, "determining the character encoding" */

/* The label behind "charset", its "=" and quotes taken off; absent when none follows. */
static struct bytes label_behind(struct bytes rest)
{
	size_t n = 0;

	rest = bytes_trim(rest);
	if (bytes_at(rest, 0) != '=')
		return (struct bytes){ NULL, 0 };
	rest = bytes_trim(bytes_from(rest, 1));
	if (bytes_at(rest, 0) == '"' || bytes_at(rest, 0) == '\'')
		rest = bytes_from(rest, 1);
	while (n < rest.n && !ascii_space(rest.p[n]) && !memchr("\"'<>;/", rest.p[n], 6))
		n++;
	return bytes_head(rest, n);
}

const struct charset *charset_in_html(struct bytes document)
{
	struct bytes in = bytes_head(document, PRESCAN_OCTETS);

	for (size_t at; (at = bytes_ifind(in, B("<meta"))) < in.n;) {
		struct bytes tag = bytes_from(in, at);
		size_t word;

		tag = bytes_head(tag, bytes_chr(tag, 0, '>'));
		in = bytes_from(in, at + 5);
		word = bytes_ifind(tag, B("charset"));
		if (word < tag.n) {
			struct bytes label = label_behind(bytes_from(tag, word + 7));
			const struct charset *set = charset_find(label);

			/* What could be read this far is no UTF-16. */
			if (set && set->how >= CHARSET_UTF16 && set->how <= CHARSET_UTF32LE)
				set = charset_find(B("utf-8"));
			if (set)
				return set;
		}
	}
	return NULL;
}
