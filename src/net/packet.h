/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * packet.h - one frame, decoded once, outside in.
 *
 * `struct packet` is plain data: every header of the frame in order, as layers with
 * their decoded values, and shortcuts to the innermost IP and TCP headers, which are the
 * ones a mail session runs over.  Payload quoted inside ICMP errors is never a layer
 * here: it is evidence of another packet, not data of a stream.
 */
#ifndef MW_NET_PACKET_H
#define MW_NET_PACKET_H

#include "base/addr.h"
#include "base/limits.h"
#include "capture/capture.h"

enum layer_kind {
	LAYER_ETHERNET,  /* dst, src, type */
	LAYER_VLAN,      /* 802.1Q/802.1ad tag */
	LAYER_SLL,       /* Linux cooked v1 */
	LAYER_SLL2,      /* Linux cooked v2 */
	LAYER_LOOPBACK,  /* BSD NULL/LOOP */
	LAYER_PPP,
	LAYER_PPPOE,
	LAYER_MPLS,
	LAYER_80211,
	LAYER_RADIOTAP,
	LAYER_LLC,
	LAYER_IPV4,
	LAYER_IPV6,
	LAYER_GRE,
	LAYER_VXLAN,
	LAYER_GENEVE,
	LAYER_GTPU,
	LAYER_TEREDO,
	LAYER_ERSPAN,
	LAYER_TCP,
	LAYER_UDP,
	LAYER_ICMP,
	LAYER_ICMPV6,
	LAYER_ARP,
	LAYER_OTHER,     /* something we do not decode: `other.type` says what announced it */
};

struct layer {
	enum layer_kind kind;
	uint32_t offset, octets; /* of the header in the frame (in the reassembled datagram
				    once IP fragments were joined) */
	union {
		struct {
			struct mac dst, src;
			uint16_t type; /* EtherType, or length of an 802.3 frame */
		} eth;
		struct {
			uint16_t tpid, id, type;
			uint8_t priority;
			bool dei;
		} vlan;
		struct {
			uint16_t packet_type, arphrd, type;
			uint32_t ifindex; /* SLL2 only */
			struct mac src;
		} sll;
		struct {
			uint32_t family;
		} loopback;
		struct {
			struct ip src, dst;
			uint8_t hdr_octets, dsfield, ttl, proto, flags;
			uint16_t total_octets, id, frag_octets, checksum;
			bool bad_checksum;
		} ip4;
		struct {
			struct ip src, dst;
			uint8_t tclass, hlim, next; /* next: of the fixed header */
			uint32_t flow, payload_octets;
		} ip6;
		struct {
			uint16_t src_port, dst_port, octets, checksum;
		} udp;
		struct {
			uint8_t type, code;
		} icmp;
		struct {
			uint32_t id; /* VNI, TEID, GRE key, MPLS label, PPPoE session */
			uint16_t type;
		} tunnel;
		struct {
			uint32_t type;
		} other;
	};
};

enum tcp_flag {
	TCP_FIN = 0x01, TCP_SYN = 0x02, TCP_RST = 0x04, TCP_PSH = 0x08,
	TCP_ACK = 0x10, TCP_URG = 0x20, TCP_ECE = 0x40, TCP_CWR = 0x80,
};

struct sack {
	uint32_t left, right;
};

/* The TCP header (RFC 9293 3.1) with the options that matter (RFC 7323, 2018). */
struct tcp {
	uint16_t src_port, dst_port;
	uint32_t seq, ack;       /* raw, as on the wire */
	uint16_t flags;          /* enum tcp_flag, reserved bits above */
	uint16_t window, checksum, urgent;
	uint8_t hdr_octets;
	uint16_t mss;            /* 0 = not present */
	int8_t wscale;           /* -1 = not present */
	bool sack_permitted, has_ts;
	uint32_t tsval, tsecr;
	uint8_t nsacks;
	struct sack sacks[4];
	struct bytes options;
};

enum checksum_state { CHECKSUM_UNKNOWN, CHECKSUM_GOOD, CHECKSUM_BAD };

/* What came of a frame. */
enum packet_verdict {
	PACKET_TCP,        /* `tcp`, `payload` and the addresses are set */
	PACKET_FRAGMENT,   /* part of a datagram that is not complete yet */
	PACKET_OTHER,      /* something else, decoded as far as `layers` goes */
	PACKET_MALFORMED,  /* a header is shorter than it says; `why` tells */
	PACKET_TRUNCATED,  /* the snap length cut a header; `why` tells */
};

struct packet {
	const struct frame *frame;
	enum packet_verdict verdict;
	const char *why;         /* static text for MALFORMED, TRUNCATED and OTHER, or NULL */
	size_t nlayers;
	struct layer layers[LIMIT_LAYERS];

	struct mac src_mac, dst_mac; /* of the outermost link layer */
	struct ip src, dst;          /* innermost */
	struct tcp tcp;
	enum checksum_state tcp_checksum;
	struct bytes payload;        /* TCP payload that was captured */
	uint32_t payload_octets;     /* TCP payload on the wire, by the IP length;
					larger than payload.n when the snap length cut it */
	uint32_t payload_offset;     /* of payload in the frame (or joined datagram) */
	uint64_t first_fragment;     /* frame of the first IP fragment, or 0 */
};

struct net; /* what decoding remembers: IP fragments, checksum statistics */

struct net_options {
	bool check_checksums; /* a bad TCP or IP checksum makes a packet OTHER */
};

struct net_stats {
	uint64_t frames, tcp, other, malformed, truncated, fragments, fragments_joined;
	uint64_t bad_ip_checksum, bad_tcp_checksum;
};

struct net *net_new(const struct net_options *options);
/* Decodes `f`.  `out` borrows from `f` and from `n`, until the next net_decode(). */
void net_decode(struct net *n, const struct frame *f, struct packet *out);
const struct net_stats *net_stats(const struct net *n);
void net_free(struct net **n);

#endif
