/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * key.h - what names a connection, and its place in a table.
 *
 * Traffic chooses addresses and ports, so where a connection goes must not be known outside.
 * The hash is NH (Black, Halevi, Krawczyk, Krovetz, Rogaway: "UMAC: Fast and Secure Message
 * Authentication", CRYPTO 1999): the sum of products of pairs of words, each with a secret
 * random word added.  Whatever two keys are chosen, they meet with a chance of 2^-32.  A packet
 * needs it before anything else is known of it, so that its cost is everybody's: it is a tenth
 * of what SipHash (base/hash.h) takes for so few octets.
 */
#ifndef MW_STREAM_KEY_H
#define MW_STREAM_KEY_H

#include "net/packet.h"

/* Both ends of a connection, the smaller one (address, then port) first. */
struct flow_key {
	uint8_t addr[2][16];
	uint16_t port[2];
	uint8_t ip6; /* 0 or 1 */
	uint8_t zero[3]; /* to a whole number of words */
};

enum { FLOW_KEY_WORDS = sizeof(struct flow_key) / sizeof(uint32_t) };

/* The secret words. */
struct flow_hash {
	uint32_t word[FLOW_KEY_WORDS];
};

/* Fresh random ones. */
struct flow_hash flow_hash_new(void);
uint64_t flow_hash_of(const struct flow_hash *h, const struct flow_key *key);

/* The key of a PACKET_TCP; returns the sender's place in it. */
unsigned flow_key_of_packet(const struct packet *p, struct flow_key *key_out);

#endif
