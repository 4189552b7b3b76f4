/* SPDX-License-Identifier: BSD-2-Clause */
/* addr.c - see addr.h. */
#include "base/addr.h"

#include "base/base64.h"
#include "base/hash.h"

#include <arpa/inet.h>

struct ip ip4_of(struct bytes four)
{
	struct ip ip = { .family = 4 };

	if (four.n != 4)
		return (struct ip){ 0 };
	memcpy(ip.a, four.p, 4);
	return ip;
}

struct ip ip6_of(struct bytes sixteen)
{
	struct ip ip = { .family = 6 };

	if (sixteen.n != 16)
		return (struct ip){ 0 };
	memcpy(ip.a, sixteen.p, 16);
	return ip;
}

bool ip_eq(const struct ip *a, const struct ip *b)
{
	return a->family == b->family && memcmp(a->a, b->a, sizeof(a->a)) == 0;
}

int ip_cmp(const struct ip *a, const struct ip *b)
{
	if (a->family != b->family)
		return a->family < b->family ? -1 : 1;
	return memcmp(a->a, b->a, sizeof(a->a));
}

void ip_text(struct buf *out, const struct ip *ip)
{
	char s[INET6_ADDRSTRLEN];

	if (ip->family == 4) {
		uint8_t *p = buf_room(out, 4 * U64_OCTETS);

		for (unsigned i = 0; i < 4; i++) {
			if (i)
				*p++ = '.';
			p += u64_text(p, ip->a[i]);
		}
		out->n = (size_t)(p - out->p);
	} else if (ip->family && inet_ntop(AF_INET6, ip->a, s, sizeof(s))) {
		buf_adds(out, s);
	}
}

bool ip_parse(struct bytes text, struct ip *out)
{
	char s[INET6_ADDRSTRLEN];
	uint8_t a[16];

	if (text.n == 0 || text.n >= sizeof(s) || bytes_chr(text, 0, 0) < text.n)
		return false;
	memcpy(s, text.p, text.n);
	s[text.n] = 0;
	if (inet_pton(AF_INET, s, a) == 1)
		*out = ip4_of(bytes_of(a, 4));
	else if (inet_pton(AF_INET6, s, a) == 1)
		*out = ip6_of(bytes_of(a, 16));
	else
		return false;
	return true;
}

static void mac_digits(struct buf *out, const struct mac *mac, uint8_t between,
		       const char digit[16])
{
	uint8_t *p = buf_room(out, 18);

	if (!mac->known)
		return;
	for (unsigned i = 0; i < 6; i++) {
		p[3 * i] = (uint8_t)digit[mac->a[i] >> 4];
		p[3 * i + 1] = (uint8_t)digit[mac->a[i] & 15];
		p[3 * i + 2] = between;
	}
	out->n += 17;
}

void mac_text(struct buf *out, const struct mac *mac)
{
	mac_digits(out, mac, ':', "0123456789abcdef");
}

void mac_text_ecs(struct buf *out, const struct mac *mac)
{
	mac_digits(out, mac, '-', "0123456789ABCDEF");
}

void community_id(char out[COMMUNITY_ID_OCTETS], const struct ip *a, uint16_t a_port,
		  const struct ip *b, uint16_t b_port)
{
	uint8_t key[2 + 16 + 16 + 2 + 4], sum[DIGEST_MAX_OCTETS];
	size_t n = 2, w = ip_octets(a), len;
	BUF_SHORT(text);
	int order = ip_cmp(a, b);

	if (order > 0 || (order == 0 && a_port > b_port)) {
		const struct ip *t = a;
		uint16_t port = a_port;

		a = b, a_port = b_port;
		b = t, b_port = port;
	}
	key[0] = key[1] = 0; /* seed */
	memcpy(key + n, a->a, w), n += w;
	memcpy(key + n, b->a, w), n += w;
	key[n++] = 6; /* TCP */
	key[n++] = 0;
	key[n++] = (uint8_t)(a_port >> 8), key[n++] = (uint8_t)a_port;
	key[n++] = (uint8_t)(b_port >> 8), key[n++] = (uint8_t)b_port;
	len = digest_of(DIGEST_SHA1, bytes_of(key, n), sum);
	buf_adds(&text, "1:");
	base64_encode(&text, bytes_of(sum, len));
	memcpy(out, text.p, text.n);
	out[text.n] = 0;
	buf_fini(&text);
}
