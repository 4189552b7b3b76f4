/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fuzz_net.c - frames of any link type through net_decode(), fragments across them.
 *
 * Input: records of link type (2 octets), length (2, the top bit: the snap length cut 100
 * octets off), seconds since the frame before (1), the frame.
 */
#include "net/packet.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static bool inside(struct bytes part, struct bytes whole)
{
	return !part.n || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

static void check(struct packet *p)
{
	struct bytes whole = p->joined.n ? p->joined : p->frame->data;

	require(p->nlayers <= LIMIT_LAYERS && p->joined_from <= p->nlayers);
	require(p->frame_layers <= p->joined_from);
	require((p->verdict == PACKET_TCP) == (p->nlayers && !p->why &&
					       p->layers[p->nlayers - 1].kind == LAYER_TCP));
	if (p->verdict != PACKET_TCP)
		return;
	require(inside(p->segment, whole) && inside(p->payload, p->segment));
	require(inside(p->tcp.options, p->segment));
	require(p->payload.n <= p->payload_octets && p->tcp.nsacks <= 4);
	require(p->src.family && p->src.family == p->dst.family);
	(void)net_tcp_checksum(p, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct net_options options = { .check_checksums = size % 2 };
	struct cur c = cur_of(bytes_of(data, size));
	struct net *n = net_new(&options);
	struct frame f = { 0 };
	struct packet p;

	while (cur_left(&c)) {
		f.number++;
		f.linktype = cur_be16(&c);
		uint16_t octets = cur_be16(&c);

		f.ts_ns += cur_u8(&c) * INT64_C(1000000000);
		f.data = cur_take(&c, octets & 0x7fff);
		if (!cur_ok(&c))
			break;
		f.wire_octets = (uint32_t)f.data.n + (octets & 0x8000 ? 100 : 0);
		/* a copy of its own, so that one octet too far is seen */
		uint8_t *copy = malloc(f.data.n ? f.data.n : 1);

		if (!copy)
			abort();
		if (f.data.n)
			memcpy(copy, f.data.p, f.data.n);
		f.data.p = copy;
		net_decode(n, &f, &p);
		check(&p);
		free(copy);
	}
	net_free(&n);
	return 0;
}
