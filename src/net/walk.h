/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * walk.h - the way through the headers of one frame, outside in.
 *
 * Private to net/.  Each decoder takes the header in front of it, writes one layer and
 * says what comes next; the loop in packet.c calls the next one.  So tunnels nest
 * without recursion and one cap (LIMIT_LAYERS) holds for all of them.
 *
 * Two lengths go along: what was captured (`rest`), and what there was on the wire
 * (`wire`), which the length fields of IP, UDP, PPPoE, ... cut down on the way.
 */
#ifndef MW_NET_WALK_H
#define MW_NET_WALK_H

#include "net/packet.h"

/* What the octets in front of us are.  One decoder each, in the order of packet.c. */
enum next {
	NEXT_END,
	NEXT_ETHERNET, NEXT_VLAN, NEXT_LLC, NEXT_ARP, NEXT_MPLS,
	NEXT_SLL, NEXT_SLL2, NEXT_LOOPBACK,
	NEXT_80211, NEXT_RADIOTAP,
	NEXT_PPP, NEXT_PPP_PROTOCOL, NEXT_CHDLC, NEXT_PPPOE,
	NEXT_IP, NEXT_IPV4, NEXT_IPV6, NEXT_IP_EXT, NEXT_AH,
	NEXT_GRE, NEXT_ERSPAN, NEXT_ETHERIP,
	NEXT_UDP, NEXT_VXLAN, NEXT_VXLAN_GPE, NEXT_GENEVE, NEXT_GTPU, NEXT_TEREDO,
	NEXT_ICMP, NEXT_ICMPV6, NEXT_TCP,
	NEXT_COUNT,
};

struct walk {
	struct net *net;
	struct packet *p;
	struct bytes rest; /* captured octets, from the next header on */
	uint32_t wire;     /* octets from there to the end of what encloses it, as on the
			      wire; never less than rest.n */
	uint32_t offset;   /* of `rest` in the frame or in the joined datagram */
	enum next next;
	uint32_t number;   /* EtherType or protocol number that announced `next` */
	uint32_t context;  /* mixed from VLAN and tunnel ids: addresses mean something
			      within one of these only */
	bool no_length;    /* the innermost IP header says 0 for its length */
	bool wlan_pad;     /* radiotap: padding follows the 802.11 header */
};

/* The end: nothing more is decoded. */
static inline void walk_end(struct walk *w, enum packet_verdict verdict, const char *why)
{
	w->p->verdict = verdict;
	w->p->why = why;
	w->next = NEXT_END;
}

/* The end, with what is left as one LAYER_OTHER announced by `number`. */
void walk_other(struct walk *w, uint32_t number, const char *why);

/* Fewer than `n` octets are left: whose fault is it? */
void walk_short(struct walk *w, size_t n, const char *why);

/* Takes the next `n` octets as a cursor of exactly these.  False when they are not there:
   the walk has then ended, MALFORMED or TRUNCATED, with `why`.  (The test for NULL lets
   the compiler see that a cursor of constant length cannot run out.) */
static inline bool walk_take(struct walk *w, uint32_t n, const char *why, struct cur *out)
{
	struct bytes rest = w->rest;

	if (n > rest.n || !rest.p) {
		walk_short(w, n, why);
		return false;
	}
	*out = cur_of(bytes_of(rest.p, n));
	w->rest = bytes_from(rest, n);
	w->wire -= n;
	w->offset += n;
	return true;
}

/* What follows is `n` octets long, as a length field says; the rest is padding.  False
   when there are fewer: the length is then what there is. */
static inline bool walk_limit(struct walk *w, uint32_t n)
{
	if (n > w->wire)
		return false;
	w->wire = n;
	w->rest = bytes_head(w->rest, n);
	return true;
}

/* The slot for the next layer.  The loop has made sure that there is one for every call
   of a decoder. */
static inline struct layer *walk_layer(struct walk *w)
{
	return &w->p->layers[w->p->nlayers++];
}

/* The same with its kind and place filled in, for headers that every frame has: their
   decoders write each field of their own where it belongs, once. */
static inline struct layer *walk_header(struct walk *w, enum layer_kind kind, uint32_t at,
					uint32_t octets)
{
	struct layer *l = walk_layer(w);

	l->kind = kind;
	l->offset = at;
	l->octets = octets;
	return l;
}

static inline void walk_context(struct walk *w, uint32_t id)
{
	w->context = w->context * 0x9e3779b1u + id + 1;
}

/* Addresses are written where they belong, straight from the wire: a struct made aside and
   copied costs the processor more than the rest of the header does, because it cannot hand
   on small stores to a larger load. */
static inline void put_mac(struct mac *m, struct bytes six)
{
	m->known = six.n == 6;
	if (m->known)
		memcpy(m->a, six.p, 6);
}

static inline void put_ip4(struct ip *ip, struct bytes four)
{
	ip->family = four.n == 4 ? 4 : 0;
	if (ip->family)
		memcpy(ip->a, four.p, 4);
	memset(ip->a + 4, 0, 12);
}

static inline void put_ip6(struct ip *ip, struct bytes sixteen)
{
	ip->family = sixteen.n == 16 ? 6 : 0;
	if (ip->family)
		memcpy(ip->a, sixteen.p, 16);
}

/* Whether this link layer gives the frame its addresses: the first does, unless it does
   not know them; one inside IP never does. */
static inline bool walk_names_frame(const struct walk *w)
{
	return !w->p->src_mac.known && !w->p->src.family;
}

/* What comes next, by the numbers that announce it. */
void walk_linktype(struct walk *w, uint16_t linktype);
void walk_ethertype(struct walk *w, uint16_t type);
void walk_ip_protocol(struct walk *w, uint8_t number);

/* Ethernet and IPv4 as nearly every frame has them, from its beginning: at once, up to TCP.
   False when there is anything else to be said, with nothing done. */
bool usual_headers(struct walk *w);

/* The decoders. */
void ethernet_decode(struct walk *w);
void vlan_decode(struct walk *w);
void llc_decode(struct walk *w);
void arp_decode(struct walk *w);
void mpls_decode(struct walk *w);
void sll_decode(struct walk *w);
void sll2_decode(struct walk *w);
void loopback_decode(struct walk *w);
void wlan_decode(struct walk *w);
void radiotap_decode(struct walk *w);
void ppp_decode(struct walk *w);
void ppp_protocol_decode(struct walk *w);
void chdlc_decode(struct walk *w);
void pppoe_decode(struct walk *w);
void ip_decode(struct walk *w);
void ip4_decode(struct walk *w);
void ip6_decode(struct walk *w);
void ip_ext_decode(struct walk *w);
void ah_decode(struct walk *w);
void gre_decode(struct walk *w);
void erspan_decode(struct walk *w);
void etherip_decode(struct walk *w);
void udp_decode(struct walk *w);
void vxlan_decode(struct walk *w);
void vxlan_gpe_decode(struct walk *w);
void geneve_decode(struct walk *w);
void gtpu_decode(struct walk *w);
void teredo_decode(struct walk *w);
void icmp_decode(struct walk *w);
void icmpv6_decode(struct walk *w);
void tcp_decode(struct walk *w);

/* One IP fragment, whose octets are in front: joins it with the others of its datagram and
   goes on inside when that is complete.  The addresses are those in the packet. */
struct ip_fragment {
	uint32_t id, offset;
	bool more;
	uint8_t protocol; /* what the datagram holds, as this fragment says */
};
void walk_fragment(struct walk *w, const struct ip_fragment *f);

#endif
