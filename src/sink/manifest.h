/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * manifest.h - what each extracted file is: a JSON array with an object per message.
 *
 * Written as messages end, and in place when it is whole (outdir.h).
 */
#ifndef MW_SINK_MANIFEST_H
#define MW_SINK_MANIFEST_H

#include "base/hash.h"
#include "event/record.h"
#include "sink/outdir.h"

#define MANIFEST_NAME "manifest.json"

struct manifest;

/* Further digests of a file, where they are wanted. */
struct manifest_digests {
	bool md5_wanted, sha1_wanted;
	struct digest md5, sha1;
};
void manifest_digests_start(struct manifest_digests *d, bool md5, bool sha1);
void manifest_digests_push(struct manifest_digests *d, struct bytes b);

/* What is known of one message while it goes by.  Zeroed state is the beginning. */
struct manifest_facts {
	uint64_t written, missing, nparts, nholes;
	const char *skipped;             /* why there is no file, or NULL */
	struct manifest_digests *digests;/* ended by manifest_add(); NULL for none */
	struct buf parts, holes; /* JSON, without brackets: */
	struct outfile *spill;   /* what comes before `parts`, when it is long; NULL */
	uint64_t spilled;        /* octets of it */
};

void manifest_facts_fini(struct manifest_facts *f);
/* Octets [offset, offset + octets) of the message were not captured; LIMIT_HOLES are listed. */
void manifest_hole(struct manifest_facts *f, uint64_t offset, uint64_t octets);

/* `dir` outlives the result. */
struct manifest *manifest_new(struct outdir *dir);
void manifest_free(struct manifest **m);
/* What is known of one part. */
struct manifest_part_facts {
	struct bytes file;               /* p == NULL: not written, */
	const char *skipped;             /* and why */
	const char *detected;            /* type by its octets, or NULL */
	uint64_t missing;
	struct manifest_digests *digests;/* ended here; NULL for none */
};
/* 0, or -1 and `e`: it is kept all the same. */
int manifest_part(struct manifest *m, struct manifest_facts *f,
		  const struct manifest_part_facts *p, const struct ev_part *part, struct err *e);
/* A message was written to `file`; p == NULL when only its parts were.  0, or -1 and `e`: what
   could not be written is kept, and written with what follows. */
int manifest_add(struct manifest *m, const struct manifest_facts *f, const struct ev_message *r,
		 struct bytes file, struct err *e);
/* That was all: the manifest gets its name.  0, or -1 and `e`. */
int manifest_end(struct manifest *m, struct err *e);

#endif
