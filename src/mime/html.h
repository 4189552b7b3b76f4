/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html.h - HTML reduced to the text a person would read.
 *
 * Not a browser: tags end lines and paragraphs where they do on a screen, lists get their
 * dashes, links are followed by where they lead, scripts, styles and comments go,
 * character references are resolved.  Any octets are HTML of some quality; time is linear.
 */
#ifndef MW_MIME_HTML_H
#define MW_MIME_HTML_H

#include "base/buf.h"

/* Adds the text of `html` (UTF-8) to `out`, lines ended by LF.  What a link shows and where
   it leads may differ: "shown <http://there>". */
void html_text(struct buf *out, struct bytes html);

#endif
