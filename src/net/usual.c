/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * usual.c - the headers that nearly every frame begins with, both at once: Ethernet, IPv4.
 *
 * In:   a frame of Ethernet
 * Out:  two layers and the addresses, and the walk in front of TCP; or nothing, when anything
 *       is out of the ordinary: a tag, another protocol, options, a fragment, a length or a
 *       checksum that does not fit, a frame that was cut
 *
 * What the headers mean is said in link.c and ip4.c, which take every other frame from header
 * to header, and would take this one to the same place: a test holds the two to each other.
 */
#include "net/checksum.h"
#include "net/walk.h"

enum {
	ETHERNET_OCTETS = 14, IP4_OCTETS = 20,
	TYPE_IP4 = 0x0800,
	VERSION_AND_OCTETS = 0x45,     /* IPv4, a header without options */
	FRAGMENT = 0x3fff,             /* "more fragments" and the offset */
	PROTOCOL_TCP = 6,
};

static void put_ethernet(struct walk *w, struct bytes dst, struct bytes src)
{
	struct layer *l = walk_header(w, LAYER_ETHERNET, 0, ETHERNET_OCTETS);

	put_mac(&l->eth.dst, dst);
	put_mac(&l->eth.src, src);
	l->eth.type = TYPE_IP4;
	put_mac(&w->p->dst_mac, dst);
	put_mac(&w->p->src_mac, src);
}

bool usual_headers(struct walk *w)
{
	struct bytes rest = w->rest;

	if (!rest.p || rest.n < ETHERNET_OCTETS + IP4_OCTETS)
		return false;
	struct cur c = cur_of(bytes_of(rest.p, ETHERNET_OCTETS + IP4_OCTETS));
	struct bytes mac_dst = cur_take(&c, 6), mac_src = cur_take(&c, 6);
	uint16_t type = cur_be16(&c);
	struct bytes header = cur_rest(&c);
	uint8_t first = cur_u8(&c), dsfield = cur_u8(&c);
	uint16_t total = cur_be16(&c), id = cur_be16(&c), fragment = cur_be16(&c);
	uint8_t ttl = cur_u8(&c), proto = cur_u8(&c);
	uint16_t checksum = cur_be16(&c);
	struct bytes src = cur_take(&c, 4), dst = cur_take(&c, 4);

	if (type != TYPE_IP4 || first != VERSION_AND_OCTETS || proto != PROTOCOL_TCP ||
	    fragment & FRAGMENT || total < IP4_OCTETS || total > w->wire - ETHERNET_OCTETS ||
	    !checksum_holds(checksum_words(0, header)))
		return false;
	put_ethernet(w, mac_dst, mac_src);
	put_ip4(&w->p->src, src);
	put_ip4(&w->p->dst, dst);
	struct layer *l = walk_header(w, LAYER_IPV4, ETHERNET_OCTETS, IP4_OCTETS);

	put_ip4(&l->ip4.src, src);
	put_ip4(&l->ip4.dst, dst);
	l->ip4.hdr_octets = IP4_OCTETS;
	l->ip4.dsfield = dsfield;
	l->ip4.ttl = ttl;
	l->ip4.proto = proto;
	l->ip4.flags = (uint8_t)(fragment >> 13);
	l->ip4.total_octets = total;
	l->ip4.id = id;
	l->ip4.frag_octets = 0;
	l->ip4.checksum = checksum;
	l->ip4.checksum_state = CHECKSUM_GOOD;
	w->wire = total - (uint32_t)IP4_OCTETS;
	w->rest = bytes_head(bytes_from(rest, ETHERNET_OCTETS + IP4_OCTETS), w->wire);
	w->offset = ETHERNET_OCTETS + IP4_OCTETS;
	w->number = proto;
	w->next = NEXT_TCP;
	return true;
}
