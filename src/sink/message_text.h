/* SPDX-License-Identifier: BSD-2-Clause */
/* message_text.h - the text of a message part, in whatever characters, for a terminal. */
#ifndef MW_SINK_MESSAGE_TEXT_H
#define MW_SINK_MESSAGE_TEXT_H

#include "sink/out.h"

enum text_form {
	TEXT_PLAIN,
	TEXT_FLOWED, TEXT_FLOWED_DELSP, /* RFC 3676: as paragraphs */
	TEXT_HTML,                      /* as text */
};

/* Makes `out` the text of `octets` in UTF-8.  Returns NULL, or the name of the set it was read as
   when `charset` is not known. */
const char *message_text(struct buf *out, struct bytes octets, struct bytes charset,
			 enum text_form form);
/* Adds such a text to what is written; it ends a line unless it is empty.  Lines and tabs stay;
   what could command the terminal becomes visible.  A long one leaves in pieces.  0, or -1 and
   `e`. */
int message_text_show(struct out *o, struct bytes text, struct err *e);
/* Both at once, for a short one. */
void message_text_add(struct buf *out, struct bytes octets, struct bytes charset,
		      enum text_form form);

#endif
