/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * source.h - the octets of a capture file, in large blocks.
 *
 * A reader asks for `n` octets in one piece and gets a view into the block they were read
 * into.  Blocks are filled by read(2), SOURCE_BLOCK_OCTETS at a time: measured, that costs
 * about half the CPU of the page faults of a mapped file.  Only a record that crosses the
 * end of a block is moved; everything else stays where the kernel put it.
 *
 *	b = source_need(s, 16);          // look
 *	b = source_need(s, 16 + octets); // look at more, from the same place
 *	source_take(s, 16 + octets);     // go on
 *
 * Views live until the next source_need() that has to read, at the latest until
 * source_free().  Who needs them longer holds their block: the source then goes on in another
 * one.  Sources stack: decompress.c makes one out of another.
 */
#ifndef MW_CAPTURE_SOURCE_H
#define MW_CAPTURE_SOURCE_H

#include "base/bytes.h"
#include "base/err.h"

#include <assert.h>
#include <signal.h>
#include <sys/stat.h>

enum { SOURCE_BLOCK_OCTETS = 256 << 10, SOURCE_POLL_MS = 100 };

enum source_state {
	SOURCE_OPEN,    /* there may be more */
	SOURCE_WAITING, /* a pipe has nothing for now: ask again */
	SOURCE_ENDED,   /* the end */
	SOURCE_DAMAGED, /* the octets cannot be decompressed from here on; `err` tells why */
	SOURCE_FAILED,  /* the world failed; `err` tells why */
};

/* Where the octets come from. */
struct source_input {
	/* Puts at most `n` octets (n > 0) at `to` and returns how many.  0: none, and
	   `*state_out` and `e` tell why. */
	size_t (*read)(void *ctx, uint8_t *to, size_t n, enum source_state *state_out,
		       struct err *e);
	void (*close)(void *ctx); /* may be NULL */
	void *ctx;
	bool stalls; /* a pipe: what is read next may come much later */
};

/* Octets as they were read.  Holding and releasing is for the thread that reads; looking at
   them meanwhile is for any. */
struct block {
	struct source *home;
	struct block *next;       /* in the list of idle ones */
	unsigned holders;
	size_t cap;
	uint8_t octets[];
};

struct source {
	struct bytes rest;        /* read, not taken yet: a view into the block */
	enum source_state state;
	struct err err;
	uint64_t octets;          /* read so far, from the beginning */
	struct source_input input;
	struct block *block;      /* where `rest` lies; NULL before anything was read */
	size_t filled;            /* octets of it that were read */
	struct block *idle;       /* to be used again */
	size_t block_octets;
};

/* A source over `input`, which it closes in the end.  `block_octets` is the size of its
   blocks; a larger record makes its block larger. */
struct source *source_new(struct source_input input, size_t block_octets);
/* All blocks were released before. */
void source_free(struct source **s);
/* Views into `b`, the block of a source, stay as they are until block_release(). */
static inline struct block *block_hold(struct block *b)
{
	b->holders++;
	return b;
}
void block_release(struct block *b);

/* Opens `path`, "-" is standard input, as an input.  `stop` (may be NULL) ends reading
   when it becomes nonzero.  0, or -1 and `e`. */
int source_input_file(struct source_input *out, const char *path,
		      const volatile sig_atomic_t *stop, struct stat *st_out, struct err *e);
/* Octets in memory, handed over at most `chunk` at a time.  Borrows `all`. */
struct source_input source_input_bytes(struct bytes all, size_t chunk);

/* Reads until `n` octets are there or no more come; `s->state` tells why.  The slow half
   of source_need(). */
void source_fill(struct source *s, size_t n);

/* The next `n` octets, without taking them; fewer only when `s->state` is not
   SOURCE_OPEN. */
static inline struct bytes source_need(struct source *s, size_t n)
{
	if (s->rest.n < n)
		source_fill(s, n);
	return bytes_head(s->rest, n);
}

/* Goes on behind the next `n` octets, which source_need() has shown. */
static inline void source_take(struct source *s, size_t n)
{
	assert(n <= s->rest.n);
	s->rest = bytes_from(s->rest, n);
}

/* Where the next octet stands, counted from the beginning. */
static inline uint64_t source_offset(const struct source *s)
{
	return s->octets - s->rest.n;
}

#endif
