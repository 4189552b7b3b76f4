/* SPDX-License-Identifier: BSD-2-Clause */
/* bytes.c - see bytes.h.  The only place, with the cursor, that indexes wire octets. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "base/bytes.h"

#include "base/arena.h"

#define HIGH_BITS UINT64_C(0x8080808080808080) /* of eight octets */

static inline uint64_t eight_at(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* The same of four octets. */
static inline uint32_t four_at(const uint8_t *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* Both of at least `n` octets: the same, in the same case?  The last octets are taken with
   some that were there before, so that nothing is left for a loop. */
static inline bool same_octets(const uint8_t *a, const uint8_t *b, size_t n)
{
	uint64_t differ = 0;

	if (n < 4) {
		for (size_t i = 0; i < n; i++)
			differ |= (uint64_t)(a[i] ^ b[i]);
		return differ == 0;
	}
	if (n < 8)
		return ((four_at(a) ^ four_at(b)) | (four_at(a + n - 4) ^ four_at(b + n - 4))) == 0;
	for (size_t i = 0; i + 8 < n; i += 8)
		differ |= eight_at(a + i) ^ eight_at(b + i);
	return (differ | (eight_at(a + n - 8) ^ eight_at(b + n - 8))) == 0;
}

bool bytes_ieq_long(struct bytes a, struct bytes b)
{
	/* Most are written in the same case. */
	if (same_octets(a.p, b.p, a.n))
		return true;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_tolower(a.p[i]) != ascii_tolower(b.p[i]))
			return false;
	return true;
}

int bytes_cmp(struct bytes a, struct bytes b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int d = n ? memcmp(a.p, b.p, n) : 0;

	return d ? d : (a.n > b.n) - (a.n < b.n);
}

bool bytes_ends(struct bytes b, struct bytes suffix)
{
	return b.n >= suffix.n && bytes_eq(bytes_from(b, b.n - suffix.n), suffix);
}

bool bytes_ascii(struct bytes b)
{
	enum { WORDS = 8 }; /* side by side, so that compilers make vectors of them */
	uint64_t some[WORDS] = { 0 }, part[WORDS], all = 0;
	size_t i = 0;

	if (b.n < 8) {
		for (; i < b.n; i++)
			all |= b.p[i];
		return all < 0x80;
	}
	for (; i + sizeof(part) <= b.n; i += sizeof(part)) {
		memcpy(part, b.p + i, sizeof(part));
		for (int k = 0; k < WORDS; k++)
			some[k] |= part[k];
	}
	for (int k = 0; i && k < WORDS; k++)
		all |= some[k];
	for (; i + 8 < b.n; i += 8)
		all |= eight_at(b.p + i);
	all |= eight_at(b.p + b.n - 8); /* some of them seen before */
	return (all & HIGH_BITS) == 0;
}

/* Not 0 when any of eight octets is over 127 or NUL. */
static inline uint64_t no_text(uint64_t eight)
{
	return (eight | ((eight - HIGH_BITS / 0x80) & ~eight)) & HIGH_BITS;
}

bool bytes_ascii_text(struct bytes b)
{
	uint64_t bad = 0;

	if (b.n < 8) {
		for (size_t i = 0; i < b.n; i++)
			bad |= b.p[i] == 0 || b.p[i] > 127;
		return bad == 0;
	}
	for (size_t i = 0; i + 8 < b.n; i += 8)
		bad |= no_text(eight_at(b.p + i));
	return (bad | no_text(eight_at(b.p + b.n - 8))) == 0;
}

bool bytes_no_control(struct bytes b)
{
	uint64_t bad = 0;
	size_t i = 0;

	for (; i + 8 <= b.n; i += 8) { /* one under 0x20 borrows from its high bit */
		uint64_t eight = eight_at(b.p + i);

		bad |= (eight - HIGH_BITS / 4) & ~eight & HIGH_BITS;
	}
	for (; i < b.n; i++)
		bad |= b.p[i] < 0x20;
	return bad == 0;
}

size_t bytes_chr(struct bytes b, size_t from, uint8_t c)
{
	const uint8_t *hit;

	if (from >= b.n)
		return b.n;
	hit = memchr(b.p + from, c, b.n - from);
	return hit ? (size_t)(hit - b.p) : b.n;
}

size_t bytes_rchr(struct bytes b, uint8_t c)
{
	const uint8_t *hit = b.n ? memrchr(b.p, c, b.n) : NULL;

	return hit ? (size_t)(hit - b.p) : b.n;
}

size_t bytes_find(struct bytes b, struct bytes needle)
{
	const uint8_t *hit;

	if (needle.n == 0 || needle.n > b.n)
		return needle.n == 0 ? 0 : b.n;
	hit = memmem(b.p, b.n, needle.p, needle.n);
	return hit ? (size_t)(hit - b.p) : b.n;
}

size_t bytes_ifind(struct bytes b, struct bytes needle)
{
	uint8_t low, high;
	size_t at_low, at_high; /* where its first octet is next, in either case */

	if (needle.n > b.n)
		return b.n;
	if (needle.n == 0)
		return 0;
	low = ascii_tolower(needle.p[0]);
	high = ascii_toupper(needle.p[0]);
	at_low = bytes_chr(b, 0, low);
	at_high = low == high ? b.n : bytes_chr(b, 0, high);
	for (;;) {
		size_t at = at_low < at_high ? at_low : at_high;

		if (at > b.n - needle.n)
			return b.n;
		if (bytes_ieq_long(bytes_of(b.p + at, needle.n), needle))
			return at;
		if (at == at_low)
			at_low = bytes_chr(b, at + 1, low);
		else
			at_high = bytes_chr(b, at + 1, high);
	}
}

static bool trimmed(int c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct bytes bytes_trim(struct bytes b)
{
	while (b.n && trimmed(b.p[0]))
		b.p++, b.n--;
	while (b.n && trimmed(b.p[b.n - 1]))
		b.n--;
	return b;
}

struct bytes bytes_chomp(struct bytes b)
{
	if (b.n && b.p[b.n - 1] == '\n') {
		b.n--;
		if (b.n && b.p[b.n - 1] == '\r')
			b.n--;
	}
	return b;
}

struct bytes bytes_word(struct bytes *b)
{
	struct bytes w = { b->p, 0 };

	/* What is more than a blank is none: one look. */
	while (w.n < b->n && (b->p[w.n] > ' ' || !ascii_blank(b->p[w.n])))
		w.n++;
	*b = bytes_from(*b, w.n);
	while (b->n && ascii_blank(b->p[0]))
		*b = bytes_from(*b, 1);
	return w;
}

bool bytes_u64(struct bytes b, uint64_t *out)
{
	uint64_t v = 0;

	if (b.n == 0)
		return false;
	for (size_t i = 0; i < b.n; i++) {
		unsigned d = (unsigned)(b.p[i] - '0');

		if (d > 9 || v > (UINT64_MAX - d) / 10)
			return false;
		v = v * 10 + d;
	}
	*out = v;
	return true;
}

struct bytes bytes_dup(struct arena *a, struct bytes b)
{
	return bytes_of(bytes_strdup(a, b), b.n);
}

char *bytes_strdup(struct arena *a, struct bytes b)
{
	char *s = arena_take(a, b.n + 1);

	if (b.n)
		memcpy(s, b.p, b.n);
	s[b.n] = 0;
	return s;
}
