/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * link.c - Ethernet and what may stand between it and IP: tags, LLC, ARP, MPLS labels.
 *
 * In:   a frame from its destination address on
 * Out:  layers; what comes next by EtherType
 * Spec: IEEE 802.3, 802.1Q (802.1ad), 802.2; RFC 1042 (SNAP), 826 (ARP), 3032 (MPLS)
 */
#include "net/walk.h"

enum {
	LENGTH_MAX = 1500,    /* a type field up to here is the length of an 802.3 frame */
	ETHERTYPE_MIN = 1536,
};

/* An EtherType, or the length of an 802.3 frame with LLC inside. */
static void type_or_length(struct walk *w, uint16_t type)
{
	w->number = type;
	if (type >= ETHERTYPE_MIN) {
		walk_ethertype(w, type);
	} else if (type <= LENGTH_MAX) {
		walk_limit(w, type);
		w->next = NEXT_LLC;
	} else {
		walk_other(w, type, "neither an EtherType nor an 802.3 length");
	}
}

void ethernet_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 14, "the frame ends inside the Ethernet header", &c))
		return;
	struct layer *l = walk_header(w, LAYER_ETHERNET, at, 14);
	struct bytes dst = cur_take(&c, 6), src = cur_take(&c, 6);
	uint16_t type = cur_be16(&c);

	put_mac(&l->eth.dst, dst);
	put_mac(&l->eth.src, src);
	l->eth.type = type;
	if (walk_names_frame(w)) {
		put_mac(&w->p->dst_mac, dst);
		put_mac(&w->p->src_mac, src);
	}
	type_or_length(w, type);
}

void vlan_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 4, "the frame ends inside a VLAN tag", &c))
		return;
	struct layer *l = walk_header(w, LAYER_VLAN, at, 4);
	uint16_t tci = cur_be16(&c), type = cur_be16(&c);

	l->vlan.tpid = (uint16_t)w->number;
	l->vlan.id = tci & 0xfff;
	l->vlan.type = type;
	l->vlan.priority = (uint8_t)(tci >> 13);
	l->vlan.dei = tci & 0x1000;
	walk_context(w, tci & 0xfff);
	type_or_length(w, type);
}

enum { SAP_IP = 0x06, SAP_SNAP = 0xaa, CONTROL_UI = 0x03 };

/* SNAP with one of these says an EtherType: RFC 1042, and 802.1H for bridges. */
static bool oui_is_ethertype(uint32_t oui)
{
	return oui == 0 || oui == 0x0000f8;
}

void llc_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct layer l = { .kind = LAYER_LLC, .offset = at };
	struct cur c;

	if (!walk_take(w, 3, "the frame ends inside the LLC header", &c))
		return;
	l.llc.dsap = cur_u8(&c);
	l.llc.ssap = cur_u8(&c);
	l.llc.control = cur_u8(&c);
	bool snap = l.llc.dsap == SAP_SNAP && l.llc.ssap == SAP_SNAP &&
		    l.llc.control == CONTROL_UI;
	if (snap) {
		if (!walk_take(w, 5, "the frame ends inside the SNAP header", &c))
			return;
		l.llc.oui = (uint32_t)cur_u8(&c) << 16;
		l.llc.oui |= cur_be16(&c);
		l.llc.type = cur_be16(&c);
	}
	l.octets = w->offset - at;
	*walk_layer(w) = l;

	if (snap && oui_is_ethertype(l.llc.oui))
		walk_ethertype(w, l.llc.type);
	else if (l.llc.dsap == SAP_IP && l.llc.control == CONTROL_UI)
		w->next = NEXT_IPV4;
	else
		walk_other(w, l.llc.dsap, "LLC without IP");
}

/* Ethernet's and IPv4's form is decoded; others are a layer without addresses. */
void arp_decode(struct walk *w)
{
	struct layer l = { .kind = LAYER_ARP, .offset = w->offset, .octets = 8 };
	struct cur c;

	if (!walk_take(w, 8, "the frame ends inside ARP", &c))
		return;
	uint32_t types = cur_be32(&c);
	uint16_t sizes = cur_be16(&c);

	l.arp.opcode = cur_be16(&c);
	if (types == 0x00010800 && sizes == 0x0604) {
		if (!walk_take(w, 20, "the frame ends inside ARP", &c))
			return;
		l.octets = 28;
		put_mac(&l.arp.src_mac, cur_take(&c, 6));
		put_ip4(&l.arp.src_ip, cur_take(&c, 4));
		put_mac(&l.arp.dst_mac, cur_take(&c, 6));
		put_ip4(&l.arp.dst_ip, cur_take(&c, 4));
	}
	*walk_layer(w) = l;
	walk_end(w, PACKET_OTHER, "ARP");
}

/* A pseudowire says nowhere what it carries (RFC 4448): Ethernet, when its type field
   makes sense.  `at` is where the Ethernet header would begin. */
static bool looks_like_ethernet(struct bytes b, size_t at)
{
	struct cur c = cur_of(bytes_from(b, at + 12));

	switch (cur_be16(&c)) {
	case 0x0800: case 0x86dd: case 0x0806: case 0x8100: case 0x88a8:
	case 0x8847: case 0x8848: case 0x8864:
		return true;
	}
	return false;
}

/* Below the last label nothing names the protocol: the first nibble tells (RFC 4928). */
static void below_labels(struct walk *w)
{
	enum { CONTROL_WORD = 4 };
	int first = bytes_at(w->rest, 0);
	struct cur c;

	if (first >= 0 && (first >> 4 == 4 || first >> 4 == 6))
		w->next = NEXT_IP;
	else if (first >= 0 && first >> 4 == 0 && looks_like_ethernet(w->rest, CONTROL_WORD) &&
		 walk_take(w, CONTROL_WORD, "", &c))
		w->next = NEXT_ETHERNET;
	else if (looks_like_ethernet(w->rest, 0))
		w->next = NEXT_ETHERNET;
	else
		walk_other(w, w->number, "MPLS without IP");
}

void mpls_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 4, "the frame ends inside an MPLS label", &c))
		return;
	uint32_t word = cur_be32(&c);
	bool bottom = word & 0x100;

	*walk_layer(w) = (struct layer){
		.kind = LAYER_MPLS, .offset = at, .octets = 4,
		.mpls = { .label = word >> 12, .tclass = (uint8_t)(word >> 9 & 7),
			  .ttl = (uint8_t)word, .bottom = bottom },
	};
	if (!bottom)
		w->next = NEXT_MPLS;
	else
		below_labels(w);
}
