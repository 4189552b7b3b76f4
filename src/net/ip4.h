/* SPDX-License-Identifier: BSD-2-Clause */
/* ip4.h - the fixed IPv4 header (RFC 791 3.1), read and made a layer: for ip4.c and usual.c. */
#ifndef MW_NET_IP4_H
#define MW_NET_IP4_H

#include "net/walk.h"

enum { IP4_HEADER_MIN = 20 };

struct ip4_header {
	uint8_t first;     /* version and length */
	uint8_t dsfield, ttl, proto;
	uint16_t total, id, checksum;
	uint16_t fragment; /* flags and offset */
	struct bytes src, dst;
};

/* From a cursor over IP4_HEADER_MIN octets. */
static inline struct ip4_header ip4_header_read(struct cur *c)
{
	struct ip4_header h;

	h.first = cur_u8(c);
	h.dsfield = cur_u8(c);
	h.total = cur_be16(c);
	h.id = cur_be16(c);
	h.fragment = cur_be16(c);
	h.ttl = cur_u8(c);
	h.proto = cur_u8(c);
	h.checksum = cur_be16(c);
	h.src = cur_take(c, 4);
	h.dst = cur_take(c, 4);
	return h;
}

/* Its layer at `at`, `octets` with its options. */
static inline struct layer *ip4_layer(struct walk *w, const struct ip4_header *h, uint32_t at,
				      uint8_t octets, enum checksum_state state)
{
	struct layer *l = walk_header(w, LAYER_IPV4, at, octets);

	put_ip4(&l->ip4.src, h->src);
	put_ip4(&l->ip4.dst, h->dst);
	l->ip4.hdr_octets = octets;
	l->ip4.dsfield = h->dsfield;
	l->ip4.ttl = h->ttl;
	l->ip4.proto = h->proto;
	l->ip4.flags = (uint8_t)(h->fragment >> 13);
	l->ip4.total_octets = h->total;
	l->ip4.id = h->id;
	l->ip4.frag_octets = (uint16_t)((h->fragment & 0x1fff) * 8);
	l->ip4.checksum = h->checksum;
	l->ip4.checksum_state = state;
	return l;
}

#endif
