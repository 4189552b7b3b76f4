/* SPDX-License-Identifier: BSD-2-Clause */
/* utf8.c - see utf8.h. */
#include "base/utf8.h"

uint32_t utf8_next(struct bytes *b, bool *ok_out)
{
	int c0 = bytes_at(*b, 0), need, lo = 0x80, hi = 0xbf;
	uint32_t c;
	size_t i;

	if (ok_out)
		*ok_out = true;
	if (c0 < 0x80) {
		*b = bytes_from(*b, 1);
		return (uint32_t)c0;
	}
	need = c0 >= 0xc2 && c0 <= 0xdf ? 1 : c0 >= 0xe0 && c0 <= 0xef ? 2 :
	       c0 >= 0xf0 && c0 <= 0xf4 ? 3 : 0;
	/* No overlong forms, no surrogates, nothing over U+10FFFF. */
	if (c0 == 0xe0)
		lo = 0xa0;
	else if (c0 == 0xed)
		hi = 0x9f;
	else if (c0 == 0xf0)
		lo = 0x90;
	else if (c0 == 0xf4)
		hi = 0x8f;
	c = (uint32_t)c0 & (0x3fu >> need);
	for (i = 1; i <= (size_t)need; i++) {
		int ci = bytes_at(*b, i);

		if (ci < lo || ci > hi)
			break;
		lo = 0x80, hi = 0xbf;
		c = c << 6 | ((uint32_t)ci & 0x3f);
	}
	*b = bytes_from(*b, i);
	if (need && i == (size_t)need + 1)
		return c;
	if (ok_out)
		*ok_out = false;
	return UTF8_REPLACEMENT;
}

/* Octets at the front of `b` that are ASCII. */
static size_t ascii_run(struct bytes b)
{
	size_t i = 0;
	uint64_t eight;

	for (; b.n - i >= sizeof(eight); i += sizeof(eight)) {
		memcpy(&eight, b.p + i, sizeof(eight));
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < b.n && b.p[i] < 0x80)
		i++;
	return i;
}

bool utf8_valid(struct bytes b)
{
	bool ok;

	while (b.n) {
		b = bytes_from(b, ascii_run(b));
		if (b.n == 0)
			break;
		utf8_next(&b, &ok);
		if (!ok)
			return false;
	}
	return true;
}

void utf8_add(struct buf *out, uint32_t c)
{
	if (c < 0x80) {
		buf_addc(out, (uint8_t)c);
	} else if (c < 0x800) {
		buf_addc(out, (uint8_t)(0xc0 | c >> 6));
		buf_addc(out, (uint8_t)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_addc(out, (uint8_t)(0xe0 | c >> 12));
		buf_addc(out, (uint8_t)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(out, (uint8_t)(0x80 | (c & 0x3f)));
	} else {
		buf_addc(out, (uint8_t)(0xf0 | c >> 18));
		buf_addc(out, (uint8_t)(0x80 | (c >> 12 & 0x3f)));
		buf_addc(out, (uint8_t)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(out, (uint8_t)(0x80 | (c & 0x3f)));
	}
}

void utf8_clean(struct buf *out, struct bytes b)
{
	while (b.n) {
		struct bytes at = b;
		size_t run = ascii_run(b);
		bool ok;

		if (run) {
			buf_add(out, bytes_head(b, run));
			b = bytes_from(b, run);
			continue;
		}

		utf8_next(&b, &ok);
		buf_add(out, ok ? bytes_head(at, at.n - b.n) : B("\xef\xbf\xbd"));
	}
}

/* Invisible, or able to turn the text around it: never sent raw to a terminal. */
static bool deceptive(uint32_t c)
{
	return (c >= 0x80 && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x180e ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
	       (c >= 0xe0000 && c <= 0xe007f);
}

void utf8_show(struct buf *out, struct bytes b)
{
	while (b.n) {
		struct bytes at = b;
		bool ok;
		uint32_t c = utf8_next(&b, &ok);

		if (!ok)
			buf_adds(out, "\xef\xbf\xbd");
		else if (c == '\r')
			buf_adds(out, "\\r");
		else if (c == '\n')
			buf_adds(out, "\\n");
		else if (c == '\t')
			buf_adds(out, "\\t");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(out, "\\x%02x", (unsigned)c);
		else if (deceptive(c))
			buf_printf(out, "\\u%04x", (unsigned)c);
		else
			buf_add(out, bytes_head(at, at.n - b.n));
	}
}

struct range {
	uint32_t from, to;
};

/* Unicode 15 East_Asian_Width W and F, and general categories Mn, Me, by block. */
static const struct range wide[] = {
	{ 0x1100, 0x115f },   { 0x231a, 0x231b },   { 0x2329, 0x232a },   { 0x23e9, 0x23ec },
	{ 0x25fd, 0x25fe },   { 0x2614, 0x2615 },   { 0x2648, 0x2653 },   { 0x26aa, 0x26ab },
	{ 0x26bd, 0x26be },   { 0x2705, 0x2705 },   { 0x270a, 0x270b },   { 0x2728, 0x2728 },
	{ 0x274c, 0x274c },   { 0x2753, 0x2755 },   { 0x2795, 0x2797 },   { 0x2b1b, 0x2b1c },
	{ 0x2b50, 0x2b50 },   { 0x2e80, 0x303e },   { 0x3041, 0x33ff },   { 0x3400, 0x4dbf },
	{ 0x4e00, 0xa4cf },   { 0xa960, 0xa97f },   { 0xac00, 0xd7a3 },   { 0xf900, 0xfaff },
	{ 0xfe10, 0xfe19 },   { 0xfe30, 0xfe6f },   { 0xff00, 0xff60 },   { 0xffe0, 0xffe6 },
	{ 0x16fe0, 0x18aff }, { 0x1b000, 0x1b2ff }, { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff },
	{ 0x1f7e0, 0x1f7eb }, { 0x1f900, 0x1f9ff }, { 0x1fa70, 0x1faff }, { 0x20000, 0x3fffd },
};
static const struct range combining[] = {
	{ 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd }, { 0x0610, 0x061a },
	{ 0x064b, 0x065f }, { 0x0e31, 0x0e31 }, { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e },
	{ 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff }, { 0x302a, 0x302d },
	{ 0x3099, 0x309a }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
};

static bool in_ranges(uint32_t c, const struct range *r, size_t n)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (c > r[mid].to)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && c >= r[lo].from;
}

int utf8_columns(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (in_ranges(c, combining, sizeof(combining) / sizeof(*combining)))
		return 0;
	return in_ranges(c, wide, sizeof(wide) / sizeof(*wide)) ? 2 : 1;
}

size_t utf8_width(struct bytes b)
{
	size_t w = 0;

	while (b.n)
		w += (size_t)utf8_columns(utf8_next(&b, NULL));
	return w;
}

void utf8_fit(struct buf *out, struct bytes b, size_t width)
{
	size_t w = utf8_width(b), used = 0;

	if (w <= width) {
		buf_add(out, b);
		used = w;
	} else if (width) {
		while (b.n) {
			struct bytes at = b;
			size_t cols = (size_t)utf8_columns(utf8_next(&b, NULL));

			if (used + cols > width - 1)
				break;
			buf_add(out, bytes_head(at, at.n - b.n));
			used += cols;
		}
		buf_adds(out, "\xe2\x80\xa6");
		used++;
	}
	for (; used < width; used++)
		buf_addc(out, ' ');
}

struct bytes utf8_head(struct bytes b, size_t n)
{
	if (n >= b.n)
		return b;
	while (n && (bytes_at(b, n) & 0xc0) == 0x80)
		n--;
	return bytes_head(b, n);
}
