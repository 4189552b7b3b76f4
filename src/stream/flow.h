/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * flow.h - a connection from inside, and what all of them share.  Private to stream/.
 *
 * A segment goes through these files, in this order:
 *
 *	key.c        which connection it is of, by the ends
 *	stream.c     finds the connection, or makes one
 *	ordinary.c   an ordinary segment: none of what follows needs to be asked
 *	handshake.c  who is who, and facts that are counted
 *	analysis.c   what happened to the segment, for people
 *	pace.c       why a side was silent, round trips
 *	stuck.c      large segments that do not get through
 *	settle.c     where the two streams begin; until that is known, segments wait
 *	segment.c    its ACK, octets and FIN as stream offsets
 *	window.c     could the receiver have accepted it, can its ACK be true
 *	reassembly.c order within one direction
 *	causal.c     order between the two, and when a hole is given up
 *	deliver.c    the reader's calls, and what it left unused
 *	budget.c     time-outs and memory
 *	sleep.c      many that are silent: packed until the next packet
 */
#ifndef MW_STREAM_FLOW_H
#define MW_STREAM_FLOW_H

#include "base/pack.h"
#include "base/pool.h"
#include "stream/analysis.h"
#include "stream/compact.h"
#include "stream/pace.h"
#include "stream/reassembly.h"
#include "stream/table.h"
#include "stream/tail.h"
#include "stream/timer.h"

/* One TCP segment, without its headers' layers. */
struct segment {
	enum dir dir;
	uint32_t seq, ack, window;
	uint16_t flags;
	int8_t wscale;          /* the option of a SYN, or -1 */
	bool has_ts;
	uint32_t tsval;
	struct bytes data;      /* captured */
	uint32_t octets;        /* on the wire */
	uint64_t frame;
	int64_t ts_ns;
	int64_t clock_ns;       /* the streams' clock, or `ts_ns` if that is later */
	uint32_t arrival;       /* packets of the connection up to this one */
};

/* Acknowledgements of octets that are missing, until they have waited long enough. */
struct patience {
	unsigned n;
	struct {
		uint64_t acked;
		uint32_t arrival;
		int64_t clock_ns; /* stamp of the packet */
	} wait[LIMIT_GRACE_FRAMES];
};

/* What is unusual in one direction: most connections have none of it. */
struct half_rare {
	struct patience *patience;  /* NULL when nothing acknowledged is missing */
	uint64_t ripe;              /* as half.acked, known for longer than the grace */
	uint64_t suspect_top;       /* as half.top, of segments outside of any window */
	uint32_t doubt;             /* an acknowledgement nobody believed yet */
	uint32_t conflicts;
	bool has_doubt;
};

/* One direction.  Offsets are stream offsets of this direction. */
struct half {
	struct reassembly r;
	struct tail *tail;          /* what the reader left */
	const struct half_rare *rare; /* never NULL; changed by half_rare() only */
	uint64_t acked;             /* the other side has all before this (a FIN counts one) */
	uint64_t top;               /* end of the furthest segment seen */
	uint64_t fin, fin_need;     /* offset of the FIN, and what comes before it */
	uint64_t fin_frame;
	uint64_t edge;              /* what the other side's window allows; 0 = not known */
	struct analysis analysis;
	struct pace pace;
	uint32_t base;              /* raw sequence number of offset 0 */
	uint32_t low, low_data;     /* before `known`: lowest sequence number seen, and the
				       lowest that carried data */
	uint32_t low_ack, high_ack; /* before `known`: what the other side acknowledged */
	uint32_t ts_recent;         /* RFC 7323 4.3 */
	uint32_t arrival;           /* packets of the connection at the last of this side */
	bool known;                 /* base is decided */
	bool exact;                 /* by a SYN */
	bool has_low, has_low_data, has_ack, has_ts;
	bool fin_seen, eof;         /* `fin` is set; the reader was told */
};

/* Segments that wait until it is known where the streams begin. */
struct settle {
	struct segment *segments;   /* data is owned */
	size_t n, cap;
	size_t octets;              /* memory of what they carry */
	uint32_t arrival;           /* of the first */
	int64_t clock_ns;           /* ... its stamp */
};

/* Order of eviction. */
enum flow_class {
	CLASS_OVER,     /* ended or ignored, kept for notes only */
	CLASS_SILENT,   /* timed out, kept in case it goes on */
	CLASS_OPENING,  /* no octet has been passed on */
	CLASS_UNKNOWN,  /* the reader has not said what it is */
	CLASS_VALUED,
	CLASS_COUNT,
};

/* Lists that a flow can be in. */
enum flow_links {
	LINK_CLASS,     /* streams.lists, least recently seen first */
	LINK_WAITING,   /* streams.waiting: octets are held, for longest first */
	LINK_AWAKE,     /* streams.awake: it may fall asleep */
	LINK_COUNT,
};
struct flow_link {
	struct flow *prev, *next;
};

struct flow {
	/* What is there in sleep too (sleep.h): up to link[LINK_CLASS]. */
	struct timer timer;         /* its order is the connection's number */
	int64_t seen_ns;            /* the stamp of its last packet */
	size_t octets;              /* what the budget counts for it */
	uint32_t ref;
	enum flow_class class;
	uint32_t isn;               /* raw, of the SYN that opened it */
	bool has_isn, isn_from;     /* ... sent by end 0 or 1 of the key */
	bool asleep;
	bool closing;               /* both sides are done: waits for late frames */
	bool over;                  /* the reader has had its close(), */
	bool silent;                /* because nothing was heard of it: see flow_resume() */
	bool ignored;               /* conn_ignore() was called */
	struct flow_link link[LINK_COUNT]; /* by enum flow_links */

	struct conn c;              /* what the reader sees */
	struct half half[2];
	struct settle *settle;
	struct flow *older, *newer; /* see reuse.h */
	size_t held_octets;         /* of `octets` */
	uint32_t looked;            /* packets it had when sleep_some() looked at it */
	uint32_t reset_seq;         /* the valid RST's raw sequence number */
	bool reset, reset_by;       /* ... was seen, from end 0 or 1 of the key */
	bool flip;                  /* the client is end 1 of the key */
	bool ordinary;              /* ordinary_from_now() */
	bool settled;               /* both beginnings are decided as well as can be */
	bool swap, swapped;         /* conn_swap() was called in this data(), or before */
	bool force;                 /* holes are given up now */
	bool used;                  /* the reader has used octets */
	bool in_data;
	bool waits;                 /* listed in streams.waiting */
	bool drowsy;                /* listed in streams.awake */
	enum dir view_dir;          /* octets being shown that are not in a tail, */
	const struct span *view;    /* or NULL when there are none */
};

struct flow_list {
	struct flow *first, *last;
	size_t n;
};

static inline void flow_list_remove(struct flow_list *l, enum flow_links k, struct flow *f)
{
	struct flow *prev = f->link[k].prev, *next = f->link[k].next;

	*(prev ? &prev->link[k].next : &l->first) = next;
	*(next ? &next->link[k].prev : &l->last) = prev;
	f->link[k] = (struct flow_link){ 0 };
	l->n--;
}

static inline void flow_list_append(struct flow_list *l, enum flow_links k, struct flow *f)
{
	f->link[k] = (struct flow_link){ .prev = l->last };
	*(l->last ? &l->last->link[k].next : &l->first) = f;
	l->last = f;
	l->n++;
}

/* It is the last one of the list now. */
static inline void flow_list_to_end(struct flow_list *l, enum flow_links k, struct flow *f)
{
	if (l->last == f)
		return;
	flow_list_remove(l, k, f);
	flow_list_append(l, k, f);
}

/* Makes it one of the list or not, as `wanted`; `*listed` says what it is. */
static inline void flow_list_put(struct flow_list *l, enum flow_links k, struct flow *f,
				 bool *listed, bool wanted)
{
	if (wanted == *listed)
		return;
	*listed = wanted;
	if (wanted)
		flow_list_append(l, k, f);
	else
		flow_list_remove(l, k, f);
}

struct streams {
	struct stream_options options;
	const struct conn_ops *ops;
	void *ctx;
	struct stream_turn turn;
	struct flow_hash hash;
	uint64_t secret;            /* nobody outside can know it */
	struct table table;         /* reference: index + 1 of flows[], or COMPACT_REF */
	struct flow **flows;
	size_t nflows, capflows;
	uint32_t *free_refs;
	size_t nfree, capfree;
	struct compacts compacts;
	struct flow_list lists[CLASS_COUNT], waiting, awake;
	struct pack pack;           /* of those that go to sleep, or wake */
	struct timers timers;
	struct pool pool;           /* of flows that are awake */
	size_t awake_max;           /* of `awake`: more than these fall asleep */
	uint64_t asleep_evidence;   /* octets of evidence that sleepers keep */
	int64_t clock_ns, start_ns; /* TS_NONE before the first frame */
	int64_t leap_ns;            /* a moment far ahead, not confirmed yet; or TS_NONE */
	size_t flow_octets;         /* sum of flow->octets */
	struct stream_stats stats;
};
#define COMPACT_REF UINT32_C(0x80000000)

/* Lists `f` among those that may fall asleep, or not any more. */
static inline void flow_drowsy(struct streams *s, struct flow *f, bool drowsy)
{
	flow_list_put(&s->awake, LINK_AWAKE, f, &f->drowsy, drowsy);
}

static inline struct flow *timer_flow(struct timer *t)
{
	return (struct flow *)(void *)((char *)t - offsetof(struct flow, timer));
}

static inline struct flow *flow_of(const struct conn *c)
{
	return (struct flow *)((uintptr_t)c - offsetof(struct flow, c));
}

/* Its number, as conn.stream. */
static inline uint64_t flow_stream(const struct flow *f)
{
	return f->timer.order;
}

/* The place of direction `d`'s sender in the key, and back. */
static inline unsigned flow_end_of(const struct flow *f, enum dir d)
{
	return f->flip ? d == DIR_CLIENT : d == DIR_SERVER;
}
static inline enum dir flow_dir_of(const struct flow *f, unsigned end)
{
	return (end == 1) == f->flip ? DIR_CLIENT : DIR_SERVER;
}
static inline uint32_t flow_packets(const struct flow *f)
{
	return (uint32_t)(f->c.half[0].packets + f->c.half[1].packets);
}

/* Raw sequence number `seq` of direction `d` as stream offset, the one nearest to what is
   passed on next; negative before the beginning. */
static inline int64_t half_offset(const struct half *h, uint32_t seq)
{
	int32_t ahead = (int32_t)(seq - (h->base + (uint32_t)h->r.next));

	return (int64_t)h->r.next + ahead;
}

/* The rare facts of `h`, to be changed. */
struct half_rare *half_rare(struct half *h);
/* The counts of `d`, to be changed. */
struct conn_counts *flow_counts(struct flow *f, enum dir d);
/* A flow whose key has this hash; handshake_open() must fill the endpoints next. */
struct flow *flow_new(struct streams *s, uint64_t hash);
/* The reader's close(), once.  What waits is delivered first, unless it is ignored. */
void flow_close(struct streams *s, struct flow *f, enum close_why why);
/* The same with CLOSE_END, and without delivering what waits. */
void flow_abandon(struct streams *s, struct flow *f);
/* Why it ended, when the capture or a time-out says so: `otherwise`, or what the packets
   said before. */
enum close_why flow_why(const struct flow *f, enum close_why otherwise);
/* After flow_close(): takes it out of the table, or puts a compact record in its place. */
void flow_free(struct streams *s, struct flow *f, bool leave_compact);
/* Closes and, unless notes are wanted of it, frees it: true when it is still there. */
bool flow_end(struct streams *s, struct flow *f, enum close_why why);
/* It was open and silent for too long: closed for the reader with CLOSE_TIMEOUT, and kept
   (LIMIT_SILENT of them).  True when it is still there. */
bool flow_silence(struct streams *s, struct flow *f);
/* A silent one goes on with packet `p`: for the reader a new connection, begun in the middle,
   but with the number and the sequence numbers it had. */
void flow_resume(struct streams *s, struct flow *f, const struct packet *p);
/* After any call of the reader: did it say conn_ignore()?  True when the flow is there. */
bool flow_heed(struct streams *s, struct flow *f);
/* Client and server change places. */
void flow_swap(struct flow *f, enum roles_by by);
/* Counts its memory anew. */
void flow_account(struct streams *s, struct flow *f);
/* The key is not kept: it is in the endpoints. */
struct flow_key flow_key_of(const struct flow *f);
bool flow_is(const struct flow *f, const struct flow_key *key);
/* Where its reference stands in the table; false for one that another has replaced. */
bool flow_find(const struct streams *s, const struct flow *f, struct table_at *at_out);
/* Memory of what hangs on direction `d`, held segments aside. */
size_t flow_half_octets(const struct flow *f, enum dir d);

#endif
