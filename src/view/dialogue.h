/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dialogue.h - one line of a dialogue on a page: when, since when, which frames, who, what.
 *
 *	   0.031412  +0.000210  #8       -> RETR 1
 *	   5.034417  +5.003005  #9      <-  +OK 2048 octets
 *	                                 ** 5.00 s for the reply: server 5.00 s
 *
 * The arrows are those of swaks(1): a line of the client, " -> "; of the server, "<-  "; a
 * refusal, "<** "; the same in TLS with "~".  " ** " is Mailwire's own word.  Time and frames
 * are left out where they are those of the line before.
 */
#ifndef MW_VIEW_DIALOGUE_H
#define MW_VIEW_DIALOGUE_H

#include "view/text.h"

enum mark {
	MARK_CLIENT, MARK_SERVER, MARK_REFUSED,
	MARK_CLIENT_TLS, MARK_SERVER_TLS, MARK_REFUSED_TLS,
	MARK_NOTE,
};

struct dialogue {
	struct look look;
	int64_t start_ns, last_ns;     /* of the session; of the line before.  NO_TIME */
	uint64_t first, last;          /* its frames */
	bool from_client;              /* and its speaker */
	struct buf scratch;
};

/* Zeroed but for `look`, before the first line; `start_ns` is what times count from. */
void dialogue_begin(struct dialogue *d, int64_t start_ns);
void dialogue_fini(struct dialogue *d);
/* The mark of a line that was said, by its speaker and what it says. */
enum mark dialogue_mark(const struct ev_line *l);
/* Adds a line that was said at `ts` in these frames.  `text` is safe for a terminal, and
   broken to fit one. */
void dialogue_line(struct dialogue *d, struct buf *out, enum mark mark, int64_t ts,
		   uint64_t first, uint64_t last, struct bytes text);
/* Adds a " ** " line in this colour. */
void dialogue_note(struct dialogue *d, struct buf *out, enum text_color color,
		   struct bytes text);

#endif
