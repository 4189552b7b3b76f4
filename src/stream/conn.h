/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * conn.h - one TCP connection, as what reads it sees it.
 *
 * A reader (a protocol, or TLS before it) gets the in-order octets of both directions, in
 * the order the two ends lived them: octets a segment acknowledges are delivered before
 * the octets it carries.  Holes are delivered as gaps with their exact size.
 */
#ifndef MW_STREAM_CONN_H
#define MW_STREAM_CONN_H

#include "base/addr.h"
#include "base/arena.h"
#include "base/pack.h"
#include "base/span.h"
#include "base/time.h"

/* A direction is named by its sender. */
enum dir { DIR_CLIENT = 0, DIR_SERVER = 1 };

static inline enum dir dir_other(enum dir d)
{
	return d == DIR_CLIENT ? DIR_SERVER : DIR_CLIENT;
}

/* How it was decided which end is the client.  A handshake that arrives late (a reordered
   capture) or conn_swap() may still exchange the two before the first octet is used. */
enum roles_by {
	ROLES_BY_SYN,     /* seen in the handshake: certain */
	ROLES_BY_CONTENT, /* by what the two sides say */
	ROLES_BY_PORT,    /* a well-known port on one side */
	ROLES_BY_FIRST,   /* the first sender is taken for the client: a guess */
};

enum close_why {
	CLOSE_FIN,      /* both sides closed */
	CLOSE_HALF,     /* one side closed, the other did not before the end */
	CLOSE_RST,      /* reset */
	CLOSE_REUSED,   /* a new connection began on the same addresses and ports */
	CLOSE_TIMEOUT,  /* idle longer than its state allows */
	CLOSE_EVICTED,  /* a budget was reached */
	CLOSE_END,      /* the capture ended first */
	CLOSE_IGNORED,  /* the reader called conn_ignore() */
};

struct endpoint {
	struct ip ip;
	uint16_t port;
	struct mac mac;
};

/* What happened to segments: Wireshark's tcp.analysis names. */
enum tcp_analysis {
	TCPA_RETRANSMISSION, TCPA_FAST_RETRANSMISSION, TCPA_SPURIOUS_RETRANSMISSION,
	TCPA_OUT_OF_ORDER, TCPA_LOST_SEGMENT, TCPA_ACK_LOST_SEGMENT, TCPA_DUPLICATE_ACK,
	TCPA_KEEP_ALIVE, TCPA_KEEP_ALIVE_ACK, TCPA_ZERO_WINDOW, TCPA_ZERO_WINDOW_PROBE,
	TCPA_ZERO_WINDOW_PROBE_ACK, TCPA_WINDOW_UPDATE, TCPA_WINDOW_FULL, TCPA_REUSED_PORTS,
	TCPA_COUNT,
};

/* What is rare, counted. */
struct conn_counts {
	uint32_t analysis[TCPA_COUNT];
	uint32_t urgent;           /* segments with urgent data, which is delivered inline */
	uint32_t out_of_window;    /* segments or resets that the receiver must have refused */
	uint64_t overlap_octets;   /* octets seen again with other content, while the first
				      copy was held or among the last delivered
				      (LIMIT_EVIDENCE_OCTETS, LIMIT_EVIDENCE_SECONDS) */
	int64_t resent_ns;         /* when it last sent octets again that were not acknowledged;
				      0 = never */
};

/* Facts about one direction. */
struct conn_half {
	struct endpoint ep;        /* of the sender */
	uint64_t packets;          /* frames it sent, empty ones too */
	uint64_t octets;           /* TCP payload octets on the wire, retransmissions too */
	uint64_t offset;           /* stream offset of the next octet to deliver */
	uint64_t gap_octets;       /* of the holes delivered so far, */
	uint32_t gaps;             /* and how many */
	uint32_t isn;              /* raw sequence number of stream offset 0, minus the SYN */
	bool seen, syn, fin;       /* any packet; a SYN; a FIN of this side was seen */
	bool one_sided;            /* the other side speaks of octets, none was ever captured */
	uint64_t fin_frame;        /* 0 = none */
	uint32_t fin_end, fin_ack; /* raw: the sequence number behind the FIN, and what its
				      segment acknowledged */
	uint64_t rst_frame;
	uint16_t mss;
	int8_t wscale;             /* -1 = not announced */
	bool sack_permitted;
	int64_t rtt_ns;            /* the shortest time in which its octets were acknowledged:
				      the round trip between the capture point and the other
				      end (docs/TIMING.md); 0 = not known */
	struct conn_counts *counts; /* NULL while all are 0: see conn_counts() */
};
/* The counts of a direction, never NULL. */
static inline const struct conn_counts *conn_counts(const struct conn_half *h)
{
	static const struct conn_counts none;

	return h->counts ? h->counts : &none;
}

/* Why a side that had more to say was silent, as far as its segments and their
   acknowledgements tell (docs/TIMING.md). */
enum conn_pause {
	PAUSE_UNKNOWN,    /* not seen, or too long ago */
	PAUSE_WINDOW,     /* the receiver had closed its window */
	PAUSE_LOSS,       /* octets were lost: it ended with a retransmission */
	PAUSE_ROUND_TRIP, /* octets were on the way and not acknowledged yet */
	PAUSE_SENDER,     /* nothing was on the way, and it could have sent */
	PAUSE_COUNT,
};

struct conn_handshake {
	uint64_t syn_frame, synack_frame, ack_frame; /* 0 = not in the capture */
	int64_t syn_ns, synack_ns, ack_ns;
};

struct conn {
	uint64_t stream;            /* tcp.stream: 0, 1, ... in order of the first frame */
	struct conn_half half[2];   /* by enum dir */
	enum roles_by roles_by;
	struct conn_handshake handshake;
	uint64_t first_frame;
	int64_t first_ns;
	union {
		uint64_t last_frame;
		uint64_t now_frame; /* the frame being worked on */
	};
	union {
		int64_t last_ns, now_ns;
	};
	uint64_t rst_frame;         /* the reset that ended it, or 0 */
	size_t shown;               /* during data(): octets at the front of `b` that an earlier
				       call has shown already, so that nobody scans twice */
	bool resumed;               /* it timed out, and goes on: open() comes once more */
	bool may_resume;            /* during close(): it timed out, and may; see forget() */
	bool valued;                /* set by the reader: this is mail, evict it last */
	bool sealed, guarded;       /* set by the reader for who shows octets: encrypted from
				       the first one on; secrets cross it now */
	uint64_t secret_from, secret_end; /* and where the server has said some so far, or 0 */
	struct arena arena;         /* lives as long as the connection */
	void *reader;               /* the reader's state: its own business */
};

/* What reads a connection.  `ctx` is what stream_new() was given. */
struct conn_ops {
	/* The first frame of a connection, a SYN more often than not: most are scans. */
	void (*open)(void *ctx, struct conn *c);
	/* In-order octets of direction `d`; the first has stream offset
	   c->half[d].offset.  Returns octets used; the rest come back in front of more
	   (never without more).  `b` is valid during the call only. */
	size_t (*data)(void *ctx, struct conn *c, enum dir d, struct bytes b);
	/* `missing` octets were not captured.  `rest` is what data() had left unused
	   before the hole: it does not come back.  c->half[d].offset is that of `rest`
	   during the call, and after the hole when the call is over.  When data() leaves
	   more than LIMIT_UNUSED_OCTETS, gap() is called with missing = 0: start afresh. */
	void (*gap)(void *ctx, struct conn *c, enum dir d, uint64_t missing,
		    struct bytes rest);
	/* One side will send no more (its FIN is in order).  `rest` as for gap(). */
	void (*eof)(void *ctx, struct conn *c, enum dir d, struct bytes rest);
	/* The end.  `rest[d]` is what was left unused.  `c` dies after this. */
	void (*close)(void *ctx, struct conn *c, enum close_why why,
		      const struct bytes rest[2]);
	/* May be NULL.  Memory that the reader holds for it, as far as it lasts between calls:
	   the budget of connections counts it. */
	size_t (*octets)(void *ctx, const struct conn *c);
	/* May be NULL, both or none.  A connection that is silent while many others are not
	   sleeps: sleep() puts what the reader holds for it into `p` (base/pack.h), as far as
	   that makes it smaller, and frees it.  c->reader is lost, so the image has to tell it.
	   Returns octets() of what stays outside of the image.  Before any other call wake()
	   makes c->reader as it was; `c` is at another place than before. */
	size_t (*sleep)(void *ctx, struct conn *c, struct pack *p);
	void (*wake)(void *ctx, struct conn *c, struct pack *p);
	/* May be NULL.  Its close() is likely to come soon, after long silence: what the reader
	   holds for it may be called into the caches (base/call.h). */
	void (*soon)(void *ctx, const struct conn *c);
	/* May be NULL.  A connection that might have gone on under its number will not. */
	void (*forget)(void *ctx, uint64_t stream);
	/* May be NULL.  Octets of `d` from stream offset `offset` came twice and differ:
	   `kept` is what was or will be delivered, from frame `frame_kept` (0 when that is
	   not remembered), `other` what frame `frame_other` has in its place.  Both begin
	   and end with an octet that differs, live during the call, and may lie before
	   c->half[d].offset.  Called for the first LIMIT_CONFLICTS of a direction; all are
	   counted in overlap_octets. */
	void (*conflict)(void *ctx, struct conn *c, enum dir d, uint64_t offset,
			 struct bytes kept, struct bytes other, uint64_t frame_kept,
			 uint64_t frame_other);
};

/* For a reader, during data(), gap() and eof(): the frames that carried `octets` octets
   from stream offset `offset`, which must not be before c->half[d].offset.  Writes at most
   `max` spans, cut to the range, and returns how many there are in all. */
size_t conn_spans(const struct conn *c, enum dir d, uint64_t offset, uint64_t octets,
		  struct span *out, size_t max);
/* The frame of the first and of the last of these octets, with their times. */
struct conn_frames {
	uint64_t first, last;
	int64_t first_ns, last_ns;
};
struct conn_frames conn_frames(const struct conn *c, enum dir d, uint64_t offset,
			       uint64_t octets);

/* Why `d` sent nothing from one moment to the other, LIMIT_STALL_MS or more, when it was
   lately. */
enum conn_pause conn_pause(const struct conn *c, enum dir d, int64_t from_ns, int64_t to_ns);

/* A segment of one direction that was sent again and again and did not get through, though
   smaller ones did and the other end was heard of (stuck.h). */
struct conn_stuck {
	uint32_t seq;             /* raw: of its first octet */
	uint32_t octets;          /* its size */
	uint32_t arrived;         /* the largest that is known to have arrived before it */
	uint32_t times, answers;  /* sent again; segments of the other end since */
	uint32_t last_octets;     /* the size in which it was last sent */
	uint32_t through;         /* the smaller size in which it came through, or 0 */
	uint64_t first_frame, last_frame; /* in which it was sent again */
	int64_t first_ns, last_ns;
};
/* The first such one of `d`, or NULL. */
const struct conn_stuck *conn_stuck(const struct conn *c, enum dir d);
bool conn_stuck_told(const struct conn_stuck *k);

/* The reader found that client and server are the other way round.  Allowed inside
   data() as long as nothing was used in either direction; data() is then called again
   with the directions exchanged, for each that has unused octets, earlier frame first. */
void conn_swap(struct conn *c);
/* The reader wants no more of it: no data, gap or eof comes.  When the call it was made
   from has returned, close() comes with CLOSE_IGNORED, and what stays is a record of at
   most 64 octets that only recognises its packets (see stream_options.notes). */
void conn_ignore(struct conn *c);

#endif
