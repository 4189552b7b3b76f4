/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * frame_items.h - what the mail protocol said in one frame, for the packet list.
 *
 * In:   the events between two EV_FRAMEs
 * Out:  lines, runs of message octets and finished messages of the frame that completed
 *       them, which is where Wireshark shows them too
 */
#ifndef MW_VIEW_FRAME_ITEMS_H
#define MW_VIEW_FRAME_ITEMS_H

#include "base/arena.h"
#include "event/event.h"

/* A header field or a part of a message, kept for the frame that ends it. */
struct item_header {
	size_t part; /* index, 0 for the message itself */
	struct bytes name, value;
};

struct item_part {
	struct bytes path, content_type, name;
	uint64_t size;
	size_t depth;
};

/* A message that is going by, or that ended in this frame. */
struct item_message {
	uint64_t id, session_id;
	struct arena arena;        /* of all that follows */
	struct bytes from, subject;/* decoded */
	struct item_header *headers;
	size_t nheaders, cap_headers;
	struct item_part *parts;
	size_t nparts, cap_parts;
	struct span *spans;        /* message octets in transport form, by frame */
	size_t nspans, cap_spans;
	uint64_t octets;           /* sum of the spans */
	bool more;                 /* a cap of limits.h cut one of the lists */
};

enum item_kind { ITEM_LINE, ITEM_DATA, ITEM_MESSAGE };

struct item {
	enum item_kind kind;
	bool from_client;
	const char *protocol;      /* network.protocol of the session */
	/* ITEM_LINE */
	enum line_kind line;
	struct bytes text;         /* with the policy for secrets applied */
	struct bytes verb, arg;
	struct bytes decoded;      /* out of base64, the policy applied */
	uint64_t code, command_seq;
	uint64_t offset, octets;   /* in the stream; for ITEM_DATA too */
	bool inflated;             /* in what came out of compressed octets instead */
	uint64_t secret_at, secret_n; /* stream range that must not be shown; n 0 for none */
	/* ITEM_MESSAGE */
	const struct item_message *message;
};

struct frame_items; /* the collector */

struct frame_items *frame_items_new(const struct policy *policy);
/* The events it must see. */
#define FRAME_ITEMS_WANTS \
	(EV_BIT(EV_LINE) | EV_BIT(EV_DATA) | EV_BIT(EV_MESSAGE_OPEN) | EV_BIT(EV_HEADER) | \
	 EV_BIT(EV_PART_CLOSE) | EV_BIT(EV_MESSAGE) | EV_BIT(EV_SESSION_OPEN) | \
	 EV_BIT(EV_SESSION))
void frame_items_put(struct frame_items *f, const struct event *ev);
/* What came since the last frame_items_clear(). */
const struct item *frame_items_get(const struct frame_items *f, size_t *n_out);
void frame_items_clear(struct frame_items *f);
void frame_items_free(struct frame_items **f);

#endif
