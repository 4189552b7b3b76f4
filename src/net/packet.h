/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * packet.h - one frame, decoded once, outside in.
 *
 * `struct packet` is plain data: every header of the frame in order, as layers with
 * their decoded values, and shortcuts to the innermost IP and TCP headers, which are the
 * ones a mail session runs over.  Payload quoted inside ICMP errors is never a layer
 * here: it is evidence of another packet, not data of a stream.
 *
 * IP fragments are joined (RFC 791 3.2, RFC 8200 4.5): the first copy of an octet wins;
 * an IPv6 datagram whose fragments overlap is discarded (RFC 5722), exact duplicates
 * aside; what is not complete LIMIT_FRAGMENT_SECONDS after its first fragment is dropped.
 */
#ifndef MW_NET_PACKET_H
#define MW_NET_PACKET_H

#include "base/addr.h"
#include "base/limits.h"
#include "base/span.h"
#include "capture/capture.h"

enum layer_kind {
	LAYER_ETHERNET,  /* eth */
	LAYER_VLAN,      /* vlan: one 802.1Q or 802.1ad tag */
	LAYER_SLL,       /* sll: Linux cooked v1 */
	LAYER_SLL2,      /* sll: Linux cooked v2 */
	LAYER_LOOPBACK,  /* loopback: BSD NULL/LOOP */
	LAYER_PPP,       /* ppp: with its address and control octets, if it has them */
	LAYER_CHDLC,     /* ppp: Cisco HDLC, `protocol` is an EtherType */
	LAYER_PPPOE,     /* tunnel: id = session; type = length */
	LAYER_MPLS,      /* mpls: one label */
	LAYER_80211,     /* wlan */
	LAYER_RADIOTAP,  /* radiotap */
	LAYER_LLC,       /* llc: 802.2, with SNAP where it has it */
	LAYER_IPV4,      /* ip4 */
	LAYER_IPV6,      /* ip6 */
	LAYER_IP_EXT,    /* ext: an IPv6 extension header, or AH in either IP */
	LAYER_GRE,       /* gre */
	LAYER_ERSPAN,    /* tunnel: id = session, type = version nibble (1: II, 2: III) */
	LAYER_VXLAN,     /* tunnel: id = VNI */
	LAYER_GENEVE,    /* tunnel: id = VNI, type = EtherType inside */
	LAYER_GTPU,      /* tunnel: id = TEID, type = message type (255: user data) */
	LAYER_TEREDO,    /* authentication and origin indication, when there are any */
	LAYER_TCP,       /* packet.tcp has it all */
	LAYER_UDP,       /* udp */
	LAYER_ICMP,      /* icmp */
	LAYER_ICMPV6,    /* icmp */
	LAYER_ARP,       /* arp */
	LAYER_OTHER,     /* what is left, not decoded: other */
};

enum checksum_state {
	CHECKSUM_UNKNOWN, /* not looked at, or octets it covers were not captured */
	CHECKSUM_GOOD,
	CHECKSUM_BAD,
	CHECKSUM_OFFLOAD, /* not (yet) filled in: see net_tcp_checksum() */
};

struct layer {
	enum layer_kind kind;
	uint32_t offset, octets; /* of the header in the frame, or in the joined datagram:
				    see packet.joined_from.  `octets` counts what the
				    header has on the wire. */
	union {
		struct {
			struct mac dst, src;
			uint16_t type; /* EtherType, or length of an 802.3 frame */
		} eth;
		struct {
			uint16_t tpid, id, type; /* tpid: the EtherType that announced it */
			uint8_t priority;
			bool dei;
		} vlan;
		struct {
			uint16_t packet_type, arphrd, type;
			uint32_t ifindex; /* SLL2 only */
			struct mac src;
		} sll;
		struct {
			uint32_t family; /* in the byte order that makes sense */
		} loopback;
		struct {
			uint16_t protocol;
		} ppp;
		struct {
			uint32_t label;
			uint8_t tclass, ttl;
			bool bottom;
		} mpls;
		struct {
			uint8_t type, subtype, flags; /* flags: the frame control's second octet */
			struct mac dst, src;          /* end to end, not the radio hop's */
			uint16_t sequence;
		} wlan;
		struct {
			uint8_t flags; /* its Flags field, 0 when not present */
		} radiotap;
		struct {
			uint8_t dsap, ssap, control;
			uint32_t oui;  /* SNAP only */
			uint16_t type; /* SNAP only */
		} llc;
		struct {
			struct ip src, dst;
			uint8_t hdr_octets, dsfield, ttl, proto;
			uint8_t flags;         /* 2 = don't fragment, 1 = more fragments */
			uint16_t total_octets; /* 0: left to the card (segmentation offload) */
			uint16_t id, frag_octets, checksum;
			enum checksum_state checksum_state;
		} ip4;
		struct {
			struct ip src, dst;
			uint8_t tclass, hlim, next; /* next: of the fixed header */
			uint32_t flow, payload_octets;
		} ip6;
		struct {
			uint8_t number, next;  /* the header's own protocol number, and the next */
			uint32_t id;           /* fragment: identification; AH: SPI */
			uint16_t frag_octets;  /* fragment: offset */
			bool more;             /* fragment: not the last */
			uint8_t routing_type, segments_left; /* routing */
		} ext;
		struct {
			uint16_t flags, type;  /* flags: its first 16 bits; type: EtherType inside */
			uint32_t key;          /* 0 when there is none */
			uint32_t sequence;
		} gre;
		struct {
			uint32_t id;
			uint16_t type;
		} tunnel;
		struct {
			uint16_t src_port, dst_port, octets, checksum;
		} udp;
		struct {
			uint8_t type, code;
		} icmp;
		struct {
			uint16_t opcode;       /* 1 request, 2 reply */
			struct mac src_mac, dst_mac;
			struct ip src_ip, dst_ip; /* family 0 unless Ethernet and IPv4 */
		} arp;
		struct {
			uint32_t type;         /* EtherType or protocol number that announced it */
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
	int8_t wscale;           /* -1 = not present; as on the wire up to 127 (values over
				    14 count as 14, RFC 7323 2.3) */
	bool sack_permitted, has_ts;
	uint32_t tsval, tsecr;
	uint8_t nsacks;
	struct sack sacks[4];    /* the first `nsacks` are set */
	struct bytes options;    /* as captured */
};

/* What came of a frame. */
enum packet_verdict {
	PACKET_TCP,        /* `tcp`, `payload` and the addresses are set */
	PACKET_FRAGMENT,   /* part of a datagram that is not complete yet */
	PACKET_OTHER,      /* something else, decoded as far as `layers` goes */
	PACKET_MALFORMED,  /* a header is shorter than it says; `why` tells */
	PACKET_TRUNCATED,  /* the snap length cut a header; `why` tells */
};

/* Oddities that do not stop the decoding: bits of packet.odd. */
enum packet_odd {
	ODD_IP_LENGTH = 1 << 0,    /* the IP length says more than the frame had on the wire;
				      the frame's length was used */
	ODD_IP_CHECKSUM = 1 << 1,  /* an IPv4 header checksum is wrong */
	ODD_OVERLAP = 1 << 2,      /* fragments overlap (ones seen before aside) */
	ODD_CONFLICT = 1 << 3,     /* ... and differ where they do: the first copy is used */
	ODD_TCP_OPTIONS = 1 << 4,  /* the option list runs past the header */
	ODD_NO_IP_LENGTH = 1 << 5, /* the IP length is 0, left to a card that cuts segments
				      (TSO): the frame's length was used */
};

struct packet {
	const struct frame *frame;
	enum packet_verdict verdict;
	unsigned odd;            /* enum packet_odd */
	const char *why;         /* static text for MALFORMED, TRUNCATED and OTHER, or NULL */
	size_t nlayers;
	struct layer layers[LIMIT_LAYERS]; /* the first `nlayers` are set */

	struct mac src_mac, dst_mac; /* of the outermost link layer */
	struct ip src, dst;          /* innermost; family 0 when there is none.  `dst` is the
					final destination of a routing header under way. */
	struct tcp tcp;              /* PACKET_TCP only, like everything up to `payload` */
	enum checksum_state tcp_checksum; /* UNKNOWN until net_tcp_checksum() */
	struct bytes segment;        /* TCP header and payload, as captured */
	struct bytes payload;        /* TCP payload that was captured */
	uint32_t payload_octets;     /* TCP payload on the wire, by the IP length;
					larger than payload.n when the snap length cut it */
	uint32_t payload_offset;     /* of payload in the frame (or joined datagram) */

	/* When fragments were joined; the innermost join, if a tunnel of fragments carries
	   fragments. */
	struct bytes joined;         /* the datagram's payload, else empty */
	size_t joined_from;          /* first layer inside it; nlayers when there is none */
	size_t frame_layers;         /* layers whose offsets are in the frame: joined_from,
					or fewer when joins nest.  Those between are in a
					datagram that is not kept. */
	uint64_t first_fragment;     /* frame of the fragment with offset 0, or 0 */
	const struct span *fragments;/* which frame gave which octets, in frame order */
	size_t nfragments;
};

struct net; /* what decoding remembers: IP fragments, counters */

struct net_options {
	bool sum_checksums;   /* every TCP checksum is summed, for the counters (about 5 % of all
				 time); otherwise only those that somebody asks about */
	bool check_checksums; /* a packet with a BAD TCP or IPv4 header checksum is OTHER */
};

struct net_stats {
	uint64_t frames, tcp, other, malformed, truncated; /* fragments make up the rest */
	uint64_t fragments;          /* frames with an IP fragment */
	uint64_t fragments_joined;   /* datagrams completed */
	uint64_t fragments_overlap;  /* fragments that overlapped earlier ones */
	uint64_t fragments_conflict; /* ... with other octets */
	uint64_t fragments_expired;  /* datagrams given up after LIMIT_FRAGMENT_SECONDS */
	uint64_t fragments_evicted;  /* datagrams given up for the budget */
	uint64_t fragments_held;     /* octets held now */
	uint64_t bad_ip_checksum;
	uint64_t good_tcp_checksum, bad_tcp_checksum, offload_tcp_checksum;
};

struct net *net_new(const struct net_options *options);
/* Decodes `f`.  `out` borrows from `f` and from `n`, until the next net_decode().  Only
   what this page promises for the verdict is written: `out` need not be cleared. */
void net_decode(struct net *n, const struct frame *f, struct packet *out);

/*
 * The state of the TCP checksum of a PACKET_TCP, summed at the first call and kept in
 * p->tcp_checksum; counted in `count` unless that is NULL.  It reads every octet of the
 * segment, so only who wants the answer asks.
 *
 * A frame captured on the machine that sent it shows what the kernel handed to the
 * network card.  That is told from damage by the value found there: CHECKSUM_OFFLOAD is
 * the sum of the pseudo-header alone (with the segment's length or without: Linux and
 * BSD, Windows), or 0, or any wrong value in a segment whose IP length was left to the
 * card.  Only CHECKSUM_BAD, which none of these explains, is refused by check_checksums.
 */
enum checksum_state net_tcp_checksum(struct packet *p, struct net_stats *count);

/* Whether frames of this link type can be decoded at all. */
bool net_decodes_linktype(uint16_t linktype);

const struct net_stats *net_stats(const struct net *n);
void net_free(struct net **n);

#endif
