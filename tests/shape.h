/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shape.h - one dialogue as many different captures.
 *
 *	transcript --shape_segments()--> TCP segments --shape_frames()--> frames
 *	           --shape_file()--> the octets of a capture file
 *
 * A shape says how: where the octets are cut, what is reordered, sent again or lost, what
 * is around the IP packets, which file format.  The same shape gives the same file, octet
 * for octet; shape_random() makes one out of a number.
 *
 * Addresses are those reserved for documentation (RFC 5737, 3849, 7042 2.1.1).
 */
#ifndef MW_TESTS_SHAPE_H
#define MW_TESTS_SHAPE_H

#include "transcript.h"

#include "base/buf.h"
#include "base/time.h"

enum cut {
	CUT_LINES,   /* a segment for each line */
	CUT_TURNS,   /* one for all that a side says before the other speaks */
	CUT_OCTETS,  /* one for each octet */
	CUT_AT,      /* two for each turn: cut_at octets, and the rest */
	CUT_EVERY,   /* cut_at octets each */
	CUT_RANDOM,  /* 1 to cut_at octets */
};

/* How frames come out of order, and which are there more than once. */
enum disorder {
	ORDER_KEPT,
	ORDER_SWAPPED,    /* every two neighbours of one direction are exchanged */
	ORDER_CROSSED,    /* every two neighbours, whatever their direction */
	ORDER_REVERSED,   /* every run of `reach` segments of one direction is reversed */
	ORDER_RANDOM,     /* each moves back by at most `reach` frames */
};

enum link {
	LINK_ETHERNET, LINK_VLAN, LINK_QINQ, LINK_SLL, LINK_SLL2, LINK_RAW, LINK_NULL,
	LINK_LOOP, LINK_PPP, LINK_PPPOE, LINK_MPLS, LINK_COUNT,
};

enum tunnel {
	TUNNEL_NONE, TUNNEL_IPIP, TUNNEL_GRE, TUNNEL_GRE_KEY, TUNNEL_VXLAN, TUNNEL_GENEVE,
	TUNNEL_GTPU, TUNNEL_COUNT,
};

enum format {
	FORMAT_PCAP, FORMAT_PCAP_BE, FORMAT_PCAP_NS, FORMAT_PCAP_NS_BE, FORMAT_PCAPNG,
	FORMAT_PCAPNG_BE, FORMAT_PCAPNG_NS, FORMAT_COUNT,
};

enum { SHAPE_CLIENT_PORT = 49152 }; /* and of the twin, one more */

struct shape {
	const char *group;       /* "reordered" */
	char name[48];           /* "split-17": what --shape takes */
	bool timed;              /* with the waits and what else happens in the transcript */
	bool lossless;           /* the records must be those of the plain shape */
	uint64_t seed;           /* of all that is random in it */
	enum cut cut;
	size_t cut_at;
	enum disorder disorder;
	size_t reach;
	unsigned again, overlap, acks, probes; /* of 100 segments: sent twice; beginning with
				    octets of the one before; acknowledged by a segment of
				    their own; followed by a keep-alive */
	bool wrap;               /* the sequence numbers pass 2^32 in the middle */
	bool no_syn;             /* begun after the handshake */
	bool only_one;           /* one direction, `only`, was captured */
	enum dir only;
	bool other_close;        /* the end is `closing`, whatever the transcript says */
	enum closing closing;
	size_t lose;             /* the segment with octets that is lost, from 1; 0 = none */
	bool icmp;               /* errors that quote each segment */
	bool twin;               /* the same dialogue at the same time, from the next port */
	bool ip6;
	size_t fragment;         /* octets of each IP fragment; 0 = none */
	bool fragments_reversed;
	enum link link;
	enum tunnel tunnel;
	enum format format;
	size_t snaplen;          /* 0 = none */
	bool sleep;              /* the connection sleeps between its packets (stream/sleep.h) */
};

/* A TCP segment on its way. */
struct segment {
	enum dir from;
	bool twin;               /* of the second connection */
	uint8_t flags;
	uint32_t seq, ack;
	struct bytes octets;
	bool lost;               /* sent, but not in the capture */
	bool extra;              /* an acknowledgement, a probe, sent again: carries no new octets */
	uint16_t window;
	int64_t wait_ns;         /* after the one before it, beyond the clock */
	bool quote;              /* not the segment: an ICMP error about it */
	int64_t ts_ns;
};

struct segments {
	struct segment *v;
	size_t n, cap;
	struct arena arena;      /* octets that were joined */
};

struct framed {
	int64_t ts_ns;
	struct bytes octets;     /* in frames.octets; set when all are there */
	size_t at, n;
};

struct frames {
	struct framed *v;
	size_t n, cap;
	struct buf octets;
	uint16_t linktype;
};

/* shape_segments.c */
void shape_segments(struct segments *out, const struct transcript *t, const struct shape *s);
void segments_fini(struct segments *all);

/* shape_frames.c */
void shape_frames(struct frames *out, const struct segments *all, const struct transcript *t,
		  const struct shape *s);
void frames_fini(struct frames *all);

/* shape_file.c */
void shape_file(struct buf *out, const struct frames *all, const struct shape *s);

/* shape.c */
/* All three steps. */
void shape_capture(struct buf *out, const struct transcript *t, const struct shape *s);
/* The shape every other is compared with: a segment a line, nothing odd. */
struct shape shape_plain(void);
/* A lossless shape out of `seed`. */
struct shape shape_random(uint64_t seed);
/* The fixed shapes for `t`, one after the other: `i` from 0; false when there are no more. */
bool shape_list(const struct transcript *t, size_t i, struct shape *out);

/* The next number of a sequence that is the same everywhere (SplitMix64). */
static inline uint64_t shape_next(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}
/* One of 0 .. n-1. */
static inline size_t shape_pick(uint64_t *state, size_t n)
{
	return n ? (size_t)(shape_next(state) % n) : 0;
}

#endif
