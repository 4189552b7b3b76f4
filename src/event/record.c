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

#define TABLE(fields) (fields), sizeof(fields) / sizeof(*(fields))

static const struct {
	const struct field *fields;
	size_t n, size;
	const char *dataset; /* NULL for rows, which have no head */
} kinds[RECORD_COUNT] = {
	[RECORD_SESSION] = { TABLE(session_fields), sizeof(struct ev_session), "mailwire.session" },
	[RECORD_COMMAND] = { TABLE(command_fields), sizeof(struct ev_command), "mailwire.command" },
	[RECORD_AUTH]    = { TABLE(auth_fields), sizeof(struct ev_auth), "mailwire.auth" },
	[RECORD_MESSAGE] = { TABLE(message_fields), sizeof(struct ev_message), "mailwire.message" },
	[RECORD_FINDING] = { TABLE(finding_fields), sizeof(struct ev_finding), "mailwire.finding" },
	[RECORD_SPAN]    = { TABLE(span_fields), sizeof(struct ev_span), NULL },
	[RECORD_ROW]     = { TABLE(row_fields), sizeof(struct ev_row), NULL },
	[RECORD_WORD]    = { TABLE(word_fields), sizeof(struct ev_word), NULL },
	[RECORD_RCPT]    = { TABLE(rcpt_fields), sizeof(struct ev_rcpt), NULL },
	[RECORD_PART]    = { TABLE(part_fields), sizeof(struct ev_part), NULL },
	[RECORD_FILE]    = { TABLE(file_fields), sizeof(struct ev_file), NULL },
	[RECORD_EVIDENCE] = { TABLE(evidence_fields), sizeof(struct ev_evidence), NULL },
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

void record_init(enum record_kind kind, void *record)
{
	memset(record, 0, kinds[kind].size);
	for (size_t i = 0; i < kinds[kind].n; i++) {
		const struct field *f = &kinds[kind].fields[i];
		void *at = (char *)record + f->offset;

		switch (f->type) {
		case FIELD_U64:
			*(uint64_t *)at = NO_U64;
			break;
		case FIELD_MS:
		case FIELD_NS:
		case FIELD_TIME:
			*(int64_t *)at = NO_TIME;
			break;
		case FIELD_FLAG:
			*(int8_t *)at = -1;
			break;
		default: /* all others are absent when zero */
			break;
		}
	}
	if (kinds[kind].dataset)
		((struct ev_head *)record)->dataset = kinds[kind].dataset;
}

/* All arrays of rows look alike: the rows and how many. */
#define SAME_SHAPE(type)                                                        \
	_Static_assert(sizeof(type) == sizeof(struct ev_spans) &&               \
		       offsetof(type, n) == offsetof(struct ev_spans, n), #type)
SAME_SHAPE(struct ev_rcpts);
SAME_SHAPE(struct ev_parts);
SAME_SHAPE(struct ev_files);
SAME_SHAPE(struct ev_words);
SAME_SHAPE(struct ev_listing);
SAME_SHAPE(struct ev_evidences);

enum record_kind field_rows(const struct field *f, const void *record, const void **rows_out,
			    size_t *n_out)
{
	static const enum record_kind rows_of[] = {
		[FIELD_SPANS] = RECORD_SPAN, [FIELD_RCPTS] = RECORD_RCPT,
		[FIELD_PARTS] = RECORD_PART, [FIELD_FILES] = RECORD_FILE,
		[FIELD_WORDS] = RECORD_WORD, [FIELD_LISTING] = RECORD_ROW,
		[FIELD_EVIDENCE] = RECORD_EVIDENCE,
	};
	const char *at = (const char *)record + f->offset;

	assert(f->type >= FIELD_SPANS && f->type <= FIELD_EVIDENCE);
	memcpy(rows_out, at, sizeof(*rows_out));
	memcpy(n_out, at + offsetof(struct ev_spans, n), sizeof(*n_out));
	return rows_of[f->type];
}

bool field_present(const struct field *f, const void *record)
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
		return *(const char *const *)at != NULL;
	case FIELD_IPADDR:
		return ((const struct ip *)at)->family != 0;
	case FIELD_MACADDR:
		return ((const struct mac *)at)->known;
	case FIELD_DIGEST:
		return ((const struct ev_digest *)at)->known;
	case FIELD_TEXTS:
		return ((const struct ev_texts *)at)->n != 0;
	default: {
		const void *rows;
		size_t n;

		field_rows(f, record, &rows, &n);
		return n != 0;
	}
	}
}
