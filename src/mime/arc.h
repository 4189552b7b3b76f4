/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * arc.h - ARC sets: what each forwarder sealed (RFC 8617 4).
 *
 * A set is three fields of one instance: ARC-Authentication-Results, ARC-Message-Signature,
 * ARC-Seal.  Whether the set hangs together is told; seals need keys and are not judged.
 */
#ifndef MW_MIME_ARC_H
#define MW_MIME_ARC_H

#include "mime/dkim.h"

enum { ARC_INSTANCES = 50 }; /* RFC 8617 4.2.1 */

struct arc_set {
	unsigned results, signatures, seals; /* fields of this instance: one each is right */
	struct dkim message;   /* of the first ARC-Message-Signature */
	struct dkim seal;      /* of the first ARC-Seal; it has no h= and bh= */
	struct bytes cv;       /* of the seal: none, pass, fail */
};

struct arc {
	struct arc_set *set;   /* [0] is instance 1; on the heap, NULL without any */
	unsigned highest;      /* instance seen; 0 without any */
	bool broken;           /* an instance missing, doubled or out of bounds, a cv= that
				  cannot be (5.1.1, 5.2), a field without i= */
};

enum arc_field { ARC_RESULTS, ARC_MESSAGE_SIGNATURE, ARC_SEAL };

/* One unfolded field. */
void arc_take(struct arc *arc, struct arena *a, enum arc_field which, uint64_t offset,
	      struct bytes field);
/* The header is over: judges the structure. */
void arc_check(struct arc *arc);
void arc_fini(struct arc *arc);

#endif
