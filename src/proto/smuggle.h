/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smuggle.h - a message's octets as a server reads them that is too lenient about its end.
 *
 * RFC 5321 4.1.1.4 ends a message at CRLF "." CRLF and nowhere else (dot.h).  Some servers
 * also take a lone dot between bare LFs or CRs, or with NULs beside it, and read what
 * follows as commands: two servers that disagree let a sender smuggle a second message in
 * the first (CVE-2023-51764, -51765, -51766).  This reads the same octets in that way:
 *
 *	ends      CRLF, LF or CR, "." and CRLF, LF, CR or CRCRLF, NULs between them passed over,
 *	          but for CRLF "." CRLF
 *	commands  the lines behind such an end, if the first of them is one; DATA and BDAT are
 *	          followed as they would be
 *
 * Octets come in any pieces and every piece is used up; memory is constant.  Text whose line
 * ends are all CRLF is passed over, but for its last line; in other the cost is that of
 * memchr() and of every dot.
 *
 *	while (smuggle_next(&g, &in, &item) == STEP_ITEM)
 *		note(&item);
 */
#ifndef MW_PROTO_SMUGGLE_H
#define MW_PROTO_SMUGGLE_H

#include "base/bytes.h"
#include "base/step.h"

enum { SMUGGLE_TEXT = 128 }; /* octets kept of a smuggled command */

enum smuggle_kind {
	SMUGGLE_END,     /* a lenient server ends a message here */
	SMUGGLE_COMMAND, /* ... and answers this line */
};

struct smuggle_item {
	enum smuggle_kind kind;
	uint64_t offset;   /* of the dot, or of the line, in the octets that were pushed */
	uint64_t octets;   /* without the line end before it; a line: without its end */
	const char *name;  /* SMUGGLE_END: "LF.CRLF" */
	bool nul;          /* ... with NULs in it */
	bool first;        /* SMUGGLE_COMMAND: the first behind its end */
	bool data;         /* ... a message follows it, */
	bool crlf;         /* behind CRLF, not LF alone */
	struct bytes text; /* SMUGGLE_COMMAND: cut at SMUGGLE_TEXT; valid until the next call */
};

enum smuggle_seen {
	SMUGGLE_SEEN_CRLF, /* a line end is in front: so begins every body */
	SMUGGLE_SEEN_OTHER,
	SMUGGLE_SEEN_CR,
	SMUGGLE_SEEN_LF,
};

enum smuggle_state {
	SMUGGLE_BODY,      /* looks for a dot behind a line end */
	SMUGGLE_DOT,       /* has one */
	SMUGGLE_DOT_CR,
	SMUGGLE_DOT_CR_CR,
	SMUGGLE_LINE,      /* behind an end: reads a line */
	SMUGGLE_CHUNK,     /* ... and the octets that a BDAT announced */
	SMUGGLE_OVER,      /* ... and a QUIT */
};

/* Zeroed state is the start of a body. */
struct smuggle {
	enum smuggle_state state;
	enum smuggle_seen before;  /* what the last octets were, NULs aside */
	bool nul;                  /* there were NULs among them */
	bool commands;             /* behind the last end a command was read */
	bool chunk_lf;             /* the LF of the BDAT line may still come */
	uint64_t at;               /* octets so far */
	uint64_t from;             /* of the dot, or of the line */
	uint64_t chunk_left;
	size_t n;                  /* octets of the line in `text`, */
	bool cut;                  /* which had more */
	char text[SMUGGLE_TEXT];
};

/* STEP_ITEM, and what it was passed is off the front of `*in`; or STEP_MORE: all was used. */
enum step smuggle_next(struct smuggle *g, struct bytes *in, struct smuggle_item *out);
/* `*in`, and what was in front of it, has no NUL, and CR and LF only together: a body has no
   lenient end there.  Takes the lines of a body off the front of `*in`; what is left is for
   smuggle_next(). */
void smuggle_ordinary(struct smuggle *g, struct bytes *in);
/* Octets are missing: what follows may be anywhere in a line. */
void smuggle_gap(struct smuggle *g, uint64_t missing);

#endif
