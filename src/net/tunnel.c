/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tunnel.c - tunnels inside UDP: VXLAN, GENEVE, GTP-U, Teredo.
 *
 * In:   the payload of a UDP datagram on the tunnel's port
 * Out:  layers; Ethernet or IP next
 * RFC:  7348 (VXLAN), draft-ietf-nvo3-vxlan-gpe, 8926 (GENEVE), 4380 (Teredo);
 *       3GPP TS 29.281 5 (GTP-U)
 *
 * Anything may use these ports.  What does not begin as the tunnel must is plain UDP.
 */
#include "net/walk.h"

static void plain_udp(struct walk *w)
{
	walk_end(w, PACKET_OTHER, "UDP");
}

/* Both VXLANs: what is inside is Ethernet, unless `number` (GPE only) says otherwise. */
static bool vxlan_header(struct walk *w, uint8_t *number_out)
{
	enum { HAS_VNI = 0x08 };
	uint32_t at = w->offset;
	struct cur c = cur_of(w->rest), taken;

	uint8_t flags = cur_u8(&c);

	cur_skip(&c, 2);
	*number_out = cur_u8(&c);
	uint32_t vni = cur_be32(&c) >> 8;

	if (!cur_ok(&c) || !(flags & HAS_VNI) || !walk_take(w, 8, "", &taken)) {
		plain_udp(w);
		return false;
	}
	*walk_layer(w) = (struct layer){ .kind = LAYER_VXLAN, .offset = at, .octets = 8,
					 .tunnel = { .id = vni } };
	walk_context(w, vni);
	return true;
}

void vxlan_decode(struct walk *w)
{
	uint8_t number;

	if (vxlan_header(w, &number))
		w->next = NEXT_ETHERNET;
}

void vxlan_gpe_decode(struct walk *w)
{
	enum { GPE_NONE = 0, GPE_IPV4 = 1, GPE_IPV6 = 2, GPE_ETHERNET = 3 };
	uint8_t number;

	if (!vxlan_header(w, &number))
		return;
	/* There is a bit for "has a number", which real senders leave out. */
	if (number == GPE_NONE || number == GPE_ETHERNET)
		w->next = NEXT_ETHERNET;
	else if (number == GPE_IPV4)
		w->next = NEXT_IPV4;
	else if (number == GPE_IPV6)
		w->next = NEXT_IPV6;
	else
		walk_other(w, number, "VXLAN-GPE protocol not decoded");
}

void geneve_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c = cur_of(w->rest), options;
	uint8_t first = cur_u8(&c);

	cur_skip(&c, 1);
	uint16_t type = cur_be16(&c);
	uint32_t vni = cur_be32(&c) >> 8;

	if (!cur_ok(&c) || first >> 6 != 0) {
		plain_udp(w);
		return;
	}
	uint32_t octets = 8 + (first & 0x3fu) * 4;

	if (!walk_take(w, octets, "the frame ends inside the GENEVE header", &options))
		return;
	*walk_layer(w) = (struct layer){ .kind = LAYER_GENEVE, .offset = at, .octets = octets,
					 .tunnel = { .id = vni, .type = type } };
	walk_context(w, vni);
	walk_ethertype(w, type);
}

enum {
	GTP_VERSION_1 = 1 << 5 | 1 << 4, /* version 1, and GTP rather than GTP' */
	GTP_MASK = 7 << 5 | 1 << 4,
	GTP_OPTIONAL = 0x07,             /* any of E, S, PN: four more octets */
	GTP_EXTENSION = 0x04,
	GTP_G_PDU = 255,
};

/* Each extension header has its length in words of four octets, itself included, in front
   and the type of the next one at its end. */
static bool gtpu_extensions(struct walk *w, uint8_t type)
{
	static const char why[] = "the frame ends inside a GTP-U extension header";
	struct cur c;

	while (type) {
		int words = bytes_at(w->rest, 0);

		if (words == 0) {
			walk_end(w, PACKET_MALFORMED, "GTP-U extension header of length 0");
			return false;
		}
		if (words < 0) {
			walk_short(w, 1, why);
			return false;
		}
		struct bytes header = bytes_head(w->rest, (size_t)words * 4);

		if (!walk_take(w, (uint32_t)words * 4, why, &c))
			return false;
		type = (uint8_t)bytes_last(header);
	}
	return true;
}

static void gtpu_next(struct walk *w, uint8_t message)
{
	int first = bytes_at(w->rest, 0);

	if (message != GTP_G_PDU)
		walk_end(w, PACKET_OTHER, "GTP-U signalling");
	else if (first >= 0 && (first >> 4 == 4 || first >> 4 == 6))
		w->next = NEXT_IP;
	else if (first == 0xff)
		w->next = NEXT_PPP;
	else
		walk_other(w, message, "GTP-U without IP");
}

void gtpu_decode(struct walk *w)
{
	static const char why[] = "the frame ends inside the GTP-U header";
	uint32_t at = w->offset;
	struct cur c;

	if ((bytes_at(w->rest, 0) & GTP_MASK) != GTP_VERSION_1) {
		plain_udp(w);
		return;
	}
	if (!walk_take(w, 8, why, &c))
		return;
	uint8_t flags = cur_u8(&c), message = cur_u8(&c);
	uint16_t octets = cur_be16(&c);
	uint32_t teid = cur_be32(&c);

	walk_limit(w, octets);
	if (flags & GTP_OPTIONAL) {
		if (!walk_take(w, 4, why, &c))
			return;
		cur_skip(&c, 3);
		if (flags & GTP_EXTENSION && !gtpu_extensions(w, cur_u8(&c)))
			return;
	}
	*walk_layer(w) = (struct layer){ .kind = LAYER_GTPU, .offset = at,
					 .octets = w->offset - at,
					 .tunnel = { .id = teid, .type = message } };
	walk_context(w, teid);
	gtpu_next(w, message);
}

/* Authentication and origin indication may stand before IPv6 (RFC 4380 5.1.1). */
static bool teredo_indications(struct walk *w)
{
	static const char why[] = "the frame ends inside a Teredo indication";
	enum { AUTHENTICATION = 0x0001, ORIGIN = 0x0000 };
	struct cur c = cur_of(w->rest), taken;
	uint16_t kind = cur_be16(&c);

	if (cur_ok(&c) && kind == AUTHENTICATION) {
		uint32_t names = cur_u8(&c);

		names += cur_u8(&c);
		if (!walk_take(w, 4 + names + 9, why, &taken))
			return false;
		c = cur_of(w->rest);
		kind = cur_be16(&c);
	}
	return !(cur_ok(&c) && kind == ORIGIN) || walk_take(w, 8, why, &taken);
}

void teredo_decode(struct walk *w)
{
	uint32_t at = w->offset;
	int first = bytes_at(w->rest, 0);

	if (first > 0 && first >> 4 != 6) {
		plain_udp(w);
		return;
	}
	if (!teredo_indications(w))
		return;
	if (bytes_at(w->rest, 0) >> 4 != 6) {
		plain_udp(w);
		return;
	}
	*walk_layer(w) = (struct layer){ .kind = LAYER_TEREDO, .offset = at,
					 .octets = w->offset - at };
	w->next = NEXT_IPV6;
}
