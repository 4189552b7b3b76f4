/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hash.h - hashing: a keyed hash for tables that traffic fills, and digests of octets.
 *
 * Table keys come from the wire, so the table hash is keyed (SipHash-1-3 with a key
 * from the system's random source) and an attacker cannot aim at one bucket.  Digests
 * are libcrypto's.
 */
#ifndef MW_BASE_HASH_H
#define MW_BASE_HASH_H

#include "base/buf.h"

struct hash_key {
	uint64_t k0, k1;
};

/* A fresh random key. */
struct hash_key hash_key_new(void);
/* SipHash-1-3 of `b`. */
uint64_t hash_bytes(struct hash_key key, struct bytes b);

enum digest_kind { DIGEST_SHA256, DIGEST_SHA1, DIGEST_MD5 };
enum { SHA256_OCTETS = 32, DIGEST_MAX_OCTETS = 32 };

/* One running digest; reusable after digest_end().  Zeroed state is not started. */
struct digest {
	void *ctx; /* EVP_MD_CTX */
};

void digest_start(struct digest *d, enum digest_kind kind);
void digest_push(struct digest *d, struct bytes b);
/* Writes the digest, returns its length in octets. */
size_t digest_end(struct digest *d, uint8_t out[DIGEST_MAX_OCTETS]);
void digest_fini(struct digest *d);

/* All at once. */
size_t digest_of(enum digest_kind kind, struct bytes b, uint8_t out[DIGEST_MAX_OCTETS]);
/* Lower-case hexadecimal of `b`. */
void hash_hex(struct buf *out, struct bytes b);

#endif
