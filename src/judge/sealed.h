/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sealed.h - whether a RAR or 7z archive that streams by is encrypted.  Nothing is unpacked.
 *
 * RAR says so in the header of the first file, or of the archive when names are encrypted too,
 * both at the beginning.  7z has its header at the end, where the coders are named; of several
 * files it is compressed by default, and then only encrypted names can be told.  Any chunking
 * gives the same; memory is SEALED_OCTETS.
 */
#ifndef MW_JUDGE_SEALED_H
#define MW_JUDGE_SEALED_H

#include "base/buf.h"

/* The headers before and of the first file in RAR, whose name may be long; the header of 7z
   that names the coders of the header has some 50. */
enum { SEALED_OCTETS = 2048 };

/* Zeroed state is the start; buf_fini() of `kept` frees. */
struct sealed {
	struct buf kept;  /* the first octets of RAR, the last ones of 7z */
};

void sealed_push_rar(struct sealed *s, struct bytes b);
void sealed_push_7z(struct sealed *s, struct bytes b);
/* At the end. */
bool sealed_rar(const struct sealed *s);
bool sealed_7z(const struct sealed *s);

#endif
