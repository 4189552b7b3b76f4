/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tls_clock.c - see tls_clock.h.
 *
 *	header: type(1) version(2) length(2), then so many octets
 */
#include "proto/tls_clock.h"

#include "proto/session.h"

enum {
	TLS_CHANGE_CIPHER = 20, TLS_ALERT = 21, TLS_HANDSHAKE = 22, TLS_DATA = 23,
	HEADER_OCTETS = 5,
	HELLO_KEPT = 512,        /* a ServerHello has 80 to 160; what is longer is not needed */
	EXT_SUPPORTED_VERSIONS = 43,
};

void tls_clock_fini(struct tls_clock *t)
{
	for (int d = 0; d < 2; d++)
		buf_fini(&t->side[d].head);
	buf_fini(&t->hello);
}

/* Where the first record begins: what was said in clear may stand before it. */
static size_t first_record(struct bytes b)
{
	for (size_t i = 0; i < b.n; i++)
		if (bytes_at(b, i) == TLS_HANDSHAKE && (i + 1 == b.n || bytes_at(b, i + 1) == 3))
			return i;
	return b.n;
}

static void record_begins(struct tls_clock *t, enum dir d, int64_t ns)
{
	struct tls_side *side = &t->side[d];
	struct cur c = cur_of(buf_bytes(&side->head));
	uint8_t major;

	side->type = cur_u8(&c);
	major = cur_u8(&c);
	cur_skip(&c, 1);
	side->left = cur_be16(&c);
	side->lost = major != 3 || side->type < TLS_CHANGE_CIPHER || side->type > TLS_DATA;
	buf_clear(&side->head);
	if (side->lost || ns == NO_TIME)
		return;
	if (side->type == TLS_CHANGE_CIPHER)
		side->changed = true;
	if (side->type == TLS_HANDSHAKE) {
		if (!t->begun_ns)
			t->begun_ns = ns;
		side->finished = side->finished || side->changed;
	}
	if (side->type == TLS_DATA && !t->done_ns && (d == DIR_CLIENT || side->finished))
		t->done_ns = ns;
}

void tls_clock_push(struct tls_clock *t, const struct session *s, enum dir d, struct bytes b,
		    uint64_t at)
{
	struct tls_side *side = &t->side[d];
	size_t n;

	if (!side->synced) {
		n = first_record(b);
		side->synced = n < b.n;
		at += n;
		b = bytes_from(b, n);
	}
	while (b.n && !side->lost) {
		if (side->left) {
			n = side->left < b.n ? (size_t)side->left : b.n;
			if (d == DIR_SERVER && side->type == TLS_HANDSHAKE)
				buf_add(&t->hello, bytes_head(bytes_head(b, n),
							      HELLO_KEPT - t->hello.n));
			side->left -= n;
		} else {
			n = HEADER_OCTETS - side->head.n < b.n ? HEADER_OCTETS - side->head.n : b.n;
			buf_add(&side->head, bytes_head(b, n));
			if (side->head.n == HEADER_OCTETS)
				record_begins(t, d, session_frames(s, d, at + n - 1, 1).last_ns);
		}
		at += n;
		b = bytes_from(b, n);
	}
}

void tls_clock_gap(struct tls_clock *t, enum dir d, uint64_t missing)
{
	struct tls_side *side = &t->side[d];

	if (missing <= side->left)
		side->left -= missing;
	else
		side->lost = true;
}

const char *tls_clock_version(const struct tls_clock *t)
{
	static const char *const names[] = { "3.0", "1.0", "1.1", "1.2", "1.3" };
	struct cur c = cur_of(buf_bytes(&t->hello));
	unsigned version, type, octets;

	if (cur_u8(&c) != 2)
		return NULL;
	cur_skip(&c, 3);
	version = cur_be16(&c);
	cur_skip(&c, 32);
	cur_skip(&c, cur_u8(&c));
	cur_skip(&c, 2 + 1 + 2); /* cipher, compression, length of extensions */
	while (cur_ok(&c) && cur_left(&c) >= 4) {
		type = cur_be16(&c);
		octets = cur_be16(&c);
		if (type == EXT_SUPPORTED_VERSIONS && octets == 2 && cur_left(&c) >= 2) {
			version = cur_be16(&c);
			break;
		}
		cur_skip(&c, octets);
	}
	return version >= 0x300 && version <= 0x304 ? names[version - 0x300] : NULL;
}
