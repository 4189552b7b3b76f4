/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * span.h - provenance: which octets of one direction of a connection came in which frame.
 *
 * Stream offsets count the octets one side sent, from 0 for the first after its SYN (or
 * the first seen, when the capture begins in the middle).
 */
#ifndef MW_BASE_SPAN_H
#define MW_BASE_SPAN_H

#include <stdint.h>

/* A run of octets delivered from one frame. */
struct span {
	uint64_t frame;  /* frame number; 0 for octets that no frame carried (a gap) */
	uint64_t offset; /* stream offset of the first octet */
	uint64_t octets;
	int64_t ts_ns;   /* time of the frame */
};

#endif
