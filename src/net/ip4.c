/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ip4.c - IPv4, and which IP it is where only the first nibble says.
 *
 * In:   a datagram or a fragment of one, padding of the link layer behind it
 * Out:  a layer, the packet's addresses; what comes next by protocol number
 * RFC:  791, 1071 (checksum), 6864 (identification)
 */
#include "net/checksum.h"
#include "net/ip4.h"
#include "net/state.h"
#include "net/walk.h"

enum { FLAG_MORE = 1 };

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

	if (!walk_take(w, IP4_HEADER_MIN, why, &c))
		return;
	struct ip4_header h = ip4_header_read(&c);
	uint8_t octets = (uint8_t)((h.first & 0xf) * 4);

	if (h.first >> 4 != 4 || octets < IP4_HEADER_MIN || (h.total && h.total < octets)) {
		walk_end(w, PACKET_MALFORMED, "IPv4 header with an impossible version or length");
		return;
	}
	put_ip4(&w->p->src, h.src);
	put_ip4(&w->p->dst, h.dst);
	if (octets > IP4_HEADER_MIN &&
	    !walk_take(w, (uint32_t)octets - IP4_HEADER_MIN, why, &options))
		return;
	struct layer *l = ip4_layer(w, &h, at, octets,
				    header_sum(bytes_head(whole, octets), h.checksum));

	if (l->ip4.checksum_state == CHECKSUM_BAD && !bad_sum_passes(w))
		return;
	ip4_limit(w, h.total, octets);
	ip4_inside(w, l);
}
