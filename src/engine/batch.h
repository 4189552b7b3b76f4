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
 */
#ifndef MW_ENGINE_BATCH_H
#define MW_ENGINE_BATCH_H

#include "base/arena.h"
#include "capture/capture.h"
#include "stream/key.h"

enum {
	BATCH_FRAMES = 384,
	BATCH_OCTETS = 96 << 10, /* of frames; one may exceed it */
	NO_SEGMENT = UINT32_MAX,
};

/* One frame. */
struct moment {
	int64_t ts_ns;
	uint32_t segment; /* index of its TCP segment, or NO_SEGMENT */
	uint32_t worker;  /* ... which is this worker's */
};

/* What streams_push() needs of a packet. */
struct batch_segment {
	struct ip src, dst;
	struct mac src_mac, dst_mac;
	struct tcp tcp;          /* without `options` */
	struct bytes payload;    /* in a block, or in batch.copies */
	uint32_t payload_octets;
};

struct batch {
	uint64_t first_frame;    /* number of the first moment's frame */
	struct moment *moments;
	size_t nmoments, cap_moments;
	struct batch_segment *segments;
	size_t nsegments, cap_segments;
	struct block **blocks;   /* held */
	size_t nblocks, cap_blocks;
	struct arena copies;     /* payload that lies elsewhere: joined fragments, live */
	size_t octets;           /* of the frames */
	bool last;               /* the capture ends after it */
};

/* Empties it, keeping the memory.  For the thread that reads, as are batch_fini() and
   batch_add(). */
void batch_clear(struct batch *b);
void batch_fini(struct batch *b);
bool batch_full(const struct batch *b);
/* Adds the next frame of `c`, decoded in `p`.  `hash` decides the worker, of `workers`. */
void batch_add(struct batch *b, const struct capture *c, const struct packet *p,
	       const struct flow_hash *hash, unsigned workers);
/* The segment of a moment as a packet: writes what streams_push() reads, and `frame_out`,
   which it points to.  Both borrow from the batch. */
void batch_packet(const struct batch *b, size_t moment, struct packet *out,
		  struct frame *frame_out);

#endif
