/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * udp.c - UDP, and the tunnels that are told by its ports; ICMP, which ends the way.
 *
 * In:   a UDP datagram or an ICMP message
 * Out:  a layer; a tunnel next, or the end
 * RFC:  768; ports of 7348 (VXLAN), 8926 (GENEVE), 3GPP TS 29.281 (GTP-U), 4380 (Teredo)
 */
#include "net/walk.h"

enum {
	PORT_GTPU = 2152, PORT_TEREDO = 3544, PORT_VXLAN = 4789, PORT_GENEVE = 6081,
	PORT_VXLAN_GPE = 4790, PORT_MPLS = 6635, PORT_VXLAN_LINUX = 8472, /* Linux's default before there was one */
};

static enum next tunnel_of(uint16_t port)
{
	switch (port) {
	case PORT_VXLAN: case PORT_VXLAN_LINUX: return NEXT_VXLAN;
	case PORT_VXLAN_GPE: return NEXT_VXLAN_GPE;
	case PORT_GENEVE: return NEXT_GENEVE;
	case PORT_GTPU: return NEXT_GTPU;
	case PORT_MPLS: return NEXT_MPLS;
	case PORT_TEREDO: return NEXT_TEREDO;
	}
	return NEXT_END;
}

/* A tunnel's port is where it ends; answers, where there are any, come from it. */
static void udp_next(struct walk *w, uint16_t src, uint16_t dst)
{
	w->next = tunnel_of(dst);
	if (w->next == NEXT_END)
		w->next = tunnel_of(src);
	if (w->next == NEXT_END)
		walk_end(w, PACKET_OTHER, "UDP");
}

void udp_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 8, "the frame ends inside the UDP header", &c))
		return;
	uint16_t src = cur_be16(&c), dst = cur_be16(&c);
	uint16_t octets = cur_be16(&c), checksum = cur_be16(&c);

	*walk_layer(w) = (struct layer){
		.kind = LAYER_UDP, .offset = at, .octets = 8,
		.udp = { .src_port = src, .dst_port = dst, .octets = octets,
			 .checksum = checksum },
	};
	/* 0 is "to the end" (RFC 2675, and cards that cut large datagrams). */
	if (octets && octets < 8) {
		walk_end(w, PACKET_MALFORMED, "UDP header with an impossible length");
		return;
	}
	if (octets)
		walk_limit(w, octets - 8u);
	udp_next(w, src, dst);
}

static void icmp_at(struct walk *w, enum layer_kind kind, const char *why)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 4, "the frame ends inside the ICMP header", &c))
		return;
	uint8_t type = cur_u8(&c), code = cur_u8(&c);

	*walk_layer(w) = (struct layer){ .kind = kind, .offset = at, .octets = 4,
					 .icmp = { type, code } };
	walk_end(w, PACKET_OTHER, why);
}

/* An ICMP error quotes the packet it is about.  That packet went by once already, or never
   arrived: its payload is nobody's data here. */
void icmp_decode(struct walk *w)
{
	icmp_at(w, LAYER_ICMP, "ICMP");
}

void icmpv6_decode(struct walk *w)
{
	icmp_at(w, LAYER_ICMPV6, "ICMPv6");
}
