/* SPDX-License-Identifier: BSD-2-Clause */
/* delivery_own.h - shared by delivery.c (octets in) and delivery_record.c (record out). */
#ifndef MW_PROTO_DELIVERY_OWN_H
#define MW_PROTO_DELIVERY_OWN_H

#include "mime/mime.h"
#include "proto/delivery.h"

/* Who wants digests. */
#define WANT_DIGESTS (EV_BIT(EV_MESSAGE) | EV_BIT(EV_PART_CLOSE))

static inline bool delivery_wants_digests(const struct session *s)
{
	return !s->shared->no_digests && s->out->wants & WANT_DIGESTS;
}

/* Rows of the record, which borrows `v`, and the index of the part that each is about. */
struct delivery_rows {
	struct ev_part *v;
	uint32_t *index;
	size_t n, cap;
};

/* A part between its OPEN and CLOSE. */
struct delivery_open {
	const struct mime_part *part;  /* NULL: none is open */
	struct ev_part row;
	struct digest digest;
	size_t first_row;              /* where its row goes among those that ended */
};

struct delivery {
	struct session *session;
	enum dir from;
	uint64_t id;
	uint64_t size, missing;
	uint64_t wired;                /* of `size`, whose frames are listed */
	bool headless;                 /* nothing came yet, and it begins behind the header: */
	struct bytes header;           /* this one, or an empty one */
	bool unsaid;                   /* octets being parsed were not on the wire */
	bool ended, end_seen;
	uint64_t early_code;           /* see delivery_early_reply(); NO_U64: none */
	struct bytes early_text;
	struct digest digest;
	struct mime *mime;             /* NULL when nobody asks for what it finds */
	struct arena arena;            /* texts of the parts' rows */

	struct ev_span *frames;
	size_t nframes, capframes;
	uint64_t frames_total, last_frame;
	struct conn_frames f;

	/* Pauses of the sender within the transfer. */
	uint64_t wire_end;             /* stream offset behind what was last carried */
	int64_t latest_ns;             /* the latest of its frames so far */
	uint64_t stalls, stall_frame;  /* how many; the frame that ended the longest */
	int64_t stall_ns[PAUSE_COUNT], stall_longest_ns;

	struct ev_hole *holes;         /* at most LIMIT_HOLES */
	size_t nholes, capholes;
	uint64_t holes_total;
	struct delivery_open leaf;     /* the leaf part that is open, */
	struct delivery_open inner;    /* and the file inside it */
	struct delivery_rows parts;    /* leaf parts that ended, in order of their beginning */
	struct delivery_rows containers; /* the same of multiparts and messages */
	struct ev_header_row *headers; /* within LIMIT_HEADERS_KEPT */
	size_t nheaders, capheaders;
	size_t header_parts;           /* of how many the part is known */
	uint64_t headers_total;
	struct arena header_arena;     /* their texts */
	uint64_t defects;              /* 1 << enum mime_defect */
};

/* delivery_idle.c: one as new, perhaps with memory and a parser at hand; the end of one. */
struct delivery *delivery_take(struct shared *shared);
void delivery_give(struct shared *shared, struct delivery *d);

/* A head for events that lie in the frame being worked on. */
void delivery_head(const struct delivery *d, struct ev_head *h);

/* delivery_part.c: what mime/ says of parts becomes events and rows. */
void delivery_part_begin(struct delivery *d, const struct mime_part *p);
void delivery_part_data(struct delivery *d, const struct mime_part *p, struct bytes octets);
void delivery_part_gap(struct delivery *d, uint64_t missing);
void delivery_part_end(struct delivery *d, const struct mime_part *p);
/* Ends the digest: into `whole` when it is of all octets, else into `partial`. */
void delivery_digest(struct digest *d, bool complete, struct ev_digest *whole,
		     struct ev_digest *partial);
/* "text/plain" */
struct bytes delivery_type(struct arena *a, const struct mime_part *p);
/* What a part says about itself, before its content. */
void delivery_fill_part(struct delivery *d, const struct mime_part *p, struct ev_part *row);
/* It has a name, or says that it is one. */
bool delivery_is_attachment(const struct mime_part *p);
/* Number, direction, envelope: what is known at the first octet. */
void delivery_fill(const struct delivery *d, const struct delivery_facts *facts,
		   struct ev_message *r);
/* Keeps a header field for the record; and whose those kept last are, which is known later. */
void delivery_keep_header(struct delivery *d, const struct mime_header *h);
void delivery_headers_of(struct delivery *d, const struct mime_part *p);
/* What the header says about the way of the message; `partial`: on purpose only a piece of it
   was transferred.  To be freed by delivery_free_imf(). */
void delivery_fill_imf(struct delivery *d, struct ev_message *r, bool partial);
void delivery_free_imf(struct ev_message *r);
/* What its reports for machines say (delivery_report.c); to be freed likewise. */
void delivery_fill_reports(struct delivery *d, struct ev_message *r);
void delivery_free_reports(struct ev_message *r);
/* Tells the MESSAGE record. */
void delivery_record(struct delivery *d, const struct delivery_facts *facts);

#endif
