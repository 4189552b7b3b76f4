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

enum { DIGEST_STATE_OCTETS = 112 };

/* One running digest, started anew with digest_start().  It owns nothing elsewhere. */
struct digest {
	enum digest_kind kind;
	_Alignas(8) uint8_t state[DIGEST_STATE_OCTETS]; /* libcrypto's */
};

void digest_start(struct digest *d, enum digest_kind kind);
void digest_push(struct digest *d, struct bytes b);
/* Writes the digest, returns its length in octets. */
size_t digest_end(struct digest *d, uint8_t out[DIGEST_MAX_OCTETS]);

/* A key for HMAC: at most one block of SHA-256 (RFC 2104 2); n == 0: there is none. */
enum { HMAC_KEY_OCTETS = 64 };
struct hmac_key {
	uint8_t octets[HMAC_KEY_OCTETS];
	size_t n;
};

/* A fresh one from the system's random source; none where that fails: a key that can be
   guessed would be worse. */
struct hmac_key hmac_key_new(void);
/* `octets` as the key; hashed first when longer than a block (RFC 2104 2). */
struct hmac_key hmac_key_of(struct bytes octets);
/* HMAC-SHA-256 of `b`; false, and nothing, without a key. */
bool hmac_sha256(const struct hmac_key *key, struct bytes b, uint8_t out[SHA256_OCTETS]);

/* All at once. */
size_t digest_of(enum digest_kind kind, struct bytes b, uint8_t out[DIGEST_MAX_OCTETS]);
/* Lower-case hexadecimal of `b`. */
void hash_hex(struct buf *out, struct bytes b);

#endif
