/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reader.h - what stands behind a struct capture: inside capture/ only.
 *
 * A format is a `struct reader`: it pulls octets out of c->source and fills frames and
 * facts.  capture.c numbers and counts the frames, the readers do not.
 */
#ifndef MW_CAPTURE_READER_H
#define MW_CAPTURE_READER_H

#include "base/arena.h"
#include "base/buf.h"
#include "capture/capture.h"
#include "capture/source.h"

struct reader {
	/* As capture_next(); leaves number alone, and the facts that capture_next() counts. */
	enum step (*next)(struct capture *c, struct frame *out, struct err *e);
	void (*close)(struct capture *c); /* frees c->state; may be NULL */
};

struct capture {
	const struct reader *reader;
	void *state;                  /* the reader's own */
	struct source *source;        /* files: the octets, decompressed */
	struct source *raw;           /* files: the octets on disk; owned by `source` */
	const char *name;             /* for messages: the path, or "standard input" */
	struct capture_facts facts;
	struct capture_interface *interfaces;
	size_t interfaces_cap;
	struct arena arena;           /* the texts in facts */
	dev_t device;                 /* files: which file it is */
	ino_t inode;
	struct capture **parts;       /* several files: each of them; owned by `state` */
	size_t nparts;
	struct capture *from;         /* several files: the one of the frame delivered last */
	struct buf tls_keys;
	volatile sig_atomic_t stop;   /* capture_stop() was called */
};

/* An empty capture that `reader` reads. */
struct capture *capture_new(const struct reader *reader);
/* Adds an interface and returns it; its index is ninterfaces - 1.  The pointer lives
   until the next one is added. */
struct capture_interface *capture_add_interface(struct capture *c, uint16_t linktype,
						uint32_t snaplen);
/* Sets facts.damage, unless something was wrong before: the first reason counts. */
void capture_damage(struct capture *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The answer of a reader that asked for more octets than came; `got` came of `what`
   (an item of the format), `want` were to come. */
enum step capture_short(struct capture *c, const char *what, size_t got, size_t want,
			struct err *e);

/* capture_open() with blocks of `block_octets`. */
struct capture *capture_open_blocks(const char *path, size_t block_octets, struct err *e);
/* The same over an input, which is closed in the end; `name` is borrowed. */
struct capture *capture_open_input(struct source_input input, const char *name,
				   size_t block_octets, struct err *e);

/* The formats: looked at when the first octets are there.  Each takes the file header and
   sets c->reader, c->state and facts.  0, or -1 and `e`. */
enum { READER_MAGIC_OCTETS = 4 };
bool pcap_probe(struct bytes head);
int pcap_begin(struct capture *c, struct err *e);
bool pcapng_probe(struct bytes head);
int pcapng_begin(struct capture *c, struct err *e);

/* The LINKTYPE_ value for what a file says: some systems wrote their own numbers. */
uint16_t linktype_of_file(uint32_t network);
/* The LINKTYPE_ value for a DLT_ value of this machine's libpcap. */
uint16_t linktype_of_dlt(int dlt);

#endif
