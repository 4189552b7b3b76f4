/* SPDX-License-Identifier: BSD-2-Clause */
/* batch.c - see batch.h. */
#include "engine/batch.h"

#include "capture/source.h"

#include <stdlib.h>
#include <string.h>

void batch_clear(struct batch *b)
{
	while (b->nblocks)
		block_release(b->blocks[--b->nblocks]);
	arena_reset(&b->copies);
	for (unsigned i = 0; i < b->nlanes; i++)
		b->lanes[i].nsegments = b->lanes[i].nsacks = 0;
	b->nmoments = b->octets = 0;
	b->last = false;
}

void batch_fini(struct batch *b)
{
	batch_clear(b);
	for (unsigned i = 0; i < b->nlanes; i++) {
		free(b->lanes[i].segments);
		free(b->lanes[i].sacks);
	}
	free(b->lanes);
	free(b->moments_ns);
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

static void add_segment(struct batch *b, struct lane *l, const struct capture *c,
			const struct packet *p)
{
	struct batch_segment *s = &ARRAY_PUSH(l->segments, l->nsegments, l->capsegments);

	s->payload = keep_payload(b, c, p);
	s->payload_octets = p->payload_octets;
	s->moment = (uint32_t)b->nmoments;
	s->sacks = (uint32_t)l->nsacks;
	s->nsacks = p->tcp.nsacks;
	for (int i = 0; i < s->nsacks; i++)
		ARRAY_PUSH(l->sacks, l->nsacks, l->capsacks) = p->tcp.sacks[i];
	memcpy(s->tcp, &p->tcp, sizeof(s->tcp));
	s->src = p->src;
	s->dst = p->dst;
	s->src_mac = p->src_mac;
	s->dst_mac = p->dst_mac;
}

void batch_add(struct batch *b, const struct capture *c, const struct packet *p,
	       const struct flow_hash *hash, unsigned workers)
{
	if (b->nmoments == 0)
		b->first_frame = p->frame->number;
	if (!b->lanes) {
		b->lanes = xcalloc(workers, sizeof(*b->lanes));
		b->nlanes = workers;
	}
	b->octets += p->frame->data.n;
	if (p->verdict == PACKET_TCP)
		add_segment(b, &b->lanes[worker_of(p, hash, workers)], c, p);
	ARRAY_PUSH(b->moments_ns, b->nmoments, b->cap_moments) = p->frame->ts_ns;
}

void batch_packet(const struct batch *b, unsigned worker, size_t segment, struct packet *out,
		  struct frame *frame_out)
{
	const struct lane *l = &b->lanes[worker];
	const struct batch_segment *s = &l->segments[segment];

	frame_out->number = b->first_frame + s->moment;
	frame_out->ts_ns = b->moments_ns[s->moment];
	out->frame = frame_out;
	out->verdict = PACKET_TCP;
	out->src = s->src;
	out->dst = s->dst;
	out->src_mac = s->src_mac;
	out->dst_mac = s->dst_mac;
	memcpy(&out->tcp, s->tcp, sizeof(s->tcp));
	out->tcp.nsacks = s->nsacks;
	for (int i = 0; i < s->nsacks; i++)
		out->tcp.sacks[i] = l->sacks[s->sacks + (unsigned)i];
	out->payload = s->payload;
	out->payload_octets = s->payload_octets;
}
