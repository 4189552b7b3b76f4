/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gre.c - GRE in both versions, mirrored frames inside it (ERSPAN), and Ethernet in IP.
 *
 * In:   the payload of IP protocols 47 and 97
 * Out:  layers; what comes next by EtherType
 * RFC:  2784, 2890 (key, sequence), 1701 (routing), 2637 (version 1, PPTP), 3378 (EtherIP),
 *       draft-foschiano-erspan
 */
#include "net/walk.h"

enum {
	GRE_CHECKSUM = 0x8000, GRE_ROUTING = 0x4000, GRE_KEY = 0x2000, GRE_SEQUENCE = 0x1000,
	GRE_ACK = 0x0080, GRE_VERSION = 0x0007,
	TYPE_ERSPAN_II = 0x88be, TYPE_ERSPAN_III = 0x22eb, TYPE_WCCP = 0x883e,
};

static const char why_short[] = "the frame ends inside the GRE header";

/* Source routes: entries until an empty one (RFC 1701). */
static bool skip_routes(struct walk *w)
{
	struct cur c, route;

	for (;;) {
		if (!walk_take(w, 4, why_short, &c))
			return false;
		uint16_t family = cur_be16(&c);

		cur_skip(&c, 1);
		uint8_t octets = cur_u8(&c);

		if (!family && !octets)
			return true;
		if (!walk_take(w, octets, why_short, &route))
			return false;
	}
}

/* The optional fields, in the order they stand in. */
static bool gre_fields(struct walk *w, struct layer *l)
{
	uint16_t flags = l->gre.flags;
	struct cur c;

	if (flags & (GRE_CHECKSUM | GRE_ROUTING) && !walk_take(w, 4, why_short, &c))
		return false;
	if (flags & GRE_KEY) {
		if (!walk_take(w, 4, why_short, &c))
			return false;
		l->gre.key = cur_be32(&c);
		walk_context(w, l->gre.key);
	}
	if (flags & GRE_SEQUENCE) {
		if (!walk_take(w, 4, why_short, &c))
			return false;
		l->gre.sequence = cur_be32(&c);
	}
	if (flags & GRE_ROUTING && !skip_routes(w))
		return false;
	return true;
}

/* Version 1 carries PPP; the upper half of its key is the length of what follows. */
static void pptp(struct walk *w, struct layer *l)
{
	struct cur c;

	if (l->gre.flags & GRE_ACK && !walk_take(w, 4, why_short, &c))
		return;
	l->octets = w->offset - l->offset;
	*walk_layer(w) = *l;
	walk_limit(w, l->gre.key >> 16);
	if (!w->wire)
		walk_end(w, PACKET_OTHER, "PPTP acknowledgement");
	else if (l->gre.flags & GRE_SEQUENCE)
		w->next = NEXT_PPP;
	else
		walk_other(w, l->gre.type, "GRE version 1 not decoded");
}

static void gre_next(struct walk *w, const struct layer *l)
{
	struct cur redirect;

	w->number = l->gre.type;
	switch (l->gre.type) {
	case TYPE_ERSPAN_II:
		/* Type I is the same number without a sequence, and has no header. */
		w->next = l->gre.flags & GRE_SEQUENCE ? NEXT_ERSPAN : NEXT_ETHERNET;
		break;
	case TYPE_ERSPAN_III:
		w->next = NEXT_ERSPAN;
		break;
	case TYPE_WCCP:
		/* Version 2 of WCCP puts four octets before IP. */
		if (bytes_at(w->rest, 0) >> 4 != 4 &&
		    !walk_take(w, 4, why_short, &redirect))
			return;
		w->next = NEXT_IPV4;
		break;
	default:
		walk_ethertype(w, l->gre.type);
	}
}

void gre_decode(struct walk *w)
{
	struct layer l = { .kind = LAYER_GRE, .offset = w->offset };
	struct cur c;

	if (!walk_take(w, 4, why_short, &c))
		return;
	l.gre.flags = cur_be16(&c);
	l.gre.type = cur_be16(&c);
	if (!gre_fields(w, &l))
		return;
	switch (l.gre.flags & GRE_VERSION) {
	case 0:
		l.octets = w->offset - l.offset;
		*walk_layer(w) = l;
		gre_next(w, &l);
		break;
	case 1:
		pptp(w, &l);
		break;
	default:
		walk_other(w, l.gre.flags & GRE_VERSION, "GRE version not decoded");
	}
}

enum { ERSPAN_II = 1, ERSPAN_III = 2, FRAME_ETHERNET = 0, FRAME_IP = 2 };

void erspan_decode(struct walk *w)
{
	static const char why[] = "the frame ends inside the ERSPAN header";
	uint32_t at = w->offset;
	unsigned frame_type = FRAME_ETHERNET;
	struct cur c;

	if (!walk_take(w, 8, why, &c))
		return;
	uint16_t version = cur_be16(&c) >> 12, session = cur_be16(&c) & 0x3ff;

	if (version == ERSPAN_III) {
		if (!walk_take(w, 4, why, &c))
			return;
		cur_skip(&c, 2);
		uint16_t word = cur_be16(&c);

		frame_type = word >> 10 & 0x1f;
		if (word & 1 && !walk_take(w, 8, why, &c)) /* platform subheader */
			return;
	}
	*walk_layer(w) = (struct layer){ .kind = LAYER_ERSPAN, .offset = at,
					 .octets = w->offset - at,
					 .tunnel = { .id = session, .type = version } };
	if (version != ERSPAN_II && version != ERSPAN_III)
		walk_other(w, version, "ERSPAN version not decoded");
	else if (frame_type == FRAME_ETHERNET)
		w->next = NEXT_ETHERNET;
	else if (frame_type == FRAME_IP)
		w->next = NEXT_IP;
	else
		walk_other(w, frame_type, "ERSPAN frame type not decoded");
}

void etherip_decode(struct walk *w)
{
	struct cur c;

	if (!walk_take(w, 2, "the frame ends inside the EtherIP header", &c))
		return;
	if (cur_u8(&c) >> 4 == 3)
		w->next = NEXT_ETHERNET;
	else
		walk_other(w, w->number, "EtherIP version not decoded");
}
