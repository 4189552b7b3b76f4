/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * packet.c - see packet.h: from header to header until the end of the frame.
 *
 * In:   a frame and its link type
 * Out:  struct packet
 *
 *   link type -> decoder -> next -> decoder -> ... -> NEXT_END with a verdict
 *
 * Nearly every frame is taken over the first two headers at once (usual.c).
 */
#include "base/arena.h"
#include "net/fragment.h"
#include "net/state.h"
#include "net/walk.h"

#include <assert.h>
#include <stdlib.h>

enum { LINKTYPE_ETHERNET = 1 };

static void (*const decoders[NEXT_COUNT])(struct walk *w) = {
	[NEXT_ETHERNET]     = ethernet_decode,
	[NEXT_VLAN]         = vlan_decode,
	[NEXT_LLC]          = llc_decode,
	[NEXT_ARP]          = arp_decode,
	[NEXT_MPLS]         = mpls_decode,
	[NEXT_SLL]          = sll_decode,
	[NEXT_SLL2]         = sll2_decode,
	[NEXT_LOOPBACK]     = loopback_decode,
	[NEXT_80211]        = wlan_decode,
	[NEXT_RADIOTAP]     = radiotap_decode,
	[NEXT_PPP]          = ppp_decode,
	[NEXT_PPP_PROTOCOL] = ppp_protocol_decode,
	[NEXT_CHDLC]        = chdlc_decode,
	[NEXT_PPPOE]        = pppoe_decode,
	[NEXT_IP]           = ip_decode,
	[NEXT_IPV4]         = ip4_decode,
	[NEXT_IPV6]         = ip6_decode,
	[NEXT_IP_EXT]       = ip_ext_decode,
	[NEXT_AH]           = ah_decode,
	[NEXT_GRE]          = gre_decode,
	[NEXT_ERSPAN]       = erspan_decode,
	[NEXT_ETHERIP]      = etherip_decode,
	[NEXT_UDP]          = udp_decode,
	[NEXT_VXLAN]        = vxlan_decode,
	[NEXT_VXLAN_GPE]    = vxlan_gpe_decode,
	[NEXT_GENEVE]       = geneve_decode,
	[NEXT_GTPU]         = gtpu_decode,
	[NEXT_TEREDO]       = teredo_decode,
	[NEXT_ICMP]         = icmp_decode,
	[NEXT_ICMPV6]       = icmpv6_decode,
	[NEXT_TCP]          = tcp_decode,
};

struct net *net_new(const struct net_options *options)
{
	struct net *n = xcalloc(1, sizeof(*n));

	n->options = *options;
	return n;
}

void net_free(struct net **n)
{
	if (!*n)
		return;
	fragments_free(&(*n)->fragments);
	free(*n);
	*n = NULL;
}

const struct net_stats *net_stats(const struct net *n)
{
	return &n->stats;
}

/* What every verdict promises.  `layers`, `tcp` and the lengths are written where there
   are some: clearing the whole packet would cost more than decoding it. */
static void packet_start(struct packet *p, const struct frame *f)
{
	p->frame = f;
	p->verdict = PACKET_OTHER;
	p->odd = 0;
	p->why = NULL;
	p->nlayers = 0;
	p->src_mac.known = p->dst_mac.known = false;
	p->src.family = p->dst.family = 0;
	p->tcp_checksum = CHECKSUM_UNKNOWN;
	p->segment = p->payload = p->joined = (struct bytes){ NULL, 0 };
	p->payload_octets = p->payload_offset = 0;
	p->joined_from = p->frame_layers = 0;
	p->first_fragment = 0;
	p->fragments = NULL;
	p->nfragments = 0;
}

static void count(struct net_stats *s, enum packet_verdict verdict)
{
	s->frames++;
	switch (verdict) {
	case PACKET_TCP:       s->tcp++; break;
	case PACKET_OTHER:     s->other++; break;
	case PACKET_MALFORMED: s->malformed++; break;
	case PACKET_TRUNCATED: s->truncated++; break;
	case PACKET_FRAGMENT:  break; /* counted with its kind */
	}
}

/* Some writers say less than they captured, and damage says anything. */
static uint32_t wire_octets(const struct frame *f)
{
	if (f->wire_octets < f->data.n || f->wire_octets > LIMIT_FRAME_OCTETS)
		return (uint32_t)f->data.n;
	return f->wire_octets;
}

void net_decode(struct net *n, const struct frame *f, struct packet *out)
{
	struct walk w = { .net = n, .p = out, .rest = f->data };

	assert(f->data.n <= LIMIT_FRAME_OCTETS);
	w.wire = wire_octets(f);
	if (n->fragments)
		fragments_release(n->fragments);
	packet_start(out, f);
	if (f->linktype == LINKTYPE_ETHERNET && usual_headers(&w))
		tcp_decode(&w);
	else
		walk_linktype(&w, f->linktype);
	while (w.next != NEXT_END) {
		if (out->nlayers == LIMIT_LAYERS)
			walk_end(&w, PACKET_OTHER, "too many headers inside one another");
		else
			decoders[w.next](&w);
	}
	if (!out->joined.n)
		out->joined_from = out->frame_layers = out->nlayers;
	count(&n->stats, out->verdict);
}
