/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * record.h - the records: what happened, as data.
 *
 * The structs are made from fields.def, member for member.  All text is borrowed; a
 * record lives only while it is handed on (see event.h).  record_init() sets every
 * field to "absent".
 */
#ifndef MW_EVENT_RECORD_H
#define MW_EVENT_RECORD_H

#include "base/addr.h"
#include "base/span.h"
#include "base/time.h"

#define NO_U64  UINT64_MAX
#define NO_TIME TS_NONE

struct ev_digest {
	bool known;
	uint8_t octets[32];
};

struct ev_texts {
	struct bytes *v;
	size_t n;
};

#define CTYPE_U64     uint64_t
#define CTYPE_MS      int64_t
#define CTYPE_NS      int64_t
#define CTYPE_TIME    int64_t
#define CTYPE_FLAG    int8_t
#define CTYPE_TEXT    struct bytes
#define CTYPE_WORD    const char *
#define CTYPE_NAME    const char *
#define CTYPE_SECRET  struct bytes
#define CTYPE_IPADDR  struct ip
#define CTYPE_MACADDR struct mac
#define CTYPE_DIGEST  struct ev_digest
#define CTYPE_TEXTS   struct ev_texts
#define CTYPE_SPANS   struct ev_spans
#define CTYPE_RCPTS   struct ev_rcpts
#define CTYPE_PARAMS  struct ev_params
#define CTYPE_PARTS   struct ev_parts
#define CTYPE_FILES   struct ev_files
#define CTYPE_WORDS   struct ev_words
#define CTYPE_LISTING struct ev_listing
#define CTYPE_EVIDENCE struct ev_evidences
#define CTYPE_HEADERS  struct ev_headers
#define CTYPE_HOPS     struct ev_hops
#define CTYPE_DKIMS    struct ev_dkims
#define CTYPE_ARCS     struct ev_arcs
#define CTYPE_AUTHRES  struct ev_authres_rows
#define CTYPE_IDNS     struct ev_idns
#define CTYPE_HOLES    struct ev_holes
#define CTYPE_PIECES   struct ev_pieces
#define CTYPE_DSNS     struct ev_dsns

#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_span {
#define FIELDS_SPAN
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_row {
#define FIELDS_ROW
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_word {
#define FIELDS_WORD
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_param {
#define FIELDS_PARAM
#include "event/fields.def"
};
struct ev_params { struct ev_param *v; size_t n; };
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_rcpt {
#define FIELDS_RCPT
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_part {
#define FIELDS_PART
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_file {
#define FIELDS_FILE
#include "event/fields.def"
};

#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_evidence {
#define FIELDS_EVIDENCE
#include "event/fields.def"
};

#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_header_row {
#define FIELDS_HEADER
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_hop {
#define FIELDS_HOP
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_dkim {
#define FIELDS_DKIM
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_arc {
#define FIELDS_ARC
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_authres {
#define FIELDS_AUTHRES
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_idn {
#define FIELDS_IDN
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_piece {
#define FIELDS_PIECE
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_hole {
#define FIELDS_HOLE
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_dsn {
#define FIELDS_DSN
#include "event/fields.def"
};

struct ev_spans { struct ev_span *v; size_t n; };
struct ev_listing { struct ev_row *v; size_t n; };
struct ev_words { struct ev_word *v; size_t n; };
struct ev_rcpts { struct ev_rcpt *v; size_t n; };
struct ev_parts { struct ev_part *v; size_t n; };
struct ev_files { struct ev_file *v; size_t n; };
struct ev_evidences { struct ev_evidence *v; size_t n; };
struct ev_headers { struct ev_header_row *v; size_t n; };
struct ev_hops { struct ev_hop *v; size_t n; };
struct ev_dkims { struct ev_dkim *v; size_t n; };
struct ev_arcs { struct ev_arc *v; size_t n; };
struct ev_authres_rows { struct ev_authres *v; size_t n; };
struct ev_idns { struct ev_idn *v; size_t n; };
struct ev_holes { struct ev_hole *v; size_t n; };
struct ev_pieces { struct ev_piece *v; size_t n; };
struct ev_dsns { struct ev_dsn *v; size_t n; };

#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_head {
#define FIELDS_HEAD
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_session {
	struct ev_head head;
#define FIELDS_SESSION
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_command {
	struct ev_head head;
#define FIELDS_COMMAND
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_auth {
	struct ev_head head;
#define FIELDS_AUTH
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_transaction {
	struct ev_head head;
#define FIELDS_TRANSACTION
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_described {
	struct ev_head head;
#define FIELDS_DESCRIBED
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_message {
	struct ev_head head;
#define FIELDS_MESSAGE
#include "event/fields.def"
};
#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_finding {
	struct ev_head head;
#define FIELDS_FINDING
#include "event/fields.def"
};

#define F(type, member, key, unit, meaning, source) CTYPE_##type member;
struct ev_capture {
	struct ev_head head;
#define FIELDS_CAPTURE
#include "event/fields.def"
};

/* Which struct; the head comes first in all but the row types. */
enum record_kind {
	RECORD_SESSION, RECORD_COMMAND, RECORD_AUTH, RECORD_MESSAGE, RECORD_FINDING,
	RECORD_TRANSACTION, RECORD_DESCRIBED, RECORD_CAPTURE,
	RECORD_SPAN, RECORD_ROW, RECORD_WORD, RECORD_RCPT, RECORD_PARAM, RECORD_PART, RECORD_FILE,
	RECORD_EVIDENCE,
	RECORD_HEADER, RECORD_HOP, RECORD_DKIM, RECORD_ARC, RECORD_AUTHRES, RECORD_IDN,
	RECORD_DSN, RECORD_HOLE, RECORD_PIECE,
	RECORD_COUNT,
};

enum field_type {
	FIELD_U64, FIELD_MS, FIELD_NS, FIELD_TIME, FIELD_FLAG, FIELD_TEXT, FIELD_WORD,
	FIELD_NAME, FIELD_SECRET, FIELD_IPADDR, FIELD_MACADDR, FIELD_DIGEST, FIELD_TEXTS, FIELD_SPANS,
	FIELD_RCPTS, FIELD_PARTS, FIELD_FILES, FIELD_WORDS, FIELD_LISTING, FIELD_EVIDENCE,
	FIELD_HEADERS, FIELD_HOPS, FIELD_DKIMS, FIELD_ARCS, FIELD_AUTHRES, FIELD_IDNS,
	FIELD_DSNS, FIELD_HOLES, FIELD_PARAMS, FIELD_PIECES,
	FIELD_TYPES,
};

struct field {
	const char *key, *unit, *meaning, *source;
	enum field_type type;
	size_t offset; /* of the member in its record's struct, head included */
};

/* The fields of a kind, the head's first. */
const struct field *record_fields(enum record_kind kind, size_t *n_out);
/* The number of a message that a record names, where its kind has the field
   mailwire.message_id, else NULL. */
uint64_t *record_message_id(enum record_kind kind, void *record);
/* sizeof the struct. */
size_t record_size(enum record_kind kind);
/* "mailwire.session"; NULL for a row kind, which has no head. */
const char *record_dataset(enum record_kind kind);
/* Sets every field to "absent"; for the kinds with a head also event.dataset. */
void record_init(enum record_kind kind, void *record);
/* The same for a kind with a head, which begins as `head` says, but for event.dataset. */
void record_init_headed(enum record_kind kind, void *record, const struct ev_head *head);
/* The row kind and the rows of an array field. */
enum record_kind field_rows(const struct field *f, const void *record, const void **rows_out,
			    size_t *n_out);
/* It came from the server: POP3, or FETCH of IMAP. */
bool message_fetched(const struct ev_message *m);
/* Octets of the rows in the lists of a record, without what these point to. */
size_t record_list_octets(enum record_kind kind, const void *record);
/* True when `f` has a value in `record`. */
static inline bool field_present(const struct field *f, const void *record)
{
	const void *at = (const char *)record + f->offset;

	switch (f->type) {
	case FIELD_U64:
		return *(const uint64_t *)at != NO_U64;
	case FIELD_MS:
	case FIELD_NS:
	case FIELD_TIME:
		return *(const int64_t *)at != NO_TIME;
	case FIELD_FLAG:
		return *(const int8_t *)at >= 0;
	case FIELD_TEXT:
	case FIELD_SECRET:
		return ((const struct bytes *)at)->p != NULL;
	case FIELD_WORD:
	case FIELD_NAME:
		return *(const char *const *)at != NULL;
	case FIELD_IPADDR:
		return ((const struct ip *)at)->family != 0;
	case FIELD_MACADDR:
		return ((const struct mac *)at)->known;
	case FIELD_DIGEST:
		return ((const struct ev_digest *)at)->known;
	default: /* arrays all look alike: where they are, and how many */
		return ((const struct ev_texts *)at)->n != 0;
	}
}

#endif
