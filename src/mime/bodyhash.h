/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bodyhash.h - the hashes of a body as DKIM signs it (RFC 6376 3.4.3, 3.4.4), streaming.
 *
 * Several hashes at once, each with its canonicalisation, algorithm and l=; every octet is
 * looked at once per canonicalisation, and memory does not depend on the body.  A bare LF
 * ends a line like CRLF: signers and verifiers see messages with the line ends of their
 * mail system (5.3), and what crosses the wire with bare LF is one.
 */
#ifndef MW_MIME_BODYHASH_H
#define MW_MIME_BODYHASH_H

#include "base/bytes.h"
#include "base/hash.h"

enum dkim_canon { DKIM_SIMPLE, DKIM_RELAXED };

struct bodyhash;

struct bodyhash *bodyhash_new(void);
/* Octets that one takes, its digests aside. */
size_t bodyhash_octets(void);
void bodyhash_free(struct bodyhash **b);
/* A hash of at most `length` canonical octets.  Its number, the same for the same question;
   -1 over LIMIT_DKIM. */
int bodyhash_add(struct bodyhash *b, enum dkim_canon canon, enum digest_kind kind,
		 uint64_t length);
/* Octets of the body, behind the empty line. */
void bodyhash_push(struct bodyhash *b, struct bytes in);
void bodyhash_end(struct bodyhash *b);
/* After bodyhash_end(): the hash, and how many canonical octets `length` left out. */
struct bytes bodyhash_result(const struct bodyhash *b, int number, uint64_t *beyond_out);

#endif
