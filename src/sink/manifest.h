/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * manifest.h - what each extracted file is: a JSON array with an object per message.
 *
 * Written as messages end, and in place when it is whole (outdir.h).
 */
#ifndef MW_SINK_MANIFEST_H
#define MW_SINK_MANIFEST_H

#include "event/record.h"
#include "sink/outdir.h"

#define MANIFEST_NAME "manifest.json"

struct manifest;

/* What is known of one message while it goes by.  Zeroed state is the beginning. */
struct manifest_facts {
	uint64_t written, missing, nparts, nholes;
	struct buf parts, holes; /* JSON, without brackets */
};

void manifest_facts_fini(struct manifest_facts *f);
/* Octets [offset, offset + octets) of the message were not captured; LIMIT_HOLES are listed. */
void manifest_hole(struct manifest_facts *f, uint64_t offset, uint64_t octets);

/* `dir` outlives the result. */
struct manifest *manifest_new(struct outdir *dir);
void manifest_free(struct manifest **m);
/* A part was written to `file`. */
void manifest_part(struct manifest *m, struct manifest_facts *f, struct bytes file,
		   const struct ev_part *part, uint64_t missing);
/* A message was written to `file`; p == NULL when only its parts were.  0, or -1 and `e`. */
int manifest_add(struct manifest *m, const struct manifest_facts *f, const struct ev_message *r,
		 struct bytes file, struct err *e);
/* That was all: the manifest gets its name.  0, or -1 and `e`. */
int manifest_end(struct manifest *m, struct err *e);

#endif
