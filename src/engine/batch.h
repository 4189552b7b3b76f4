/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * batch.h - frames on their way to several workers.
 *
 * Every worker gets every batch: it lives through all moments, so that its time-outs come
 * when they would have come in one engine, and takes the segments of its own connections.
 * A connection belongs to a worker by the hash of its addresses and ports.  What is decoded
 * already (the outer headers, tunnels, joined fragments) is not looked at again.  Payload is not
 * copied: a batch holds the blocks of the capture that it lies in.
 *
 * A batch is written by one thread, then only read, until all workers have given it back.
 * What cores hand to each other costs them a cache miss for each line, on some machines more
 * than the work itself: so the segments of one worker lie together, as few octets as will do.
 */
#ifndef MW_ENGINE_BATCH_H
#define MW_ENGINE_BATCH_H

#include "base/arena.h"
#include "base/call.h"
#include "capture/capture.h"
#include "stream/key.h"

enum {
	BATCH_FRAMES = 384,
	BATCH_OCTETS = 96 << 10, /* of frames; one may exceed it */
	TCP_FIXED_OCTETS = offsetof(struct tcp, nsacks),
};

/* What streams_push() needs of a packet. */
struct batch_segment {
	struct bytes payload;    /* in a block, or in batch.copies */
	uint32_t payload_octets;
	uint32_t moment;         /* index of its frame */
	uint32_t sacks;          /* where they begin in lane.sacks */
	uint8_t nsacks;
	uint8_t tcp[TCP_FIXED_OCTETS]; /* the begin of a struct tcp */
	struct ip src, dst;
	struct mac src_mac, dst_mac;
};

/* The segments of one worker, in order. */
struct lane {
	struct batch_segment *segments;
	size_t nsegments, capsegments;
	struct sack *sacks;
	size_t nsacks, capsacks;
	struct apart apart;
};

struct batch {
	uint64_t first_frame;    /* number of the first moment's frame */
	int64_t *moments_ns;     /* the time of each frame */
	size_t nmoments, cap_moments;
	struct lane *lanes;      /* of each worker */
	unsigned nlanes;
	struct block **blocks;   /* held */
	size_t nblocks, cap_blocks;
	struct arena copies;     /* payload that lies elsewhere: joined fragments, live */
	size_t octets;           /* of the frames */
	bool last;               /* the capture ends after it */
	struct apart apart;
};

/* Empties it, keeping the memory.  For the thread that reads, as are batch_fini() and
   batch_add(). */
void batch_clear(struct batch *b);
void batch_fini(struct batch *b);
bool batch_full(const struct batch *b);
/* Adds the next frame of `c`, decoded in `p`.  `hash` decides the worker, of `workers`. */
void batch_add(struct batch *b, const struct capture *c, const struct packet *p,
	       const struct flow_hash *hash, unsigned workers);
/* A segment of a worker as a packet: writes what streams_push() reads, and `frame_out`,
   which it points to.  Both borrow from the batch. */
void batch_packet(const struct batch *b, unsigned worker, size_t segment, struct packet *out,
		  struct frame *frame_out);

#endif
