/* SPDX-License-Identifier: BSD-2-Clause */
/* html_entities.h - character references: "&eacute;", "&#233;", "&#xe9;" (HTML, 13.5). */
#ifndef MW_MIME_HTML_ENTITIES_H
#define MW_MIME_HTML_ENTITIES_H

#include "base/bytes.h"

/* The character at the beginning of `*b` (UTF-8, not empty), a reference resolved; taken off.
   In the value of an attribute "?a=1&copy=2" has none.  Blanks of all widths are ' '. */
uint32_t html_char(struct bytes *b, bool in_attribute);

#endif
