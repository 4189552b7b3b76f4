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
#include "net/ip4.h"

enum {
	ETHERNET_OCTETS = 14, HEADERS_OCTETS = ETHERNET_OCTETS + IP4_HEADER_MIN,
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

	if (!rest.p || rest.n < HEADERS_OCTETS)
		return false;
	struct cur c = cur_of(bytes_of(rest.p, HEADERS_OCTETS));
	struct bytes mac_dst = cur_take(&c, 6), mac_src = cur_take(&c, 6);
	uint16_t type = cur_be16(&c);
	struct bytes header = cur_rest(&c);
	struct ip4_header h = ip4_header_read(&c);

	if (type != TYPE_IP4 || h.first != VERSION_AND_OCTETS || h.proto != PROTOCOL_TCP ||
	    h.fragment & FRAGMENT || h.total < IP4_HEADER_MIN ||
	    h.total > w->wire - ETHERNET_OCTETS || !checksum_holds(checksum_words(0, header)))
		return false;
	put_ethernet(w, mac_dst, mac_src);
	put_ip4(&w->p->src, h.src);
	put_ip4(&w->p->dst, h.dst);
	ip4_layer(w, &h, ETHERNET_OCTETS, IP4_HEADER_MIN, CHECKSUM_GOOD);
	w->wire = h.total - (uint32_t)IP4_HEADER_MIN;
	w->rest = bytes_head(bytes_from(rest, HEADERS_OCTETS), w->wire);
	w->offset = HEADERS_OCTETS;
	w->number = h.proto;
	w->next = NEXT_TCP;
	return true;
}
