/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ip4.c - IPv4, and which IP it is where only the first nibble says.
 *
 * In:   a datagram or a fragment of one, padding of the link layer behind it
 * Out:  a layer, the packet's addresses; what comes next by protocol number
 * RFC:  791, 1071 (checksum), 6864 (identification)
 */
#include "net/checksum.h"
#include "net/state.h"
#include "net/walk.h"

enum { HEADER_MIN = 20, FLAG_MORE = 1 };

void ip_decode(struct walk *w)
{
	int first = bytes_at(w->rest, 0);

	if (first < 0)
		walk_short(w, 1, "no octet where IP was announced");
	else if (first >> 4 == 4)
		w->next = NEXT_IPV4;
	else if (first >> 4 == 6)
		w->next = NEXT_IPV6;
	else
		walk_other(w, (uint32_t)first, "neither IPv4 nor IPv6");
}

/* False when the packet is refused for it. */
static bool header_sum(struct walk *w, struct bytes header, struct layer *l)
{
	bool good = checksum_fold(checksum_add(0, header)) == 0xffff;

	l->ip4.checksum_state = good		       ? CHECKSUM_GOOD
				: l->ip4.checksum == 0 ? CHECKSUM_OFFLOAD
						       : CHECKSUM_BAD;
	if (l->ip4.checksum_state != CHECKSUM_BAD)
		return true;
	w->p->odd |= ODD_IP_CHECKSUM;
	w->net->stats.bad_ip_checksum++;
	return !w->net->options.check_checksums;
}

/* The octets after the header belong to the datagram as far as its length says.  A length
   of 0 is left by a sender whose card cuts large segments: the frame's then counts. */
static void ip4_limit(struct walk *w, uint16_t total, uint32_t header)
{
	if (!total)
		w->p->odd |= ODD_NO_IP_LENGTH;
	else if (!walk_limit(w, total - header))
		w->p->odd |= ODD_IP_LENGTH;
}

static void ip4_inside(struct walk *w, const struct layer *l)
{
	if (l->ip4.frag_octets || l->ip4.flags & FLAG_MORE)
		walk_fragment(w, &(struct ip_fragment){
					 .id = l->ip4.id,
					 .offset = l->ip4.frag_octets,
					 .more = l->ip4.flags & FLAG_MORE,
					 .protocol = l->ip4.proto,
				 });
	else
		walk_ip_protocol(w, l->ip4.proto);
}

void ip4_decode(struct walk *w)
{
	static const char why[] = "the frame ends inside the IPv4 header";
	struct bytes whole = w->rest;
	uint32_t at = w->offset;
	struct cur c, options;

	if (!walk_take(w, HEADER_MIN, why, &c))
		return;
	uint8_t first = cur_u8(&c), dsfield = cur_u8(&c);
	uint16_t total = cur_be16(&c), id = cur_be16(&c), fragment = cur_be16(&c);
	uint8_t ttl = cur_u8(&c), proto = cur_u8(&c);
	uint16_t checksum = cur_be16(&c);
	uint8_t header = (uint8_t)((first & 0xf) * 4);

	if (first >> 4 != 4 || header < HEADER_MIN || (total && total < header)) {
		walk_end(w, PACKET_MALFORMED, "IPv4 header with an impossible version or length");
		return;
	}
	w->p->src = ip4_of(cur_take(&c, 4));
	w->p->dst = ip4_of(cur_take(&c, 4));
	if (header > HEADER_MIN && !walk_take(w, (uint32_t)header - HEADER_MIN, why, &options))
		return;
	struct layer *l = walk_layer(w);

	*l = (struct layer){
		.kind = LAYER_IPV4, .offset = at, .octets = header,
		.ip4 = { .src = w->p->src, .dst = w->p->dst, .hdr_octets = header,
			 .dsfield = dsfield, .ttl = ttl, .proto = proto,
			 .flags = (uint8_t)(fragment >> 13), .total_octets = total, .id = id,
			 .frag_octets = (uint16_t)((fragment & 0x1fff) * 8),
			 .checksum = checksum },
	};
	if (!header_sum(w, bytes_head(whole, header), l)) {
		walk_end(w, PACKET_OTHER, "bad IPv4 header checksum");
		return;
	}
	ip4_limit(w, total, header);
	ip4_inside(w, l);
}
