/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html.h - HTML reduced to the text a person would read.
 *
 * Not a browser: tags end lines and paragraphs where they do on a screen, lists get their
 * dashes and numbers, quotes their marks, links and forms are followed by where they lead,
 * scripts, styles, comments and what browsers never show go, character references are
 * resolved.  Any octets are HTML of some quality; time is linear.
 */
#ifndef MW_MIME_HTML_H
#define MW_MIME_HTML_H

#include "base/arena.h"
#include "base/buf.h"

/* Adds the text of `html` (UTF-8) to `out`, lines ended by LF.  What a link shows and where
   it leads may differ: "shown <http://there>". */
void html_text(struct buf *out, struct bytes html);

/* One link: where it leads (references resolved, at most 2,048 octets) and the text it
   shows. */
struct html_link {
	struct bytes href, shown;
};
/* Zeroed state is empty; texts live in `arena`, free both with html_links_fini(). */
struct html_links {
	struct html_link *v;
	size_t n, cap;
	bool cut;            /* LIMIT_HTML_LINKS was reached */
	struct arena arena;
};
/* The links of `html` (UTF-8), in order: those html_text() follows by where they lead. */
void html_find_links(struct html_links *links, struct bytes html);
void html_links_fini(struct html_links *links);

#endif
