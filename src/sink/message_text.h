/* SPDX-License-Identifier: BSD-2-Clause */
/* message_text.h - the text of a message part, in whatever characters, for a terminal. */
#ifndef MW_SINK_MESSAGE_TEXT_H
#define MW_SINK_MESSAGE_TEXT_H

#include "base/buf.h"

enum text_form {
	TEXT_PLAIN,
	TEXT_FLOWED, TEXT_FLOWED_DELSP, /* RFC 3676: as paragraphs */
	TEXT_HTML,                      /* as text */
};

/* Adds the text of `octets` in UTF-8; it ends a line unless it is empty.  Lines and tabs
   stay; what could command the terminal becomes visible.  Returns NULL, or the name of the
   set it was read as when `charset` is not known. */
const char *message_text(struct buf *out, struct bytes octets, struct bytes charset,
			 enum text_form form);

#endif
