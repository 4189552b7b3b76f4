/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * imap_structure.h - what a server says of a message without sending it: ENVELOPE, BODY and
 * BODYSTRUCTURE (RFC 9051 7.5.2), out of their text.
 *
 * The text is the value, from its "(" to its ")", literals in it as on the wire.  Pure: it
 * knows nothing of sessions.
 */
#ifndef MW_PROTO_IMAP_STRUCTURE_H
#define MW_PROTO_IMAP_STRUCTURE_H

#include "event/record.h"
#include "mime/address.h"

/* Texts live in the arena that was passed; absent ones (NIL) have p == NULL. */
struct imap_envelope {
	struct bytes date;              /* as written */
	struct bytes subject_raw, subject; /* subject: decoded, UTF-8 */
	struct address_list from, sender, reply_to, to, cc, bcc;
	struct bytes in_reply_to;
	struct bytes message_id;        /* without its angle brackets */
};

/* A part without parts. */
struct imap_leaf {
	struct bytes path;              /* "1.2", as IMAP counts */
	struct bytes type;              /* "text/plain", lower case */
	struct bytes charset, encoding, disposition; /* encoding in lower case */
	struct bytes name;              /* decoded */
	uint64_t octets;                /* encoded, or NO_U64 */
	struct bytes fields;            /* the header fields it must have had, but for
					   Content-Transfer-Encoding */
};

struct imap_structure {
	struct imap_leaf *v;
	size_t n, cap;
	bool cut;                       /* LIMIT_MIME_DEPTH or LIMIT_MIME_PARTS was reached */
};

/* False: the grammar does not hold; what could be read is there. */
bool imap_read_envelope(struct bytes text, struct arena *a, struct imap_envelope *out);
void imap_envelope_fini(struct imap_envelope *e);
bool imap_read_structure(struct bytes text, struct arena *a, struct imap_structure *out);
void imap_structure_fini(struct imap_structure *s);

#endif
