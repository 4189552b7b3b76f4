/* SPDX-License-Identifier: BSD-2-Clause */
/* addr.h - IP and MAC addresses as values, and their text (RFC 5952 for IPv6). */
#ifndef MW_BASE_ADDR_H
#define MW_BASE_ADDR_H

#include "base/buf.h"

struct ip {
	uint8_t family; /* 4, 6, or 0 for none */
	uint8_t a[16];  /* network order; IPv4 in the first four, the rest zero */
};

struct mac {
	bool known;
	uint8_t a[6];
};

struct ip ip4_of(struct bytes four);
struct ip ip6_of(struct bytes sixteen);
static inline size_t ip_octets(const struct ip *ip)
{
	return ip->family == 4 ? 4 : ip->family == 6 ? 16 : 0;
}
bool ip_eq(const struct ip *a, const struct ip *b);
int ip_cmp(const struct ip *a, const struct ip *b);
void ip_text(struct buf *out, const struct ip *ip);
/* All of `text` is an address, as in "192.0.2.1" or "2001:db8::1"; otherwise false and
   `*out` is untouched. */
bool ip_parse(struct bytes text, struct ip *out);
/* "02:00:00:00:00:01" */
void mac_text(struct buf *out, const struct mac *mac);
/* "02-00-00-00-00-01", as the Elastic Common Schema has it (RFC 7042). */
void mac_text_ecs(struct buf *out, const struct mac *mac);

/* Community ID v1 of a TCP connection (seed 0): "1:" and base64 of SHA-1; writes at most
   COMMUNITY_ID_OCTETS with its NUL. */
enum { COMMUNITY_ID_OCTETS = 32 };
void community_id(char out[COMMUNITY_ID_OCTETS], const struct ip *a, uint16_t a_port,
		  const struct ip *b, uint16_t b_port);

#endif
