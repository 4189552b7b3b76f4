/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip.h - the names of the files in a ZIP archive that streams by, and whether they are
 * encrypted (APPNOTE.TXT 4.3.7).  Nothing is unpacked.
 *
 *   HEADER --30 octets--> NAME --> SKIP --size known--> HEADER
 *                                   \--size unknown---> SEARCH for the next "PK\3\4"
 *
 * Any chunking gives the same; memory is one name.
 */
#ifndef MW_JUDGE_ZIP_H
#define MW_JUDGE_ZIP_H

#include "base/buf.h"
#include "base/step.h"

/* Zeroed state is the start; zip_fini() frees. */
struct zip {
	enum { ZIP_HEADER, ZIP_NAME, ZIP_SKIP, ZIP_SEARCH, ZIP_END } at;
	struct buf got;        /* of a header, a name, or what may begin one */
	struct bytes in;
	uint64_t skip;         /* octets to pass over */
	bool size_unknown;     /* the data is followed by its size (bit 3) */
	uint16_t name_octets, flags;
	uint32_t extra;
	uint64_t entries;      /* so far */
};

struct zip_entry {
	struct bytes name;     /* valid until the next call */
	bool encrypted;
};

void zip_fini(struct zip *z);
void zip_push(struct zip *z, struct bytes b);
/* STEP_ITEM or STEP_MORE. */
enum step zip_next(struct zip *z, struct zip_entry *entry_out);

#endif
