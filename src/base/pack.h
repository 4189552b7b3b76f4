/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pack.h - what lies in memory and is not needed for a long time, as few octets.
 *
 * In:   structs as they are in memory, and texts
 * Out:  one run of octets, and the same again out of it
 *
 * Most of a struct is zero, small numbers, addresses, and times close to each other.  So it
 * goes in words of 8 octets, each as the difference to what is most likely there:
 *
 *	the same word of a model: the first image of as many words that was packed (addresses
 *	of tables, options that everybody sends)
 *	the last time before it (more exactly: the last word over 2^56 that was told)
 *
 *	words(2) model(1), then for each 8 words which of them differ from the model (1); for
 *	each two that do which difference is told in how many octets (4 bits each), and these
 *	octets; then the texts
 *
 * The image is of this process and its models: never written anywhere.  Pointers in it are
 * of use as long as what they point to does not move.
 */
#ifndef MW_BASE_PACK_H
#define MW_BASE_PACK_H

#include "base/buf.h"

enum {
	PACK_MODELS = 8,
	PACK_WORDS = 1024,      /* fewer than this in one image */
	PACK_TEXT = 1024,      /* octets of a text that is packed: larger ones stay where they are */
};

/* Both ways; used again for one image after the other.  Zeroed state is the start. */
struct pack {
	struct buf words, texts;
	size_t words_at, texts_at; /* unpacking: so far */
	struct buf out;
	struct pack_model {
		uint64_t *words;
		size_t n;
	} models[PACK_MODELS];
};

void pack_fini(struct pack *p);

/* A new image. */
void pack_begin(struct pack *p);
/* A copy of the struct at `v`, padded to whole words. */
void pack_struct(struct pack *p, const void *v, size_t octets);
/* A struct on the heap, or NULL: freed.  Returns NULL, so that its pointer is none any more
   when what holds it is packed. */
void *pack_block(struct pack *p, void *block, size_t octets);
/* A number, the smaller the shorter. */
void pack_number(struct pack *p, uint64_t v);
/* What is in `b`, which is freed and empty after it; one over PACK_TEXT stays as it is. */
void pack_buf(struct pack *p, struct buf *b);
void pack_text(struct pack *p, struct bytes text);
/* The image; valid until the next pack_begin() or unpack_begin(). */
struct bytes pack_end(struct pack *p);

/* The image of pack_end().  False when it is none. */
bool unpack_begin(struct pack *p, struct bytes image);
/* Structs and blocks come back in the order they went, texts and numbers in theirs: of a
   struct with texts, the one may go first and the other come first. */
void unpack_struct(struct pack *p, void *v, size_t octets);
/* NULL when it was. */
void *unpack_block(struct pack *p, size_t octets);
uint64_t unpack_number(struct pack *p);
/* `b` as it was: empty when it was packed, else it stays. */
void unpack_buf(struct pack *p, struct buf *b);
/* `n` octets; a view that lives until the next pack_begin() or unpack_begin(). */
struct bytes unpack_text(struct pack *p, size_t n);

#endif
