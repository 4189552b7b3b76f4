/* SPDX-License-Identifier: BSD-2-Clause */
/* lookalike.c - see lookalike.h. */
#include "judge/lookalike.h"

#include "base/utf8.h"
#include "mime/punycode.h"

enum script {
	LATIN = 1 << 0, CYRILLIC = 1 << 1, GREEK = 1 << 2, ARMENIAN = 1 << 3, HAN = 1 << 4,
	KANA = 1 << 5, BOPOMOFO = 1 << 6, HANGUL = 1 << 7, ARABIC = 1 << 8, HEBREW = 1 << 9,
	THAI = 1 << 10, CHEROKEE = 1 << 11, GEORGIAN = 1 << 12, INDIC = 1 << 13,
	OTHER = 1 << 14,
};

/* Blocks of the Basic Multilingual Plane and the ideographs beyond it. */
static const struct {
	uint32_t from, to;
	unsigned script;
} blocks[] = {
	{ 0x0041, 0x005a, LATIN },    { 0x0061, 0x007a, LATIN },    { 0x00aa, 0x00aa, LATIN },
	{ 0x00c0, 0x02af, LATIN },    { 0x0370, 0x03ff, GREEK },    { 0x0400, 0x052f, CYRILLIC },
	{ 0x0531, 0x058f, ARMENIAN }, { 0x0590, 0x05ff, HEBREW },   { 0x0600, 0x077f, ARABIC },
	{ 0x0900, 0x0dff, INDIC },    { 0x0e00, 0x0e7f, THAI },     { 0x10a0, 0x10ff, GEORGIAN },
	{ 0x1100, 0x11ff, HANGUL },   { 0x13a0, 0x13ff, CHEROKEE }, { 0x1c80, 0x1c8f, CYRILLIC },
	{ 0x1d00, 0x1dbf, LATIN },    { 0x1e00, 0x1eff, LATIN },    { 0x1f00, 0x1fff, GREEK },
	{ 0x2de0, 0x2dff, CYRILLIC }, { 0x2e80, 0x2fdf, HAN },      { 0x3005, 0x3007, HAN },
	{ 0x3040, 0x30ff, KANA },     { 0x3105, 0x312f, BOPOMOFO }, { 0x3130, 0x318f, HANGUL },
	{ 0x31a0, 0x31bf, BOPOMOFO }, { 0x31f0, 0x31ff, KANA },     { 0x3400, 0x9fff, HAN },
	{ 0xa640, 0xa69f, CYRILLIC }, { 0xa720, 0xa7ff, LATIN },    { 0xab70, 0xabbf, CHEROKEE },
	{ 0xac00, 0xd7ff, HANGUL },   { 0xf900, 0xfaff, HAN },      { 0xff21, 0xff3a, LATIN },
	{ 0xff41, 0xff5a, LATIN },    { 0xff66, 0xff9f, KANA },     { 0x20000, 0x323af, HAN },
};

/* Scripts that are written together (UTS 39 5.2). */
static const unsigned together[] = {
	LATIN | HAN | KANA, LATIN | HAN | BOPOMOFO, LATIN | HAN | HANGUL,
};

static const struct {
	uint16_t c;
	char like;
} confusables[] = {
	/* Cyrillic */
	{ 0x0430, 'a' }, { 0x0441, 'c' }, { 0x0501, 'd' }, { 0x0435, 'e' }, { 0x04bb, 'h' },
	{ 0x0456, 'i' }, { 0x0458, 'j' }, { 0x04cf, 'l' }, { 0x043e, 'o' }, { 0x0440, 'p' },
	{ 0x051b, 'q' }, { 0x0433, 'r' }, { 0x0455, 's' }, { 0x0475, 'v' }, { 0x051d, 'w' },
	{ 0x0461, 'w' }, { 0x0445, 'x' }, { 0x0443, 'y' }, { 0x04af, 'y' }, { 0x044c, 'b' },
	{ 0x043a, 'k' }, { 0x043f, 'n' }, { 0x0446, 'u' },
	/* Greek */
	{ 0x03b1, 'a' }, { 0x03b3, 'y' }, { 0x03b5, 'e' }, { 0x03b9, 'i' }, { 0x03ba, 'k' },
	{ 0x03b7, 'n' }, { 0x03bd, 'v' }, { 0x03bf, 'o' }, { 0x03c1, 'p' }, { 0x03c3, 'o' },
	{ 0x03c5, 'u' }, { 0x03c7, 'x' }, { 0x03c9, 'w' }, { 0x03f2, 'c' }, { 0x03f3, 'j' },
	/* Armenian */
	{ 0x0566, 'q' }, { 0x0570, 'h' }, { 0x0575, 'j' }, { 0x0578, 'n' }, { 0x057d, 'u' },
	{ 0x0581, 'g' }, { 0x0585, 'o' }, { 0x0582, 'i' },
	/* Latin that is not a to z */
	{ 0x0131, 'i' }, { 0x0251, 'a' }, { 0x0261, 'g' }, { 0x0269, 'i' }, { 0x028b, 'v' },
	{ 0x028f, 'y' }, { 0x0237, 'j' }, { 0x1d04, 'c' }, { 0x1d0f, 'o' }, { 0x1d1c, 'u' },
	{ 0x1d20, 'v' }, { 0x1d21, 'w' }, { 0x1d22, 'z' }, { 0x1e37, 'l' }, { 0x1ea1, 'a' },
	{ 0x1eb9, 'e' }, { 0x1ecb, 'i' }, { 0x1ecd, 'o' }, { 0x1ee5, 'u' },
	/* Georgian, Cherokee */
	{ 0x10e7, 'y' }, { 0xab83, 'd' }, { 0xab93, 'z' },
};

static unsigned script_of(uint32_t c)
{
	size_t low = 0, high = sizeof(blocks) / sizeof(*blocks);

	if (c < 0x80 && !ascii_alpha((int)c))
		return 0; /* digits and the hyphen belong to all */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (blocks[middle].to < c)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < sizeof(blocks) / sizeof(*blocks) && blocks[low].from <= c)
		return blocks[low].script;
	return OTHER;
}

/* The letter it is drawn like, or 0. */
static char like(uint32_t c)
{
	if (c < 0x80)
		return (char)ascii_tolower((uint8_t)c);
	if (c >= 0xff21 && c <= 0xff3a)
		return (char)(c - 0xff21 + 'a');
	if (c >= 0xff41 && c <= 0xff5a)
		return (char)(c - 0xff41 + 'a');
	for (size_t i = 0; i < sizeof(confusables) / sizeof(*confusables); i++)
		if (confusables[i].c == c)
			return confusables[i].like;
	return 0;
}

static bool mixed(unsigned scripts)
{
	if ((scripts & (scripts - 1)) == 0)
		return false;
	for (size_t i = 0; i < sizeof(together) / sizeof(*together); i++)
		if ((scripts & ~together[i]) == 0)
			return false;
	return true;
}

/* Judges one label in UTF-8; adds what it looks like. */
static enum lookalike label(struct bytes b, struct buf *ascii)
{
	size_t before = ascii->n;
	unsigned scripts = 0;
	bool all_like = true;
	struct bytes rest = b;

	while (rest.n) {
		uint32_t c = utf8_next(&rest, NULL);
		char as = like(c);

		scripts |= script_of(c);
		all_like &= as != 0;
		if (as)
			buf_addc(ascii, (uint8_t)as);
	}
	if (bytes_ascii(b))
		return LOOKALIKE_NONE;
	if (all_like)
		return LOOKALIKE_ASCII;
	ascii->n = before;
	buf_add(ascii, b);
	return mixed(scripts) ? LOOKALIKE_MIXED : LOOKALIKE_NONE;
}

enum lookalike lookalike_domain(struct bytes domain, struct buf *shown, struct buf *ascii)
{
	enum lookalike worst = LOOKALIKE_NONE;
	struct bytes rest;

	idn_unicode(shown, domain);
	rest = buf_bytes(shown);
	if (bytes_ascii(rest))
		return LOOKALIKE_NONE;
	while (rest.n) {
		struct bytes one = bytes_head(rest, bytes_chr(rest, 0, '.'));
		enum lookalike is = label(one, ascii);

		if (is > worst)
			worst = is;
		rest = bytes_from(rest, one.n + 1);
		if (rest.n)
			buf_addc(ascii, '.');
	}
	return worst;
}
