/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * contentline.h - one line of iCalendar or vCard: its name, its parameters and its value.
 *
 *	item1.TEL;TYPE="work,voice":+1 555 0100
 *	FN;CHARSET=UTF-8;QUOTED-PRINTABLE:J=C3=B6rg
 *
 * RFC 5545 3.1, RFC 6350 3.3; and as vCard 2.1 and vCalendar 1.0 wrote it, where a parameter
 * may stand without its name and a value may be quoted-printable.
 */
#ifndef MW_MIME_CONTENTLINE_H
#define MW_MIME_CONTENTLINE_H

#include "base/buf.h"

/* Spans of the line that was read. */
struct contentline {
	struct bytes name;   /* without the group in front of it (RFC 6350 3.3) */
	struct bytes params; /* between the name and the value, from the ";" on */
	struct bytes value;
};

enum contentline_encoding {
	CONTENTLINE_PLAIN,
	CONTENTLINE_QP,
	CONTENTLINE_BASE64, /* a picture, a key: no text for people */
};

/* `line` is unfolded.  False: it has no ":" outside of quotes (all of it is `name` then). */
bool contentline_parse(struct contentline *l, struct bytes line);
/* The value of the parameter `name`, without quotes; absent when there is none. */
struct bytes contentline_param(const struct contentline *l, struct bytes name);
enum contentline_encoding contentline_encoding(const struct contentline *l);
/* Does a "=" at the end of this line join the next one to it? */
bool contentline_soft(struct bytes line);
/* A parameter's value as text: "^n", "^^" and "^'" are a line end, "^" and a double quote
   (RFC 6868). */
void contentline_param_text(struct buf *out, struct bytes value);

#endif
