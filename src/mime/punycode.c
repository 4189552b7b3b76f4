/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * punycode.c - see punycode.h.
 *
 * Bootstring with the parameters of RFC 3492 5: the ASCII characters stand in front, the
 * others follow as a run of numbers, each the distance to the next insertion.
 */
#include "mime/punycode.h"

#include "base/utf8.h"

enum {
	BASE = 36, TMIN = 1, TMAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 128,
	LABEL = 63,            /* octets of a label (RFC 1035 2.3.4), so characters too */
};

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - TMIN) * TMAX / 2; k += BASE)
		delta /= BASE - TMIN;
	return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

static uint32_t threshold(uint32_t k, uint32_t bias)
{
	if (k <= bias)
		return TMIN;
	return k - bias > TMAX ? TMAX : k - bias;
}

static int digit_value(int c)
{
	if (ascii_digit(c))
		return c - '0' + 26;
	if (ascii_upper(c))
		return c - 'A';
	return ascii_lower(c) ? c - 'a' : -1;
}

/* The next number off `*in`; false when it is none or over 32 bits. */
static bool number(struct bytes *in, uint32_t bias, uint32_t *sum)
{
	uint64_t w = 1, v = *sum;

	for (uint32_t k = BASE;; k += BASE) {
		int digit = digit_value(bytes_at(*in, 0));
		uint32_t t = threshold(k, bias);

		if (digit < 0)
			return false;
		*in = bytes_from(*in, 1);
		v += (uint64_t)digit * w;
		if (v > UINT32_MAX)
			return false;
		if ((uint32_t)digit < t)
			break;
		w *= BASE - t;
		if (w > UINT32_MAX)
			return false;
	}
	*sum = (uint32_t)v;
	return true;
}

bool punycode_decode(struct buf *out, struct bytes label)
{
	uint32_t c[LABEL], n = FIRST, i = 0, bias = BIAS, points = 0;
	size_t dash = bytes_rchr(label, '-');
	struct bytes in = label;

	if (label.n == 0 || label.n > LABEL || !bytes_ascii(label))
		return false;
	if (dash < label.n) {
		for (; points < dash; points++)
			c[points] = (uint32_t)bytes_at(label, points);
		in = bytes_from(label, dash + 1);
	}
	while (in.n) {
		uint32_t before = i;

		if (points == LABEL || !number(&in, bias, &i))
			return false;
		points++;
		bias = adapt(i - before, points, before == 0);
		if (i / points > 0x10ffff - n)
			return false;
		n += i / points;
		i %= points;
		if (n >= 0xd800 && n <= 0xdfff)
			return false;
		memmove(c + i + 1, c + i, (points - 1 - i) * sizeof(*c));
		c[i++] = n;
	}
	for (uint32_t k = 0; k < points; k++)
		utf8_add(out, c[k]);
	return true;
}

static void digits(struct buf *out, uint32_t q, uint32_t bias)
{
	for (uint32_t k = BASE;; k += BASE) {
		uint32_t t = threshold(k, bias), d = q;

		if (q >= t)
			d = t + (q - t) % (BASE - t);
		buf_addc(out, (uint8_t)(d < 26 ? 'a' + d : '0' + d - 26));
		if (q < t)
			return;
		q = (q - t) / (BASE - t);
	}
}

/* Capitals of the alphabets that have them, and lie side by side with their small letters. */
static const struct capitals {
	uint16_t from, to;
	uint8_t step;    /* to the next capital */
	uint8_t add;     /* to its small letter */
} capitals[] = {
	{ 'A', 'Z', 1, 32 },
	{ 0xc0, 0xd6, 1, 32 },     { 0xd8, 0xde, 1, 32 },     /* Latin-1 */
	{ 0x100, 0x12e, 2, 1 },    { 0x132, 0x136, 2, 1 },    /* Latin Extended-A */
	{ 0x139, 0x147, 2, 1 },    { 0x14a, 0x176, 2, 1 },    { 0x179, 0x17d, 2, 1 },
	{ 0x218, 0x21a, 2, 1 },    { 0x1ea0, 0x1ef8, 2, 1 },  /* Romanian, Vietnamese */
	{ 0x386, 0x386, 1, 38 },   { 0x388, 0x38a, 1, 37 },   /* Greek */
	{ 0x38c, 0x38c, 1, 64 },   { 0x38e, 0x38f, 1, 63 },
	{ 0x391, 0x3a1, 1, 32 },   { 0x3a3, 0x3ab, 1, 32 },
	{ 0x400, 0x40f, 1, 80 },   { 0x410, 0x42f, 1, 32 },   { 0x490, 0x490, 1, 1 },
	{ 0x531, 0x556, 1, 48 },                              /* Armenian */
	{ 0xff21, 0xff3a, 1, 32 },                            /* full width */
};

static uint32_t small(uint32_t c)
{
	for (size_t i = 0; i < sizeof(capitals) / sizeof(*capitals); i++)
		if (c >= capitals[i].from && c <= capitals[i].to &&
		    (c - capitals[i].from) % capitals[i].step == 0)
			return c + capitals[i].add;
	return c;
}

bool punycode_encode(struct buf *out, struct bytes label)
{
	uint32_t c[LABEL], points = 0, done = 0, basic, n = FIRST, bias = BIAS;
	uint64_t delta = 0;
	size_t start = out->n;
	bool ok = true;

	while (label.n && points < LABEL && ok)
		c[points++] = small(utf8_next(&label, &ok));
	if (label.n || !ok || points == 0)
		return false;
	for (uint32_t k = 0; k < points; k++)
		if (c[k] < FIRST) {
			buf_addc(out, (uint8_t)c[k]);
			done++;
		}
	basic = done;
	if (basic)
		buf_addc(out, '-');
	while (done < points) {
		uint32_t next = UINT32_MAX;

		for (uint32_t k = 0; k < points; k++)
			if (c[k] >= n && c[k] < next)
				next = c[k];
		delta += (uint64_t)(next - n) * (done + 1);
		n = next;
		for (uint32_t k = 0; k < points; k++) {
			delta += c[k] < n;
			if (c[k] != n)
				continue;
			digits(out, (uint32_t)delta, bias);
			bias = adapt((uint32_t)delta, done + 1, done == basic);
			delta = 0;
			done++;
		}
		delta++;
		n++;
	}
	if (out->n - start + 4 <= LABEL)
		return true;
	out->n = start;
	return false;
}

/* Label by label; `to` converts one. */
static bool labels(struct buf *out, struct bytes domain, bool (*to)(struct buf *, struct bytes))
{
	bool changed = false;

	for (;;) {
		size_t dot = bytes_chr(domain, 0, '.');
		struct bytes label = bytes_head(domain, dot);

		if (to(out, label))
			changed = true;
		else
			buf_add(out, label);
		if (dot == domain.n)
			return changed;
		buf_addc(out, '.');
		domain = bytes_from(domain, dot + 1);
	}
}

static bool label_unicode(struct buf *out, struct bytes label)
{
	return bytes_istarts(label, B("xn--")) && punycode_decode(out, bytes_from(label, 4));
}

static bool label_ascii(struct buf *out, struct bytes label)
{
	size_t start = out->n;

	if (bytes_ascii(label))
		return false;
	buf_adds(out, "xn--");
	if (punycode_encode(out, label))
		return true;
	out->n = start;
	return false;
}

bool idn_unicode(struct buf *out, struct bytes domain)
{
	return labels(out, domain, label_unicode);
}

bool idn_ascii(struct buf *out, struct bytes domain)
{
	return labels(out, domain, label_ascii);
}
