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

static enum checksum_state header_sum(struct bytes header, uint16_t field)
{
	if (checksum_holds(checksum_words(0, header)))
		return CHECKSUM_GOOD;
	return field ? CHECKSUM_BAD : CHECKSUM_OFFLOAD;
}

/* False when the packet is refused for it. */
static bool bad_sum_passes(struct walk *w)
{
	w->p->odd |= ODD_IP_CHECKSUM;
	w->net->stats.bad_ip_checksum++;
	if (!w->net->options.check_checksums)
		return true;
	walk_end(w, PACKET_OTHER, "bad IPv4 header checksum");
	return false;
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
	struct bytes src = cur_take(&c, 4), dst = cur_take(&c, 4);

	put_ip4(&w->p->src, src);
	put_ip4(&w->p->dst, dst);
	if (header > HEADER_MIN && !walk_take(w, (uint32_t)header - HEADER_MIN, why, &options))
		return;
	struct layer *l = walk_header(w, LAYER_IPV4, at, header);

	put_ip4(&l->ip4.src, src);
	put_ip4(&l->ip4.dst, dst);
	l->ip4.hdr_octets = header;
	l->ip4.dsfield = dsfield;
	l->ip4.ttl = ttl;
	l->ip4.proto = proto;
	l->ip4.flags = (uint8_t)(fragment >> 13);
	l->ip4.total_octets = total;
	l->ip4.id = id;
	l->ip4.frag_octets = (uint16_t)((fragment & 0x1fff) * 8);
	l->ip4.checksum = checksum;
	l->ip4.checksum_state = header_sum(bytes_head(whole, header), checksum);
	if (l->ip4.checksum_state == CHECKSUM_BAD && !bad_sum_passes(w))
		return;
	ip4_limit(w, total, header);
	ip4_inside(w, l);
}
