/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ppp.c - PPP with and without HDLC framing, Cisco HDLC, and PPPoE sessions.
 *
 * In:   LINKTYPE_PPP, LINKTYPE_PPP_HDLC, LINKTYPE_C_HDLC, the payload of PPPoE and GRE
 * Out:  a layer; what comes next by PPP protocol number
 * RFC:  1661, 1662 (framing), 2516 (PPPoE), 1547 4.3.1 (Cisco HDLC)
 */
#include "net/walk.h"

static void ppp_next(struct walk *w, uint16_t protocol)
{
	w->number = protocol;
	switch (protocol) {
	case 0x0021: w->next = NEXT_IPV4; break;
	case 0x0057: w->next = NEXT_IPV6; break;
	case 0x0281: case 0x0283: w->next = NEXT_MPLS; break;
	case 0x002d: case 0x002f:
		walk_other(w, protocol, "PPP with compressed TCP/IP headers");
		break;
	case 0x003d: walk_other(w, protocol, "PPP multilink"); break;
	case 0x00fd: walk_other(w, protocol, "PPP compressed data"); break;
	default:     walk_other(w, protocol, "PPP without IP");
	}
}

/* The protocol field from here on; the layer begins at `at`. */
static void ppp_protocol_at(struct walk *w, uint32_t at)
{
	static const char why[] = "the frame ends inside the PPP header";
	uint16_t protocol;
	struct cur c;

	if (!walk_take(w, 1, why, &c))
		return;
	protocol = cur_u8(&c);
	/* An odd first octet is the whole field, compressed (RFC 1661 6.5). */
	if (!(protocol & 1)) {
		if (!walk_take(w, 1, why, &c))
			return;
		protocol = (uint16_t)(protocol << 8 | cur_u8(&c));
	}
	*walk_layer(w) = (struct layer){ .kind = LAYER_PPP, .offset = at,
					 .octets = w->offset - at, .ppp = { protocol } };
	ppp_next(w, protocol);
}

void ppp_protocol_decode(struct walk *w)
{
	ppp_protocol_at(w, w->offset);
}

/* With or without address and control octets, which may be compressed away (RFC 1661 6.6).
   Files of Cisco HDLC come under the same link types; its address octets tell. */
void ppp_decode(struct walk *w)
{
	enum { ALL_STATIONS = 0xff, CISCO_UNICAST = 0x0f, CISCO_MULTICAST = 0x8f };
	uint32_t at = w->offset;
	int first = bytes_at(w->rest, 0);
	struct cur c;

	if (first == CISCO_UNICAST || first == CISCO_MULTICAST) {
		w->next = NEXT_CHDLC;
		return;
	}
	if (first == ALL_STATIONS &&
	    !walk_take(w, 2, "the frame ends inside the PPP header", &c))
		return;
	ppp_protocol_at(w, at);
}

void chdlc_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 4, "the frame ends inside the Cisco HDLC header", &c))
		return;
	cur_skip(&c, 2);
	uint16_t type = cur_be16(&c);

	*walk_layer(w) = (struct layer){ .kind = LAYER_CHDLC, .offset = at, .octets = 4,
					 .ppp = { type } };
	walk_ethertype(w, type);
}

void pppoe_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 6, "the frame ends inside the PPPoE header", &c))
		return;
	uint8_t version = cur_u8(&c), code = cur_u8(&c);
	uint16_t session = cur_be16(&c), octets = cur_be16(&c);

	*walk_layer(w) = (struct layer){ .kind = LAYER_PPPOE, .offset = at, .octets = 6,
					 .tunnel = { .id = session, .type = octets } };
	walk_limit(w, octets);
	if (version != 0x11 || code != 0) {
		walk_other(w, code, "PPPoE discovery");
		return;
	}
	walk_context(w, session);
	w->next = NEXT_PPP_PROTOCOL;
}
