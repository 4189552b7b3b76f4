/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * datagram.h - one IP datagram being put together from its fragments.
 *
 * Fragments begin at multiples of eight octets, so what has come is a bit map of units of
 * eight: adding costs what the fragment is long, whatever came before.
 *
 * The first copy of an octet stays.  A fragment that lies wholly in what has come and says
 * the same is a duplicate and no news.  Any other overlap is told; in IPv6 it ends the
 * datagram, fragments still to come included (RFC 5722).  A fragment that disagrees about
 * where the datagram ends is told and not used, as Linux does.
 */
#ifndef MW_NET_DATAGRAM_H
#define MW_NET_DATAGRAM_H

#include "base/bytes.h"
#include "base/span.h"

enum { DATAGRAM_MAX = 65535, DATAGRAM_WORDS = 65536 / 8 / 64 };

/* Zeroed state is the start. */
struct datagram {
	uint8_t *octets;
	uint32_t cap;
	uint64_t seen[DATAGRAM_WORDS]; /* bit u: unit u of eight octets has come */
	uint32_t units;                /* bits set */
	uint32_t reach;                /* end of the furthest fragment */
	uint32_t total;                /* octets in all; 0 = the last has not come */
	uint8_t protocol;              /* as the fragment with offset 0 says */
	bool ipv6, dead;
	unsigned odd;                  /* ODD_OVERLAP, ODD_CONFLICT */
	struct span *spans;            /* frames that gave something, and where they lie */
	size_t nspans, capspans;
};

struct fragment {
	uint32_t offset;
	bool more;
	uint8_t protocol;
	struct bytes data; /* not empty, up to DATAGRAM_MAX; a multiple of 8 when `more` */
	uint64_t frame;
	int64_t ts_ns;
};

/* Adds one; its oddities are or-ed into `*odd_out`. */
void datagram_add(struct datagram *d, const struct fragment *f, unsigned *odd_out);
bool datagram_complete(const struct datagram *d);
/* Frame of the fragment with offset 0, or 0. */
uint64_t datagram_first_frame(const struct datagram *d);
/* Octets of memory it takes. */
size_t datagram_cost(const struct datagram *d);
void datagram_fini(struct datagram *d);

#endif
