/* SPDX-License-Identifier: BSD-2-Clause */
/* batch.c - see batch.h. */
#include "engine/batch.h"

#include "capture/source.h"

#include <stdlib.h>

void batch_clear(struct batch *b)
{
	while (b->nblocks)
		block_release(b->blocks[--b->nblocks]);
	arena_reset(&b->copies);
	b->nmoments = b->nsegments = b->octets = 0;
	b->last = false;
}

void batch_fini(struct batch *b)
{
	batch_clear(b);
	free(b->moments);
	free(b->segments);
	free(b->blocks);
	arena_fini(&b->copies);
	*b = (struct batch){ 0 };
}

bool batch_full(const struct batch *b)
{
	return b->nmoments >= BATCH_FRAMES || b->octets >= BATCH_OCTETS;
}

/* The same for both directions. */
static uint32_t worker_of(const struct packet *p, const struct flow_hash *hash, unsigned workers)
{
	struct flow_key key;

	flow_key_of_packet(p, &key);
	return (uint32_t)((flow_hash_of(hash, &key) >> 32) * workers >> 32);
}

static bool lies_in(struct bytes part, struct bytes all)
{
	uintptr_t p = (uintptr_t)part.p, from = (uintptr_t)all.p;

	return p >= from && p - from <= all.n && part.n <= all.n - (p - from);
}

/* The payload of the frame that `c` gave last, so that it stays until batch_clear(). */
static struct bytes keep_payload(struct batch *b, const struct capture *c, const struct packet *p)
{
	struct block *block = capture_block(c);

	if (p->payload.n == 0)
		return (struct bytes){ NULL, 0 };
	if (!block || !lies_in(p->payload, p->frame->data))
		return bytes_dup(&b->copies, p->payload);
	if (b->nblocks == 0 || b->blocks[b->nblocks - 1] != block)
		ARRAY_PUSH(b->blocks, b->nblocks, b->cap_blocks) = block_hold(block);
	return p->payload;
}

void batch_add(struct batch *b, const struct capture *c, const struct packet *p,
	       const struct flow_hash *hash, unsigned workers)
{
	struct batch_segment *s;

	if (b->nmoments == 0)
		b->first_frame = p->frame->number;
	ARRAY_PUSH(b->moments, b->nmoments, b->cap_moments) = (struct moment){
		p->frame->ts_ns, NO_SEGMENT, 0,
	};
	b->octets += p->frame->data.n;
	if (p->verdict != PACKET_TCP)
		return;
	b->moments[b->nmoments - 1].segment = (uint32_t)b->nsegments;
	b->moments[b->nmoments - 1].worker = worker_of(p, hash, workers);
	s = &ARRAY_PUSH(b->segments, b->nsegments, b->cap_segments);
	s->src = p->src;
	s->dst = p->dst;
	s->src_mac = p->src_mac;
	s->dst_mac = p->dst_mac;
	s->tcp = p->tcp;
	s->tcp.options = (struct bytes){ NULL, 0 };
	s->payload_octets = p->payload_octets;
	s->payload = keep_payload(b, c, p);
}

void batch_packet(const struct batch *b, size_t moment, struct packet *out,
		  struct frame *frame_out)
{
	const struct batch_segment *s = &b->segments[b->moments[moment].segment];

	frame_out->number = b->first_frame + moment;
	frame_out->ts_ns = b->moments[moment].ts_ns;
	out->frame = frame_out;
	out->verdict = PACKET_TCP;
	out->src = s->src;
	out->dst = s->dst;
	out->src_mac = s->src_mac;
	out->dst_mac = s->dst_mac;
	out->tcp = s->tcp;
	out->payload = s->payload;
	out->payload_octets = s->payload_octets;
}
