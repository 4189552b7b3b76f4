/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fields.h - octets of a header in, its fields out; for mime.c.
 *
 *   LINE --name:--> FIELD --LF--> LINE --blank--> FIELD (folding)
 *   LINE --CRLF or LF--> over        LINE --anything else--> the body began
 *
 * A field that lies in the octets whole is not copied.
 */
#ifndef MW_MIME_FIELDS_H
#define MW_MIME_FIELDS_H

#include "base/buf.h"
#include "mime/mime.h"

enum fields_step {
	FIELDS_MORE,  /* all octets were used */
	FIELDS_FIELD, /* a field is complete */
	FIELDS_END,   /* the empty line */
	FIELDS_BODY,  /* no header line: `line` is how the body begins, nothing was skipped */
	FIELDS_FOLD,  /* a continuation line with nothing before it: it will be skipped */
	FIELDS_FROM,  /* "From " of a mbox: it will be skipped */
};

/* Zeroed state, and fields_reset(), is the start of a header. */
struct fields {
	struct buf line;    /* the beginning of a line that is not decided yet */
	struct buf field;   /* the field being read, at most LIMIT_HEADER_OCTETS, */
	struct bytes whole; /* or, where it lay whole in what was pushed, a view of it */
	size_t colon;       /* where its colon stands */
	uint64_t offset;    /* of the field in the message */
	uint64_t octets;    /* of the field so far, all counted */
	uint64_t at;        /* offset of the next octet in the message */
	bool blanks;        /* `line` has blanks after its name */
	bool inside;        /* in the middle of a line of `field` */
	bool skipping;      /* up to the next line end */
	bool one_line;      /* `whole` is */
	bool pending;       /* `field` holds a field that may go on */
	bool gap;           /* octets are missing before what comes next */
	bool field_gap;     /* octets are missing right before `field` */
};

/* The next header begins at `offset`.  The last field stays valid: where a boundary ends a header,
   it is not told yet. */
void fields_reset(struct fields *f, uint64_t offset);
/* Between messages: frees what a large field has left. */
void fields_trim(struct fields *f);
void fields_fini(struct fields *f);
/* At the beginning of a line, of which nothing was taken yet. */
bool fields_at_line(const struct fields *f);
/* Takes octets off `*in` up to the next thing to tell. */
enum fields_step fields_push(struct fields *f, struct bytes *in);
/* `missing` octets are not there, or (0) the header is over: FIELDS_FIELD while one was
   pending, then FIELDS_BODY when the last line was none, FIELDS_END when nothing is left.
   After a gap the rest of the broken line is skipped. */
enum fields_step fields_break(struct fields *f);
void fields_gap(struct fields *f, uint64_t missing);

/* The field that FIELDS_FIELD announced.  Valid until the next fields_push(), and as long as the
   octets that were pushed. */
struct mime_header fields_header(const struct fields *f);

#endif
