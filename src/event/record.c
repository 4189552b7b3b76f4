/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * record.c - fields.def as tables: what each record consists of, and an empty one.
 */
#include "event/record.h"

#include <assert.h>

#define ENTRY(type, key, unit, meaning, source, at) \
	{ key, unit, meaning, source, FIELD_##type, at },

/* The head's fields are part of every record of the first kinds. */
static const struct field session_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_session, head.member))
#define FIELDS_HEAD
#include "event/fields.def"
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_session, member))
#define FIELDS_SESSION
#include "event/fields.def"
};

static const struct field command_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_command, head.member))
#define FIELDS_HEAD
#include "event/fields.def"
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_command, member))
#define FIELDS_COMMAND
#include "event/fields.def"
};

static const struct field auth_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_auth, head.member))
#define FIELDS_HEAD
#include "event/fields.def"
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_auth, member))
#define FIELDS_AUTH
#include "event/fields.def"
};

static const struct field transaction_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_transaction, head.member))
#define FIELDS_HEAD
#include "event/fields.def"
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_transaction, member))
#define FIELDS_TRANSACTION
#include "event/fields.def"
};

static const struct field capture_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_capture, head.member))
#define FIELDS_HEAD
#include "event/fields.def"
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_capture, member))
#define FIELDS_CAPTURE
#include "event/fields.def"
};

static const struct field described_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_described, head.member))
#define FIELDS_HEAD
#include "event/fields.def"
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_described, member))
#define FIELDS_DESCRIBED
#include "event/fields.def"
};

static const struct field message_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_message, head.member))
#define FIELDS_HEAD
#include "event/fields.def"
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_message, member))
#define FIELDS_MESSAGE
#include "event/fields.def"
};

static const struct field finding_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_finding, head.member))
#define FIELDS_HEAD
#include "event/fields.def"
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_finding, member))
#define FIELDS_FINDING
#include "event/fields.def"
};

static const struct field evidence_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_evidence, member))
#define FIELDS_EVIDENCE
#include "event/fields.def"
};

static const struct field header_row_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_header_row, member))
#define FIELDS_HEADER
#include "event/fields.def"
};

static const struct field hop_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_hop, member))
#define FIELDS_HOP
#include "event/fields.def"
};

static const struct field dkim_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_dkim, member))
#define FIELDS_DKIM
#include "event/fields.def"
};

static const struct field arc_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_arc, member))
#define FIELDS_ARC
#include "event/fields.def"
};

static const struct field authres_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_authres, member))
#define FIELDS_AUTHRES
#include "event/fields.def"
};

static const struct field idn_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_idn, member))
#define FIELDS_IDN
#include "event/fields.def"
};

static const struct field piece_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_piece, member))
#define FIELDS_PIECE
#include "event/fields.def"
};

static const struct field hole_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_hole, member))
#define FIELDS_HOLE
#include "event/fields.def"
};

static const struct field dsn_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_dsn, member))
#define FIELDS_DSN
#include "event/fields.def"
};

static const struct field span_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_span, member))
#define FIELDS_SPAN
#include "event/fields.def"
};

static const struct field row_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_row, member))
#define FIELDS_ROW
#include "event/fields.def"
};

static const struct field word_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_word, member))
#define FIELDS_WORD
#include "event/fields.def"
};

static const struct field param_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_param, member))
#define FIELDS_PARAM
#include "event/fields.def"
};

static const struct field rcpt_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_rcpt, member))
#define FIELDS_RCPT
#include "event/fields.def"
};

static const struct field part_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_part, member))
#define FIELDS_PART
#include "event/fields.def"
};

static const struct field file_fields[] = {
#define F(type, member, key, unit, meaning, source) \
	ENTRY(type, key, unit, meaning, source, offsetof(struct ev_file, member))
#define FIELDS_FILE
#include "event/fields.def"
};

/* An empty record of each kind: what record_init() copies. */
#define ABSENT_U64     NO_U64
#define ABSENT_MS      NO_TIME
#define ABSENT_NS      NO_TIME
#define ABSENT_TIME    NO_TIME
#define ABSENT_FLAG    -1
#define ABSENT_TEXT    { NULL, 0 }
#define ABSENT_WORD    NULL
#define ABSENT_NAME    NULL
#define ABSENT_SECRET  { NULL, 0 }
#define ABSENT_IPADDR  { .family = 0 }
#define ABSENT_MACADDR { .known = false }
#define ABSENT_DIGEST  { .known = false }
#define ABSENT_TEXTS   { NULL, 0 }
#define ABSENT_SPANS   { NULL, 0 }
#define ABSENT_RCPTS   { NULL, 0 }
#define ABSENT_PARAMS  { NULL, 0 }
#define ABSENT_PARTS   { NULL, 0 }
#define ABSENT_FILES   { NULL, 0 }
#define ABSENT_WORDS   { NULL, 0 }
#define ABSENT_LISTING { NULL, 0 }
#define ABSENT_EVIDENCE { NULL, 0 }
#define ABSENT_HEADERS { NULL, 0 }
#define ABSENT_HOPS    { NULL, 0 }
#define ABSENT_DKIMS   { NULL, 0 }
#define ABSENT_ARCS    { NULL, 0 }
#define ABSENT_AUTHRES { NULL, 0 }
#define ABSENT_DSNS    { NULL, 0 }
#define ABSENT_HOLES   { NULL, 0 }
#define ABSENT_PIECES  { NULL, 0 }
#define ABSENT_IDNS    { NULL, 0 }

static const struct ev_head no_head = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_HEAD
#include "event/fields.def"
};
static const struct ev_session no_session = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_SESSION
#include "event/fields.def"
};
static const struct ev_command no_command = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_COMMAND
#include "event/fields.def"
};
static const struct ev_auth no_auth = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_AUTH
#include "event/fields.def"
};
static const struct ev_message no_message = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_MESSAGE
#include "event/fields.def"
};
static const struct ev_transaction no_transaction = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_TRANSACTION
#include "event/fields.def"
};
static const struct ev_capture no_capture = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_CAPTURE
#include "event/fields.def"
};
static const struct ev_described no_described = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_DESCRIBED
#include "event/fields.def"
};
static const struct ev_span no_span = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_SPAN
#include "event/fields.def"
};
static const struct ev_row no_row = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_ROW
#include "event/fields.def"
};
static const struct ev_word no_word = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_WORD
#include "event/fields.def"
};
static const struct ev_param no_param = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_PARAM
#include "event/fields.def"
};
static const struct ev_rcpt no_rcpt = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_RCPT
#include "event/fields.def"
};
static const struct ev_part no_part = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_PART
#include "event/fields.def"
};
static const struct ev_file no_file = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_FILE
#include "event/fields.def"
};
static const struct ev_finding no_finding = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_FINDING
#include "event/fields.def"
};
static const struct ev_evidence no_evidence = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_EVIDENCE
#include "event/fields.def"
};

static const struct ev_header_row no_header_row = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_HEADER
#include "event/fields.def"
};
static const struct ev_hop no_hop = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_HOP
#include "event/fields.def"
};
static const struct ev_dkim no_dkim = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_DKIM
#include "event/fields.def"
};
static const struct ev_arc no_arc = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_ARC
#include "event/fields.def"
};
static const struct ev_authres no_authres = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_AUTHRES
#include "event/fields.def"
};
static const struct ev_piece no_piece = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_PIECE
#include "event/fields.def"
};
static const struct ev_hole no_hole = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_HOLE
#include "event/fields.def"
};
static const struct ev_dsn no_dsn = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_DSN
#include "event/fields.def"
};
static const struct ev_idn no_idn = {
#define F(type, member, key, unit, meaning, source) .member = ABSENT_##type,
#define FIELDS_IDN
#include "event/fields.def"
};

#define KIND(name, dataset)                                                      \
	{ name##_fields, sizeof(name##_fields) / sizeof(*name##_fields),         \
	  sizeof(struct ev_##name), &no_##name, dataset }

static const struct {
	const struct field *fields;
	size_t n, size;
	const void *empty;   /* an empty one, but for its head */
	const char *dataset; /* NULL for rows, which have no head */
} kinds[RECORD_COUNT] = {
	[RECORD_SESSION]  = KIND(session, "mailwire.session"),
	[RECORD_COMMAND]  = KIND(command, "mailwire.command"),
	[RECORD_AUTH]     = KIND(auth, "mailwire.auth"),
	[RECORD_MESSAGE]  = KIND(message, "mailwire.message"),
	[RECORD_TRANSACTION] = KIND(transaction, "mailwire.transaction"),
	[RECORD_CAPTURE]  = KIND(capture, "mailwire.capture"),
	[RECORD_DESCRIBED] = KIND(described, "mailwire.described"),
	[RECORD_FINDING]  = KIND(finding, "mailwire.finding"),
	[RECORD_SPAN]     = KIND(span, NULL),
	[RECORD_ROW]      = KIND(row, NULL),
	[RECORD_WORD]     = KIND(word, NULL),
	[RECORD_RCPT]     = KIND(rcpt, NULL),
	[RECORD_PARAM]    = KIND(param, NULL),
	[RECORD_PART]     = KIND(part, NULL),
	[RECORD_FILE]     = KIND(file, NULL),
	[RECORD_EVIDENCE] = KIND(evidence, NULL),
	[RECORD_HEADER]   = KIND(header_row, NULL),
	[RECORD_HOP]      = KIND(hop, NULL),
	[RECORD_DKIM]     = KIND(dkim, NULL),
	[RECORD_ARC]      = KIND(arc, NULL),
	[RECORD_AUTHRES]  = KIND(authres, NULL),
	[RECORD_IDN]      = KIND(idn, NULL),
	[RECORD_DSN]      = KIND(dsn, NULL),
	[RECORD_HOLE]     = KIND(hole, NULL),
	[RECORD_PIECE]    = KIND(piece, NULL),
};

const struct field *record_fields(enum record_kind kind, size_t *n_out)
{
	*n_out = kinds[kind].n;
	return kinds[kind].fields;
}

size_t record_size(enum record_kind kind)
{
	return kinds[kind].size;
}

const char *record_dataset(enum record_kind kind)
{
	return kinds[kind].dataset;
}

uint64_t *record_message_id(enum record_kind kind, void *record)
{
	switch (kind) {
	case RECORD_COMMAND:
		return &((struct ev_command *)record)->message_id;
	case RECORD_MESSAGE:
		return &((struct ev_message *)record)->id;
	case RECORD_TRANSACTION:
		return &((struct ev_transaction *)record)->message_id;
	case RECORD_FINDING:
		return &((struct ev_finding *)record)->message_id;
	default:
		return NULL;
	}
}

void record_init(enum record_kind kind, void *record)
{
	memcpy(record, kinds[kind].empty, kinds[kind].size);
	if (kinds[kind].dataset) {
		struct ev_head *head = record;

		*head = no_head;
		head->dataset = kinds[kind].dataset;
	}
}

void record_init_headed(enum record_kind kind, void *record, const struct ev_head *head)
{
	struct ev_head *own = record;

	memcpy(own + 1, (const struct ev_head *)kinds[kind].empty + 1,
	       kinds[kind].size - sizeof(*own));
	*own = *head;
	own->dataset = kinds[kind].dataset;
}

/* All arrays of rows look alike: the rows and how many. */
#define SAME_SHAPE(type)                                                        \
	_Static_assert(sizeof(type) == sizeof(struct ev_spans) &&               \
		       offsetof(type, n) == offsetof(struct ev_spans, n), #type)
SAME_SHAPE(struct ev_texts); /* field_present() looks at them so */
SAME_SHAPE(struct ev_rcpts);
SAME_SHAPE(struct ev_params);
SAME_SHAPE(struct ev_parts);
SAME_SHAPE(struct ev_files);
SAME_SHAPE(struct ev_words);
SAME_SHAPE(struct ev_listing);
SAME_SHAPE(struct ev_evidences);
SAME_SHAPE(struct ev_headers);
SAME_SHAPE(struct ev_hops);
SAME_SHAPE(struct ev_dkims);
SAME_SHAPE(struct ev_arcs);
SAME_SHAPE(struct ev_authres_rows);
SAME_SHAPE(struct ev_idns);
SAME_SHAPE(struct ev_dsns);
SAME_SHAPE(struct ev_holes);
SAME_SHAPE(struct ev_pieces);

enum record_kind field_rows(const struct field *f, const void *record, const void **rows_out,
			    size_t *n_out)
{
	static const enum record_kind rows_of[] = {
		[FIELD_SPANS] = RECORD_SPAN, [FIELD_RCPTS] = RECORD_RCPT,
		[FIELD_PARTS] = RECORD_PART, [FIELD_FILES] = RECORD_FILE,
		[FIELD_WORDS] = RECORD_WORD, [FIELD_LISTING] = RECORD_ROW,
		[FIELD_EVIDENCE] = RECORD_EVIDENCE,
		[FIELD_HEADERS] = RECORD_HEADER,
		[FIELD_HOPS] = RECORD_HOP,
		[FIELD_DKIMS] = RECORD_DKIM,
		[FIELD_ARCS] = RECORD_ARC,
		[FIELD_AUTHRES] = RECORD_AUTHRES,
		[FIELD_IDNS] = RECORD_IDN,
		[FIELD_DSNS] = RECORD_DSN,
		[FIELD_HOLES] = RECORD_HOLE,
		[FIELD_PARAMS] = RECORD_PARAM,
		[FIELD_PIECES] = RECORD_PIECE,
	};
	const char *at = (const char *)record + f->offset;

	assert(f->type >= FIELD_SPANS && f->type < FIELD_TYPES);
	memcpy(rows_out, at, sizeof(*rows_out));
	memcpy(n_out, at + offsetof(struct ev_spans, n), sizeof(*n_out));
	return rows_of[f->type];
}

size_t record_list_octets(enum record_kind kind, const void *record)
{
	size_t n, sum = 0;
	const struct field *fields = record_fields(kind, &n);

	for (size_t i = 0; i < n; i++) {
		const void *rows;
		size_t count;

		if (fields[i].type < FIELD_TEXTS || !field_present(&fields[i], record))
			continue;
		if (fields[i].type == FIELD_TEXTS)
			sum += ((const struct ev_texts *)(const void *)((const char *)record +
				fields[i].offset))->n * sizeof(struct bytes);
		else
			sum += record_size(field_rows(&fields[i], record, &rows, &count)) * count;
	}
	return sum;
}

bool message_fetched(const struct ev_message *m)
{
	return m->direction && strcmp(m->direction, "fetched") == 0;
}
