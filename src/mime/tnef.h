/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef.h - winmail.dat (application/ms-tnef): the attachments Outlook packed away.
 *
 * Octets of the decoded part in, attachments out ([MS-OXTNEF]); constant memory, any
 * chunking gives the same items, except that a run of TNEF_DATA may be cut elsewhere.
 * Of one attachment: BEGIN DATA* END; its name is known at END, where TNEF puts it.
 */
#ifndef MW_MIME_TNEF_H
#define MW_MIME_TNEF_H

#include "base/buf.h"
#include "base/step.h"

enum tnef_kind {
	TNEF_BEGIN, /* an attachment */
	TNEF_DATA,  /* its octets */
	TNEF_END,   /* and its name */
	TNEF_BODY,  /* the text of the message, in UTF-8 */
};

/* Valid until the next call. */
struct tnef_item {
	enum tnef_kind kind;
	struct bytes data;      /* DATA, BODY */
	bool html;              /* BODY is HTML */
	struct bytes name;      /* END: UTF-8, the long name when there is one; may be empty */
	struct bytes mime_type; /* END: as declared inside, may be empty */
};

/* Zeroed state is the start; tnef_fini() frees. */
struct tnef {
	enum {
		TNEF_AT_SIGNATURE, TNEF_AT_ATTRIBUTE, TNEF_AT_VALUE, TNEF_AT_CHECKSUM,
		TNEF_BROKEN,    /* no TNEF, or no more: the rest is skipped */
	} at;
	struct bytes in;
	bool ending;
	uint8_t head[9];        /* what is collected of a fixed piece */
	size_t nhead;
	uint32_t id, left;      /* of the attribute, and octets of its value to come */
	uint16_t sum;
	uint32_t codepage;      /* of texts that are not Unicode */
	bool open, begin_next;  /* an attachment is open; one begins after that */
	bool have_long_name;
	struct buf value;       /* an attribute that is read whole */
	struct buf name, mime_type, body;
	bool body_html, body_next;

	/* What was wrong. */
	bool truncated;         /* the end came early */
	bool cut;               /* an attribute over LIMIT_TNEF_VALUE was read in part */
	uint64_t bad_checksums;
};

void tnef_fini(struct tnef *t);
/* Borrowed until tnef_next() says STEP_MORE. */
void tnef_push(struct tnef *t, struct bytes in);
void tnef_end(struct tnef *t);
enum step tnef_next(struct tnef *t, struct tnef_item *item_out);

#endif
