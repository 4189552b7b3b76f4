/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hash.c - see hash.h.
 *
 * Digests use libcrypto's plain functions, not EVP: a mail session takes several digests
 * of a few octets, and setting up an EVP context costs more than such a digest.  OpenSSL 3
 * calls them deprecated, but has them, and they run the same code (SHA extensions
 * included).
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/hash.h"

#include <assert.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <sys/random.h>

struct hash_key hash_key_new(void)
{
	struct hash_key k = { 0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f };

	/* Fails only where the kernel has no random source: the fixed key then costs
	   the protection, not the result. */
	(void)!getrandom(&k, sizeof(k), 0);
	return k;
}

static inline uint64_t rotl(uint64_t x, int n)
{
	return x << n | x >> (64 - n);
}

struct sip {
	uint64_t v0, v1, v2, v3;
};

static inline void sip_round(struct sip *s)
{
	s->v0 += s->v1, s->v1 = rotl(s->v1, 13) ^ s->v0, s->v0 = rotl(s->v0, 32);
	s->v2 += s->v3, s->v3 = rotl(s->v3, 16) ^ s->v2;
	s->v0 += s->v3, s->v3 = rotl(s->v3, 21) ^ s->v0;
	s->v2 += s->v1, s->v1 = rotl(s->v1, 17) ^ s->v2, s->v2 = rotl(s->v2, 32);
}

/* Fewer than eight octets, the first one lowest. */
static inline uint64_t part_le(const uint8_t *p, size_t n)
{
	uint64_t w = 0;

	for (size_t i = 0; i < n; i++)
		w |= (uint64_t)p[i] << (8 * i);
	return w;
}

/* All eight; compilers make one load of it. */
static inline uint64_t word_le(const uint8_t *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	       (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
	       (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

uint64_t hash_bytes(struct hash_key key, struct bytes b)
{
	struct sip s = { key.k0 ^ 0x736f6d6570736575, key.k1 ^ 0x646f72616e646f6d,
			 key.k0 ^ 0x6c7967656e657261, key.k1 ^ 0x7465646279746573 };
	size_t i = 0;
	uint64_t m;

	for (; b.n - i >= 8; i += 8) {
		m = word_le(b.p + i);
		s.v3 ^= m;
		sip_round(&s);
		s.v0 ^= m;
	}
	/* An empty span may have no address to count from. */
	m = (i < b.n ? part_le(b.p + i, b.n - i) : 0) | (uint64_t)b.n << 56;
	s.v3 ^= m;
	sip_round(&s);
	s.v0 ^= m;
	s.v2 ^= 0xff;
	for (int r = 0; r < 3; r++)
		sip_round(&s);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

/* The running state, in the digest's own memory. */
static_assert(sizeof(SHA256_CTX) <= DIGEST_STATE_OCTETS, "room for SHA-256");
static_assert(sizeof(SHA_CTX) <= DIGEST_STATE_OCTETS, "room for SHA-1");
static_assert(sizeof(MD5_CTX) <= DIGEST_STATE_OCTETS, "room for MD5");

void digest_start(struct digest *d, enum digest_kind kind)
{
	d->kind = kind;
	switch (kind) {
	case DIGEST_SHA256:
		SHA256_Init((SHA256_CTX *)d->state);
		break;
	case DIGEST_SHA1:
		SHA1_Init((SHA_CTX *)d->state);
		break;
	case DIGEST_MD5:
		MD5_Init((MD5_CTX *)d->state);
		break;
	}
}

void digest_push(struct digest *d, struct bytes b)
{
	if (b.n == 0)
		return;
	switch (d->kind) {
	case DIGEST_SHA256:
		SHA256_Update((SHA256_CTX *)d->state, b.p, b.n);
		break;
	case DIGEST_SHA1:
		SHA1_Update((SHA_CTX *)d->state, b.p, b.n);
		break;
	case DIGEST_MD5:
		MD5_Update((MD5_CTX *)d->state, b.p, b.n);
		break;
	}
}

size_t digest_end(struct digest *d, uint8_t out[DIGEST_MAX_OCTETS])
{
	switch (d->kind) {
	case DIGEST_SHA256:
		SHA256_Final(out, (SHA256_CTX *)d->state);
		return SHA256_DIGEST_LENGTH;
	case DIGEST_SHA1:
		SHA1_Final(out, (SHA_CTX *)d->state);
		return SHA_DIGEST_LENGTH;
	case DIGEST_MD5:
		MD5_Final(out, (MD5_CTX *)d->state);
		return MD5_DIGEST_LENGTH;
	}
	return 0;
}

size_t digest_of(enum digest_kind kind, struct bytes b, uint8_t out[DIGEST_MAX_OCTETS])
{
	struct digest d = { 0 };

	digest_start(&d, kind);
	digest_push(&d, b);
	return digest_end(&d, out);
}

/* Arithmetic rather than a table: compilers do many octets at once. */
static inline uint8_t hex_digit(uint8_t v)
{
	return (uint8_t)(v + (v < 10 ? '0' : 'a' - 10));
}

void hash_hex(struct buf *out, struct bytes b)
{
	uint8_t *p = buf_room(out, 2 * b.n);

	for (size_t i = 0; i < b.n; i++) {
		p[2 * i] = hex_digit(b.p[i] >> 4);
		p[2 * i + 1] = hex_digit(b.p[i] & 15);
	}
	out->n += 2 * b.n;
}

struct hmac_key hmac_key_new(void)
{
	struct hmac_key k = { .n = SHA256_OCTETS };

	if (getrandom(k.octets, k.n, 0) != (ssize_t)k.n)
		k.n = 0;
	return k;
}

struct hmac_key hmac_key_of(struct bytes octets)
{
	struct hmac_key k = { .n = octets.n };

	if (octets.n > HMAC_KEY_OCTETS)
		k.n = digest_of(DIGEST_SHA256, octets, k.octets);
	else if (octets.n)
		memcpy(k.octets, octets.p, octets.n);
	return k;
}

bool hmac_sha256(const struct hmac_key *key, struct bytes b, uint8_t out[SHA256_OCTETS])
{
	static const uint8_t nothing[1];

	return key->n && HMAC(EVP_sha256(), key->octets, (int)key->n, b.n ? b.p : nothing, b.n,
			      out, NULL) != NULL;
}
