/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * safe_name.h - a file name out of one that a stranger chose.
 */
#ifndef MW_SINK_SAFE_NAME_H
#define MW_SINK_SAFE_NAME_H

#include "base/buf.h"

/* Octets of a result; file systems allow 255, and a prefix and a number may be added. */
enum { SAFE_NAME_OCTETS = 150 };

/*
 * Adds a name made from `name` that is harmless on Unix and Windows alike: only its last
 * path component, valid UTF-8, nothing invisible or that turns text around, none of
 * <>:"|?*, no dot or dash in front, no dot or blank at the end, not a device's name (CON,
 * LPT1), at most SAFE_NAME_OCTETS octets with its extension kept.  What must go becomes
 * "_".  Adds nothing when nothing is left of it.
 */
void safe_name(struct buf *out, struct bytes name);

#endif
