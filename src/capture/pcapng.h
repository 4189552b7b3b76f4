/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pcapng.h - the numbers of the pcapng format, and what its reader remembers.
 *
 * Spec: draft-ietf-opsawg-pcapng
 *
 * A file is a row of blocks: type, length, body, length again; each section, begun by a
 * Section Header Block, has its own byte order and its own interfaces.
 */
#ifndef MW_CAPTURE_PCAPNG_H
#define MW_CAPTURE_PCAPNG_H

#include "capture/reader.h"

enum pcapng_block {
	BLOCK_SECTION = 0x0a0d0d0a,
	BLOCK_INTERFACE = 1,
	BLOCK_PACKET = 2, /* obsolete */
	BLOCK_SIMPLE = 3,
	BLOCK_NAMES = 4,
	BLOCK_STATISTICS = 5,
	BLOCK_ENHANCED = 6,
	BLOCK_SECRETS = 10,
};

enum {
	PCAPNG_ORDER = 0x1a2b3c4d,       /* the byte order magic of a section */
	PCAPNG_BLOCK_MIN = 12,           /* type and two lengths */
	PCAPNG_SECRETS_TLS = 0x544c534b, /* "TLSK" */
	/* if_tsoffset that the writer gives to interfaces with moments before 1970: the
	   second before the earliest that 64 bits of nanoseconds can tell. */
	PCAPNG_EARLIEST_SECOND = -9223372037,
};

enum pcapng_option {
	OPTION_END = 0, OPTION_COMMENT = 1,
	SECTION_HARDWARE = 2, SECTION_OS = 3, SECTION_APPLICATION = 4,
	INTERFACE_NAME = 2, INTERFACE_DESCRIPTION = 3, INTERFACE_TSRESOL = 9,
	INTERFACE_FILTER = 11, INTERFACE_OS = 12, INTERFACE_TSOFFSET = 14,
	STATISTICS_START = 2, STATISTICS_END = 3, STATISTICS_RECEIVED = 4,
	STATISTICS_DROPPED = 5, STATISTICS_OS_DROPPED = 7, STATISTICS_DELIVERED = 8,
};

/* How an interface counts time. */
struct pcapng_clock {
	uint64_t units;         /* in a second */
	int64_t unit_ns;        /* the length of one, or 0 when it is not whole */
	int64_t offset_seconds; /* to be added */
};

struct pcapng {
	bool big_endian;
	uint32_t section;       /* 1, 2, ... */
	size_t first;           /* index of its first interface in facts.interfaces */
	struct pcapng_clock *clocks; /* by index in facts.interfaces */
	size_t nclocks, clocks_cap;
	int64_t last_ns;        /* of the frame before: for those without a time */
	struct buf comment;     /* several comments of one frame, joined */
};

static inline uint16_t pcapng_u16(const struct pcapng *p, struct cur *c)
{
	return p->big_endian ? cur_be16(c) : cur_le16(c);
}
static inline uint32_t pcapng_u32(const struct pcapng *p, struct cur *c)
{
	return p->big_endian ? cur_be32(c) : cur_le32(c);
}
/* A number written as two 32-bit halves, the upper one first in either byte order: time
   stamps.  Counters in options are plain 64-bit numbers. */
static inline uint64_t pcapng_halves(const struct pcapng *p, struct cur *c)
{
	uint64_t upper = pcapng_u32(p, c);
	return upper << 32 | pcapng_u32(p, c);
}

/* The next option; false at the end, and at an option longer than what is left. */
bool pcapng_option(const struct pcapng *p, struct cur *c, uint16_t *code_out,
		   struct bytes *value_out);
/* A time stamp in nanoseconds since 1970; what does not fit becomes the nearest that
   does. */
int64_t pcapng_time(const struct pcapng_clock *clock, uint64_t ts);

/* The blocks that describe.  `body` is what stands between the lengths.  All give false
   when the body is too short for its fixed fields, or a cap is reached: capture_damage()
   was called. */
bool pcapng_section(struct capture *c, struct bytes body);
bool pcapng_interface(struct capture *c, struct bytes body);
bool pcapng_statistics(struct capture *c, struct bytes body);
bool pcapng_secrets(struct capture *c, struct bytes body);

#endif
