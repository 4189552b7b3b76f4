/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.h - small pieces of text for people: counts, endpoints, words, colours.
 *
 * Everything that came from the wire is made safe for a terminal here (utf8_show).
 */
#ifndef MW_VIEW_TEXT_H
#define MW_VIEW_TEXT_H

#include "event/event.h"

#include <stdio.h>

/* What the output looks like. */
struct look {
	bool color;
	size_t columns; /* of the terminal; 0 when the output is none: nothing is cut */
};

/* Columns of the terminal `out` is, 0 when it is none. */
size_t text_columns(FILE *out);

enum text_color { PLAIN, BOLD, DIM, RED, GREEN, YELLOW, BLUE, CYAN };

/* What follows has this colour, until text_plain(); nothing when `on` is false. */
void text_color(struct buf *out, bool on, enum text_color color);
void text_plain(struct buf *out, bool on);

/* "POP3" for "pop3": the protocol's name in a sentence. */
const char *text_protocol(const char *network_protocol);
/* "1,234,567" */
void text_count(struct buf *out, uint64_t v);
/* "1 octet", "1,234 octets" */
void text_counted(struct buf *out, uint64_t v, const char *what);
/* "192.0.2.1:25", "[2001:db8::1]:25" */
void text_endpoint(struct buf *out, const struct ip *ip, uint64_t port);
/* "#39", "#39-41"; nothing when unknown */
void text_frames(struct buf *out, uint64_t first, uint64_t last);
/* The texts, with ", " between them. */
void text_list(struct buf *out, const struct ev_texts *t);
/* How a session ended, in words: "closed by client". */
void text_ended(struct buf *out, const struct ev_session *s);
/* Is the message whole: "complete", "headers only", "TEXT only", "512 octets missing", "no end
   seen", "the rest is on the server". */
void text_state(struct buf *out, const struct ev_message *m);
/* The value of a header field: a tab in it is left over from folding, and shown as a blank. */
void text_unfolded(struct buf *out, struct bytes value);
/* Without the blanks around it. */
void text_trimmed(struct buf *out, struct bytes text);

#endif
