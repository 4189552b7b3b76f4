/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ip6.c - IPv6 and its extension headers, one at a time.
 *
 * In:   a datagram or a fragment of one, padding of the link layer behind it
 * Out:  layers, the packet's addresses; what comes next by protocol number
 * RFC:  8200, 2675 (jumbograms, refused), 4302 (AH), 8754 (segment routing), 6946 (atomic
 *       fragments)
 */
#include "net/state.h"
#include "net/walk.h"

enum {
	EXT_HOP_BY_HOP = 0, EXT_ROUTING = 43, EXT_FRAGMENT = 44, EXT_AH = 51, NO_NEXT = 59,
	OPTION_PAD1 = 0, OPTION_JUMBO = 0xc2,
	ROUTING_SOURCE = 0, ROUTING_MOBILE = 2, ROUTING_SEGMENTS = 4,
};

void ip6_decode(struct walk *w)
{
	uint32_t at = w->offset;
	struct cur c;

	if (!walk_take(w, 40, "the frame ends inside the IPv6 header", &c))
		return;
	uint32_t word = cur_be32(&c);
	uint16_t payload = cur_be16(&c);
	uint8_t next = cur_u8(&c), hlim = cur_u8(&c);

	if (word >> 28 != 6) {
		walk_end(w, PACKET_MALFORMED, "IPv6 header with another version");
		return;
	}
	struct layer *l = walk_header(w, LAYER_IPV6, at, 40);
	struct bytes src = cur_take(&c, 16), dst = cur_take(&c, 16);

	put_ip6(&w->p->src, src);
	put_ip6(&w->p->dst, dst);
	put_ip6(&l->ip6.src, src);
	put_ip6(&l->ip6.dst, dst);
	l->ip6.tclass = (uint8_t)(word >> 20);
	l->ip6.flow = word & 0xfffff;
	l->ip6.payload_octets = payload;
	l->ip6.next = next;
	l->ip6.hlim = hlim;
	/* 0 is a jumbogram, which its option says, or left to a card that cuts segments. */
	w->no_length = payload == 0;
	if (!payload && next != NO_NEXT)
		w->p->odd |= ODD_NO_IP_LENGTH;
	else if (!walk_limit(w, payload))
		w->p->odd |= ODD_IP_LENGTH;
	walk_ip_protocol(w, next);
}

static bool has_jumbo_option(struct cur options)
{
	while (cur_left(&options)) {
		uint8_t type = cur_u8(&options);

		if (type == OPTION_JUMBO)
			return true;
		if (type != OPTION_PAD1)
			cur_skip(&options, cur_u8(&options));
	}
	return false;
}

/* While segments are left, the header's destination is only the next stop; TCP runs to,
   and is summed over, the last one (RFC 8200 8.1). */
static void routing(struct walk *w, struct layer *l, struct cur c)
{
	struct bytes list;

	l->ext.routing_type = cur_u8(&c);
	l->ext.segments_left = cur_u8(&c);
	cur_skip(&c, 4);
	list = cur_rest(&c);
	if (!l->ext.segments_left || list.n < 16)
		return;
	if (l->ext.routing_type == ROUTING_SEGMENTS)
		put_ip6(&w->p->dst, bytes_head(list, 16)); /* the list is reversed */
	else if (l->ext.routing_type == ROUTING_SOURCE || l->ext.routing_type == ROUTING_MOBILE)
		put_ip6(&w->p->dst, bytes_sub(list, list.n / 16 * 16 - 16, 16));
}

/* An atomic fragment (offset 0, no more) is a datagram of its own, whatever else has its
   identification (RFC 6946). */
static void fragment(struct walk *w, struct layer *l, struct cur c)
{
	uint16_t word = cur_be16(&c);

	l->ext.frag_octets = word & 0xfff8;
	l->ext.more = word & 1;
	l->ext.id = cur_be32(&c);
	*walk_layer(w) = *l;
	if (!l->ext.frag_octets && !l->ext.more)
		walk_ip_protocol(w, l->ext.next);
	else
		walk_fragment(w, &(struct ip_fragment){ .id = l->ext.id,
							.offset = l->ext.frag_octets,
							.more = l->ext.more,
							.protocol = l->ext.next });
}

void ip_ext_decode(struct walk *w)
{
	static const char why[] = "the frame ends inside an IPv6 extension header";
	struct layer l = { .kind = LAYER_IP_EXT, .offset = w->offset };
	struct bytes whole = w->rest;
	struct cur c;

	l.ext.number = (uint8_t)w->number;
	if (!walk_take(w, 8, why, &c))
		return;
	l.ext.next = cur_u8(&c);
	uint32_t more = cur_u8(&c) * 8u;

	l.octets = 8;
	if (l.ext.number == EXT_FRAGMENT) {
		fragment(w, &l, c);
		return;
	}
	if (more && !walk_take(w, more, why, &c))
		return;
	l.octets += more;
	c = cur_of(bytes_head(whole, l.octets));
	cur_skip(&c, 2);
	if (l.ext.number == EXT_ROUTING)
		routing(w, &l, c);
	*walk_layer(w) = l;
	if (l.ext.number == EXT_HOP_BY_HOP && w->no_length && has_jumbo_option(c))
		walk_other(w, l.ext.next, "IPv6 jumbogram");
	else
		walk_ip_protocol(w, l.ext.next);
}

/* Its length counts words of four octets, and in IPv4 it need not be a multiple of eight. */
void ah_decode(struct walk *w)
{
	static const char why[] = "the frame ends inside the authentication header";
	struct layer l = { .kind = LAYER_IP_EXT, .offset = w->offset };
	struct cur c, value;

	if (!walk_take(w, 12, why, &c))
		return;
	l.ext.number = EXT_AH;
	l.ext.next = cur_u8(&c);
	uint32_t octets = (cur_u8(&c) + 2u) * 4;

	cur_skip(&c, 2);
	l.ext.id = cur_be32(&c);
	if (octets > 12 && !walk_take(w, octets - 12, why, &value))
		return;
	l.octets = w->offset - l.offset;
	*walk_layer(w) = l;
	walk_ip_protocol(w, l.ext.next);
}
