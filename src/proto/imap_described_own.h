/* SPDX-License-Identifier: BSD-2-Clause */
/* imap_described_own.h - shared by imap_described.c (kept), imap_described_record.c (told),
   imap_fields.c and imap_compare.c. */
#ifndef MW_PROTO_IMAP_DESCRIBED_OWN_H
#define MW_PROTO_IMAP_DESCRIBED_OWN_H

#include "mime/mime.h"
#include "proto/imap_mail.h"
#include "proto/imap_structure.h"

/* A value, and where it lay. */
struct imap_said {
	struct buf text;
	uint64_t at, octets;       /* in the server's stream */
	struct conn_frames f;
	bool judged;               /* held against the message: once is enough */
};

struct imap_described {
	struct imap_described *next;
	uint64_t number;           /* NO_U64: not known any more */
	struct buf uid;
	struct imap_said envelope, structure; /* an empty text: not told */
	bool parsed;               /* the rest is filled in, from `arena` */
	struct arena arena;
	bool envelope_ok, structure_ok;
	struct imap_envelope parsed_envelope;
	struct imap_structure parsed_structure;
};

struct imap_descriptions {
	struct imap_described *head; /* oldest first */
	size_t n, octets;
	struct imap_described *now;  /* of the response that is being said */
	bool told_something;         /* it described anything */
	enum imap_description open;  /* a value is being said: */
	struct imap_said said;
	struct imap_said fields;     /* some fields of its header, all that were told */
};

/* imap_fields.c: some fields of a header.  Freed together. */
struct imap_fields {
	struct mime_summary summary;
	struct ev_headers rows;
	size_t cap;
	struct arena arena;
};
void imap_read_fields(struct bytes text, struct imap_fields *out);
void imap_fields_fini(struct imap_fields *f);

struct imap_described *imap_described_find(const struct imap *m, uint64_t number,
					   struct bytes uid);
void imap_described_parse(struct imap_described *e);
/* Tells what is known of `e`, whose response is over. */
void imap_described_record(struct imap *m, struct imap_described *e);

#endif
